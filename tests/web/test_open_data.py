"""The open files: what stands in them and what never does, days and pieces, who may read, and the measures."""

from __future__ import annotations

import csv
import io
import re
from datetime import UTC, date, datetime, timedelta
from typing import Any

import orjson
import pytest
from markupsafe import escape
from sqlalchemy import insert

from domain import lampang
from domain.air import Reading, Station
from domain.open_data import CREDITS, FILES
from domain.places import Point
from domain.warnings import Content
from store import clock, feeds, readings, sensors, warnings
from store.db import Database
from store.fires import FireEvent, FireRow, ReportRow, Tip
from store.hotspots import HotspotRow
from store.missions import MissionRow
from store.permits import LogRow, PermitRow
from store.sensors import SensorHour
from tests.bot.stage import House
from tests.web.test_cap import BOB, issue, take, work

# Nobody is known by these: each is planted wherever the store can hold it, and may stand in no answer.
LINE_ID = "U" + "5ec4e7" * 5 + "ab"
CHAT = "C" + "5ec4e7" * 5 + "ab"
SECRETS = {
    "line": LINE_ID,
    "chat": CHAT,
    "phone": "0899912345",
    "reporter": "บ้านลุงสมหมายริมห้วยลับ",
    "words": "เห็นนายลับจุดไฟเอง",
    "owner": "ผู้ใหญ่ลับลวง",
    "farmer": "นางสาวลับ ปลูกข้าว",
    "village": "บ้านลับลี้ หมู่ 7",
    "tip": "คนจุดคือนายลับ",
    "cause": "หาเห็ดลับ",
    "units": "หมู่บ้านลับ 12 คน",
    "public": "a-secret-public-id",
    "host": "U" + "405700" * 5 + "cd",
    "token": "nks_5ecret",
}
PIN = Point(18.331234, 99.731234)
PLOT = Point(18.247654, 99.757654)
NOW = datetime(2026, 3, 14, 7, 20, tzinfo=UTC)  # 14.20 in Lampang
HOUR = NOW.replace(minute=0)
OPENED = NOW - timedelta(hours=5, minutes=7)
ADDRESSES = [
    "/data",
    "/data?language=en",
    "/api/v1/",
    "/api/v1/readings",
    "/api/v1/measures.json",
    *(f"/api/v1/{file.name}.{form}" for file in FILES.values() for form in file.forms),
]


def rows_of(house: House, address: str) -> list[dict[str, Any]]:
    answer = house.client.get(address)
    assert answer.status_code == 200, answer.text
    if ".csv" in address:
        return list(csv.DictReader(io.StringIO(answer.text.removeprefix("\ufeff"))))
    told = orjson.loads(answer.data)
    return told["rows"] if "rows" in told else told["features"]


def fire(session: Any, number: int = 1, **changes: Any) -> int:
    made: dict[str, Any] = {
        "year": 2569,
        "number": number,
        "state": "closed",
        "kind": "forest",
        "area": "520204",
        "lat": PIN.lat,
        "lon": PIN.lon,
        "radius_m": 250,
        "name": SECRETS["reporter"],
        "opened_at": OPENED,
        "active_at": OPENED,
        "owner": LINE_ID,
        "owner_name": SECRETS["owner"],
        "owner_phone": SECRETS["phone"],
        "taken_at": OPENED + timedelta(minutes=5),
        "ended_at": OPENED + timedelta(hours=2, minutes=11),
        "closing": orjson.dumps(
            {
                "rai": "12.5",
                "land": "reserved",
                "units": SECRETS["units"],
                "cause": SECRETS["cause"],
                "proof": f"place:{PIN.lat},{PIN.lon}",
                "override": SECRETS["words"],
            }
        ),
    }
    row = FireRow(**(made | changes))
    session.add(row)
    session.flush()
    report = {
        "fire_id": row.id,
        "line_id": LINE_ID,
        "chat": CHAT,
        "at": row.opened_at,
        "lat": PIN.lat,
    }
    session.add(
        ReportRow(
            **report,
            lon=PIN.lon,
            name=SECRETS["reporter"],
            words=SECRETS["words"],
            phone=SECRETS["phone"],
            est_lat=PIN.lat,
            est_lon=PIN.lon,
            est_radius_m=250,
        )
    )
    note(session, row.id, "reported", row.opened_at)
    session.flush()
    return int(row.id)


