"""POST /api/v1/readings: what is taken, what is refused and why, and that a flood harms only who floods."""

from __future__ import annotations

import base64
import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from domain.air import Station
from domain.places import Point
from store import judging, readings, sensors, versions
from store.db import Database
from store.sensors import RawReading
from tests.bot.stage import House
from web.api import readings as api

OURS, FIRMWARE = "/api/v1/readings", "/api/v1/readings/sensor-community"
NOW = datetime.now(UTC).replace(microsecond=0)
HOUR = timedelta(hours=1)
PLACE = Point(18.452, 99.771)


def add(database: Database, name: str = "LP01", kind: str = "unknown") -> str:
    with database.write() as session:
        station = Station(name, name, name, PLACE, "sensor", "520201", "sensor")
        return sensors.add(session, station, kind, NOW - HOUR)


def said(ago: timedelta = HOUR, pm25: Any = 31.5, **more: Any) -> dict[str, Any]:
    return {"time": (NOW - ago).isoformat(), "pm25": pm25, **more}


def push(house: House, body: Any, token: str, to: str = OURS, **how: Any) -> TestResponse:
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    data = body if isinstance(body, bytes) else json.dumps(body).encode()
    return house.client.post(to, data=data, headers=headers | how.pop("headers", {}), **how)


def kept(database: Database) -> list[RawReading]:
    with database.read() as session:
        return list(session.scalars(select(RawReading).order_by(RawReading.at)))


def reasons(answer: TestResponse) -> list[str]:
    assert answer.status_code == 202, answer.data
    assert answer.json is not None
    return [each["error"] for each in answer.json["rejected"]]


def test_one_reading_or_a_list_is_taken(house: House, database: Database) -> None:
    token = add(database)
    one = push(house, said(humidity=60, temperature=31.2, pm10=44), token)
    assert (one.status_code, one.json) == (202, {"accepted": 1, "rejected": []})
    many = push(house, [said(2 * HOUR, sensor="LP01"), said(3 * HOUR)], token)
    assert many.json == {"accepted": 2, "rejected": []}
    newest = kept(database)[-1]
    assert (newest.sensor, newest.at, newest.pm25) == ("LP01", NOW - HOUR, 31.5)
    assert (newest.pm10, newest.humidity, newest.temperature) == (44, 60, 31.2)


def test_a_reading_again_changes_nothing(house: House, database: Database) -> None:
    token = add(database)
    for pm25 in (31.5, 99.9, 31.5):
        assert push(house, [said(pm25=pm25), said(pm25=pm25)], token).json == {
            "accepted": 2,
            "rejected": [],
        }
    assert [row.pm25 for row in kept(database)] == [31.5]
    with database.read() as session:
        assert versions.seen(session, "air") == 2, "the station came, then its hour"


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        ({"pm25": float("nan")}, "finite"),
        ({"pm25": float("inf")}, "finite"),
        ({"pm25": float("-inf")}, "finite"),
        ({"pm25": -1}, "between 0 and 2000"),
        ({"pm25": -999}, "between"),
        ({"pm25": 2000.1}, "between"),
        ({"pm25": 10**400}, "between"),
        ({"pm25": "31.5"}, "must be a number"),
        ({"pm25": True}, "must be a number"),
        ({"pm25": None}, "missing"),
        ({"pm25": [1]}, "must be a number"),
        ({"pm10": float("nan")}, "pm10 must be a finite"),
        ({"pm10": -3}, "pm10"),
        ({"humidity": 101}, "humidity"),
        ({"temperature": 300}, "temperature"),
        ({"sensor": "LP02"}, "another sensor"),
        ({"sensor": 7}, "another sensor"),
        ({"time": None}, "RFC 3339"),
        ({"time": 1773468000}, "RFC 3339"),
        ({"time": "2026-03-14T08:05:00"}, "zone"),
        ({"time": "2026-03-14"}, "RFC 3339"),
        ({"time": "2026-02-30T08:05:00+07:00"}, "calendar"),
        ({"time": "0001-01-01T00:00:00+14:00"}, "calendar"),
        ({"time": "9999-12-31T23:59:59-14:00"}, "calendar"),
        ({"time": "๒๐๒๖-03-14T08:05:00+07:00"}, "RFC 3339"),
        ({"time": (NOW + 2 * HOUR).isoformat()}, "future"),
        ({"time": (NOW - timedelta(days=367)).isoformat()}, "366 days"),
        ({"time": "2000-01-01T00:00:00Z"}, "366 days"),
    ],
)
def test_what_cannot_be_is_refused_with_its_reason_and_costs_only_itself(
    house: House, database: Database, wrong: dict[str, Any], why: str
) -> None:
    token = add(database)
    answer = push(house, [said(), said(2 * HOUR) | wrong, said(3 * HOUR)], token)
    assert why in reasons(answer)[0]
    assert answer.json is not None
    assert answer.json["accepted"] == 2
    assert [each["index"] for each in answer.json["rejected"]] == [1]
    assert len(kept(database)) == 2


