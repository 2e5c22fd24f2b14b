"""The Thai index, and which station may speak for a place."""

from __future__ import annotations

import csv
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.air import (
    FRESH_FOR,
    LEVELS,
    NEAR_KM,
    Modelled,
    Reading,
    Station,
    StationAir,
    air_at,
    level,
    level_of,
    thai_aqi,
    trend_of,
)
from domain.places import Point, distance_km

PAIRS = Path(__file__).resolve().parents[2].parent / "shared" / "feeds" / "aqi_pairs.csv"
NOW = datetime(2026, 3, 14, 7, 20, tzinfo=UTC)
HOUR = NOW.replace(minute=0)
HERE = Point(18.28, 99.66)
KM_NORTH = 1 / 111.195

# Pairs of value and index as PCD's feed published them.
PUBLISHED = {
    "2.7": 5,
    "5.1": 9,
    "13.2": 22,
    "14.7": 25,
    "15.0": 25,
    "15.1": 26,
    "19.1": 36,
    "24.5": 49,
    "25.0": 50,
    "25.1": 51,
    "29.3": 68,
    "30.5": 72,
    "36.2": 95,
    "37.2": 99,
    "37.4": 100,
    "37.5": 100,
    "37.6": 101,
    "39.3": 106,
    "41.7": 112,
    "44.5": 119,
    "49.8": 133,
    "56.3": 151,
    "63.1": 169,
    "75.0": 200,
    "75.1": 201,
    "75.9": 201,
    "76.0": 202,
    "111.5": 237,
    "120.5": 246,
    "127.8": 253,
    "150.1": 276,
    "187.5": 313,
    "356": 482,
    "450.8": 501,
    "916.3": 501,
}


def recorded_pairs():
    if not PAIRS.exists():
        return {}
    with PAIRS.open(encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if row["scale"] == "TH-2023"]
    assert len(rows) > 1000
    return {row["value"]: int(row["aqi"]) for row in rows}


@pytest.mark.parametrize("kind", [str, float, Decimal])
def test_the_index_is_the_published_one_for_every_pair(kind):
    wrong = [
        (value, aqi, thai_aqi(kind(value)))
        for value, aqi in (recorded_pairs() | PUBLISHED).items()
        if thai_aqi(kind(value)) != aqi
    ]
    assert not wrong


@pytest.mark.parametrize(
    ("pm25", "aqi", "its_level"),
    [
        ("15.04", 26, 2),
        ("15.05", 26, 2),
        ("25.05", 51, 3),
        ("37.51", 101, 4),
        ("37.54", 101, 4),
        ("37.55", 101, 4),
        (37.55, 101, 4),
        ("75.04", 201, 5),
        ("75.05", 201, 5),
        ("75.99999999999999999999999999999999999", 201, 5),
        ("37.50000000000000000000000000000000001", 101, 4),
    ],
)
def test_between_two_bands_the_worse_one_counts(pm25, aqi, its_level):
    assert (thai_aqi(pm25), level(pm25)) == (aqi, its_level)


def test_the_noise_of_a_computed_float_is_not_a_worse_level():
    assert 37.50000000000001 > 37.5
    assert thai_aqi(37.50000000000001) == 100


@pytest.mark.parametrize(
    ("pm25", "its_level"),
    [
        (0, 1),
        ("-0", 1),
        (15, 1),
        (15.1, 2),
        (25, 2),
        (25.1, 3),
        (37.5, 3),
        (37.6, 4),
        (75, 4),
        (75.1, 5),
        (10**9, 5),
        ("1e999999", 5),
    ],
)
def test_the_level_follows_the_concentrations_of_the_announcement(pm25, its_level):
    assert level(pm25) == its_level


@pytest.mark.parametrize(
    "pm25",
    [-1, -0.1, "-999", float("nan"), float("inf"), "nan", "sNaN", "Infinity", "", "N/A", None, []],
)
def test_what_is_no_concentration_is_refused(pm25):
    with pytest.raises(ValueError, match="not a concentration"):
        thai_aqi(pm25)