def note(session: Any, fire_id: int, what: str, at: datetime) -> None:
    session.add(
        FireEvent(
            fire_id=fire_id, at=at, who=LINE_ID, who_name=SECRETS["owner"], what=what,
            note=SECRETS["words"],
        )
    )  # fmt: skip


def permit(session: Any, number: int = 1, **changes: Any) -> None:
    made: dict[str, Any] = {
        "year": 2569,
        "number": number,
        "state": "out",
        "holder": LINE_ID,
        "name": SECRETS["farmer"],
        "phone": SECRETS["phone"],
        "tambon": "520205",
        "village": SECRETS["village"],
        "lat": PLOT.lat,
        "lon": PLOT.lon,
        "rai": 3.0,
        "residue": "rice_straw",
        "day": date(2026, 3, 13),
        "hour": 15.0,
        "hours": 2.0,
        "deciders": LINE_ID,
        "filed_at": NOW - timedelta(days=2),
        "changed_at": NOW,
        "real_rai": 2.5,
        "public_id": f"{SECRETS['public']}{number}",
    }
    session.add(PermitRow(**(made | changes)))


def spot(session: Any, at: datetime, outcome: str = "to_check", **changes: Any) -> None:
    made: dict[str, Any] = {
        "at": at,
        "lat": 18.4021,
        "lon": 99.7512,
        "radius_m": 380,
        "satellite": "N20",
        "instrument": "VIIRS",
        "confidence": "nominal",
        "land": "reserved",
        "area": "520201",
        "sources": "firms gistda-hotspots",
        "outcome": outcome,
        "check_id": 0,
        "fire_id": 0,
        "permit_id": 0,
        "first_seen_at": at,
    }
    session.add(HotspotRow(**(made | changes)))


def announce(session: Any, **changes: Any) -> None:
    """Written, submitted and approved by somebody, and sent an hour ago."""
    content = Content(
        kind="haze", level="warning", mode="real", areas=("5202",), headline_th="ฝุ่นแม่เมาะสูง",
        text_th="งดกิจกรรมกลางแจ้ง", starts=NOW - timedelta(hours=1), ends=NOW + timedelta(hours=9),
    )  # fmt: skip
    row = warnings.make(session, content, LINE_ID, 1, NOW, shown=NOW)
    row.issued, row.state, row.sent_at = row.draft, "in_force", NOW - timedelta(hours=1)
    row.submitted_by = row.approved_by = LINE_ID
    for name, value in changes.items():
        setattr(row, name, value)
    session.flush()


def station(
    session: Any, name: str = "40t", kind: str = "official", source: str = "air4thai"
) -> None:
    readings.keep_station(
        session, Station(name, "แม่เมาะ", "Mae Mo", Point(18.28, 99.66), kind, "520204", source)
    )


def hours(session: Any, name: str, values: dict[datetime, float], source: str = "air4thai") -> None:
    readings.keep(
        session, [Reading(name, at, 1, value, source) for at, value in values.items()], NOW
    )


@pytest.fixture
def full(database: Database) -> Database:
    """A province with everything in it, and a secret wherever one can be kept."""
    with database.write() as session:
        clock.set_demo(session, datetime.now(UTC), NOW, 0)
        station(session)
        hours(session, "40t", {HOUR - timedelta(hours=n): 40.0 + n for n in range(30)})
        readings.keep(session, [Reading("40t", HOUR, 24, 51.2, "air4thai")], NOW)
        place = Station(
            "LP01", "โรงเรียนบ้านดง", "LP01", Point(18.47, 99.75), "sensor", "520201", "sensor"
        )
        sensors.add(session, place, "pms5003", NOW, host=SECRETS["host"])
        hours(session, "LP01", {HOUR: 33.0}, "sensor/type")
        session.execute(
            insert(SensorHour).values(
                sensor="LP01", at=HOUR, raw=61.0, low=60.0, high=62.0, humidity=70.0, moments=12,
                expected=12, faults="", flags="humid", pm25=33.0, how="sensor/type", judged_at=NOW,
            )
        )  # fmt: skip
        first = fire(session)
        note(session, first, "arrived", OPENED + timedelta(minutes=35))
        note(session, first, "out", OPENED + timedelta(hours=2))
        session.add(
            Tip(at=NOW, line_id=LINE_ID, area="520204", fire_id=first, words=SECRETS["tip"])
        )
        session.add(
            MissionRow(
                call_id=1, fire_id=first, volunteer_id=1, line_id=LINE_ID, task="fight",
                asked_at=OPENED, way=SECRETS["words"], home_by=LINE_ID,
            )
        )  # fmt: skip
        permit(session)
        entry = {"permit_id": 1, "at": NOW, "who": LINE_ID, "post": "", "what": "file"}
        session.add(LogRow(**entry, before="", after="village", reason=SECRETS["words"]))
        spot(session, HOUR - timedelta(hours=1), "permitted")
        feeds.note(session, "firms", NOW)
        announce(session)
    return database


