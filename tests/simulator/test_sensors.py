"""Ten low-cost sensors: they follow the air with errors of their own, but for a dead one and a liar."""

from datetime import timedelta

import pytest

from simulator.clock import ICT
from simulator.day import march
from simulator.haze import BY_ID, HOUR, pm25_of_hour
from simulator.sensors import SENSORS, current, history, newest_hour, true_pm25
from simulator.sensors import pm25_of_hour as read_by

BY_NAME = {each.sensor_id: each for each in SENSORS}
DEAD, LIAR = BY_NAME["LP07"], BY_NAME["LP09"]
HONEST = [each for each in SENSORS if not each.lies and not each.last_hour]
SMOKE = march(12, 20)
QUARTER = timedelta(minutes=15)


def test_there_are_ten_in_the_province():
    assert [each.sensor_id for each in SENSORS] == [f"LP{number:02}" for number in range(1, 11)]
    assert all(17.2 < each.place[0] < 19.42 and 98.88 < each.place[1] < 100.13 for each in SENSORS)


@pytest.mark.parametrize("sensor", HONEST, ids=lambda each: each.sensor_id)
def test_an_honest_one_follows_the_air_and_reads_too_much_when_it_is_humid(sensor):
    hours = [march(12, 0) + HOUR * number for number in range(48)]
    ratios = [read_by(sensor, hour) / true_pm25(sensor, hour) for hour in hours]
    assert all(0.75 < ratio < 1.9 for ratio in ratios)
    mornings = [ratio for hour, ratio in zip(hours, ratios, strict=True) if 5 <= hour.hour <= 8]
    afternoons = [ratio for hour, ratio in zip(hours, ratios, strict=True) if 14 <= hour.hour <= 17]
    assert sum(mornings) > sum(afternoons)


def test_the_one_beside_the_fire_smells_it():
    station = float(pm25_of_hour(BY_ID["39t"], SMOKE))
    assert read_by(BY_NAME["LP01"], SMOKE) > station
    assert read_by(BY_NAME["LP06"], SMOKE) < 80


def test_the_liar_says_good_in_the_worst_air():
    worst = [march(13, 6) + HOUR * number for number in range(18)]
    assert max(read_by(LIAR, hour) for hour in worst) <= 12
    assert min(true_pm25(LIAR, hour) for hour in worst) > 45


def test_the_dead_one_shows_its_last_hour_for_ever():
    assert newest_hour(DEAD, march(11, 12) + QUARTER) == march(11, 12)
    for now in (march(11, 18), march(14, 12), march(14, 12) + timedelta(days=300)):
        assert newest_hour(DEAD, now + QUARTER) == march(11, 16)


def test_the_payload_has_the_newest_hour_of_each():
    shown = {each["id"]: each for each in current(SMOKE + QUARTER)["sensors"]}
    assert shown["LP01"]["at"] == "2026-03-12T20:00:00+07:00"
    assert shown["LP07"]["at"] == "2026-03-11T16:00:00+07:00"
    assert all(
        isinstance(each["pm25"], int) and 0 < each["humidity"] < 100 for each in shown.values()
    )


def test_the_history_is_the_last_hours_oldest_first():
    rows = {each["id"]: each["hours"] for each in history(SMOKE + QUARTER, 24)["sensors"]}
    assert [rows["LP01"][0]["at"], rows["LP01"][-1]["at"]] == [
        "2026-03-11T21:00:00+07:00",
        "2026-03-12T20:00:00+07:00",
    ]
    assert len(rows["LP01"]) == 24
    assert rows["LP07"] == []
    assert rows["LP01"][-1]["pm25"] == read_by(BY_NAME["LP01"], SMOKE)


def test_both_are_served_by_the_business_clock(stage):
    stage.control("clock", {"shown_at": "2026-03-12T20:15:00+07:00", "speed": 0})
    now = SMOKE.astimezone(ICT) + QUARTER
    assert stage.client.get("/feeds/sensors/current.json").json == current(now)
    assert stage.client.get("/feeds/sensors/history.json?hours=3").json == history(now, 3)
    assert stage.client.get("/feeds/sensors/history.json?hours=x").json == history(now, 24)
    assert stage.client.get("/feeds/sensors/current.json?fault=empty").data == b""