def test_a_negative_index_has_no_level():
    with pytest.raises(ValueError):
        level_of(-1)


@given(st.decimals(0, 1000, places=3), st.decimals(0, 1000, places=3))
def test_more_dust_is_never_a_better_index(one, other):
    less, more = sorted((one, other))
    assert 0 <= thai_aqi(less) <= thai_aqi(more) <= 501
    assert level(more) == sum(more > edge for edge in (0, 15, 25, Decimal("37.5"), 75)) or more == 0


def test_the_levels_are_five_with_pcds_colours():
    assert [it.number for it in LEVELS] == [1, 2, 3, 4, 5]
    assert [it.colour for it in LEVELS] == ["#00BFF3", "#00A651", "#FDC04E", "#F26522", "#CD0000"]


def at_km(km):
    return Point(HERE.lat + km * KM_NORTH, HERE.lon)


def air(
    km=1.0, *, name="40t", kind="official", mean=19.0, mean_age=0, hours=None, stale=False, ago=0
):
    """A station so many km to the north; `hours` oldest first, the last one `ago` hours old, None for a gap."""
    hourly = [
        Reading(name, HOUR - timedelta(hours=ago + back), 1, pm25)
        for back, pm25 in enumerate(reversed(hours or []))
        if pm25 is not None
    ]
    return StationAir(
        Station(name, name, name, at_km(km), kind),
        None
        if mean is None
        else Reading(name, HOUR - timedelta(hours=mean_age), 24, mean, stale=stale),
        tuple(reversed(hourly)),
    )


def test_the_nearest_station_speaks_with_both_its_numbers():
    here = air_at(HERE, [air(9, name="38t"), air(3, mean=61.7, hours=[50, 52, 40.0])], NOW)

    assert (here.kind, here.station.id) == ("measured", "40t")
    assert here.distance_km == pytest.approx(3, abs=0.01)
    assert (here.mean.pm25, here.mean_aqi, here.mean_level) == (61.7, 165, 4)
    assert (here.hour.pm25, here.hour.at, here.hour_level) == (40.0, HOUR, 4)
    assert here.silent == ()
    assert here.nearest is None


@pytest.mark.parametrize(
    ("mean", "hour", "worse", "which"),
    [
        (19, 190.0, 5, "hour"),
        (80, 12.0, 5, "mean"),
        (30, 36.0, 3, "mean"),
        (10, 12.0, 1, "mean"),
        (37.5, 37.6, 4, "hour"),
        (None, 12.0, 1, "hour"),
        (40, None, 4, "mean"),
    ],
)
def test_the_worse_of_hour_and_mean_is_named(mean, hour, worse, which):
    here = air_at(HERE, [air(mean=mean, hours=hour and [hour])], NOW)

    assert (here.worse, here.worse_is) == (worse, which)


def test_a_fresh_mean_speaks_where_the_hours_are_late():
    here = air_at(HERE, [air(mean=20, hours=[100, 110], ago=5)], NOW)

    assert (here.hour, here.hour_level, here.trend) == (None, None, None)
    assert (here.mean.pm25, here.worse, here.worse_is) == (20, 2, "mean")
    assert [it.pm25 for it in here.hours] == [100, 110]
    assert here.until == HOUR


@pytest.mark.parametrize("old", [{"mean_age": 5}, {"stale": True}])
def test_a_fresh_hour_speaks_where_the_mean_is_old_or_marked_so(old):
    here = air_at(HERE, [air(mean=200, hours=[30.0], **old)], NOW)

    assert (here.mean, here.mean_aqi, here.mean_level) == (None, None, None)
    assert (here.kind, here.worse, here.worse_is) == ("measured", 3, "hour")