# What never stands in them


@pytest.mark.parametrize("address", ADDRESSES)
def test_nothing_that_points_at_a_person(house: House, full: Database, address: str) -> None:
    answer = house.client.get(address)
    assert answer.status_code == 200
    told = f"{answer.text} {answer.headers}"
    assert [name for name, secret in SECRETS.items() if secret in told] == []
    for exact in (PIN.lat, PIN.lon, PLOT.lat, PLOT.lon):
        assert f"{exact:.3f}" not in told
    assert re.search(r"U[0-9a-f]{32}|C[0-9a-f]{32}|nks_", told) is None


def test_drills_outside_and_merged_fires_are_left_out(house: House, full: Database) -> None:
    with full.write() as session:
        fire(session, 2, drill=True)
        fire(session, 3, state="merged", merged_into=1)
        fire(session, 4, outside=True)
        fire(session, 5, state="reported", ended_at=None)
    assert [row["number"] for row in rows_of(house, "/api/v1/fires.json")] == [
        "F-2569-0001",
        "F-2569-0005",
    ]


def test_a_fire_is_coarse_in_time_and_place(house: House, full: Database) -> None:
    (row,) = rows_of(house, "/api/v1/fires.json")
    assert row["reported"] == "2026-03-14T09:00:00+07:00"
    assert row["ended"] == "2026-03-14T11:00:00+07:00"
    assert (row["lat"], row["lon"]) == (18.335, 99.735)
    assert row["within_km"] >= 0.8
    assert (row["district"], row["tambon"]) == ("5202", "520204")
    assert (row["rai"], row["land"], row["reopened"]) == (12.5, "reserved", False)


@pytest.mark.parametrize("kind", ["field", "rubbish", "building", ""])
def test_whose_plot_burns_cannot_be_read_from_a_map(
    house: House, full: Database, kind: str
) -> None:
    with full.write() as session:
        fire(session, 2, kind=kind)
    row = rows_of(house, "/api/v1/fires.json")[1]
    centre = lampang.TAMBON_FACTS["520204"].area.centre
    assert (row["lat"], row["lon"]) == (round(centre.lat, 3), round(centre.lon, 3))
    assert row["within_km"] > 5


def test_a_fire_without_a_place_has_none(house: House, full: Database) -> None:
    with full.write() as session:
        fire(session, 2, area="", lat=None, lon=None, radius_m=None)
    row = rows_of(house, "/api/v1/fires.csv")[1]
    assert [row[name] for name in ("lat", "lon", "within_km", "district", "tambon")] == [""] * 5
    assert rows_of(house, "/api/v1/fires.geojson")[1]["geometry"] is None


@pytest.mark.parametrize("state", ["reported", "taken", "false"])
def test_rai_of_an_earlier_closing_count_no_more(house: House, full: Database, state: str) -> None:
    with full.write() as session:
        fire(session, 2, state=state)
    row = rows_of(house, "/api/v1/fires.json")[1]
    assert (row["rai"], row["land"]) == (None, "")


def test_a_permit_is_a_tambon_and_a_day(house: House, full: Database) -> None:
    (row,) = rows_of(house, "/api/v1/permits.csv")
    credit = CREDITS["nongkhem"].name
    assert list(row.values()) == [
        "2026-03-13",
        "5202",
        "520205",
        "3",
        "rice_straw",
        "out",
        "2.5",
        credit,
    ]


# What stands in them


