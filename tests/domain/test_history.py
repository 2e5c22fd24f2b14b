"""The air behind us, as tables: what a day is, when it counts, and which station speaks."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from domain import history
from domain.air import Reading
from domain.days import HOUR, Span, midnight
from domain.places import Point
from sources.air4thai import KNOWN
from tests.modelled import NOW, TODAY, month

YESTERDAY = TODAY - timedelta(days=1)


def hours(day: date, values: list[float]) -> list[Reading]:
    return [
        Reading("40t", midnight(day) + step * HOUR, 1, value)
        for step, value in enumerate(values, 1)
    ]


@pytest.mark.parametrize(
    ("count", "complete"), [(0, False), (1, False), (17, False), (18, True), (24, True)]
)
def test_a_day_is_complete_from_18_hours_on(count: int, complete: bool) -> None:
    (day,) = history.days_of(hours(YESTERDAY, [30.0] * count), YESTERDAY, YESTERDAY)
    assert (day.hours, day.is_complete) == (count, complete)
    assert day.mean == (30.0 if count else None)


def test_the_hour_to_midnight_is_the_last_of_its_day() -> None:
    first, second = history.days_of(hours(YESTERDAY, [10.0] * 23 + [250.0]), YESTERDAY, TODAY)
    assert (first.hours, second.hours) == (24, 0)
    assert first.mean == 20.0


@pytest.mark.parametrize(
    ("mean", "over"), [(37.4, 0), (37.5, 0), (37.54, 0), (37.56, 1), (37.6, 1), (120, 1)]
)
def test_over_the_standard_is_what_is_published_as_over(mean: float, over: int) -> None:
    told = history.told(history.days_of(hours(YESTERDAY, [mean] * 24), YESTERDAY, YESTERDAY))
    assert told.over == over


def test_only_complete_days_are_counted_and_compared() -> None:
    row = [*hours(YESTERDAY, [200.0] * 10), *hours(YESTERDAY - timedelta(days=1), [50.0] * 20)]
    told = history.told(history.days_of(row, YESTERDAY - timedelta(days=2), YESTERDAY))
    assert (len(told.days), told.complete, told.over, told.mean, told.hours) == (3, 1, 1, 50.0, 30)
    assert told.worst is told.best
    assert told.worst is not None
    assert told.worst.mean == 50.0


def test_missing_codes_and_stale_hours_are_no_values() -> None:
    row = hours(YESTERDAY, [-1.0, -999.0, float("nan"), 30.0, 31.0])
    row[-1] = replace(row[-1], stale=True)
    (day,) = history.days_of(row, YESTERDAY, YESTERDAY)
    assert (day.hours, day.mean) == (1, 30.0)


def test_a_day_without_any_value_has_no_level() -> None:
    told = history.told(history.days_of([], YESTERDAY, TODAY))
    assert (told.complete, told.mean, told.worst, told.best) == (0, None, None, None)
    assert [day.level for day in told.days] == [None, None]


def test_the_24_hours_of_a_day_and_their_highest() -> None:
    row = hours(YESTERDAY, [float(n) for n in range(24)])
    day = history.one_day(row, midnight(TODAY))
    assert (len(day.hours), day.mean) == (24, 11.5)
    assert day.worst is not None
    assert day.worst.pm25 == 23
    assert history.one_day(row[:17], midnight(TODAY)).mean is None


def test_a_day_ends_at_midnight_and_today_with_the_newest_hour() -> None:
    assert history.end_of(YESTERDAY, [], NOW) == midnight(TODAY)
    assert history.end_of(TODAY, hours(TODAY, [1.0] * 14), NOW) == midnight(TODAY) + 14 * HOUR
    assert history.end_of(TODAY, hours(TODAY, [1.0] * 24), NOW) == NOW.replace(minute=0)
    assert history.end_of(TODAY, [], NOW) == NOW.replace(minute=0)
    silent = hours(YESTERDAY, [1.0] * 24)
    assert history.end_of(TODAY, silent, NOW) == NOW.replace(minute=0), "16 hours old is not now"


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        (6, 0, (6, 0)),
        (30, 0, (30, 0)),
        (40, 12, (30, 12)),
        (60, 40, None),
        (2, -3, (2, 0)),
        (-1, -2, None),
    ],
)
def test_how_far_the_chat_looks_back(
    first: int, last: int, expected: tuple[int, int] | None
) -> None:
    def ago(days: int) -> date:
        return TODAY - timedelta(days=days)

    found = history.within_reach(Span(ago(first), ago(last)), NOW)
    assert found == (Span(ago(expected[0]), ago(expected[1])) if expected else None)


def test_the_nearest_station_of_the_valley_speaks_a_sensor_as_if_farther() -> None:
    stations = list(KNOWN.values())
    near = history.speaks_for(Point(18.28, 99.66), stations, "520204")
    assert [one.id for one, _ in near] == ["40t", "38t"]
    sensor = replace(KNOWN["40t"], id="s1", kind="sensor", point=Point(18.28, 99.66))
    near = history.speaks_for(Point(18.28, 99.66), [sensor, *stations], "520204")
    assert [one.id for one, _ in near][:2] == ["40t", "s1"]
    assert history.speaks_for(Point(19.16, 99.58), stations, "520702") == ()


def test_the_last_days_hold_today() -> None:
    assert history.asked_days(7, NOW) == Span(TODAY - timedelta(days=6), TODAY)
    assert month([10, 20]).hours[-1].at <= NOW
