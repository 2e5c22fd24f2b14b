"""One open form for each person in each chat."""

from __future__ import annotations

from domain.conversation import FormState
from store import forms
from store.db import Database
from tests.store.given import NOW, SECOND

ASKS_WHERE = FormState("pm25_lookup", "where", "7", {"area": "520204", "ชื่อ": ["ก", 1, None]})


def test_a_form_comes_back_as_it_was(database: Database) -> None:
    with database.write() as session:
        forms.put(session, "U1", "U1", ASKS_WHERE, NOW)
    with database.read() as session:
        assert forms.find(session, "U1", "U1") == ASKS_WHERE


def test_each_person_of_a_group_has_a_form_of_their_own(database: Database) -> None:
    other = FormState("set_area", "which", "8")
    with database.write() as session:
        forms.put(session, "C1", "U1", ASKS_WHERE, NOW)
        forms.put(session, "C1", "U2", other, NOW)
    with database.read() as session:
        assert forms.find(session, "C1", "U1") == ASKS_WHERE
        assert forms.find(session, "C1", "U2") == other
        assert forms.find(session, "U1", "U1") is None
        assert forms.find_all(session, ["C1", "U1"]) == {
            ("C1", "U1"): ASKS_WHERE,
            ("C1", "U2"): other,
        }


def test_a_new_form_takes_the_place_of_the_old_one(database: Database) -> None:
    other = FormState("set_area", "which", "8")
    with database.write() as session:
        forms.put(session, "U1", "U1", ASKS_WHERE, NOW)
        forms.put(session, "U1", "U1", other, NOW + SECOND)
    with database.read() as session:
        assert forms.find(session, "U1", "U1") == other


def test_a_closed_form_is_gone_and_closing_it_again_does_no_harm(database: Database) -> None:
    with database.write() as session:
        forms.put(session, "U1", "U1", ASKS_WHERE, NOW)
        forms.put(session, "U1", "U1", None, NOW)
        forms.put(session, "U1", "U1", None, NOW)
    with database.read() as session:
        assert forms.find(session, "U1", "U1") is None