@pytest.mark.parametrize(
    ("minutes", "fresh"),
    [(0, True), (179, True), (180, True), (181, False), (-60, True), (-61, False)],
)
def test_a_value_is_fresh_for_three_hours_and_an_hour_ahead(minutes, fresh):
    mean = Reading("40t", NOW - timedelta(minutes=minutes), 24, 10.0)

    here = air_at(HERE, [replace(air(), mean=mean)], NOW)

    assert here.kind == ("measured" if fresh else "silent")


def test_where_the_nearest_is_late_the_next_one_speaks_and_the_late_one_is_named():
    late = air(1, name="37t", mean_age=5, hours=[20, 22], ago=5)
    here = air_at(HERE, [air(9, name="40t", mean=55.1), late], NOW)

    assert (here.station.id, round(here.distance_km)) == ("40t", 9)
    assert [(it.station.id, it.since) for it in here.silent] == [("37t", HOUR - timedelta(hours=5))]


def test_a_silent_station_behind_the_one_that_speaks_is_not_mentioned():
    here = air_at(HERE, [air(1), air(9, name="38t", mean_age=9)], NOW)

    assert here.silent == ()


def test_stations_near_but_none_fresh_is_silence_with_since_when():
    never = air(4, name="39t", mean=None)
    future = air(5, name="38t", mean_age=-3)
    here = air_at(HERE, [never, future, air(1, mean_age=4), air(40, name="37t")], NOW)

    assert (here.kind, here.station, here.worse) == ("silent", None, None)
    assert [(it.station.id, it.since) for it in here.silent] == [
        ("40t", HOUR - timedelta(hours=4)),
        ("39t", None),
        ("38t", None),
    ]


def test_the_value_of_another_valley_is_never_told():
    here = air_at(HERE, [air(40, name="37t"), air(15.1, mean=8.0, hours=[8.0])], NOW)

    assert (here.kind, here.station, here.mean, here.hour, here.hours) == (
        "none",
        None,
        None,
        None,
        (),
    )
    assert (here.nearest.id, round(here.nearest_km, 1)) == ("40t", 15.1)


def test_without_any_station_nothing_is_known():
    assert air_at(HERE, [], NOW).kind == "none"
    assert air_at(HERE, [], NOW).nearest is None


@pytest.mark.parametrize(
    ("official_km", "sensor_km", "speaks"),
    [(4, 0.5, "official"), (12, 8, "official"), (12, 3, "sensor"), (14.9, 9.5, "sensor")],
)
def test_an_official_station_is_believed_unless_the_sensor_is_five_km_nearer(
    official_km, sensor_km, speaks
):
    both = [
        air(sensor_km, name="s1", kind="sensor", mean=None, hours=[10.0]),
        air(official_km, name="40t"),
    ]

    assert air_at(HERE, both, NOW).station.kind == speaks


def test_a_silent_sensor_that_would_not_have_spoken_anyway_is_not_mentioned():
    here = air_at(HERE, [air(1, name="s1", kind="sensor", mean=None), air(3)], NOW)

    assert here.silent == ()


def test_a_sensor_beyond_15_km_does_not_speak_however_far_the_rest():
    far = air(15.5, name="s1", kind="sensor", mean=None, hours=[10.0])
    assert air_at(HERE, [far], NOW).kind == "none"


def test_two_stations_at_the_same_distance_are_told_apart_the_same_way_always():
    twins = [air(2, name="b"), air(2, name="a")]

    assert air_at(HERE, twins, NOW).station.id == "a"
    assert air_at(HERE, twins[::-1], NOW).station.id == "a"


@pytest.mark.parametrize("pm25", [-1.0, -999.0, float("nan"), float("inf")])
def test_a_code_for_no_value_never_passes_for_clean_air(pm25):
    here = air_at(HERE, [air(1, mean=pm25, hours=[pm25]), air(9, name="38t")], NOW)

    assert here.station.id == "38t"
    assert here.silent[0].since is None


