"""Emergency numbers enter the database once; what an official changed stays."""

from __future__ import annotations

from datetime import date

from sqlalchemy import delete, update

from domain.contacts import Contact
from store import contacts, seeds
from store.contacts import ContactRow
from store.db import Database

FIRE = Contact("199", "ดับเพลิง", "Fire brigade", ("house_fire",), date(2026, 1, 2), "a notice")
FOREST = Contact(
    "1362",
    "ไฟป่า",
    "Forest fire",
    ("forest_fire", "haze"),
    date(2026, 1, 2),
    "a page",
    area="5202",
    note_th="24 ชม.",
    note_en="day and night",
)


def test_the_seed_comes_back_in_its_order(database: Database) -> None:
    with database.write() as session:
        assert contacts.seed(session, [FOREST, FIRE]) == 2
    with database.read() as session:
        assert contacts.listed(session) == (FOREST, FIRE)


def test_the_seed_never_overwrites_what_an_official_changed(database: Database) -> None:
    with database.write() as session:
        contacts.seed(session, [FIRE, FOREST])
        session.execute(
            update(ContactRow).where(ContactRow.number == "199").values(number="054-222")
        )
        session.execute(delete(ContactRow).where(ContactRow.number == "1362"))
    with database.write() as session:
        assert contacts.seed(session, [FIRE, FOREST]) == 0
    with database.read() as session:
        assert [contact.number for contact in contacts.listed(session)] == ["054-222"]


def test_the_seeds_of_the_project_are_sown_once(database: Database) -> None:
    sown = seeds.sow(database)["contacts"]
    assert sown >= 5
    assert seeds.sow(database)["contacts"] == 0
    with database.read() as session:
        listed = contacts.listed(session)
    assert len(listed) == sown
    # The numbers a villager may need in the night.
    assert {"199", "1362", "1669", "1784", "191"} <= {contact.number for contact in listed}
    assert all(contact.source and contact.checked_on and contact.topics for contact in listed)