@pytest.mark.parametrize("name", FILES)
def test_columns_are_those_of_the_page_and_the_index(
    house: House, full: Database, name: str
) -> None:
    file = FILES[name]
    index = orjson.loads(house.client.get("/api/v1/").data)
    described = next(one for one in index["files"] if one["name"] == name)
    page = house.client.get("/data").text
    assert list(described["fields"]) == list(file.column_names)
    assert described["credits"]
    for form in file.forms:
        assert described["urls"][form] == f"https://khem.example/api/v1/{name}.{form}"
        rows = rows_of(house, f"/api/v1/{name}.{form}")
        assert rows
        place = {"lat", "lon"} if form == "geojson" else set()
        found = rows[0]["properties"] if form == "geojson" else rows[0]
        assert list(found) == [one for one in file.column_names if one not in place]
        assert f'href="/api/v1/{name}.{form}"' in page
    assert all(f"<dt>{column}</dt>" in page for column in file.column_names)


def test_a_sensor_says_what_it_measured_and_how_it_was_corrected(
    house: House, full: Database
) -> None:
    rows = rows_of(house, "/api/v1/readings.json?station=LP01")
    assert [(row["pm25"], row["measured"], row["method"], row["cautions"]) for row in rows] == [
        (33.0, 61.0, "corrected_by_type", "humid")
    ]
    assert rows[0]["end"] == "2026-03-14T14:00:00+07:00"
    official = rows_of(house, "/api/v1/readings.csv?station=40t")[0]
    assert (official["method"], official["measured"]) == ("official", "")
    assert official["credit"] == "Pollution Control Department, Thailand (Air4Thai)"


def test_air_says_over_how_many_hours_and_how_old(house: House, full: Database) -> None:
    rows = rows_of(house, "/api/v1/air.json")
    told = {(row["station"], row["averaged_hours"]): row for row in rows}
    assert told["40t", 1]["pm25"] == 40.0
    assert told["40t", 1]["thai_aqi"] is None
    assert (told["40t", 24]["pm25"], told["40t", 24]["thai_aqi"]) == (51.2, 137)
    assert all(row["fresh"] for row in rows)
    with full.write() as session:
        clock.set_demo(session, datetime.now(UTC), NOW + timedelta(hours=5), 0)
    assert not any(row["fresh"] for row in rows_of(house, "/api/v1/air.json"))


@pytest.mark.parametrize("bad", [-1.0, -999.0])
def test_marks_for_a_missing_value_are_no_values(house: House, full: Database, bad: float) -> None:
    with full.write() as session:
        station(session, "37t")
        hours(session, "37t", {HOUR: bad})
        readings.keep(session, [Reading("37t", HOUR, 24, bad, "air4thai")], NOW)
    assert rows_of(house, "/api/v1/readings.json?station=37t") == []
    assert "37t" not in {row["station"] for row in rows_of(house, "/api/v1/air.json")}


def test_a_hotspot_is_counted_by_district_and_says_what_became_of_it(
    house: House, full: Database
) -> None:
    with full.write() as session:
        spot(session, HOUR, sources="gistda-hotspots")  # its terms go with its key
    (row,) = rows_of(house, "/api/v1/hotspots.csv")
    assert (row["district"], row["outcome"]) == ("5202", "permit")
    assert not {"tambon", "land"} & set(row)
    assert row["credit"].startswith("NASA FIRMS")


def test_a_warning_is_in_force_then_over(house: House, full: Database) -> None:
    (row,) = rows_of(house, "/api/v1/warnings.json")
    assert (row["in_force"], row["state"], row["areas"]) == (True, "in_force", ["5202"])
    with full.write() as session:
        clock.set_demo(session, datetime.now(UTC), NOW + timedelta(hours=10), 0)
    assert not rows_of(house, "/api/v1/warnings.json")[0]["in_force"]


@pytest.mark.parametrize(
    "changes",
    [
        {"state": "submitted"},
        {"state": "approved", "sent_at": None},
        {"state": "over", "sent_at": None},
    ],
)
def test_what_never_went_out_is_nobodys_business(
    house: House, full: Database, changes: dict[str, Any]
) -> None:
    with full.write() as session:
        announce(session, **changes)
    assert len(rows_of(house, "/api/v1/warnings.json")) == 1


