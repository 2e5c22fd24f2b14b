"""Red air at night waits for 05.45: with the morning's numbers, where it is still true; else it is written down why."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from domain import subscriptions as what
from store import clock
from store.db import Database
from store.quota import QuotaRow
from tests.bot.stage import all_letters, bring, desk, person, text, words_in, work_all
from tests.jobs.haze import MAE_MO, check, follow, made, outcomes, ready, say

HOME = "520204"


def at(clock_: str, day: int = 12) -> datetime:
    return datetime.fromisoformat(f"2026-03-{day}T{clock_}:00+07:00").astimezone(UTC)


def evening(database: Database, mean: float = 80) -> None:
    ready(database)
    follow(database, [person(1), person(2)], HOME)
    say(database, MAE_MO, at("22:20"), mean, mean=mean)
    told = check(database, at("22:20"))
    assert (told["alerts"], told["queued"]) == (1, 0)
    assert all_letters(database) == []


def test_it_goes_out_in_the_morning_with_the_mornings_numbers(database: Database) -> None:
    evening(database)
    say(database, MAE_MO, at("05:20", 13), 96, mean=95)
    assert check(database, at("05:44", 13))["queued"] == 0
    assert check(database, at("05:45", 13))["queued"] == 2
    (letter,) = all_letters(database)
    assert "95" in (letter.body or b"").decode()
    assert "80" not in str(outcomes(database))
    assert check(database, at("05:46", 13))["queued"] == 0


def test_what_is_over_by_the_morning_is_written_down(database: Database) -> None:
    evening(database)
    for hour in ("02:20", "03:20", "04:20"):
        say(database, MAE_MO, at(hour, 13), 12, mean=12)
        check(database, at(hour, 13))
    check(database, at("05:45", 13))
    assert all_letters(database) == []
    assert {key: value for key, value in outcomes(database).items() if key[1] == 1} == {
        (person(1), 1): what.NIGHT,
        (person(2), 1): what.NIGHT,
    }


def test_red_of_which_orange_is_left_is_told_as_orange(database: Database) -> None:
    """It was red in the night, and nobody heard: who wants to know of orange hears of the orange that it still is."""
    evening(database)
    for hour in ("02:20", "03:20", "04:20"):
        say(database, MAE_MO, at(hour, 13), 60, mean=60)
        check(database, at(hour, 13))
    say(database, MAE_MO, at("05:20", 13), 58, mean=58)
    check(database, at("05:45", 13))
    (letter,) = all_letters(database)
    assert words_in(letter).startswith("แม่เมาะ 😷 สีส้ม")


def test_what_came_and_went_in_the_night_is_no_good_news(database: Database) -> None:
    evening(database)
    for hour in ("02:20", "03:20", "04:20", "05:20"):
        say(database, MAE_MO, at(hour, 13), 12, mean=12)
        check(database, at(hour, 13))
    for clock_ in ("05:45", "05:46"):
        check(database, at(clock_, 13))
    assert [row.kind for row in made(database)] == ["up", "down"]
    assert all_letters(database) == []


def test_orange_that_turned_red_in_the_night_is_told_once_as_red(database: Database) -> None:
    evening(database, mean=50)
    say(database, MAE_MO, at("03:20", 13), 90, mean=90)
    check(database, at("03:20", 13))
    say(database, MAE_MO, at("05:20", 13), 90, mean=90)
    check(database, at("05:45", 13))
    (letter,) = all_letters(database)
    assert words_in(letter).startswith("แม่เมาะ 🚨 สีแดง")
    assert outcomes(database)[person(1), 1] == what.NIGHT


def test_without_fresh_data_it_waits_and_is_given_up_in_the_end(database: Database) -> None:
    evening(database)
    assert check(database, at("05:45", 13))["queued"] == 0
    assert check(database, at("07:50", 13))["queued"] == 0
    assert set(outcomes(database).values()) == {what.NIGHT}


def test_who_writes_in_the_night_gets_it_with_the_answer(database: Database) -> None:
    evening(database)
    with database.write() as session:
        clock.set_demo(session, datetime.now(UTC), at("23:00"), speed=0)
    bring(database, text("สวัสดี"))
    work_all(desk(database)[0])
    assert words_in(all_letters(database)[0]).startswith("แม่เมาะ 🚨 สีแดง")
    say(database, MAE_MO, at("05:20", 13), 96, mean=95)
    assert check(database, at("05:45", 13))["queued"] == 1
    assert outcomes(database)[person(1), 1] == what.GIVEN


def test_a_clock_that_was_away_for_hours_fires_nothing_old(database: Database) -> None:
    ready(database)
    follow(database, [person(1)], HOME)
    say(database, MAE_MO, at("08:20"), 80, mean=80)
    assert check(database, at("13:00"))["alerts"] == 0


def test_an_alert_that_could_not_be_spread_in_time_is_not_sent_late(database: Database) -> None:
    ready(database)
    follow(database, [person(1)], HOME)
    with database.write() as session:
        session.query(QuotaRow).delete()
    say(database, MAE_MO, at("08:20"), 80, mean=80)
    check(database, at("08:20"))
    assert check(database, at("08:20") + timedelta(hours=3))["not_told"] == 1
    assert outcomes(database) == {(person(1), 1): what.TOO_LATE}
    assert len(made(database)) == 1


def test_good_news_and_two_a_day(database: Database) -> None:
    """Red in the morning, over at noon: the good news leaves the day's last place to a warning."""
    ready(database)
    follow(database, [person(1)], HOME)
    say(database, MAE_MO, at("07:20"), 80, mean=80)
    check(database, at("07:20"))
    for hour in ("11:20", "12:20", "13:20"):
        say(database, MAE_MO, at(hour), 12, mean=12)
        check(database, at(hour))
    assert [row.kind for row in made(database)] == ["up", "down"]
    assert outcomes(database)[person(1), 2] == what.GOOD_NEWS_WAITS
    say(database, MAE_MO, at("18:20"), 90, mean=90)
    check(database, at("18:20"))
    assert outcomes(database)[person(1), 3] == what.IN_CHUNK
    with database.write() as session:
        clock.set_demo(session, datetime.now(UTC), at("18:30"), speed=0)
    bring(database, text("สวัสดี"))
    work_all(desk(database)[0])
    assert "กลับมาดี" not in words_in(all_letters(database)[-1]), "it is not true any more"
