"""What models say, as tables: which part of which day, how wrong they were, whether smoke gets away."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from domain import outlook
from domain.days import HOUR, Span, day_of_hour, midnight, part_of, span_of, whole
from domain.outlook import OPEN_METEO, Bias, ModelHour, Outlook, StationHours
from domain.places import Point
from sources.air4thai import KNOWN
from tests.modelled import NOW, TODAY, month
from tests.modelled import outlook as told

MAE_MO = Point(18.28, 99.66)
TOMORROW = TODAY + timedelta(days=1)


def day(ahead: int) -> date:
    return TODAY + timedelta(days=ahead)


def names(span: Span | None, now=NOW) -> list[tuple[str, int]]:
    return [(one.kind, (one.day - TODAY).days) for one in outlook.spells(span, now)]


# NOW is Thursday, 16.20: less than two hours of the afternoon are left.
@pytest.mark.parametrize(
    ("span", "expected"),
    [
        (None, [("evening", 0), ("morning", 1), ("afternoon", 1)]),
        (Span(day(1), day(1)), [("morning", 1), ("afternoon", 1), ("evening", 1)]),
        (Span(day(0), day(0)), [("evening", 0), ("night", 0), ("morning", 1)]),
        (Span(day(0), day(0), "night"), [("evening", 0), ("night", 0), ("morning", 1)]),
        (Span(day(0), day(0), "morning"), [("evening", 0), ("night", 0), ("morning", 1)]),
        (Span(day(1), day(1), "afternoon"), [("afternoon", 1), ("evening", 1), ("night", 1)]),
        (Span(day(1), day(1), "noon"), [("afternoon", 1), ("evening", 1), ("night", 1)]),
        (Span(day(1), day(1), "made up"), [("morning", 1), ("afternoon", 1), ("evening", 1)]),
        (Span(day(2), day(3)), [("day", 2), ("day", 3)]),
        (Span(day(-2), day(4)), [("day", 0), ("day", 1), ("day", 2)]),
        (Span(day(-2), day(-1)), []),
        (Span(day(-1), day(-1)), []),
    ],
)
def test_which_part_of_which_day_is_told(span: Span | None, expected: list[object]) -> None:
    assert names(span) == expected


def test_late_in_the_evening_today_is_the_night_and_the_day_after() -> None:
    assert names(Span(TODAY, TODAY), midnight(TODAY) + 23 * HOUR)[0] == ("night", 0)


def test_a_part_has_its_hours_and_the_night_ends_in_the_morning() -> None:
    night = part_of(TODAY, "night")
    assert (night.start, night.end) == (midnight(TOMORROW), midnight(TOMORROW) + 6 * HOUR)
    assert whole(TODAY).end - whole(TODAY).start == 24 * HOUR


def test_the_hour_that_ends_at_midnight_belongs_to_the_day_before() -> None:
    assert day_of_hour(midnight(TODAY)) == day(-1)
    assert day_of_hour(midnight(TODAY) + HOUR) == TODAY


@pytest.mark.parametrize(
    ("given", "span"),
    [
        (("2026-03-13", "", "date", ""), Span(day(1), day(1))),
        (("2026-03-14", "2026-03-15", "range", ""), Span(day(2), day(3))),
        (("2026-03-13T18:00:00+07:00", "", "datetime", ""), Span(day(1), day(1))),
        (("2026-03-15", "2026-03-14", "range", ""), Span(day(3), day(3))),
        (("T07:00", "", "recurring", ""), None),
        (("weekly:MON", "", "recurring", ""), None),
        (("", "", "", ""), None),
        (("soon", "", "date", ""), None),
        (("9999-12-31", "", "date", ""), None),
        (("0001-01-01", "", "date", ""), None),
        (("2026-03-13", "9999-12-31", "range", ""), None),
    ],
)
def test_what_a_when_covers(given: tuple[str, ...], span: Span | None) -> None:
    assert span_of(*given) == span


def expect(known: Outlook, bias: Bias | None = None, span: Span | None = None):
    coming = outlook.spells(span or Span(day(1), day(1)), NOW)
    return outlook.expect(known, "5202", coming, bias, NOW)


def test_a_part_is_the_mean_of_its_hours() -> None:
    morning, afternoon, _ = expect(told(pm25=30, morning=1.5))
    assert (morning.model, afternoon.model) == (45, 30)
    assert (morning.level, afternoon.level) == (4, 3)


@pytest.mark.parametrize(
    ("measured", "verdict", "percent", "likely"),
    [(60, "low", 50, 60), (30, "close", 0, 30), (15, "high", 100, 30), (360, "low", 92, 120)],
)
def test_a_model_that_was_low_is_raised_and_never_lowered(
    measured: float, verdict: str, percent: int, likely: float
) -> None:
    known = told(pm25=30, measured=measured, morning=1)
    bias = outlook.bias_at(known, MAE_MO, NOW)
    assert bias is not None
    assert (bias.verdict, bias.percent) == (verdict, percent)
    (morning, *_) = expect(known, bias)
    assert (morning.model, morning.likely) == (30, pytest.approx(likely))


def test_the_colour_follows_the_worse_of_both_numbers() -> None:
    known = told(pm25=30, measured=60, morning=1)
    assert expect(known)[0].level == 3
    assert expect(known, outlook.bias_at(known, MAE_MO, NOW))[0].level == 4


def test_too_few_pairs_say_nothing_of_a_model() -> None:
    known = told()
    few = StationHours(KNOWN["40t"], known.measured[0].hours[-11:])
    assert outlook.bias_at(replace(known, measured=(few,)), MAE_MO, NOW) is None
    enough = StationHours(KNOWN["40t"], known.measured[0].hours[-12:])
    assert outlook.bias_at(replace(known, measured=(enough,)), MAE_MO, NOW).pairs == 12


def test_missing_codes_and_old_hours_are_no_pairs() -> None:
    known = told()
    hours = [replace(one, pm25=-1.0) for one in known.measured[0].hours]
    assert (
        outlook.bias_at(
            replace(known, measured=(StationHours(KNOWN["40t"], tuple(hours)),)), MAE_MO, NOW
        )
        is None
    )
    assert outlook.bias_at(known, MAE_MO, NOW + timedelta(days=3)) is None


def test_the_nearest_station_with_enough_hours_is_compared() -> None:
    known = told(measured=None)
    empty, full = month([], "mae_mo"), month([50, 50, 50], "sop_pat")
    bias = outlook.bias_at(replace(known, measured=(empty, full)), MAE_MO, NOW)
    assert bias is not None
    assert bias.station.id == "38t"


@pytest.mark.parametrize(
    ("mixing", "wind", "air"),
    [
        (400, 1.0, "trapped"),
        (2666, 1.0, "trapped"),  # 2666 x 1.5 = 3,999
        (2667, 1.0, "some"),
        (1000, 5.3, "some"),  # 7,950
        (1000, 5.4, "clears"),  # 8,100
    ],
)
def test_whether_smoke_gets_away(mixing: float, wind: float, air: str) -> None:
    assert expect(told(mixing=mixing, wind=wind))[0].air == air


@pytest.mark.parametrize(
    ("wind", "force"),
    [(0.4, "calm"), (0.5, "light"), (3.3, "light"), (3.4, "moderate"), (8, "fresh")],
)
def test_how_strong_the_wind_is(wind: float, force: str) -> None:
    assert expect(told(wind=wind))[0].wind == force


@pytest.mark.parametrize(
    ("source", "side"), [(0, 0), (359, 0), (22, 0), (23, 1), (90, 2), (180, 4), (225, 5), (337, 7)]
)
def test_where_the_wind_comes_from(source: float, side: int) -> None:
    assert expect(told(source=source))[0].wind_from == side


def test_a_calm_or_a_turning_wind_comes_from_nowhere() -> None:
    assert expect(told(wind=0.3))[0].wind_from is None
    known = told()
    turning = tuple(
        replace(hour, wind_from=float(90 * number % 360))
        for number, hour in enumerate(known.hours["5202"])
    )
    assert expect(replace(known, hours={"5202": turning}))[0].wind_from is None


def test_rain_is_told_from_a_millimetre_on() -> None:
    assert expect(told(rain=0.2))[0].rains
    assert not expect(told(rain=0.1))[0].rains


def test_less_than_half_of_the_hours_are_not_enough() -> None:
    known = told()
    start = part_of(TOMORROW, "morning").start
    few = tuple(h for h in known.hours["5202"] if h.at <= start + 2 * HOUR)
    assert expect(replace(known, hours={"5202": few}))[0].level is None


def test_an_old_run_is_not_believed() -> None:
    assert expect(told(age=18))[0].level is not None
    assert expect(told(age=18.1))[0].level is None
    assert expect(Outlook())[0].level is None


def test_now_is_the_satellite_model_first_and_no_older_than_three_hours() -> None:
    now = outlook.now_at(told(satellite=41), "5202", NOW)
    assert now is not None
    assert (now.source, now.pm25) == ("gistda-pm25", 41)
    assert [one.pm25 for one in outlook.next_hours(told(satellite=41), "5202", NOW)] == [42, 43, 44]
    other = outlook.now_at(told(), "5202", NOW)
    assert other is not None
    assert other.source == OPEN_METEO
    old = ModelHour("gistda-pm25", "5202", NOW - 4 * HOUR, pm25=9.0)
    assert outlook.now_at(Outlook({"5202": (old,)}), "5202", NOW) is None
    assert outlook.now_at(Outlook(), "5202", NOW) is None