@pytest.mark.parametrize("row", [None, 5, "x", [], [[]]])
def test_a_row_that_is_no_object_is_refused(house: House, database: Database, row: Any) -> None:
    assert reasons(push(house, [row], add(database))) == [
        "a reading is an object with time and pm25"
    ]


def test_an_empty_list_is_fine(house: House, database: Database) -> None:
    assert push(house, [], add(database)).json == {"accepted": 0, "rejected": []}


@pytest.mark.parametrize("time", ["2026-03-14t08:05:00.123456789z", "2026-03-14 08:05:00+07:00"])
def test_all_times_of_the_standard_are_read(time: str) -> None:
    from domain.measured import read

    now = datetime(2026, 3, 14, 9, tzinfo=UTC)
    assert read({"time": time, "pm25": 1}, now, "x").at.microsecond == 0


@pytest.mark.parametrize("to", [OURS, FIRMWARE])
@pytest.mark.parametrize(
    "body", [b"", b"{", b"\xff\xfe", b"null", b"7", b'"x"', b"[" * 100_000, b"time=1&pm25=2"]
)
def test_what_is_no_json_of_readings_is_400(
    house: House, database: Database, to: str, body: bytes
) -> None:
    answer = push(house, body, add(database), to)
    assert answer.status_code == 400
    assert answer.json is not None
    assert answer.json["error"]


@pytest.mark.parametrize("to", [OURS, FIRMWARE])
@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Authorization": "Bearer"},
        {"Authorization": "Bearer nks_wrong"},
        {"Authorization": "Basic !!!"},
        {"Authorization": "Basic " + base64.b64encode(b"LP01:wrong").decode()},
        {"Authorization": "Bearer \udcff"},
        {"Authorization": "Digest x"},
        {"Authorization": "Bearer nks_" + "x" * 5000},
    ],
)
def test_without_its_token_nobody_comes_in(
    house: House, database: Database, to: str, headers: dict[str, str]
) -> None:
    token = add(database)
    answer = push(house, [said()], "", f"{to}?token={token}", headers=headers)
    assert answer.status_code == 401
    assert answer.headers["WWW-Authenticate"].startswith("Bearer")
    assert token not in answer.text
    assert kept(database) == []


@pytest.mark.parametrize("to", [OURS, FIRMWARE])
def test_a_rotated_or_retired_token_is_dead(house: House, database: Database, to: str) -> None:
    old = add(database)
    with database.write() as session:
        new = sensors.rotate(session, "LP01")
    body = PUSH if to == FIRMWARE else [said()]
    assert push(house, body, old, to).status_code == 401
    assert push(house, body, new, to).status_code == 202
    with database.write() as session:
        sensors.retire(session, "LP01", NOW)
    assert push(house, body, new, to).status_code == 401


def test_the_token_itself_is_not_kept(database: Database) -> None:
    token = add(database)
    with database.read() as session:
        (row,) = session.scalars(select(sensors.SensorRow))
    assert token not in str(vars(row))


