"""Checks of hotspots on a page: by district, what nobody answered first, only one's own area; and the war room's text."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

from domain import lampang
from domain.hotspots import FIRMS, Pixel
from store import hotspot_checks, hotspots
from store.db import Database
from tests.bot.stage import House, person
from tests.web.officials import appoint, log_in


def spot(database: Database, area: str, at: datetime) -> int:
    """A detection that is to be looked at; the number of its check."""
    with database.write() as session:
        tambon = lampang.area(area)
        assert tambon is not None
        pixel = Pixel(FIRMS, at, tambon.centre, 400, area=area)
        hotspots.keep(session, [pixel], at)
        ids = [
            one.id
            for one in hotspots.between(session, at, at + timedelta(minutes=1))
            if one.area == area
        ]
        return hotspot_checks.make_check(session, area, ids, at)


def test_the_checks_of_the_day(house: House, database: Database) -> None:
    now = datetime.now(UTC).replace(second=0, microsecond=0)
    first = spot(database, "520204", now)
    spot(database, "520201", now)
    spot(database, "520601", now)
    post = appoint(database, person(9), "officer", "520204", title="กำนันบ้านดง")
    with database.write() as session:
        hotspot_checks.answer(session, first, "none", now, post=post)
    here = log_in(house, database, person(1), "officer", "5202")
    page = here.get("/console/hotspots").text
    plain = re.sub(r"<[^>]+>|\s+", " ", page)
    assert plain.index("ยังไม่มีใครตอบ") < plain.index("กำนันบ้านดง"), "what is open comes first"
    assert page.count("<h2>แม่เมาะ") == 1
    assert "เสริมงาม" not in page.split("<textarea")[0], "another district"
    assert "เสริมงาม" in page.split("<textarea")[1], "the war room's text is of the province"
    assert "สรุปจุดความร้อน" in page
    assert here.get("/console/hotspots?day=yesterday").status_code == 200


def test_without_satellites_nothing_says_nothing(house: House, database: Database) -> None:
    here = log_in(house, database, person(1), "officer", "52")
    assert "ยังไม่ได้เชื่อม" in here.get("/console/hotspots").text
