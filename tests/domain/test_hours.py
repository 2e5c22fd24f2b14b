"""From moments to hours and days: completeness, lone jumps, and what an hour is called."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from domain.air import BY_FIT, RAW, Reading
from domain.hours import Kept, expected_an_hour, hour_of, mean_of_day, roll_up, spikes
from domain.measured import Measured

END = datetime(2026, 3, 12, 9, 0, tzinfo=UTC)
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)


def kept(ago, pm25, humidity=None, faults=()):
    return Kept(Measured(END - ago * MINUTE, pm25, humidity=humidity), faults)


def every(minutes, values, **more):
    """Oldest first, the last one at the end of the hour."""
    return [kept(minutes * back, value, **more) for back, value in enumerate(reversed(values))][
        ::-1
    ]


@pytest.mark.parametrize(
    ("moment", "hour"),
    [("08:00:00", 8), ("08:00:01", 9), ("08:59:59", 9), ("09:00:00", 9)],
)
def test_an_hour_is_named_by_its_end(moment, hour):
    at = datetime.fromisoformat(f"2026-03-12T{moment}+00:00")
    assert hour_of(at) == END.replace(hour=hour)


@pytest.mark.parametrize(
    ("seconds", "expected"),
    [(60, 60), (145, 25), (300, 12), (900, 4), (3600, 1), (7200, 1), (1, 60)],
)
def test_how_many_moments_an_hour_has_is_learned_from_the_gaps(seconds, expected):
    moments = [END - timedelta(seconds=seconds) * n for n in range(20)][::-1]
    assert expected_an_hour(moments) == expected
    assert expected_an_hour(moments[:1]) == expected_an_hour([]) == 1


def test_one_long_gap_does_not_make_a_sensor_slow():
    moments = [END - 5 * MINUTE * n for n in range(10)] + [END - 20 * HOUR]
    assert expected_an_hour(sorted(moments)) == 12


@pytest.mark.parametrize(("count", "faults"), [(12, ()), (9, ()), (8, ("incomplete",))])
def test_an_hour_needs_three_quarters_of_its_moments(count, faults):
    day = [kept(60 + 5 * n, 30.0) for n in range(100)][::-1]
    hour = roll_up("s", END, [*day, *every(5, [40.0] * count)])
    assert (hour.raw, hour.count, hour.expected, hour.faults) == (40.0, count, 12, faults)


def test_a_sensor_that_sends_once_an_hour_is_complete_with_one():
    hour = roll_up("s", END, [kept(60 * n, 30.0 + n) for n in range(24)][::-1])
    assert (hour.raw, hour.count, hour.faults) == (30.0, 1, ())


def test_an_hour_without_a_moment_is_none():
    assert roll_up("s", END, [kept(60, 1.0), kept(-1, 2.0)]) is None
    assert roll_up("s", END, []) is None


def test_moments_with_faults_are_left_out_and_kept_where_there_is_nothing_else():
    good = every(15, [40.0, 40.0, 40.0])
    bad = kept(50, 1900.0, faults=("range",))
    assert roll_up("s", END, [bad, *good]).raw == 40.0
    alone = roll_up("s", END, [bad])
    assert (alone.raw, alone.faults) == (1900.0, ("incomplete", "range"))


def test_a_lone_jump_is_left_out_and_a_plume_is_not():
    steady = [30.0] * 12
    lone = [*steady[:5], 190.0, *steady[6:]]
    plume = [*steady[:5], 150.0, 190.0, *steady[7:]]
    assert roll_up("s", END, every(5, lone)).raw == 30.0
    assert roll_up("s", END, every(5, plume)).raw > 50
    assert len(spikes(every(5, lone))) == 1
    assert spikes(every(60, lone)) == frozenset(), "an hourly jump is for the neighbours to judge"


def test_humidity_is_the_mean_of_what_can_be():
    rows = [kept(30, 1.0, 60), kept(20, 1.0, 100), kept(10, 1.0, 0), kept(0, 1.0, 80)]
    assert roll_up("s", END, rows).humidity == 70
    assert roll_up("s", END, [kept(0, 1.0, 100)]).humidity is None


def hours(count, source=RAW, pm25=30.0, gap=()):
    return [Reading("s", END - n * HOUR, 1, pm25, source) for n in range(count) if n not in gap]


@pytest.mark.parametrize(
    ("count", "gap", "known"),
    [(24, (), True), (18, (), True), (17, (), False), (30, range(1, 7), True), (30, range(1, 8), False), (0, (), False)],
)  # fmt: skip
def test_a_day_needs_eighteen_of_its_hours(count, gap, known):
    mean = mean_of_day(hours(count, gap=gap))
    assert (mean is not None) is known
    if mean:
        assert (mean.hours, mean.at, mean.pm25) == (24, END, 30.0)


def test_a_day_is_called_corrected_only_when_all_of_it_is():
    mixed = [*hours(12, BY_FIT), *[each for each in hours(24, RAW)[12:]]]
    assert mean_of_day(hours(24, BY_FIT)).source == BY_FIT
    assert mean_of_day(mixed).source == RAW


def test_older_hours_do_not_count_for_the_day():
    old = [Reading("s", END - n * HOUR, 1, 900.0, RAW) for n in range(24, 40)]
    assert mean_of_day([*hours(20), *old]).pm25 == 30.0