def test_too_much_at_once_is_413(
    house: House, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    token = add(database)
    assert push(house, b" " * (api.LARGEST_BODY + 1), token).status_code == 413
    too_many = [said(timedelta(minutes=n)) for n in range(api.MOST_READINGS + 1)]
    assert push(house, too_many, token).status_code == 413
    assert kept(database) == []


def test_who_floods_is_told_when_to_come_back_and_others_are_not_held_up(
    house: House, database: Database
) -> None:
    flooder, other = add(database), add(database, "LP02")
    answers = [push(house, [], flooder) for _ in range(api.REQUESTS_AT_ONCE + 1)]
    assert {each.status_code for each in answers[:-1]} == {202}
    assert answers[-1].status_code == 429
    assert int(answers[-1].headers["Retry-After"]) >= 1
    assert push(house, said(), other).status_code == 202


def test_a_late_batch_goes_through_and_endless_ones_do_not(
    house: House, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(judging, "judge", lambda *_, **__: {})
    token = add(database)
    statuses = []
    for part in range(8):
        batch = [said(timedelta(minutes=part * 2000 + n)) for n in range(2000)]
        statuses.append(push(house, batch, token).status_code)
    assert statuses[:5] == [202] * 5
    assert statuses[-1] == 429


def test_what_was_taken_is_kept_even_if_it_cannot_be_judged(
    house: House, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object, **__: object) -> None:
        raise ArithmeticError

    token = add(database)
    monkeypatch.setattr(judging, "judge", fails)
    assert push(house, said(), token).json == {"accepted": 1, "rejected": []}
    monkeypatch.undo()
    assert judging.judge_all(database, NOW) == {"hours": 1, "changed": 1}


def test_an_absent_database_is_503_and_not_a_loss(
    house: House, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    from sqlalchemy.exc import OperationalError

    token = add(database)

    def away(*_: object) -> None:
        raise OperationalError("secret", {}, Exception("x"))

    monkeypatch.setattr(sensors, "keep_raw", away)
    answer = push(house, said(), token)
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "60")
    assert "secret" not in answer.text


# Sensor.Community's firmware: shapes as its pushes have been seen, values made up.

PUSH = {
    "esp8266id": "1234567",
    "software_version": "NRZ-2020-133",
    "sensordatavalues": [
        {"value_type": "SDS_P1", "value": "48.70"},
        {"value_type": "SDS_P2", "value": "31.40"},
        {"value_type": "BME280_temperature", "value": "29.87"},
        {"value_type": "BME280_pressure", "value": "97811.06"},
        {"value_type": "BME280_humidity", "value": "61.40"},
        {"value_type": "samples", "value": "5032003"},
        {"value_type": "signal", "value": "-79"},
    ],
}


def values(**given: Any) -> dict[str, Any]:
    return {
        "sensordatavalues": [{"value_type": name, "value": each} for name, each in given.items()]
    }


@pytest.mark.parametrize("how", ["bearer", "basic"])
def test_the_firmwares_push_is_taken_with_the_time_of_receipt(
    house: House, database: Database, how: str
) -> None:
    token = add(database)
    basic = base64.b64encode(f"anybody:{token}".encode()).decode()
    given = f"Bearer {token}" if how == "bearer" else f"Basic {basic}"
    before = datetime.now(UTC).replace(microsecond=0)
    answer = push(house, PUSH, "", FIRMWARE, headers={"Authorization": given})
    assert answer.json == {"accepted": 1, "rejected": []}
    (row,) = kept(database)
    assert (row.pm25, row.pm10) == (31.4, 48.7), "P1 is PM10, P2 is PM2.5"
    assert (row.humidity, row.temperature) == (61.4, 29.87)
    assert before <= row.at <= datetime.now(UTC)
    with database.read() as session:
        assert [one.kind for one in sensors.listed(session)] == ["sds011"]


@pytest.mark.parametrize(
    ("body", "pm25", "kind"),
    [
        (values(SDS_P1="2.03", SDS_P2="1.43", temperature="20.4", humidity="49.8"), 1.43, "sds011"),
        (values(PMS_P0="9", PMS_P1="14", PMS_P2="12"), 12.0, "pms5003"),
        (values(SPS30_P0="1", SPS30_P2="3.5", SPS30_P4="4", SPS30_P1="5"), 3.5, "unknown"),
        (values(P1="40", P2="20.5"), 20.5, "unknown"),
        (values(SDS_P2="12", BME280_humidity="nan", humidity="140"), 12.0, "sds011"),
        (values(SDS_P2=12.5, SDS_P1=None), 12.5, "sds011"),
    ],
)
def test_each_device_of_the_firmware_is_read(
    house: House, database: Database, body: dict[str, Any], pm25: float, kind: str
) -> None:
    assert push(house, body, add(database), FIRMWARE).json == {"accepted": 1, "rejected": []}
    (row,) = kept(database)
    assert row.pm25 == pm25
    with database.read() as session:
        assert [one.kind for one in sensors.listed(session)] == [kind]


@pytest.mark.parametrize(
    ("body", "why"),
    [
        ({}, "sensordatavalues"),
        ({"sensordatavalues": {}}, "sensordatavalues"),
        ({"sensordatavalues": []}, "no PM2.5"),
        ({"sensordatavalues": [5, None, {}]}, "no PM2.5"),
        (values(BME280_temperature="25.2", BME280_humidity="47.67"), "no PM2.5"),
        (values(SDS_P1="12"), "no PM2.5"),
        (values(SDS_P2="nan"), "no PM2.5"),
        (values(SDS_P2="inf"), "no PM2.5"),
        (values(SDS_P2="1e999"), "no PM2.5"),
        (values(SDS_P2=True), "no PM2.5"),
        (values(SDS_P2="-1"), "between"),
        (values(SDS_P2="9999"), "between"),
    ],
)
def test_a_push_without_usable_dust_is_taken_by_none(
    house: House, database: Database, body: dict[str, Any], why: str
) -> None:
    assert why in reasons(push(house, body, add(database), FIRMWARE))[0]
    assert kept(database) == []


def test_what_was_pushed_is_air_at_once(house: House, database: Database) -> None:
    token = add(database)
    end = NOW.replace(minute=0, second=0)
    body = [
        {"time": (end - n * timedelta(minutes=5)).isoformat(), "pm25": 40 + n % 2}
        for n in range(24 * 12)
    ]
    assert push(house, body, token).status_code == 202
    with database.read() as session:
        (air,) = readings.recent(session, NOW)
        raw = session.scalar(select(func.count()).select_from(RawReading))
    assert raw == 288
    assert air.station.kind == "sensor"
    assert [one.at for one in air.hourly] == [end - n * HOUR for n in range(23, -1, -1)]
    assert air.mean is not None
    assert air.mean.pm25 == pytest.approx(40.5)
    assert air.mean.source == "sensor/raw"