@pytest.mark.parametrize("mode", ["drill", "training"])
def test_drills_and_practice_are_no_warnings(house: House, database: Database, mode: str) -> None:
    issue(database, mode=mode)
    assert rows_of(house, "/api/v1/warnings.json") == []


def test_what_was_called_off_stays_with_why(house: House, database: Database) -> None:
    row_id = issue(database)
    take(database, row_id, "cancel", BOB, "ไฟดับแล้ว ยกเลิกประกาศ")
    work(database)
    (row,) = rows_of(house, "/api/v1/warnings.json")
    assert (row["state"], row["in_force"]) == ("cancelled", False)


def test_a_name_that_looks_like_a_formula_is_none(house: House, full: Database) -> None:
    with full.write() as session:
        sensors.add(
            session, Station("LP02", "=1+1", "=1+1", Point(18.5, 99.7), "sensor", "", "sensor"), "unknown", NOW
        )  # fmt: skip
        hours(session, "LP02", {HOUR: 20.0}, "sensor/raw")
    row = next(one for one in rows_of(house, "/api/v1/air.csv") if one["station"] == "LP02")
    assert (row["name_th"], row["method"]) == ("'=1+1", "as_measured")


# Which days, which piece


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("", 30),
        ("since=2026-03-14", 14),  # the hours that end at 01.00 to 14.00
        ("since=2026-03-13&until=2026-03-13", 16),  # from 09.00 to midnight
        ("since=2026-03-14T10:00:00%2B07:00", 4),
        ("since=2026-03-14T10:00:00+07:00", 4),
        ("since=2026-03-14T10:00:00", 4),
        ("since=2026-03-14T03:00:00Z", 4),
        ("since=2026-03-20", 0),
        ("since=&until=&station=40t", 30),
        ("since=2026-03-13&until=2026-03-14&_=7", 30),
    ],
)
def test_days_are_those_of_lampang(house: House, full: Database, query: str, count: int) -> None:
    rows = rows_of(house, f"/api/v1/readings.json?{query}")
    assert len([row for row in rows if row["station"] == "40t"]) == count


@pytest.mark.parametrize(
    ("query", "says"),
    [
        ("since=yesterday", "since must be a day"),
        ("until=2026-02-30", "until must be a day"),
        ("since=2569-03-01", "Christian era"),
        ("since=0001-01-01", "Christian era"),
        ("until=9999-12-31", "until must be a day"),
        ("since=2026-03-14&until=2026-03-01", "since lies after until"),
        ("since=2026-01-01&until=2026-03-01", "at most 31 days"),
        ("limit=0", "limit must be"),
        ("limit=5001", "limit must be"),
        ("limit=๕", "limit must be"),
        ("offset=-1", "offset must be"),
        ("stations=40t", "unknown: stations"),
    ],
)
def test_what_cannot_be_answered_is_said(
    house: House, full: Database, query: str, says: str
) -> None:
    answer = house.client.get(f"/api/v1/readings.json?{query}")
    assert answer.status_code == 400
    assert says in orjson.loads(answer.data)["error"]
    assert answer.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    "address",
    [
        "/api/v1/tips.json",
        "/api/v1/permits.json",
        "/api/v1/measures.csv",
        "/api/v1/readings.json?station=nobody",
    ],
)
def test_there_is_nothing_else(house: House, full: Database, address: str) -> None:
    answer = house.client.get(address)
    assert answer.status_code == 404
    assert orjson.loads(answer.data)["error"]


def test_pieces_follow_each_other(house: House, full: Database) -> None:
    address, found = "/api/v1/readings.json?station=40t&limit=7", []
    while address:
        answer = house.client.get(address)
        told = orjson.loads(answer.data)
        found += told["rows"]
        assert len(told["rows"]) <= 7
        following = told["next"] or ""
        assert (f'<{following}>; rel="next"' in answer.headers["Link"]) == bool(following)
        address = following.removeprefix("https://khem.example")
    assert len(found) == len({row["end"] for row in found}) == 30
    assert [row["end"] for row in found] == sorted(row["end"] for row in found)


# Who reads, and how often


