"""Who is warned about which area, from which level on. Rules: domain/subscriptions.py."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import BindParameter, Index, UniqueConstraint, bindparam, delete, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from domain.warned import Subscription
from store.db import Table, UtcTime, core, insert, run
from store.people import Known


class SubscriptionRow(Table):
    """`person`: people.id of a person or a group."""

    __tablename__ = "subscriptions"
    __table_args__ = (UniqueConstraint("person", "area"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    person: Mapped[int]
    area: Mapped[str]
    from_level: Mapped[int]
    since: Mapped[datetime]


Index("subscriptions_of_area", SubscriptionRow.area, SubscriptionRow.id)


class Subscriber(NamedTuple):
    id: int
    person: int
    line_id: str
    kind: str
    is_blocked: bool


def subscribe(session: Session, line_id: str, area: str, from_level: int, now: datetime) -> None:
    person = session.scalar(select(Known.id).where(Known.line_id == line_id))
    row = {"from_level": from_level, "since": now}
    statement = insert(session, SubscriptionRow).values(person=person, area=area, **row)
    session.execute(statement.on_conflict_do_update(index_elements=["person", "area"], set_=row))


def unsubscribe(session: Session, line_id: str, area: str = "") -> int:
    """From one area, or from all; returns how many those were."""
    person = select(Known.id).where(Known.line_id == line_id).scalar_subquery()
    gone = delete(SubscriptionRow).where(SubscriptionRow.person == person)
    if area:
        gone = gone.where(SubscriptionRow.area == area)
    return int(session.execute(gone).rowcount)  # type: ignore[attr-defined]


def of_chat(session: Session, line_id: str) -> tuple[Subscription, ...]:
    rows = session.execute(
        select(SubscriptionRow.area, SubscriptionRow.from_level)
        .join(Known, Known.id == SubscriptionRow.person)
        .where(Known.line_id == line_id)
        .order_by(SubscriptionRow.id)
    )
    return tuple(Subscription(area, level) for area, level in rows)


def of_people(session: Session, people: Sequence[int]) -> dict[int, list[SubscriptionRow]]:
    rows = select(SubscriptionRow).where(SubscriptionRow.person.in_(people))
    found: dict[int, list[SubscriptionRow]] = {}
    for row in session.scalars(rows.order_by(SubscriptionRow.id)):
        found.setdefault(row.person, []).append(row)
    return found


_rows, _people = core(SubscriptionRow), core(Known)
_LANGUAGES: BindParameter[str] = bindparam("languages", expanding=True)
_PAGE = (
    select(
        _rows.c.id,
        _rows.c.person,
        _people.c.line_id,
        _people.c.kind,
        _people.c.blocked_at.is_not(None),
    )
    .join(_people, _people.c.id == _rows.c.person)
    .where(
        _rows.c.area == bindparam("area"),
        _rows.c.id > bindparam("after"),
        _rows.c.from_level.between(bindparam("lowest"), bindparam("highest")),
        _rows.c.since <= bindparam("since", type_=UtcTime),
        _people.c.language.in_(_LANGUAGES),
    )
    .order_by(_rows.c.id)
    .limit(bindparam("most"))
)


def page(
    session: Session,
    area: str,
    languages: Sequence[str],
    levels: tuple[int, int],
    since: datetime,
    after: int,
    most: int,
) -> list[Subscriber]:
    """The next `most` of an area who chose one of these levels before `since`, in a fixed order."""
    values = {
        "area": area,
        "after": after,
        "lowest": levels[0],
        "highest": levels[1],
        "since": since,
        "languages": list(languages),
        "most": most,
    }
    return [Subscriber._make(row) for row in run(session, _PAGE, values)]


def counts(session: Session, areas: Sequence[str]) -> dict[int, int]:
    """People by the level from which they are warned, each once: for estimates."""
    grouped = (
        select(SubscriptionRow.from_level, func.count(SubscriptionRow.person.distinct()))
        .where(SubscriptionRow.area.in_(areas))
        .group_by(SubscriptionRow.from_level)
    )
    return {level: n for level, n in session.execute(grouped)}


def forget(session: Session, line_id: str) -> None:
    unsubscribe(session, line_id)
