"""Words for village heads: at the chosen times, when their air is bad, once, and short enough to read out."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from sqlalchemy import select

from domain.alert_rules import Rules
from domain.alert_words import LONGEST_LOUD, NAMES, problem_with
from domain.loudspeaker import time_of, usual
from jobs import loudspeaker
from store import loud_hours, officials, people, rules, seeds
from store.audit import AuditLine
from store.db import Database
from tests.bot.stage import all_letters, bring, button, desk, messages_in, person, work_all
from tests.jobs.haze import LOOK, MAE_MO, check, ready, say


def at(clock: str) -> datetime:
    return datetime.fromisoformat(f"2026-03-12T{clock}:20+07:00").astimezone(UTC)


def a_head(database: Database, line_id: str = person(1), area: str = "520204") -> int:
    with database.write() as session:
        people.remember(session, line_id, "user", at("05:00"))
        return officials.give(session, line_id, "officer", area, at("05:00"), title="ผู้ใหญ่บ้าน")


def air(database: Database, now: datetime, mean: float) -> None:
    say(database, MAE_MO, now, mean, mean, mean=mean)
    check(database, now)


@pytest.mark.parametrize(
    ("clock", "due"),
    [("05:45", True), ("05:50", True), ("06:00", False), ("07:00", False), ("17:00", True), ("16:59", False)],
)  # fmt: skip
def test_when_it_is_time(clock: str, due: bool) -> None:
    assert (time_of(at(clock)) in usual(Rules())) is due


def test_red_air_is_told_once_in_plain_and_northern_thai_with_a_picture(database: Database) -> None:
    ready(database)
    a_head(database)
    air(database, at("17:00"), 81.4)
    for _ in range(2):
        loudspeaker.run(database, at("17:00"), LOOK)
    (letter,) = [one for one in all_letters(database) if one.key.startswith("loud:")]
    said = messages_in(letter)
    assert len(said) == 3
    assert (
        said[0]["text"]
        .split("\n\n")[1]
        .startswith("ประกาศด่วนถึงพี่น้องทุกท่าน ตอนนี้ฝุ่นควันตำบลแม่เมาะอยู่ในสีแดง วัดได้ 81 ")
    )
    assert said[1]["text"].endswith("ยินดีจ้าดนัก")
    assert "/pictures/day/40t" in str(said[2])
    assert "do=loudspeaker" in str(said[2]), "from here the times are set"


@pytest.mark.parametrize(("mean", "title"), [(30, "ผู้ใหญ่บ้าน"), (81, "อบต.")])
def test_good_enough_air_and_other_posts_hear_nothing(
    database: Database, mean: float, title: str
) -> None:
    ready(database)
    with database.write() as session:
        people.remember(session, person(1), "user", at("05:00"))
        officials.give(session, person(1), "officer", "520204", at("05:00"), title=title)
    air(database, at("17:00"), mean)
    assert loudspeaker.run(database, at("17:00"), LOOK) == {"told": 0}


def test_stale_air_is_not_read_out(database: Database) -> None:
    ready(database)
    a_head(database)
    air(database, at("14:10"), 81)
    assert loudspeaker.run(database, at("17:00"), LOOK) == {"told": 0}


def test_another_time_is_chosen_by_two_officials(database: Database) -> None:
    ready(database)
    a_head(database)
    with database.write() as session:
        proposed = rules.propose(session, "loud_1200", 1, 7, at("09:00"))
        assert not rules.approve(session, proposed, 7, at("09:01")), "not by oneself"
    air(database, at("12:00"), 81)
    assert loudspeaker.run(database, at("12:00"), LOOK) == {"told": 0}
    with database.write() as session:
        assert rules.approve(session, proposed, 8, at("09:02"))
    assert loudspeaker.run(database, at("12:00"), LOOK) == {"told": 1}


@pytest.mark.parametrize(
    ("times", "told"),
    [
        (("loud_1200", "loud_1500"), ["12:00", "15:00"]),
        ((), []),
        (None, ["17:00"]),
    ],
)
def test_each_head_hears_at_their_own_times(
    database: Database, times: tuple[str, ...] | None, told: list[str]
) -> None:
    ready(database)
    mine, other = a_head(database), a_head(database, person(2))
    with database.write() as session:
        loud_hours.choose(session, mine, ("loud_0700",), at("05:00"))
        loud_hours.choose(session, mine, times, at("05:01"))
    for clock in ("12:00", "15:00", "17:00"):
        air(database, at(clock), 81)
        loudspeaker.run(database, at(clock), LOOK)
    keys = {one.key for one in all_letters(database) if one.key.startswith("loud:")}
    expected = {f"loud:{at(clock):%Y%m%dT%H%M}:{mine}" for clock in told}
    assert keys == {*expected, f"loud:{at('17:00'):%Y%m%dT%H%M}:{other}"}


def test_a_head_chooses_in_the_chat_for_their_own_post_and_the_book_has_it(
    database: Database,
) -> None:
    seeds.sow(database)
    mine, other = a_head(database), a_head(database, person(2))
    for post, act in ((mine, "add&time=loud_1200"), (other, "none"), (mine, "drop&time=loud_1700")):
        bring(database, button(f"do=loudspeaker&post={post}&act={act}"))
        work_all(desk(database)[0])
    with database.read() as session:
        assert loud_hours.chosen(session) == {mine: ("loud_0545", "loud_1200")}
        lines = [(one.who, one.before, one.after) for one in session.scalars(select(AuditLine))]
    assert lines == [
        (mine, "usual", "05.45 12.00 17.00"),
        (mine, "05.45 12.00 17.00", "05.45 12.00"),
    ]


def test_when_messages_are_short_it_rides_with_a_reply(database: Database) -> None:
    ready(database, limit=100, used=80)
    a_head(database)
    air(database, at("17:00"), 81)
    loudspeaker.run(database, at("17:00"), LOOK)
    (letter,) = [one for one in all_letters(database) if one.key.startswith("loud:")]
    assert letter.state == "riding"


def test_every_text_is_there_may_stand_and_can_be_read_in_30_seconds() -> None:
    texts = seeds.alert_words()
    assert set(texts) == set(NAMES)
    for name, words in texts.items():
        for code, text in words.items():
            assert problem_with(name, " ".join(text.split())) == "", (name, code)
            if name.startswith("loud"):
                assert len(text) <= LONGEST_LOUD
                assert set(words) == {"th", "nod"}


@pytest.mark.parametrize(
    "text", ["", "x" * 301, "%(place)s %(user)s", "100 % %(place)s", "no place"]
)
def test_what_an_official_may_not_write(text: str) -> None:
    assert problem_with("red_lead", text)