@pytest.mark.parametrize("address", [one for one in ADDRESSES if one.startswith("/api")])
def test_any_page_may_read_and_keep_it_a_while(house: House, full: Database, address: str) -> None:
    answer = house.client.get(address)
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert answer.headers["Cache-Control"].startswith("public, max-age=")
    assert "Set-Cookie" not in answer.headers
    again = house.client.get(address, headers={"If-None-Match": answer.headers["ETag"]})
    assert again.status_code == 304
    assert again.headers["Access-Control-Allow-Origin"] == "*"


def test_no_page_may_post_for_a_sensor(house: House, full: Database) -> None:
    """What is open to read opens nothing to write."""
    answer = house.client.post("/api/v1/readings", json={"time": "2026-03-14T08:00:00Z", "pm25": 1})
    assert answer.status_code == 401
    assert "Access-Control-Allow-Origin" not in answer.headers
    asked = {"Origin": "https://elsewhere.example", "Access-Control-Request-Method": "POST"}
    before = house.client.options("/api/v1/readings", headers=asked)
    assert "Access-Control-Allow-Origin" not in before.headers
    assert house.client.get("/").headers.get("Access-Control-Allow-Origin") is None


def test_a_sensor_posts_where_people_read(house: House, full: Database) -> None:
    with full.write() as session:
        token = sensors.rotate(session, "LP01")
    at = (NOW - timedelta(minutes=3)).isoformat()
    answer = house.client.post(
        "/api/v1/readings",
        json={"time": at, "pm25": 12.5},
        headers={"Authorization": f"Bearer {token}"},
    )
    assert answer.json == {"accepted": 1, "rejected": []}
    assert len(rows_of(house, "/api/v1/readings?station=LP01")) == 1


def test_who_reads_too_fast_waits(house: House, full: Database) -> None:
    asked = [house.client.get("/api/v1/") for _ in range(125)]
    assert {answer.status_code for answer in asked[:120]} == {200}
    refused = [answer for answer in asked if answer.status_code == 429]
    assert refused
    assert int(refused[0].headers["Retry-After"]) >= 1
    assert refused[0].headers["Access-Control-Allow-Origin"] == "*"
    other = house.client.get("/api/v1/", environ_base={"REMOTE_ADDR": "203.0.113.7"})
    assert other.status_code == 200


def test_a_year_of_hours_weighs_more(house: House, full: Database) -> None:
    asked = [
        f"/api/v1/measures.json?since=2026-03-{day:02}&until=2026-03-14" for day in range(1, 14)
    ]
    assert [house.client.get(one).status_code for one in asked][-2:] == [200, 429]


def test_the_address_without_its_stroke_leads_there(house: House, full: Database) -> None:
    assert house.client.get("/api/v1").status_code == 308


# The measures


def measure(house: House, name: str, query: str = "") -> dict[str, Any]:
    told = orjson.loads(house.client.get(f"/api/v1/measures.json{query}").data)
    return next(one for one in told["measures"] if one["name"] == name)


def test_what_is_missing_is_said_to_be_missing(house: House, database: Database) -> None:
    told = orjson.loads(house.client.get("/api/v1/measures.json").data)
    assert [one["value"] for one in told["measures"]] == [None] * 5
    assert all(one["missing"] and one["method"] for one in told["measures"])
    assert len(told["not_measured"]) == 2
    assert house.client.get("/data").text.count("ยังไม่มีข้อมูล") >= 5


def test_the_measures_of_a_fire(house: House, full: Database) -> None:
    with full.write() as session:
        fire(session, 2, closing=b"{}")  # out, its report says nothing
        again = fire(session, 3, state="reported", ended_at=None)
        note(session, again, "out", OPENED + timedelta(hours=1))
        note(session, again, "again", OPENED + timedelta(hours=2))
        fire(session, 4, state="false")
        fire(session, 5, drill=True)
    burnt = measure(house, "burnt_rai")
    assert (burnt["value"], burnt["counted"]) == (
        12.5,
        {"fires": 4, "with_rai": 1, "without_rai": 3},
    )
    arrival = measure(house, "minutes_to_arrival")
    assert (arrival["value"], arrival["counted"]) == (35, {"fires": 3, "with_arrival": 1})
    reopened = measure(house, "reopened_fires")
    assert (reopened["value"], reopened["counted"]) == (1, {"ended": 2, "reopened": 1})


