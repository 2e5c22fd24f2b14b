"""Who is warned about which area, from which level on. Rules: domain/subscriptions.py."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import (
    BindParameter,
    Index,
    UniqueConstraint,
    bindparam,
    case,
    delete,
    func,
    select,
)
from sqlalchemy.orm import Mapped, Session, mapped_column

from domain.subscriptions import FROM_LEVELS
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
    members: int  # of a group; 0: LINE was not asked yet


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
        _people.c.members,
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
    return [Subscriber._make(row) for row in run(session, _PAGE, values).all()]


def reach(session: Session, usual_group: int) -> dict[str, dict[int, int]]:
    """What an alert costs at most, by district and level: whoever chose that level or a better one there, each once.

    `usual_group`: what a group is counted as until LINE told how many its members are.
    """
    each = (
        select(
            func.substr(_rows.c.area, 1, 4).label("district"),
            _rows.c.person,
            func.min(_rows.c.from_level).label("level"),
        )
        .group_by("district", _rows.c.person)
        .subquery()
    )
    size = case(
        (_people.c.kind == "user", 1),
        (_people.c.members > 0, _people.c.members),
        else_=usual_group,
    )
    grouped = (
        select(each.c.district, each.c.level, func.sum(size))
        .join(_people, _people.c.id == each.c.person)
        .where(_people.c.blocked_at.is_(None))
        .group_by(each.c.district, each.c.level)
    )
    found: dict[str, dict[int, int]] = {}
    for district, chosen, messages in session.execute(grouped):
        levels = found.setdefault(district, dict.fromkeys(FROM_LEVELS, 0))
        for level in FROM_LEVELS:
            levels[level] += int(messages) if chosen <= level else 0
    return found


def forget(session: Session, line_id: str) -> None:
    unsubscribe(session, line_id)
