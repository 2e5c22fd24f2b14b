"""The book of what officials did: only added to, searched, and free of people."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError

from domain.posts import Post
from store import audit
from store.audit import Wanted
from store.db import Database
from tests.store.given import NOW

ANN = Post("U1", "approver", "district", "5202", "นายอำเภอ", "แอน", "0812345678", id=7)


@pytest.fixture
def book(database: Database) -> Database:
    with database.write() as session:
        for n, (what, area) in enumerate(
            [
                ("warning written", "5202"),
                ("post ended", "520201"),
                ("post ended", "5206"),
                ("50% =cmd", "52"),
            ]
        ):
            audit.note(
                session,
                ANN,
                what,
                f"W-{n}",
                area,
                NOW + timedelta(hours=n),
                before={"state": "draft"},
                after={"ก": NOW},
            )
    return database


def found(database: Database, **wanted: object) -> list[str]:
    with database.read() as session:
        return [line.subject for line in audit.search(session, Wanted(**wanted))]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("wanted", "subjects"),
    [
        ({}, ["W-3", "W-2", "W-1", "W-0"]),
        ({"text": "ENDED"}, ["W-2", "W-1"]),
        ({"text": "draft"}, ["W-3", "W-2", "W-1", "W-0"]),
        ({"text": "50%"}, ["W-3"]),
        ({"text": "%"}, ["W-3"]),
        ({"text": "_"}, []),
        ({"areas": ("5202",)}, ["W-1", "W-0"]),
        ({"areas": ("5206", "520201")}, ["W-2", "W-1"]),
        ({"areas": ()}, []),
        ({"since": NOW + timedelta(hours=1), "until": NOW + timedelta(hours=3)}, ["W-2", "W-1"]),
    ],
)
def test_it_is_searched(book: Database, wanted: dict[str, object], subjects: list[str]) -> None:
    assert found(book, **wanted) == subjects


@pytest.mark.parametrize(
    "change",
    ["UPDATE audit SET what = 'nothing'", "DELETE FROM audit", "DELETE FROM audit WHERE id = 1"],
)
def test_the_database_refuses_to_change_it(book: Database, change: str) -> None:
    with pytest.raises(DatabaseError, match="only added to"), book.write() as session:
        session.execute(text(change))
    assert len(found(book)) == 4


def test_there_is_no_function_that_changes_it() -> None:
    assert not [
        name for name in vars(audit) if name.startswith(("update", "delete", "drop", "forget"))
    ]


def test_it_names_posts_not_people(book: Database) -> None:
    with book.read() as session:
        told = " ".join(str(vars(line)) for line in audit.all_lines(session, Wanted()))
    for of_a_person in ("U1", "แอน", "0812345678"):
        assert of_a_person not in told


def test_a_page_holds_a_hundred(database: Database) -> None:
    with database.write() as session:
        for n in range(150):
            audit.note(session, None, "tick", str(n), "52", datetime.now(UTC))
    with database.read() as session:
        assert [line.subject for line in audit.search(session, Wanted(), 1)] == [
            str(n) for n in range(49, -1, -1)
        ]
        assert len(list(audit.all_lines(session, Wanted()))) == 150
