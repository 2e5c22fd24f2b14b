"""Orders are entered, ended and never lost."""

from __future__ import annotations

from datetime import date

from store import bans
from store.db import Database
from tests.burning import ban
from tests.store.given import NOW


def test_an_order_comes_back_as_it_was_entered(database: Database) -> None:
    wanted = ban(number="12/2569", issuer="จังหวัดลำปาง", link="https://x.go.th/1", excepts=["fuel_plan"], entered_by="ปลัด")  # fmt: skip
    with database.write() as session:
        bans.add(session, wanted, NOW)
    with database.read() as session:
        (found,) = bans.listed(session)
    assert found.entered_at == NOW
    assert (found.area, found.start, found.end, found.excepts) == (wanted.area, wanted.start, wanted.end, wanted.excepts)  # fmt: skip
    assert (found.number, found.issuer, found.link, found.entered_by) == (wanted.number, wanted.issuer, wanted.link, wanted.entered_by)  # fmt: skip


def test_an_ended_order_stays_in_the_list_and_binds_no_more(database: Database) -> None:
    with database.write() as session:
        first = bans.add(session, ban(), NOW)
        second = bans.add(session, ban("5208"), NOW)
        assert bans.end(session, first, date(2026, 3, 20), "ปลัด")
        assert bans.end(session, first, date(2026, 3, 21), "ปลัด") is None
        assert bans.end(session, second, date(2026, 5, 1), "ปลัด") is None
        assert bans.end(session, 99, date(2026, 3, 21), "ปลัด") is None
    with database.read() as session:
        assert len(bans.listed(session)) == 2
        assert [one.id for one in bans.from_day(session, date(2026, 3, 19))] == [first, second]
        assert [one.id for one in bans.from_day(session, date(2026, 3, 20))] == [second]
