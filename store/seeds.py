"""Seeds of data/ into the database: once, and never over what an official changed."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import yaml

from domain import lampang
from domain.buyers import Buyer
from domain.contacts import Contact
from domain.penalties import Penalty
from store import alert_texts, buyers, contacts, penalties
from store.db import Database

DATA = Path(__file__).parent.parent / "data"


def sow(database: Database) -> dict[str, int]:
    now = datetime.now(UTC)
    with database.write() as session:
        return {
            "alert_texts": alert_texts.seed(session, alert_words(), now),
            "contacts": contacts.seed(session, [_contact(row) for row in _rows("contacts")]),
            "buyers": buyers.seed(session, [_buyer(row) for row in _rows("buyers")]),
            "penalties": penalties.seed(session, [penalty(row) for row in _rows("penalties")], now),
        }


def alert_words() -> dict[str, dict[str, str]]:
    """Name → language → words, as they come with the code."""
    words: dict[str, dict[str, str]] = yaml.safe_load(
        (DATA / "alert_texts.yaml").read_text("utf-8")
    )
    return words


def _rows(name: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = yaml.safe_load((DATA / f"{name}.yaml").read_text("utf-8"))
    return rows


def _contact(row: dict[str, Any]) -> Contact:
    return Contact(**{**row, "topics": tuple(row["topics"])})


def penalty(row: dict[str, Any]) -> Penalty:
    section = str(row.get("section", ""))
    return Penalty(**{**row, "section": section, "lands": tuple(row.get("lands", ()))})


def _buyer(row: dict[str, Any]) -> Buyer:
    """Its point is the town of its area: no finer one is public."""
    area = lampang.area(row["area"])
    if area is None:
        raise ValueError(f"no such area: {row['area']}")
    return Buyer(**{**row, "takes": tuple(row["takes"]), "point": area.centre})
