"""The air of the console: what each device says and what speaks against it, out of use and back, tokens, silenced areas."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from domain.air import BY_TYPE, Reading, Station
from domain.measured import Measured
from domain.places import Point
from store import alerts, audit, readings, sensor_desk, sensors
from store.audit import Wanted
from store.db import Database
from store.sensors import SensorHour
from tests.bot.stage import House, person
from tests.web.officials import Browser, log_in

BAN_DONG = "520201"
HOUR = timedelta(hours=1)
NOW = datetime.now(UTC).replace(minute=0, second=0, microsecond=0)


def hour(at: datetime, raw: float, flags: str = "", used: float = 0.0) -> SensorHour:
    return SensorHour(
        sensor="LP01", at=at, raw=raw, low=raw, high=raw, humidity=60.0, moments=12, expected=12,
        faults="", flags=flags, pm25=used or raw, how=BY_TYPE, judged_at=at,
    )  # fmt: skip


@pytest.fixture(autouse=True)
def devices(database: Database) -> str:
    """An official station with two hours, a sensor beside it (one hour good, one in fog), and a silent one."""
    official = Station(
        "40t", "สบป้าด", "Sop Pat", Point(18.25, 99.76), "official", "520205", "air4thai"
    )
    with database.write() as session:
        readings.keep_station(session, official)
        told = [Reading("40t", NOW - n * HOUR, 1, 30.0 + n) for n in (0, 1)]
        readings.keep(session, [*told, Reading("40t", NOW, 24, 41.7)], NOW)
        place = Station(
            "LP01", "โรงเรียนบ้านดง", "", Point(18.27, 99.77), "sensor", BAN_DONG, "sensor"
        )
        token = sensors.add(session, place, "pms5003", NOW, host=person(7))
        sensor = sensors.find(session, "LP01")
        assert sensor is not None
        sensors.keep_raw(session, sensor, [Measured(at=NOW, pm25=52.0)], NOW)
        session.add(hour(NOW, 52.0, used=33.5))
        session.add(hour(NOW - HOUR, 99.0, "fog humid"))
        other = Station("LP02", "วัดท่าสี", "", Point(18.4, 99.8), "sensor", BAN_DONG, "sensor")
        sensors.add(session, other, "unknown", NOW - 9 * HOUR)
    return token


@pytest.fixture
def head(house: House, database: Database) -> Browser:
    return log_in(house, database, person(50), "officer", BAN_DONG, title="ผู้ใหญ่บ้าน")


def booked(database: Database) -> list[str]:
    with database.read() as session:
        return [line.what for line in audit.search(session, Wanted(), 0)]


def owner_of(database: Database, token: str) -> str:
    with database.read() as session:
        found = sensors.by_token(session, token)
    return found.id if found else ""


def test_the_list_shows_values_with_what_speaks_against_them(head: Browser) -> None:
    page = head.get("/console/air").text
    for told in ("41.7", "33.5", "ค่าดิบ 52.0", "ปรับค่าตามชนิดเครื่อง", "หมอก", "เงียบ"):
        assert told in page
    assert page.index("LP02") < page.index("LP01")  # the silent one first
    assert person(7) not in page  # a host is a person


def test_one_sensor_stands_beside_the_nearest_official_station(head: Browser) -> None:
    page = head.get("/console/air/LP01").text
    assert "สบป้าด" in page
    assert "+45.0" in page  # (52 + 99) / 2 over (30 + 31) / 2
    assert "ไม่ใช้ค่านี้" in page  # the hour in fog
    assert head.get("/console/air/LP99").status_code == 404
    assert head.get("/console/air/40t").status_code == 404  # no sensor


def test_out_of_use_with_a_reason_and_back(head: Browser, database: Database, devices: str) -> None:
    path = "/console/air/LP01"
    refused = head.send(f"{path}/retire", head.get(path), why=" ")
    assert refused.status_code == 400
    assert "เหตุผล" in refused.text
    assert head.send(f"{path}/retire", head.get(path), why="ตกน้ำ").status_code == 303
    assert owner_of(database, devices) == ""
    assert "เลิกใช้" in head.get(path).text
    with database.read() as session:
        assert [one.station.id for one in readings.recent(session, NOW)] == ["40t", "LP02"]
    assert head.send(f"{path}/retire", head.get(path), why="ตกน้ำ").status_code == 409
    assert head.send(f"{path}/restore", head.get(path)).status_code == 303
    with database.read() as session:
        assert "LP01" in [one.station.id for one in readings.recent(session, NOW)]
        assert "LP01" not in sensor_desk.with_token(session)
    assert owner_of(database, devices) == ""
    assert head.send(f"{path}/restore", head.get(path)).status_code == 409
    assert booked(database)[:2] == ["sensor put back", "sensor taken out of use"]


def test_a_new_token_is_shown_once(head: Browser, database: Database, devices: str) -> None:
    answer = head.send("/console/air/LP01/key", head.get("/console/air/LP01"))
    shown = answer.text.split('class="token">')[1].split("<")[0]
    assert owner_of(database, shown) == "LP01"
    assert owner_of(database, devices) == ""
    assert "nks_" not in head.get("/console/air/LP01").text
    with database.read() as session:
        (line,) = audit.search(session, Wanted(text="token"), 0)
    assert shown not in line.after + line.before


def test_elsewhere_no_sensor_is_seen_but_official_stations_are(
    house: House, database: Database
) -> None:
    stranger = log_in(house, database, person(51), "officer", "5206", title="ปลัดอำเภอ")
    page = stranger.get("/console/air").text
    assert "40t" in page
    assert "LP01" not in page
    assert stranger.get("/console/air/LP01").status_code == 404


def test_a_village_sees_the_sensors_of_its_tambon_only_to_change_them_there(
    house: House, database: Database
) -> None:
    """Who holds a neighbouring tambon does not see it; who holds the district changes it."""
    chief = log_in(house, database, person(52), "officer", "5202", title="ปลัดอำเภอ")
    path = "/console/air/LP02"
    assert chief.send(f"{path}/retire", chief.get(path), why="พัง").status_code == 303
    other = log_in(house, database, person(53), "officer", "520204", title="ผู้ใหญ่บ้าน")
    assert other.get(path).status_code == 404


def stop(browser: Browser, **told: str) -> int:
    form = {"area": "5202", "hours": "6", "why": "เครื่องวัดเสีย", **told}
    return browser.send("/console/air/stops", browser.get("/console/air"), **form).status_code


def test_warnings_of_an_area_are_stopped_by_an_approver_and_go_on_by_anybody_there(
    house: House, database: Database, head: Browser
) -> None:
    approver = log_in(house, database, person(54), "approver", "5202", title="นายอำเภอ")
    assert stop(approver, why="") == 400
    assert stop(approver, hours="0") == 400
    assert stop(approver, hours="73") == 400
    assert stop(approver, area="52") == 403
    assert stop(head) == 403
    assert stop(approver, area=BAN_DONG) == 303
    with database.read() as session:
        (held,) = alerts.stopped(session, datetime.now(UTC))
    assert (held.area, held.why, held.until - held.since) == (BAN_DONG, "เครื่องวัดเสีย", 6 * HOUR)
    page = head.get("/console/air")
    assert "เครื่องวัดเสีย" in page.text
    assert head.send(f"/console/air/stops/{held.id}/end", page).status_code == 303
    assert head.send(f"/console/air/stops/{held.id}/end", page).status_code == 404
    with database.read() as session:
        assert alerts.stopped(session, datetime.now(UTC)) == []
    assert booked(database)[:2] == ["air warnings go on", "air warnings stopped"]


def test_a_district_s_stop_is_not_ended_by_a_tambon(
    house: House, database: Database, head: Browser
) -> None:
    approver = log_in(house, database, person(54), "approver", "5202", title="นายอำเภอ")
    assert stop(approver) == 303
    with database.read() as session:
        (held,) = alerts.stopped(session, datetime.now(UTC))
    page = head.get("/console/air")
    assert "เครื่องวัดเสีย" in page.text
    assert head.send(f"/console/air/stops/{held.id}/end", page).status_code == 403
