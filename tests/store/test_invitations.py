"""A code makes one official, within 24 hours, and the table does not hold it."""

from __future__ import annotations

import itertools
import secrets
import threading

import pytest
from sqlalchemy import select

from store import invitations
from store.db import Database
from store.invitations import LIFE, Given, Invitation
from tests.store.given import NOW, SECOND

GIVEN = Given("officer", "5202", "station head")


def make(database: Database) -> str:
    with database.write() as session:
        return invitations.make(session, "officer", "5202", "station head", NOW)


def test_a_code_works_once(database: Database) -> None:
    code = make(database)
    with database.read() as session:
        assert invitations.open_one(session, code, NOW) == GIVEN
    with database.write() as session:
        assert invitations.use(session, code, NOW) == GIVEN
    with database.write() as session:
        assert invitations.use(session, code, NOW) is None
        assert invitations.open_one(session, code, NOW) is None


@pytest.mark.parametrize(("after", "opens"), [(LIFE, True), (LIFE + SECOND, False)])
def test_a_code_lives_24_hours(database: Database, after: object, opens: bool) -> None:
    code = make(database)
    with database.write() as session:
        assert (invitations.open_one(session, code, NOW + after) == GIVEN) is opens  # type: ignore[operator]
        assert (invitations.use(session, code, NOW + after) == GIVEN) is opens  # type: ignore[operator]


@pytest.mark.parametrize("written", ["{}", "khem-{}", "KHEM{}", "KHEM--{}", " KHEM-{} ", "{} "])
def test_a_code_is_known_as_people_write_it(database: Database, written: str) -> None:
    code = make(database).removeprefix("KHEM-")
    for letters in (code, code.lower()):
        with database.read() as session:
            assert invitations.open_one(session, written.format(letters).strip(), NOW) == GIVEN


@pytest.mark.parametrize("code", ["", "KHEM-", "KHEM-AAAAAAAAAA", "\ud800", "199"])
def test_what_is_no_code_opens_nothing(database: Database, code: str) -> None:
    make(database)
    with database.write() as session:
        assert invitations.open_one(session, code, NOW) is None
        assert invitations.use(session, code, NOW) is None


def test_the_table_holds_only_the_hash(database: Database) -> None:
    code = make(database)
    with database.read() as session:
        row = session.scalars(select(Invitation)).one()
    written = " ".join(str(value) for value in vars(row).values())
    assert code not in written
    assert code.removeprefix("KHEM-") not in written
    assert len(row.hash) == 64


def test_codes_cannot_be_guessed_or_misread(database: Database) -> None:
    codes = {make(database) for _ in range(20)}
    assert len(codes) == 20
    letters = "".join(code.removeprefix("KHEM-") for code in codes)
    assert len(letters) == 200
    assert not set(letters) & set("01OIL")


def test_a_code_that_begins_like_the_prefix_works_too(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    letters = itertools.cycle("KHEM234567")
    monkeypatch.setattr(secrets, "choice", lambda _: next(letters))
    code = make(database)
    assert code == "KHEM-KHEM234567"
    with database.read() as session:
        assert invitations.open_one(session, code, NOW) == GIVEN


def test_of_two_who_send_the_code_at_once_one_becomes_an_official(database: Database) -> None:
    code = make(database)
    ready, given = threading.Barrier(4), []

    def send() -> None:
        ready.wait(30)
        with database.write() as session:
            given.append(invitations.use(session, code, NOW))

    threads = [threading.Thread(target=send) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert sorted(one is None for one in given) == [False, True, True, True]


def test_who_read_the_code_before_it_was_used_comes_too_late(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    code = make(database)
    monkeypatch.setattr(invitations, "open_one", lambda *_: GIVEN)  # both saw it open
    with database.write() as session:
        assert invitations.use(session, code, NOW) == GIVEN
    with database.write() as session:
        assert invitations.use(session, code, NOW) is None


def test_open_codes_are_counted(database: Database) -> None:
    used, _ = make(database), make(database)
    with database.write() as session:
        invitations.use(session, used, NOW)
        assert invitations.count_open(session, NOW) == 1
        assert invitations.count_open(session, NOW + LIFE + SECOND) == 0
