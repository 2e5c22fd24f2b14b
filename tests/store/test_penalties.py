"""What burning costs is entered, ended and never lost; it is sown once, and so are buyers."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from domain.penalties import costs
from store import buyers, penalties, seeds
from store.buyers import BuyerRow
from store.db import Database
from tests.burning import penalties as seeded
from tests.store.given import NOW

LOSS = seeded()[0]


def test_a_row_comes_back_as_it_was_entered_and_stays_when_it_is_ended(database: Database) -> None:
    wanted = replace(LOSS, id=1, entered_by="post:3", entered_at=NOW)
    with database.write() as session:
        assert penalties.add(session, wanted, NOW) == 1
        assert penalties.listed(session) == (wanted,)
        assert penalties.end(session, 1, date(2026, 3, 10), "post:3") == replace(wanted, ended_on=date(2026, 3, 10))  # fmt: skip
        assert penalties.end(session, 1, date(2026, 3, 11), "post:3") is None
        assert penalties.end(session, 9, date(2026, 3, 11), "post:3") is None
        assert len(penalties.listed(session)) == 1
        assert penalties.from_day(session, date(2026, 3, 10)) == ()
        assert len(penalties.from_day(session, date(2026, 3, 9))) == 1
        penalties.add(session, LOSS, NOW)
        assert penalties.end(session, 2, date(2026, 4, 1), "post:3") is None  # over by itself


def test_seeds_never_go_over_what_an_official_changed(database: Database) -> None:
    sown = seeds.sow(database)
    assert (sown["penalties"], sown["buyers"]) == (len(seeded()), 3)
    with database.write() as session:
        penalties.end(session, 2, date(2026, 3, 1), "post:3")
        session.get_one(BuyerRow, 1).phone = "054000000"
    assert seeds.sow(database)["penalties"] == 0
    with database.read() as session:
        known = penalties.from_day(session, date(2026, 3, 12))
        assert [one.id for one in costs(known, "520801", date(2026, 3, 12), "farm")] == [1, 3, 4]
        assert buyers.listed(session)[0].phone == "054000000"
        assert buyers.listed(session)[0].price == 1.0
