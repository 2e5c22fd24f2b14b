"""Each rule of the warnings as a table: levels up and down, fast rises, witnesses, night, pauses, old news."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from domain.air import Reading, Station, StationAir
from domain.alert_rules import Rules, problem_with, with_changes
from domain.alert_voices import Listening, witness
from domain.alerts import Alert, State, judge
from domain.places import Point

RULES = Rules()
HOUR = timedelta(hours=1)
NOW = datetime(2026, 3, 12, 5, 20, tzinfo=UTC)  # 12.20 in Lampang
LAST = NOW.replace(minute=0)
MAE_MO = Station("40t", "", "", Point(18.2827, 99.6599), tambon="520204")
# Around Wang Nuea town, without an official station: 0.3, 3 and 4 km from the first.
PLACES = {"s1": (19.1590, 99.5860), "s2": (19.1612, 99.5875), "s3": (19.1850, 99.5930), "s4": (19.1300, 99.6100)}  # fmt: skip
WANG_NUEA = "520702"


def station(name: str) -> Station:
    if name == "40t":
        return MAE_MO
    return Station(name, "", "", Point(*PLACES[name]), "sensor", WANG_NUEA)


def says(
    name: str, *hours: float | None, mean: float | None = None, at: datetime = LAST
) -> StationAir:
    """The hours before `at`, the newest last (None: missing), and the 24-h mean of the feed."""
    told = tuple(
        Reading(name, at - back * HOUR, 1, value)
        for back, value in reversed(list(enumerate(reversed(hours))))
        if value is not None
    )
    day = Reading(name, at, 24, mean) if mean is not None else None
    return StationAir(station(name), day, told)


def alerts(
    *said: StationAir,
    before: dict[str, State] | None = None,
    now: datetime = NOW,
    rules: Rules = RULES,
    stopped: tuple[str, ...] = (),
) -> dict[str, Alert]:
    """By tambon, those of one tambon that the test is about."""
    listening = Listening([witness(one) for one in said], rules)
    judged = judge(listening, before or {}, now, stopped=stopped)
    return {area: one for one in judged.alerts for area in one.areas if len(area) == 6}


def told(level: int, *, ago: timedelta = HOUR, **more: object) -> dict[str, State]:
    """Mae Mo was told this level; last judged an hour ago."""
    state = State("520204", level, LAST - ago, LAST - ago)
    return {"520204": replace(state, **more)}  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("mean", "before", "wanted"),
    [
        (25.0, 1, None),
        (25.1, 1, ("up", 3)),
        (37.5, 3, None),
        (37.6, 3, ("up", 4)),
        (37.51, 3, ("up", 4)),
        (75.0, 4, None),
        (75.1, 4, ("up", 5)),
        (75.1, 1, ("up", 5)),  # never judged counts as level 1: a first red alerts
        (75.1, 5, None),  # once for each crossing
        (20.0, 1, None),  # nobody is warned of green
    ],
)
def test_up_when_the_24_hour_mean_crosses_a_level(
    mean: float, before: int, wanted: tuple[str, int] | None
) -> None:
    found = alerts(says("40t", 30, mean=mean), before=told(before)).get("520204")
    assert (found and (found.kind, found.level)) == wanted


@pytest.mark.parametrize(
    ("hours", "wanted"),
    [
        ((20, 24, 26, 75), "rise"),  # 55 above the least of three hours
        ((30, 30, 30, 79), None),
        ((30, 28, 30, 80), "rise"),  # +52 within three hours
        ((25, 60, 70, 75), "rise"),
        ((60, 60, 60, 100), None),
        ((10, 30, 50, 74), None),  # under 75
        ((None, None, None, 190), None),  # nothing before it to rise from
        ((None, None, 20, 190), "rise"),
        ((10, 10, 20, 330), None),  # +310 in an hour: one station alone is not believed …
        ((10, 20, 330, 340), "rise"),  # … until the next hour confirms it
    ],
)
def test_a_fast_rise_at_one_official_station(
    hours: tuple[float | None, ...], wanted: str | None
) -> None:
    found = alerts(says("40t", *hours, mean=24)).get("520204")
    assert (found and found.kind) == wanted


def test_a_rise_in_red_air_is_no_news() -> None:
    assert "520204" not in alerts(says("40t", 20, 20, 190, mean=80), before=told(5))


@pytest.mark.parametrize(
    ("said", "warns"),
    [
        ([("s1", 20, 20, 90, 95)], False),  # one alone
        ([("s1", 20, 20, 90, 95), ("s2", 20, 20, 92, 96)], False),  # beside each other
        ([("s1", 20, 20, 90, 95), ("s3", 20, 20, 92, 96)], True),
        ([("s1", 20, 20, 90, 95), ("s3", 20, 20, 25, 96)], False),  # agree in one hour only
        ([("s1", 20, 20, 90, 95), ("s3", 20, 20, 92, None)], True),  # an hour ago, still fresh
        ([("s1", 20, 20, 90, 95), ("s3", 20, 92, None, None)], False),
        ([("s1", 20, 20, 90, 95), ("s3", 15, 15, 15, 15)], False),  # a bonfire beside the first
        (
            [("s1", 20, 20, 90, 95), ("s3", 500, 500, 500, 500), ("s4", 22, 22, 85, 93)],
            True,
        ),  # a liar
        ([("s1", 20, 20, 400, 400), ("s2", 20, 20, 400, 400), ("s3", 20, 20, 22, 21)], False),
    ],
)
def test_low_cost_sensors_need_each_other(said: list[tuple[object, ...]], warns: bool) -> None:
    found = alerts(*(says(name, *hours) for name, *hours in said))  # type: ignore[arg-type]
    assert (WANG_NUEA in found) is warns


def test_two_sensors_say_a_level_by_the_lower_of_their_means() -> None:
    low, high = [70.0] * 24, [80.0] * 24
    found = alerts(says("s1", *low), says("s3", *high))[WANG_NUEA]
    assert (found.kind, found.level, found.mean) == ("up", 4, 70)
    assert found.stations == ("s1", "s3")


@pytest.mark.parametrize(("hours", "warns"), [(17, False), (18, True), (24, True)])
def test_a_mean_of_our_own_needs_three_quarters_of_the_hours(hours: int, warns: bool) -> None:
    assert bool(alerts(says("40t", *[60.0] * hours))) is warns


def test_a_mean_that_contradicts_its_own_hours_is_not_believed() -> None:
    assert alerts(says("40t", *[20.0] * 24, mean=160)) == {}
    assert alerts(says("40t", *[60.0] * 24, mean=66))["520204"].mean == 66


@pytest.mark.parametrize(
    ("age", "warns"), [(timedelta(), True), (HOUR, True), (2 * HOUR, False), (5 * HOUR, False)]
)
def test_never_on_stale_data(age: timedelta, warns: bool) -> None:
    found = alerts(says("40t", 60, mean=60, at=LAST - age))
    assert bool(found) is warns


def test_what_the_feed_calls_stale_or_missing_says_nothing() -> None:
    stale = replace(says("40t"), mean=Reading("40t", LAST, 24, 80, stale=True))
    assert alerts(stale) == {}
    assert alerts(says("40t", -1, mean=-999)) == {}


@pytest.mark.parametrize(
    ("hours", "level", "wanted"),
    [
        ((67, 67, 67), 5, ("down", 4)),
        ((67, 67, 68), 5, None),  # 10 % under 75 is 67.5
        ((67, 67), 5, None),  # three judged hours
        ((33, 33, 33), 4, ("down", 3)),
        ((34, 34, 34), 4, None),
        ((20, 20, 20), 5, ("down", 2)),
        ((36, 36, 36), 5, ("down", 4)),  # not yet well under orange: it stays there
    ],
)
def test_down_after_three_judged_hours_well_under(
    hours: tuple[float, ...], level: int, wanted: tuple[str, int] | None
) -> None:
    states = told(level, ago=len(hours) * HOUR)
    found: dict[str, Alert] = {}
    for back in reversed(range(len(hours))):
        now, at = NOW - back * HOUR, LAST - back * HOUR
        said = says("40t", hours[len(hours) - 1 - back], mean=hours[len(hours) - 1 - back], at=at)
        listening = Listening([witness(said)], RULES)
        judged = judge(listening, states, now)
        # The same hour again, a minute later, does not count twice.
        again = judge(
            listening, {one.area: one for one in judged.states}, now + timedelta(minutes=1)
        )
        assert again.alerts == ()
        states = {one.area: one for one in judged.states}
        found = {area: one for one in judged.alerts for area in one.areas}
    one = found.get("520204")
    assert (one and (one.kind, one.level)) == wanted


def test_an_hour_far_above_keeps_the_good_news_back() -> None:
    before = told(5, under=2, under_most=60.0, counted=LAST - HOUR)
    assert "520204" not in alerts(says("40t", 60, 190, mean=60), before=before)
    assert alerts(says("40t", 60, 60, mean=60), before=before)["520204"].kind == "down"


def test_missed_hours_are_caught_up() -> None:
    """The clock stood still for three hours: they count, but what came and went in them is no news."""
    before = told(5, ago=3 * HOUR)
    day = [60.0] * 27
    found = alerts(says("40t", *day), before=before)
    assert found["520204"].kind == "down"
    went = [10.0] * 24 + [150.0, 10.0, 10.0]
    assert "520204" not in alerts(says("40t", *went), before=told(1, ago=3 * HOUR))


def test_not_more_often_than_every_two_hours_unless_it_rises() -> None:
    lately = {"alerted_at": NOW - HOUR, "alerted_level": 5}
    assert "520204" not in alerts(says("40t", 80, mean=80), before=told(3, **lately))
    assert alerts(
        says("40t", 80, mean=80), before=told(3, alerted_at=NOW - 2 * HOUR, alerted_level=5)
    )
    assert "520204" in alerts(
        says("40t", 80, mean=80), before=told(4, alerted_at=NOW - HOUR, alerted_level=4)
    )


def test_an_area_not_judged_for_a_day_is_like_never_judged() -> None:
    assert alerts(says("40t", 80, mean=80), before=told(5, ago=25 * HOUR))["520204"].level == 5


@pytest.mark.parametrize("stopped", ["52", "5202", "520204"])
def test_a_stopped_area_is_silent(stopped: str) -> None:
    assert "520204" not in alerts(says("40t", 80, mean=80), stopped=(stopped,))


@pytest.mark.parametrize(
    ("clock", "held"),
    [("20:59", ""), ("21:00", "05:45"), ("03:00", "05:45"), ("05:44", "05:45"), ("05:45", "")],
)
def test_at_night_it_waits_for_the_morning(clock: str, held: str) -> None:
    now = datetime.fromisoformat(f"2026-03-12T{clock}:00+07:00")
    at = now.replace(minute=0).astimezone(UTC)
    found = alerts(says("40t", 80, mean=80, at=at), now=now)["520204"]
    told_at = found.held_until and found.held_until.strftime("%H:%M")
    assert (told_at or "") == held


def test_tambons_of_a_district_share_an_alert_and_other_valleys_hear_nothing() -> None:
    listening = Listening([witness(says("40t", 80, mean=80))], RULES)
    (alert,) = judge(listening, {}, NOW).alerts
    assert alert.district == "5202"
    assert {area[:4] for area in alert.areas} == {"5202"}
    assert "5202" in alert.areas
    assert len(alert.areas) > 2


@pytest.mark.parametrize(
    ("name", "value", "works"),
    [
        ("red_over", 75, True),
        ("red_over", 500, False),
        ("a_day", 0, False),
        ("night_from", 0, False),
        ("", 1, False),
    ],
)
def test_no_number_may_silence_the_warnings(name: str, value: float, works: bool) -> None:
    assert (problem_with(name, value) == "") is works
    changed = with_changes({name: value})
    assert (changed == RULES) is (not works or getattr(RULES, name) == value)