def test_a_mean_given_as_an_hour_is_not_taken_for_one():
    mixed = replace(air(mean=None), hourly=(Reading("40t", HOUR, 24, 10.0),))

    assert air_at(HERE, [mixed], NOW).kind == "silent"


def test_the_chart_has_the_24_hours_up_to_the_newest():
    here = air_at(HERE, [air(hours=[float(n) for n in range(40)], ago=1)], NOW)

    assert here.until == HOUR - timedelta(hours=1)
    assert [it.pm25 for it in here.hours] == [float(n) for n in range(16, 40)]


@pytest.mark.parametrize(
    ("hours", "trend"),
    [
        ([20, 20, 20], "steady"),
        ([20, 20, 25], "steady"),
        ([20, 20, 25.1], "rising"),
        ([20, 20, 14.9], "falling"),
        ([100, 100, 119], "steady"),
        ([100, 100, 121], "rising"),
        ([100, 100, 79], "falling"),
        ([20, None, 40], "rising"),
        ([20, None, None, 40], None),
        ([40], None),
        ([], None),
    ],
)
def test_the_trend_sets_the_newest_hour_against_the_two_before_it(hours, trend):
    assert trend_of(air(hours=hours).hourly) == trend
    assert air_at(HERE, [air(hours=hours)], NOW).trend == trend


values = st.one_of(st.floats(-10, 600), st.sampled_from([-1.0, -999.0, float("nan")]))
ages = st.integers(-180, 60 * 30).map(lambda minutes: timedelta(minutes=minutes))
readings = {
    hours: st.builds(
        Reading,
        station=st.just("x"),
        at=ages.map(lambda age: NOW - age),
        hours=st.just(hours),
        pm25=values,
        stale=st.booleans(),
    )
    for hours in (1, 24)
}
any_air = st.builds(
    StationAir,
    station=st.builds(
        Station,
        id=st.sampled_from("abcdefg"),
        name_th=st.just("ก"),
        name_en=st.just("a"),
        point=st.builds(Point, lat=st.floats(18.0, 18.6), lon=st.floats(99.4, 99.9)),
        kind=st.sampled_from(["official", "sensor"]),
    ),
    mean=st.none() | readings[24],
    hourly=st.lists(readings[1], max_size=6).map(
        lambda found: tuple(sorted(found, key=lambda it: it.at))
    ),
)


@settings(max_examples=300, deadline=None)
@given(st.lists(any_air, max_size=6))
def test_whatever_the_stations_say_only_near_and_fresh_values_are_told(stations):
    here = air_at(HERE, stations, NOW)

    told = [reading for reading in (here.mean, here.hour) if reading]
    assert (here.kind == "measured") == bool(told) == (here.station is not None)
    for reading in told:
        assert not reading.stale
        assert reading.pm25 >= 0
        assert -timedelta(minutes=60) <= NOW - reading.at <= FRESH_FOR
        assert here.worse >= level(reading.pm25)
    if told:
        assert here.distance_km == distance_km(HERE, here.station.point) <= NEAR_KM
        assert here.worse == max(here.mean_level or 0, here.hour_level or 0)
    assert all(it.distance_km <= NEAR_KM for it in here.silent)
    near = [it for it in stations if distance_km(HERE, it.station.point) <= NEAR_KM]
    assert (here.kind == "none") == (not near)


@given(st.lists(any_air, max_size=6), st.randoms())
def test_the_order_of_the_stations_does_not_matter(stations, chance):
    ids = [f"{number}" for number in range(len(stations))]
    named = [
        replace(it, station=replace(it.station, id=n)) for it, n in zip(stations, ids, strict=True)
    ]
    mixed = named.copy()
    chance.shuffle(mixed)

    assert repr(air_at(HERE, mixed, NOW)) == repr(air_at(HERE, named, NOW))


# Low-cost sensors: who may speak, how sure, in which valley, and what a model may say


