"""The first page: what is announced, the air of each district with what it is, numbers; light, in both languages."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest

from domain.air import Reading, Station
from domain.places import Point
from store import readings, seeds
from store.db import Database
from tests.bot.stage import House
from tests.web.test_cap import issue, work
from web.public import home

HOUR = datetime.now(UTC).replace(minute=0, second=0, microsecond=0)


def row(page: str, name: str) -> str:
    found = next(part for part in page.split("<tr")[1:] if f"</span>{name}</th>" in part)
    return re.sub(r"<[^>]+>|\s+", " ", found.partition(">")[2]).strip()


@pytest.fixture
def measured(database: Database) -> Database:
    with database.write() as session:
        readings.keep_station(
            session, Station("40t", "แม่เมาะ", "Mae Mo", Point(18.28, 99.66), tambon="520204")
        )
        readings.keep(
            session,
            [Reading("40t", HOUR, 1, 190.0, "f"), Reading("40t", HOUR, 24, 19.0, "f")],
            HOUR,
        )
    return database


def test_a_value_says_what_it_is_and_no_district_borrows_one(
    house: House, measured: Database
) -> None:
    page = house.client.get("/").text
    here = row(page, "แม่เมาะ")
    assert "190" in here
    assert "รายชั่วโมง" in here
    assert "กม." in here
    assert "ยังไม่มีเครื่องวัด" in row(page, "แม่พริก")
    assert 'class="level5"' in page


def test_all_thirteen_districts(house: House, measured: Database) -> None:
    for query in ("", "?language=en"):
        assert house.client.get(f"/{query}").text.count('scope="row"') == 13


def test_old_values_are_no_values(house: House, database: Database) -> None:
    with database.write() as session:
        readings.keep_station(
            session, Station("40t", "แม่เมาะ", "Mae Mo", Point(18.28, 99.66), tambon="520204")
        )
        readings.keep(session, [Reading("40t", HOUR - timedelta(hours=9), 1, 190.0, "f")], HOUR)
    assert "ไม่ส่งค่า" in row(house.client.get("/").text, "แม่เมาะ")


def test_what_is_announced_stands_first(house: House, database: Database) -> None:
    assert "ไม่มีประกาศที่มีผลอยู่" in house.client.get("/").text
    issue(database, headline_en="Fire <near> you", text_en="Go")
    page = house.client.get("/").text
    assert "ไฟป่าใกล้บ้านเมาะหลวง" in page
    assert page.index("ไฟป่าใกล้บ้านเมาะหลวง") < page.index("รายอำเภอ")
    assert "Fire &lt;near&gt; you" in house.client.get("/?language=en").text
    work(database, ahead=11)
    assert "ไฟป่าใกล้บ้านเมาะหลวง" not in house.client.get("/").text


def test_numbers_can_be_tapped(house: House, database: Database) -> None:
    seeds.sow(database)
    page = house.client.get("/").text
    assert 'href="tel:1669"' in page
    assert 'href="tel:199"' in page


def test_the_way_to_the_bot(database: Database) -> None:
    house = House(database, LINE_ADD_URL="https://line.me/R/ti/p/@khem")
    assert 'href="https://line.me/R/ti/p/@khem"' in house.client.get("/").text
    house.close()


def test_it_is_light_and_loads_nothing_from_elsewhere(house: House, measured: Database) -> None:
    answer = house.client.get("/")
    assert len(answer.data) < 20_000
    assert "<script" not in answer.text
    assert "style=" not in answer.text
    for address in re.findall(r'<(?:link|img)[^>]*href="([^"]+)"', answer.text):
        assert house.client.get(address).status_code == 200
    assert "Set-Cookie" not in answer.headers


def test_it_is_drawn_once_a_minute_and_when_something_is_new(
    house: House, measured: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = house.client.get("/")
    drawn = home._draw
    times: list[int] = []
    monkeypatch.setattr(home, "_draw", lambda *all_: times.append(1) or drawn(*all_))
    for _ in range(5):
        house.client.get("/")
    assert len(times) <= 1, "unless a minute ended just now"
    with measured.write() as session:
        readings.keep(session, [Reading("40t", HOUR - timedelta(hours=1), 1, 33.0, "f")], HOUR)
    house.client.get("/")
    assert times
    assert first.status_code == 200
