"""What became of each alert for each of its people, and of the messages of up to 500 people that carry it.

One small row a person and alert; whether a message went is known for all of them in `alert_chunks`.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

import orjson
from sqlalchemy import (
    JSON,
    Insert,
    Integer,
    Text,
    bindparam,
    cast,
    delete,
    func,
    or_,
    select,
    update,
)
from sqlalchemy.orm import Mapped, Session, mapped_column
from sqlalchemy.sql.functions import FunctionElement

from domain.subscriptions import GIVEN as GIVEN_CODE
from domain.subscriptions import IN_CHUNK
from store import outbox, versions
from store.db import Table, core, insert, is_sqlite, run
from store.outbox import Outgoing
from store.people import Known
from store.subscriptions import SubscriptionRow

SUBJECT = "alerts spread"  # of versions: who writes outcomes holds it
GIVEN_AWAY = "given with replies"
MONTHLY_LIMIT = "monthly limit"
WAITS, SENT, LATE, FAILED, QUOTA, GIVEN = "", "sent", "late", "failed", "quota", "given"


class Outcome(Table):
    """`what`: codes of domain/subscriptions.py; `chunk`: the message it went with; `day`: of Bangkok, as date.toordinal()."""

    __tablename__ = "alert_outcomes"
    __table_args__ = {"sqlite_with_rowid": False}  # one tree instead of two

    person: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    alert: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    what: Mapped[int]
    chunk: Mapped[int]
    day: Mapped[int]


class Chunk(Table):
    __tablename__ = "alert_chunks"

    alert: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    people: Mapped[int]
    state: Mapped[str] = mapped_column(default="")


class Told(NamedTuple):
    person: int
    alert: int
    what: int
    chunk: int
    day: int


_table, _chosen = core(Outcome), core(SubscriptionRow)
_COLUMNS = (_table.c.person, _table.c.alert, _table.c.what, _table.c.chunk, _table.c.day)
_OF_PAGE = (
    select(*_COLUMNS)
    .join(_chosen, _chosen.c.person == _table.c.person)
    .where(
        _chosen.c.area == bindparam("area"),
        _chosen.c.id > bindparam("after"),
        _chosen.c.id <= bindparam("last"),
        or_(_table.c.day == bindparam("day"), _table.c.alert == bindparam("alert")),
    )
)


def of_page(session: Session, area: str, after: int, last: int, day: int, alert: int) -> list[Told]:
    """What became of all alerts of that day, and of this one, for those whose subscriptions lie in between."""
    values = {"area": area, "after": after, "last": last, "day": day, "alert": alert}
    return [Told._make(row) for row in run(session, _OF_PAGE, values).all()]


def of_people(
    session: Session, people: Sequence[int], day: int, alerts: Sequence[int]
) -> list[Told]:
    """What became for these people of all alerts of that day, and of these alerts."""
    rows = select(*_COLUMNS).where(
        _table.c.person.in_(people), or_(_table.c.day == day, _table.c.alert.in_(alerts))
    )
    return [Told._make(row) for row in run(session, rows)]


def _add_from(each: FunctionElement[Any]) -> Insert:
    """One row a person of a JSON list: a statement for hundreds of people instead of a set of values for each."""
    person = each.table_valued("value", name="each").c.value
    values = [bindparam(name, type_=Integer) for name in ("alert", "what", "chunk", "day")]
    names = ["person", "alert", "what", "chunk", "day"]
    return _table.insert().from_select(names, select(cast(person, Integer), *values))


_ADD = {
    True: _add_from(func.json_each(bindparam("people"))),
    False: _add_from(func.json_array_elements_text(cast(bindparam("people", type_=Text), JSON))),
}


def keep_all(
    session: Session, alert: int, day: int, what: int, chunk: int, people: Sequence[int]
) -> None:
    """The same for each of them, of whom nothing is kept yet: the caller holds the version."""
    values = {"alert": alert, "what": what, "chunk": chunk, "day": day}
    if people:
        run(session, _ADD[is_sqlite(session)], {**values, "people": orjson.dumps(people).decode()})


def give_early(session: Session, alert: int, day: int, person: int) -> bool:
    """Given with a reply before its turn came; who decides its page just now decides again."""
    versions.touch(session, SUBJECT)
    statement = insert(session, Outcome).values(
        person=person, alert=alert, what=GIVEN_CODE, chunk=0, day=day
    )
    statement = statement.on_conflict_do_nothing(index_elements=["person", "alert"])
    return session.scalar(statement.returning(Outcome.person)) is not None


def change(session: Session, person: int, alert: int, what: int) -> None:
    session.execute(
        update(Outcome).where(Outcome.person == person, Outcome.alert == alert).values(what=what)
    )


def letter_key(alert: int, chunk: int) -> str:
    return f"alert:{alert}:{chunk}"


_ADD_CHUNK = core(Chunk).insert()


def add_chunks(session: Session, alert: int, chunks: Sequence[tuple[int, int]]) -> None:
    """(number, people) of each new message."""
    rows = [
        {"alert": alert, "number": number, "people": people, "state": WAITS}
        for number, people in chunks
    ]
    if rows:
        run(session, _ADD_CHUNK, rows)


def chunks(session: Session, alert: int) -> list[Chunk]:
    rows = select(Chunk).where(Chunk.alert == alert).order_by(Chunk.number)
    return list(session.scalars(rows))


def is_open(session: Session, alert: int) -> bool:
    """Whether of some message it is not known yet what became of it."""
    rows = select(Chunk.number).where(Chunk.alert == alert, Chunk.state == WAITS).limit(1)
    return session.scalar(rows) is not None


def settle_chunks(session: Session, alert: int) -> int:
    """Note what became of the messages that ended; returns how many still wait."""
    open_ones = [one for one in chunks(session, alert) if one.state == WAITS]
    keys = {letter_key(alert, one.number): one for one in open_ones}
    rows = session.execute(
        select(Outgoing.key, Outgoing.state, Outgoing.note).where(Outgoing.key.in_(list(keys)))
    )
    found = {key: (state, note) for key, state, note in rows}
    waiting = 0
    for key, chunk in keys.items():
        chunk.state = _ended(*found.get(key, (outbox.DROPPED, "")))
        waiting += chunk.state == WAITS
    session.flush()
    return waiting


def _ended(state: str, note: str) -> str:
    if state == outbox.SENT:
        return SENT
    if state in (outbox.WAITING, outbox.RIDING):
        return WAITS
    if note.startswith(MONTHLY_LIMIT):
        return QUOTA
    if note == GIVEN_AWAY:
        return GIVEN
    return LATE if state == outbox.DROPPED else FAILED


def take_off(session: Session, alert: int, chunk: int, line_id: str, now: datetime) -> bool:
    """Take a person off a message that nobody has tried to send yet; once tried it is frozen (False)."""
    row = session.scalar(
        select(Outgoing)
        .where(
            Outgoing.key == letter_key(alert, chunk),
            Outgoing.state == outbox.WAITING,
            Outgoing.attempts == 0,
        )
        .with_for_update()
    )
    if row is None:
        return False
    if row.method != "multicast":
        return outbox.drop_untried(session, row.id, now, GIVEN_AWAY)
    left = [one for one in orjson.loads(row.recipients or b"[]") if one != line_id]
    if not left:
        return outbox.drop_untried(session, row.id, now, GIVEN_AWAY)
    return outbox.change_recipients(session, row.id, orjson.dumps(left), len(left))


def counts(session: Session, alert: int) -> dict[tuple[int, str], int]:
    """People by what became of it, and (of those in messages) by what became of the message."""
    rows = session.execute(
        select(Outcome.what, Chunk.state, func.count())
        .select_from(Outcome)
        .outerjoin(
            Chunk,
            (Chunk.alert == Outcome.alert)
            & (Chunk.number == Outcome.chunk)
            & (Outcome.what == IN_CHUNK),
        )
        .where(Outcome.alert == alert)
        .group_by(Outcome.what, Chunk.state)
    )
    return {(what, state or ""): n for what, state, n in rows}


def forget(session: Session, line_id: str) -> None:
    person = select(Known.id).where(Known.line_id == line_id).scalar_subquery()
    session.execute(delete(Outcome).where(Outcome.person == person))


def forget_old(session: Session, before: date) -> int:
    gone: Any = session.execute(delete(Outcome).where(Outcome.day < before.toordinal()))
    return int(gone.rowcount)
