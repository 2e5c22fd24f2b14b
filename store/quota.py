"""The month's message quota as LINE last told it, so that senders can plan without asking each time."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Mapped, Session, mapped_column

from domain.quota import Quota
from store import outbox, rules, versions
from store.db import Table, insert
from store.outbox import Outgoing
from store.people import Known

SUBJECT = "push shares"  # of versions: who lets letters go holds it, so that two workers do not both spend the rest


class QuotaRow(Table):
    __tablename__ = "quota"

    id: Mapped[int] = mapped_column(primary_key=True)
    limit: Mapped[int | None]
    used: Mapped[int]
    read_at: Mapped[datetime]
    spent_at: Mapped[datetime | None]


def note(session: Session, limit: int | None, used: int, now: datetime) -> None:
    """What LINE says; `limit` None is a plan without one."""
    row = {"limit": limit, "used": used, "read_at": now}
    # As long as the month is spent by LINE's own count, having been refused stays known (one alarm, not six an hour).
    renewed = row if limit is not None and used >= limit else {**row, "spent_at": None}
    statement = insert(session, QuotaRow).values(id=1, **row)
    session.execute(statement.on_conflict_do_update(index_elements=["id"], set_=renewed))


def note_spent(session: Session, now: datetime) -> bool:
    """LINE refused a push for the month's limit. True when that is news (an alarm is due)."""
    row = session.get(QuotaRow, 1)
    if row is not None and row.spent_at is not None:
        return False
    values = {"limit": 0, "used": 0, "read_at": now, "spent_at": now}
    statement = insert(session, QuotaRow).values(id=1, **values)
    session.execute(statement.on_conflict_do_update(index_elements=["id"], set_={"spent_at": now}))
    return True


def cost(session: Session, chat: Known | None) -> int:
    """Of a push to this chat: one message, to a group one for each member; until LINE told how many, as a usual one."""
    if chat is None or chat.kind == "user":
        return 1
    return chat.members or int(rules.in_force(session).group_people)


def now_known(session: Session) -> Quota:
    """The quota with our own pushes since the last reading added, and those that are queued; unknown until LINE
    was asked once."""
    return _known(session, outbox.people_queued(session))


def before(session: Session, leased: Sequence[Outgoing]) -> Quota:
    """The same as it was before these letters were leased for their first try: what is queued and was never let go
    does not count, else the many that wait would hold back the urgent one before them."""
    versions.touch(session, SUBJECT)
    under_way = outbox.people_under_way(session)
    return _known(session, under_way - sum(row.people for row in leased))


def _known(session: Session, committed: int) -> Quota:
    row = session.scalar(select(QuotaRow))
    if row is None:
        return Quota(known=False, limit=None, used=0, committed=committed)
    used = row.used + outbox.people_pushed(session, row.read_at)
    return Quota(
        known=True,
        limit=row.limit,
        used=used,
        spent=row.spent_at is not None,
        committed=committed,
    )
