"""On a phone the head of a table is hidden, so each time says itself what it is; and processes have names people know."""

from __future__ import annotations

import re
from datetime import UTC, datetime

from store import feeds
from store.db import Database
from tests.bot.stage import House, person
from tests.web.officials import log_in


def test_feeds_and_processes_in_plain_words(house: House, database: Database) -> None:
    now = datetime.now(UTC)
    with database.write() as session:
        feeds.note(session, "air4thai", now, newest=now)
    page = log_in(house, database, person(61), "officer", "52").get("/console").text
    row = page.partition("<td>air4thai</td>")[2].partition("</tr>")[0]
    labels = re.findall(r'<span class="label">([^<]+)</span> (?!–)', row)
    assert len(labels) == 2
    assert len(set(labels)) == 2
    assert "ส่วนที่ตอบใน LINE" in page
    assert "ส่วนที่ทำงานตามเวลา" in page
    assert "โปรเซส" not in page
