"""Seeds of data/ into the database: once, and never over what an official changed."""

from __future__ import annotations

from pathlib import Path

import yaml

from domain.contacts import Contact
from store import contacts
from store.db import Database

DATA = Path(__file__).parent.parent / "data"


def sow(database: Database) -> dict[str, int]:
    rows = yaml.safe_load((DATA / "contacts.yaml").read_text("utf-8"))
    with database.write() as session:
        return {"contacts": contacts.seed(session, [_contact(row) for row in rows])}


def _contact(row: dict[str, object]) -> Contact:
    return Contact(**{**row, "topics": tuple(row["topics"])})  # type: ignore[arg-type]
