"""The told days: haze that builds up to red, one hour of smoke beside one station, batches that come late, rain."""

from datetime import timedelta
from decimal import Decimal
from itertools import pairwise

import pytest

from simulator import day
from simulator.clock import ICT
from simulator.day import march
from simulator.haze import (
    BY_ID,
    HOUR,
    STATIONS,
    pm25_of_day,
    pm25_of_hour,
    published_hour,
)

ORANGE, RED = Decimal("37.6"), Decimal("75.1")  # from here on, µg/m³ over 24 hours
PLUME = march(12, 20)
BESIDE = BY_ID["39t"]


def hours(since, until):
    return [since + HOUR * number for number in range(int((until - since) / HOUR))]


def first_hour(station, least):
    days = hours(march(11, 0), march(15, 0))
    return next(hour for hour in days if pm25_of_day(station, hour) >= least)


@pytest.mark.parametrize("station", STATIONS, ids=lambda each: each.station_id)
def test_every_station_goes_from_yellow_over_orange_to_red_and_is_clean_after_the_rain(station):
    assert Decimal("25.1") <= pm25_of_day(station, march(12, 5)) < ORANGE
    assert march(12, 17) < first_hour(station, ORANGE) <= march(12, 23)
    assert march(13, 10) <= first_hour(station, RED) <= march(13, 21)
    after_rain = [pm25_of_hour(station, hour) for hour in hours(march(14, 11), march(14, 20))]
    assert max(after_rain) <= 15
    assert pm25_of_day(station, march(15, 7)) <= 15


def test_one_hour_beside_the_fire_is_far_worse_than_its_mean():
    assert 185 <= pm25_of_hour(BESIDE, PLUME) <= 195
    assert ORANGE <= pm25_of_day(BESIDE, PLUME) < 50
    told = hours(march(10, 1), march(16, 0))
    assert [hour for hour in told if pm25_of_hour(BESIDE, hour) > 130] == [PLUME]
    for name in ("37t", "38t", "40t"):
        assert pm25_of_hour(BY_ID[name], PLUME) < 60


def test_the_smoke_is_in_the_feed_a_quarter_after_its_hour():
    assert published_hour(BESIDE, PLUME + timedelta(minutes=15)) == PLUME


@pytest.mark.parametrize(
    ("name", "now", "shown"),
    [
        ("37t", march(12, 10), march(12, 9)),
        ("39t", march(12, 11), march(12, 9)),
        ("40t", march(12, 11), march(12, 11)),
        ("39t", march(12, 12), march(12, 12)),
        ("38t", march(13, 12), march(13, 7)),
        ("38t", march(13, 13), march(13, 13)),
        ("40t", march(13, 13), march(13, 13)),
        ("40t", march(13, 20), march(13, 13)),
        ("38t", march(13, 20), march(13, 20)),
        ("40t", march(13, 21), march(13, 21)),
    ],
)
def test_batches_come_late_and_one_station_falls_silent(name, now, shown):
    assert published_hour(BY_ID[name], now + timedelta(minutes=20)) == shown


def test_what_the_silent_station_did_not_send_never_comes():
    silent = [
        hour for hour in hours(march(11, 0), march(15, 0)) if not pm25_of_hour(BY_ID["40t"], hour)
    ]
    assert silent == hours(march(13, 14), march(13, 21))
    for name in ("37t", "38t", "39t"):
        assert all(pm25_of_hour(BY_ID[name], hour) for hour in silent)


def test_the_haze_builds_up_without_a_jump():
    moments = [day.FIRST - HOUR + timedelta(minutes=20) * number for number in range(3 * 24 * 12)]
    steps = [abs(day.strength(b) - day.strength(a)) for a, b in pairwise(moments)]
    assert day.strength(day.FIRST - HOUR) == day.strength(day.LAST) == 1
    assert max(steps) < 0.12
    rises = [day.strength(each) for each in hours(march(11, 0), march(13, 18))]
    assert rises == sorted(rises)


def test_smoke_thins_out_with_the_distance_and_is_of_one_evening():
    near, far = (day.FIRE[0] + 0.01, day.FIRE[1]), (day.FIRE[0] + 0.2, day.FIRE[1])
    assert day.smoke(near, PLUME) > 100 > 5 > day.smoke(far, PLUME)
    assert day.smoke(near, PLUME - timedelta(days=1)) == 0
    assert day.smoke(near, PLUME.astimezone(ICT).replace(hour=12)) == 0
