"""Who asked for the air of home each morning, and on which day they had it last."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from store.db import Table, insert
from store.people import Known


class Morning(Table):
    """`person`: people.id."""

    __tablename__ = "mornings"

    person: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    since: Mapped[datetime]
    given_on: Mapped[date | None]


@dataclass(frozen=True, slots=True)
class Sleeper:
    person: int
    line_id: str
    kind: str
    language: str
    area: str


def ask_for(session: Session, line_id: str, now: datetime) -> None:
    person = session.scalar(select(Known.id).where(Known.line_id == line_id))
    statement = insert(session, Morning).values(person=person, since=now)
    session.execute(statement.on_conflict_do_nothing(index_elements=["person"]))


def end(session: Session, line_id: str) -> None:
    person = select(Known.id).where(Known.line_id == line_id).scalar_subquery()
    session.execute(delete(Morning).where(Morning.person == person))


def is_wanted(session: Session, line_id: str) -> bool:
    rows = select(Morning.person).join(Known, Known.id == Morning.person)
    return session.scalar(rows.where(Known.line_id == line_id)) is not None


def due(session: Session, day: date, *, after: int = 0, most: int = 500) -> list[Sleeper]:
    """Who did not have it on that day yet, in the order of their ids."""
    rows = (
        select(Known.id, Known.line_id, Known.kind, Known.language, Known.area)
        .join(Morning, Morning.person == Known.id)
        .where(
            Known.blocked_at.is_(None),
            Known.area != "",
            Known.id > after,
            (Morning.given_on.is_(None)) | (Morning.given_on < day),
        )
        .order_by(Known.id)
        .limit(most)
    )
    return [
        Sleeper(row.id, row.line_id, row.kind, row.language, row.area)
        for row in session.execute(rows)
    ]


def note(session: Session, people: Sequence[int], day: date) -> None:
    session.execute(update(Morning).where(Morning.person.in_(people)).values(given_on=day))
