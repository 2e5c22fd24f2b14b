"""Ordinary days: believable, always the same for the same hour, and its 24-h means add up."""

import csv
from datetime import datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from simulator.clock import ICT
from simulator.haze import (
    BY_ID,
    HOUR,
    STATIONS,
    colour_of,
    pm25_of_day,
    pm25_of_hour,
    published_hour,
    thai_index,
)

PAIRS = Path(__file__).parents[2].parent / "shared" / "feeds"
# What is told of March 2026 (test_day.py) is no ordinary month.
FEBRUARY = datetime(2026, 2, 1, tzinfo=ICT)
HOURS = [FEBRUARY + HOUR * number for number in range(24 * 31)]
MAE_MO = [BY_ID[name] for name in ("38t", "39t", "40t")]


def mean_of(station, clock_hours):
    values = [pm25_of_hour(station, hour) for hour in HOURS if hour.hour in clock_hours]
    present = [each for each in values if each is not None]
    return sum(present) / len(present)


def test_the_hours_stay_where_orange_shows_and_red_is_near():
    values = [pm25_of_hour(station, hour) for station in STATIONS for hour in HOURS]
    present = [each for each in values if each is not None]
    assert 25 <= min(present) < 40
    assert 80 < max(present) <= 100
    assert 0 < len(values) - len(present) < 0.03 * len(values)


@pytest.mark.parametrize("station", STATIONS, ids=lambda each: each.station_id)
def test_mornings_are_worst_and_afternoons_best(station):
    morning, afternoon = mean_of(station, {7, 8, 9}), mean_of(station, {14, 15, 16})
    evening, noon = mean_of(station, {20, 21, 22}), mean_of(station, {11, 12})
    assert morning > evening > noon > afternoon
    assert morning > afternoon * Decimal("1.8")


def test_the_same_hour_is_always_the_same():
    hour = HOURS[100]
    elsewhere = hour.astimezone(tz=None)
    for station in STATIONS:
        assert pm25_of_hour(station, hour) == pm25_of_hour(station, hour.replace())
        assert published_hour(station, hour) == published_hour(station, elsewhere)


def test_the_stations_of_mae_mo_agree_and_the_town_differs():
    def days(station):
        return [pm25_of_day(station, hour) for hour in HOURS[::6]]

    basin = [days(each) for each in MAE_MO]
    spread = [max(row) - min(row) for row in zip(*basin, strict=True)]
    assert max(spread) < 2.5
    town = [abs(a - b) for a, b in zip(days(BY_ID["37t"]), basin[2], strict=True)]
    assert 1 < max(town) < 8
    assert min(town) > 0


def test_the_mean_is_of_the_hours_that_there_are():
    with_gap = next(hour for hour in HOURS[24:] if pm25_of_hour(STATIONS[0], hour) is None)
    values = [pm25_of_hour(STATIONS[0], with_gap - HOUR * back) for back in range(24)]
    present = [each for each in values if each is not None]
    assert len(present) < 24
    exact = sum(present) / len(present)
    assert abs(pm25_of_day(STATIONS[0], with_gap) - exact) <= Decimal("0.05")


def test_an_hour_appears_a_quarter_after_it_ends():
    station = BY_ID["40t"]
    assert published_hour(station, FEBRUARY + timedelta(minutes=14)) == FEBRUARY - HOUR
    assert published_hour(station, FEBRUARY + timedelta(minutes=15)) == FEBRUARY


def test_three_stations_are_late_together_now_and_then():
    def age(name, now):
        return now - published_hour(BY_ID[name], now)

    moments = [hour + timedelta(minutes=20) for hour in HOURS]
    late = [age("37t", each) > timedelta(hours=1) for each in moments]
    assert 0.05 < sum(late) / len(late) < 0.3
    assert all(age("40t", each) < timedelta(hours=1, minutes=15) for each in moments)
    assert max(age("37t", each) for each in moments) <= timedelta(hours=3, minutes=15)
    for each in moments:
        assert age("37t", each) == age("38t", each) == age("39t", each)


# From the feed of the Pollution Control Department, among them ties that round half up.
PM25 = [
    ("2.7", 5), ("5.1", 9), ("14.7", 25), ("15.0", 25), ("15.1", 26), ("25.0", 50), ("25.1", 51),
    ("37.5", 100), ("37.6", 101), ("39.3", 106), ("56.3", 151), ("63.1", 169), ("75.0", 200),
    ("75.1", 201), ("76.0", 202), ("127.8", 253), ("600", 501),
]  # fmt: skip


def recorded_pairs():
    path = PAIRS / "aqi_pairs.csv"
    if not path.exists():
        return []
    with path.open() as file:
        rows = [row for row in csv.DictReader(file) if row["scale"] == "TH-2023"]
    return [(row["value"], int(row["aqi"])) for row in rows]


def test_the_index_is_that_of_every_recorded_pair():
    wrong = [
        (value, index)
        for value, index in PM25 + recorded_pairs()
        if thai_index("PM25", Decimal(value)) != index
    ]
    assert wrong == []


@pytest.mark.parametrize(
    ("index", "colour"), [(0, 1), (25, 1), (26, 2), (100, 3), (101, 4), (200, 4), (201, 5)]
)
def test_a_colour_goes_with_its_index(index, colour):
    assert colour_of(index) == colour
