"""The overview: what waits for this person, and a map on which every point says in words what it is."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from domain.air import Reading, Station
from domain.burn_days import at_hour
from domain.hotspots import FIRMS, Pixel
from domain.places import Point
from store import clock, hotspots, permits, readings, volunteers
from store.db import Database
from tests.bot.stage import House, person
from tests.burning import permit
from tests.crew import HEAD, HOME, Crew
from tests.web.officials import Browser, log_in
from web.console import overview

NOON = at_hour(date(2026, 3, 12), 13)


@pytest.fixture
def crew(database: Database) -> Crew:
    """A fire that nobody has taken, somebody who wants to volunteer, a request for the village head."""
    made = Crew(database)
    made.volunteer(1, "สมชาย ใจดี", state="pending", duty_until=None)
    made.burns(owner=0)
    with database.write() as session:
        permits.file(session, permit(holder=person(3), tambon=HOME), NOON)
    return made


@pytest.fixture
def head(crew: Crew, house: House, database: Database) -> Browser:
    return log_in(house, database, person(HEAD))


def test_what_waits_for_me_is_mine_to_do(
    crew: Crew, head: Browser, house: House, database: Database
) -> None:
    page = head.get("/console").text
    assert f"/console/fires/{crew.fire}" in page
    assert "ยังไม่มีใครรับไฟนี้" in page
    assert "คำขอเผาที่รอคุณตัดสินใจ: 1" in page
    assert "อาสาที่รอคุณอนุมัติ: 1" in page
    stranger = log_in(house, database, person(60), "admin", "5206", title="นายอำเภอ")
    page = stranger.get("/console").text
    assert "ยังไม่มีใครรับไฟนี้" not in page
    assert "อาสาที่รอ" not in page
    assert "รอคุณตัดสินใจ" not in page


def test_what_is_done_waits_no_more_and_the_page_comes_fresh(crew: Crew, head: Browser) -> None:
    first = head.get("/console/now")
    again = head.get("/console/now", headers={"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 304
    with crew.database.write() as session:
        one = volunteers.find(session, person(1))
        assert one is not None
        volunteers.move(session, one, "approve", person(HEAD), NOON)
    path = f"/console/fires/{crew.fire}"
    head.send(f"{path}/step", head.get(path), step="take")
    page = head.get("/console/now", headers={"If-None-Match": first.headers["ETag"]})
    assert page.status_code == 200
    assert "ยังไม่มีใครรับไฟนี้" not in page.text
    assert "อาสาที่รอ" not in page.text
    assert "คำขอเผาที่รอคุณตัดสินใจ: 1" in page.text


def test_every_point_of_the_map_says_what_it_is(crew: Crew, head: Browser) -> None:
    now = crew.at
    station = Station("40t", "สบป้าด", "", Point(18.25, 99.76), "official", "520205", "air4thai")
    sensor = Station("LP01", "โรงเรียนบ้านดง", "", Point(18.4, 99.7), "sensor", "520201", "sensor")
    with crew.database.write() as session:
        readings.keep_station(session, station)
        readings.keep_station(session, sensor)
        readings.keep(session, [Reading("40t", now, 24, 80.4)], now)
        seen = [
            Pixel(FIRMS, now - timedelta(hours=2), Point(18.6, 99.8), 190),
            Pixel(FIRMS, now - timedelta(hours=30), Point(18.9, 99.9), 190),
        ]
        hotspots.keep(session, seen, now)
        burn = permit(
            holder=person(3), tambon=HOME, day="2026-03-12", state="approved", point=[18.3, 99.7]
        )
        permits.file(session, burn, now)
    answer = head.get("/console/points")
    found = {one["kind"]: one for one in answer.get_json()}
    assert set(found) == {"station", "sensor", "fire", "permit", "hotspot"}
    assert len(answer.get_json()) == 5
    assert "80.4" in found["station"]["name"]
    assert found["station"]["text"] == "80"
    assert "สถานีทางการ" in found["station"]["name"]
    assert found["sensor"]["text"] == "–"
    assert "ยังไม่มีค่าเฉลี่ย" in found["sensor"]["name"]
    assert "F-2569-0001" in found["fire"]["name"]
    assert "B-2569-0002" in found["permit"]["name"]
    assert "จุดความร้อน" in found["hotspot"]["name"]
    tag = answer.headers["ETag"]
    assert head.get("/console/points", headers={"If-None-Match": tag}).status_code == 304
    legend = head.get("/console").text.split('class="legend"')[1].split("</ul>")[0]
    assert legend.count("<strong>1</strong>") == 5


def test_an_old_mean_is_no_value_on_the_map(crew: Crew, head: Browser) -> None:
    station = Station("40t", "สบป้าด", "", Point(18.25, 99.76), "official", "520205", "air4thai")
    with crew.database.write() as session:
        readings.keep_station(session, station)
        old = crew.at - timedelta(hours=9)
        readings.keep(session, [Reading("40t", old, 24, 80.4)], old)
    (told,) = [one for one in head.get("/console/points").get_json() if one["kind"] == "station"]
    assert (told["text"], told["colour"]) == ("–", "")


def test_fires_and_burns_elsewhere_are_not_on_my_map(
    crew: Crew, house: House, database: Database
) -> None:
    stranger = log_in(house, database, person(60), "officer", "5206", title="ปลัดอำเภอ")
    assert stranger.get("/console/points").get_json() == []


def test_a_map_without_anything_is_a_map(house: House, database: Database) -> None:
    with database.write() as session:
        clock.set_demo(session, datetime.now(UTC), NOON, 0.0)
    browser = log_in(house, database, person(60), "officer", "5206", title="ปลัดอำเภอ")
    assert browser.get("/console/points").get_json() == []
    assert 'data-points-from="/console/points"' in browser.get("/console").text


@pytest.mark.parametrize(
    ("minutes", "words"),
    [(-90, "within the hour"), (59, "within the hour"), (60, "within 3 hours"), (179, "within 3 hours"),
     (180, "over 3 hours old"), (1440, "over a day old")],
)  # fmt: skip
def test_ages_in_words_that_change_seldom(minutes: int, words: str) -> None:
    assert overview.age(timedelta(minutes=minutes)) == words


def test_who_is_out_stands_at_the_fire_and_in_words_but_not_where_they_are(
    sqlite: Database,
) -> None:
    crew = Crew(sqlite)
    crew.volunteer(1)
    number = crew.burns()
    crew.calls()
    crew.does(1, "ready")
    crew.clears(HEAD)
    head = log_in(House(sqlite), sqlite, person(HEAD))
    (fire,) = [one for one in head.get("/console/points").get_json() if one["kind"] == "fire"]
    assert fire["out"] == 1
    assert "ออกไปแล้ว 1 คน" in fire["name"]
    now = head.get("/console/now").text
    assert f'<a href="/console/fires/{number}">' in now
    assert "ออกไปแล้ว 1 คน" in now
    assert "ออกไปแล้ว 1 คน" in head.get("/console/fires").text