def sensor(km=1.0, name="s1", hours=(40.0, 42.0), **more):
    return air(km, name=name, kind="sensor", mean=None, hours=list(hours), **more)


def in_tambon(one, code):
    return replace(one, station=replace(one.station, tambon=code))


@pytest.mark.parametrize(
    ("others", "sure", "agree", "differ"),
    [
        ([], "one", 0, 0),
        ([sensor(3, "s2", [40.0, 45.0])], "several", 1, 0),
        ([sensor(3, "s2", [40.0, 52.0])], "several", 1, 0),
        ([sensor(3, "s2", [40.0, 62.0])], "split", 0, 1),
        ([sensor(3, "s2", [40.0, 120.0])], "split", 0, 1),
        ([sensor(3, "s2", [9.0, 120.0]), air(14, hours=[44.0])], "several", 1, 1),
        ([sensor(3, "s2", [40.0], ago=5)], "one", 0, 0),
        ([sensor(3, "s2", [40.0], ago=2)], "one", 0, 0),
        ([sensor(16, "s2", [40.0])], "one", 0, 0),
        ([air(14, mean=41, hours=None)], "one", 0, 0),
    ],
    ids=["alone", "equal", "within 10", "beyond", "not at all", "mixed", "stale", "old", "far", "mean"],
)  # fmt: skip
def test_a_sensor_is_held_beside_the_others_near(others, sure, agree, differ):
    here = air_at(HERE, [sensor(), *others], NOW)

    assert here.station.id == "s1"
    assert (here.witnesses.sure, here.witnesses.agree, here.witnesses.differ) == (
        sure,
        agree,
        differ,
    )


def test_an_official_station_needs_no_witness():
    assert air_at(HERE, [air(1, hours=[40.0]), sensor(3)], NOW).witnesses is None


def test_where_the_official_station_is_late_a_sensor_speaks_and_the_late_one_is_named():
    here = air_at(HERE, [air(1, mean_age=6), sensor(8)], NOW)

    assert here.station.id == "s1"
    assert [one.station.id for one in here.silent] == ["40t"]


@pytest.mark.parametrize(
    ("area", "tambon", "kind"),
    [
        ("520501", "520201", "none"),
        ("5205", "520201", "none"),
        ("520201", "520204", "measured"),
        ("520501", "", "measured"),
        ("", "520201", "measured"),
        ("52", "520201", "measured"),
        ("520501", "5202", "none"),
    ],
)
def test_behind_the_ridge_stands_another_air_however_near(area, tambon, kind):
    stations = [in_tambon(air(6), tambon), in_tambon(sensor(3), tambon)]

    assert air_at(HERE, stations, NOW, area=area).kind == kind


def test_every_tambon_lies_in_a_valley():
    from domain import lampang
    from domain.valleys import reach_km, valley_of

    assert all(valley_of(each.code) for each in (*lampang.TAMBONS, *lampang.DISTRICTS))
    assert valley_of("52") == ""
    assert {reach_km(each.code) for each in lampang.TAMBONS} == {NEAR_KM}


@pytest.mark.parametrize("stations", [[], [air(40)], [air(1, mean_age=9)], [air(1, hours=[30.0])]])
def test_a_model_is_told_only_where_nobody_measures_and_never_as_measured(stations):
    model = Modelled("gistda-pm25", HOUR, 88.0)
    here = air_at(HERE, stations, NOW, model=model)

    assert here.model == (None if here.kind == "measured" else model)
    assert (here.kind == "measured") == bool(here.worse)
    assert here.mean is None or here.mean.pm25 != 88.0


@pytest.mark.parametrize(
    ("source", "corrected"),
    [("sensor/raw", False), ("sensor/fit", True), ("sensor/type", True), ("air4thai", False)],
)
def test_a_value_says_whether_it_was_corrected(source, corrected):
    assert Reading("s", HOUR, 1, 1.0, source).is_corrected is corrected
