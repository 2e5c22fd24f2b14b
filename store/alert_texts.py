"""The words of warnings, seeded from data/alert_texts.yaml: written by one official, in force when a second agrees."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import exists, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from domain.alert_words import problem_with
from store.db import Table


class AlertText(Table):
    """`by_post` and `approved_post` are ids of holdings; 0 is the seed."""

    __tablename__ = "alert_texts"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    language: Mapped[str]
    text: Mapped[str]
    by_post: Mapped[int]
    made_at: Mapped[datetime]
    approved_post: Mapped[int | None]
    approved_at: Mapped[datetime | None]


def seed(session: Session, texts: Mapping[str, Mapping[str, str]], now: datetime) -> int:
    """`texts`: name → language → words. Only into an empty table."""
    if session.scalar(select(exists().where(AlertText.id > 0))):
        return 0
    rows = [
        AlertText(
            name=name,
            language=language,
            text=" ".join(text.split()),
            by_post=0,
            made_at=now,
            approved_post=0,
            approved_at=now,
        )
        for name, words in texts.items()
        for language, text in words.items()
    ]
    session.add_all(rows)
    return len(rows)


def propose(session: Session, name: str, language: str, text: str, post: int, now: datetime) -> int:
    """Returns its id; ValueError says why these words may not stand."""
    if problem := problem_with(name, text):
        raise ValueError(problem)
    row = AlertText(
        name=name,
        language=language,
        text=text,
        by_post=post,
        made_at=now,
        approved_post=None,
        approved_at=None,
    )
    session.add(row)
    session.flush()
    return row.id


def approve(session: Session, text_id: int, post: int, now: datetime) -> bool:
    """In force from now on; False when it was approved before, or by the post that wrote it."""
    done = session.execute(
        update(AlertText)
        .where(AlertText.id == text_id, AlertText.approved_at.is_(None), AlertText.by_post != post)
        .values(approved_post=post, approved_at=now)
    )
    return bool(done.rowcount)  # type: ignore[attr-defined]


def in_force(session: Session) -> dict[str, dict[str, str]]:
    """Language → name → words."""
    rows = (
        select(AlertText)
        .where(AlertText.approved_at.is_not(None))
        .order_by(AlertText.approved_at, AlertText.id)
    )
    found: dict[str, dict[str, str]] = {}
    for row in session.scalars(rows):
        found.setdefault(row.language, {})[row.name] = row.text
    return found


def waiting(session: Session) -> list[AlertText]:
    """What nobody agreed to yet."""
    rows = select(AlertText).where(AlertText.approved_at.is_(None)).order_by(AlertText.id)
    return list(session.scalars(rows))