def test_two_reports_that_were_one_fire_count_once(house: House, full: Database) -> None:
    with full.write() as session:
        part = fire(session, 2, state="merged", merged_into=1)
        note(session, part, "arrived", OPENED + timedelta(minutes=20))
    assert measure(house, "minutes_to_arrival")["value"] == 20
    assert measure(house, "burnt_rai")["counted"]["fires"] == 1


def test_the_share_of_hotspots_with_a_permit(house: House, full: Database) -> None:
    with full.write() as session:
        for hour, outcome in enumerate(("to_check", "none", "permit")):
            spot(session, NOW - timedelta(days=1, hours=hour), outcome)
    found = measure(house, "hotspots_with_permit")
    assert found["value"] == 50.0
    assert found["counted"] == {"hotspots": 4, "with_permit": 2, "not_looked_at": 1}
    none = measure(house, "hotspots_with_permit", "?since=2026-02-01&until=2026-02-02")
    assert (none["value"], "no satellite" in none["missing"]) == (None, True)


def test_days_over_the_standard_are_complete_days(house: House, full: Database) -> None:
    with full.write() as session:
        station(session, "37t")
        for day, value, count in ((10, 60.0, 24), (11, 60.0, 17), (12, 30.0, 18)):
            start = datetime(2026, 3, day, 0, tzinfo=UTC) - timedelta(hours=7)
            hours(session, "37t", {start + timedelta(hours=n + 1): value for n in range(count)})
    found = measure(house, "days_over_37_5", "?since=2026-03-10&until=2026-03-12")
    assert found["value"] == 1
    assert found["counted"] == {"days": 3, "complete": 2, "missing": 1}
    lines = {one["station"]: (one["days_over"], one["complete_days"]) for one in found["stations"]}
    assert lines == {"37t": (1, 2), "40t": (None, 0)}


@pytest.mark.parametrize(
    "query", ["?since=2025-01-01&until=2026-12-31", "?station=40t", "?since=x"]
)
def test_measures_of_days_that_cannot_be_asked(house: House, full: Database, query: str) -> None:
    assert house.client.get(f"/api/v1/measures.json{query}").status_code == 400


# The page


def part(page: str, start: str) -> str:
    return re.sub(r"<[^>]+>|\s+", " ", page.partition(start)[2].partition("</tr>")[0])


def test_today_stands_by_district_in_the_order_of_codes(house: House, full: Database) -> None:
    page = house.client.get("/data?language=en").text
    names = re.findall(r'<th scope="row"><span class="mark level\d"[^>]*></span>([^<]+)<', page)
    assert names[:3] == ["Mueang Lampang", "Mae Mo", "Ko Kha"]
    assert len(names) == 13
    mae_mo = part(page, "</span>Mae Mo<")
    assert "51.2" in mae_mo
    assert re.search(r"Fires reported +1 +Hotspots +1", mae_mo)
    assert "no sensor near" in part(page, "</span>Mae Phrik<")
    assert not any(
        f">{area.name_en}<" in page for area in lampang.TAMBONS if area.name_en not in names
    )


def test_without_a_service_hotspots_have_no_number(house: House, database: Database) -> None:
    page = house.client.get("/data?language=en").text
    assert "no service is connected" in page
    assert re.search(r"Hotspots +–", part(page, "</span>Mae Mo<"))


@pytest.mark.parametrize(("query", "other"), [("", "en"), ("?language=en", "th")])
def test_the_page_is_light_and_loads_nothing_from_elsewhere(
    house: House, full: Database, query: str, other: str
) -> None:
    answer = house.client.get(f"/data{query}")
    assert len(answer.data) < 45_000
    assert "<script" not in answer.text
    assert "style=" not in answer.text
    assert f'href="/data?language={other}"' in answer.text
    for address in re.findall(r'(?:href|action)="(/[^"#]*)"', answer.text):
        assert house.client.get(address).status_code in (200, 304), address
    assert "Set-Cookie" not in answer.headers
    assert all(str(escape(credit.name)) in answer.text for credit in CREDITS.values())


def test_the_form_asks_for_what_the_file_gives(house: House, full: Database) -> None:
    rows = rows_of(house, "/api/v1/readings.csv?station=40t&since=2026-03-14&until=2026-03-14")
    assert len(rows) == 14
