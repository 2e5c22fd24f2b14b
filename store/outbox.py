"""The outbox: every message on its way to LINE, one row a call, until it is sent, dropped or given up.

Written in the commit that decided it (bot/perform.py, jobs/), sent by bot/sender.py. `urgency` is the rank of
domain/quota.py: 0 is life safety.
"""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import (
    BindParameter,
    CompoundSelect,
    Index,
    and_,
    bindparam,
    exists,
    func,
    literal_column,
    null,
    or_,
    select,
    union_all,
    update,
)
from sqlalchemy.orm import Mapped, Session, aliased, mapped_column

from store.db import Table, UtcTime, core, insert, run

LEASE = timedelta(seconds=15)
WAITING, RIDING, SENT, DROPPED, FAILED = "waiting", "riding", "sent", "dropped", "failed"


class Outgoing(Table):
    __tablename__ = "outbox"

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(unique=True)
    method: Mapped[str]
    chat: Mapped[str]
    recipients: Mapped[bytes | None]
    people: Mapped[int] = mapped_column(default=1)
    body: Mapped[bytes | None]
    urgency: Mapped[int]
    state: Mapped[str] = mapped_column(default=WAITING)
    reply_token: Mapped[str] = mapped_column(default="")
    token_at: Mapped[datetime | None]
    may_push: Mapped[bool] = mapped_column(default=False)
    retry_key: Mapped[str]
    created_at: Mapped[datetime]
    not_before: Mapped[datetime]
    not_after: Mapped[datetime]
    attempts: Mapped[int] = mapped_column(default=0)
    answered: Mapped[int] = mapped_column(default=0)
    claim: Mapped[str] = mapped_column(default="")
    claimed_until: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    note: Mapped[str] = mapped_column(default="")

    @property
    def unanswered(self) -> bool:
        """An earlier try ended without LINE's answer reaching us (this try is already counted in `attempts`)."""
        return self.attempts - 1 > self.answered


# Written out, not bound: a partial index serves only a query that says the same words.
_WAITS = Outgoing.state == literal_column(f"'{WAITING}'")
Index("outbox_waiting", Outgoing.chat, Outgoing.id, sqlite_where=_WAITS, postgresql_where=_WAITS)
Index(
    "outbox_due",
    Outgoing.urgency,
    Outgoing.id,
    sqlite_where=_WAITS,
    postgresql_where=_WAITS,
)
_RIDES = Outgoing.state == literal_column(f"'{RIDING}'")
Index("outbox_riding", Outgoing.chat, sqlite_where=_RIDES, postgresql_where=_RIDES)
Index("outbox_ended", Outgoing.ended_at)


@dataclass(frozen=True, slots=True)
class Letter:
    """One call to LINE to be made: `messages` is the JSON list of at most five messages."""

    key: str
    method: str  # reply, push, multicast
    chat: str
    messages: bytes
    urgency: int
    not_after: datetime
    reply_token: str = ""
    token_at: datetime | None = None
    may_push: bool = False
    recipients: bytes | None = None
    people: int = 1
    riding: bool = False  # waits for the chat's next free reply


def add(session: Session, letter: Letter, now: datetime, *, claim: str = "") -> Outgoing | None:
    """Queue a letter; None when its key was queued before. With `claim` it is leased at once, first try counted."""
    return next(iter(add_all(session, [(letter, claim)], now)), None)


def add_all(
    session: Session, letters: Sequence[tuple[Letter, str]], now: datetime
) -> list[Outgoing]:
    """Queue letters, each with who leases it at once (or nobody, ""); returns those whose key is new."""
    if not letters:
        return []
    rows = {letter.key: _row(letter, claim, now) for letter, claim in letters}
    statement = insert(session, Outgoing).on_conflict_do_nothing(index_elements=["key"])
    added = run(session, statement.returning(Outgoing.key, Outgoing.id), list(rows.values()))
    ids = {one.key: one.id for one in added}
    return [Outgoing(id=ids[key], **row) for key, row in rows.items() if key in ids]


def known(session: Session, keys: Sequence[str]) -> frozenset[str]:
    """Those of the keys that were queued before: their letters need no transaction to find that out."""
    found: set[str] = set()
    for start in range(0, len(keys), 500):
        some = Outgoing.key.in_(keys[start : start + 500])
        found.update(session.scalars(select(Outgoing.key).where(some)))
    return frozenset(found)


def _row(letter: Letter, claim: str, now: datetime) -> dict[str, Any]:
    return {
        "key": letter.key,
        "method": letter.method,
        "chat": letter.chat,
        "recipients": letter.recipients,
        "people": letter.people,
        "body": letter.messages,
        "urgency": letter.urgency,
        "state": RIDING if letter.riding else WAITING,
        "reply_token": letter.reply_token,
        "token_at": letter.token_at,
        "may_push": letter.may_push,
        "retry_key": str(uuid.uuid4()),
        "created_at": now,
        "not_before": now,
        "not_after": letter.not_after,
        "attempts": 1 if claim else 0,
        "answered": 0,
        "claim": claim,
        "claimed_until": now + LEASE if claim else None,
        "note": "",
    }


_CHATS: BindParameter[str] = bindparam("chats", expanding=True)
_IN_LINE: CompoundSelect[Any] = union_all(
    select(Outgoing.chat, literal_column("0").label("rides")).where(
        _WAITS, Outgoing.chat.in_(_CHATS)
    ),
    select(Outgoing.chat, literal_column("1").label("rides")).where(
        _RIDES, Outgoing.chat.in_(_CHATS)
    ),
)


def in_line(session: Session, chats: Sequence[str]) -> tuple[frozenset[str], frozenset[str]]:
    """The chats for which something older still waits (a new letter must queue behind it), and those with riders."""
    found = run(session, _IN_LINE, {"chats": list(chats)}).all()
    return (
        frozenset(row.chat for row in found if not row.rides),
        frozenset(row.chat for row in found if row.rides),
    )


_IS_DUE = select(
    exists().where(
        _WAITS,
        or_(
            Outgoing.claimed_until.is_(None),
            Outgoing.claimed_until < bindparam("now", type_=UtcTime),
        ),
        Outgoing.not_before <= bindparam("now", type_=UtcTime),
        Outgoing.not_after >= bindparam("now", type_=UtcTime),
    )
)


def is_due(session: Session, now: datetime) -> bool:
    """Whether a lease would find something (or only what must queue behind another of its chat)."""
    return bool(run(session, _IS_DUE, {"now": now}).scalar())


_OLDER = aliased(Outgoing)
_DUE = (
    select(Outgoing.id)
    .where(
        _WAITS,
        or_(
            Outgoing.claimed_until.is_(None),
            Outgoing.claimed_until < bindparam("now", type_=UtcTime),
        ),
        Outgoing.not_before <= bindparam("now", type_=UtcTime),
        Outgoing.not_after >= bindparam("now", type_=UtcTime),
        ~exists().where(
            _OLDER.chat == Outgoing.chat,
            _OLDER.id < Outgoing.id,
            _OLDER.state == literal_column(f"'{WAITING}'"),
        ),
    )
    .order_by(Outgoing.urgency, Outgoing.id)
    .limit(bindparam("most"))
    .with_for_update(skip_locked=True)
)
_IDS: BindParameter[int] = bindparam("ids", expanding=True)
_LEASED = select(Outgoing).where(Outgoing.id.in_(_IDS)).order_by(Outgoing.urgency, Outgoing.id)
_outbox = core(Outgoing)
_LEASE = (
    update(_outbox)
    .where(_outbox.c.id.in_(_IDS))
    .values(
        claim=bindparam("worker"),
        claimed_until=bindparam("until"),
        attempts=_outbox.c.attempts + 1,
    )
)


def lease(session: Session, now: datetime, worker: str, most: int) -> list[Outgoing]:
    """Up to `most` due letters, the most urgent first, the oldest of each chat; the try is counted now."""
    ids = list(run(session, _DUE, {"now": now, "most": most}).scalars())
    if not ids:
        return []
    run(session, _LEASE, {"ids": ids, "worker": worker, "until": now + LEASE})
    return list(session.scalars(_LEASED, {"ids": ids}))


def drop_late(session: Session, now: datetime) -> int:
    """What is too old to be of use is dropped and counted, never sent."""
    late = session.execute(
        update(Outgoing)
        .where(
            or_(_WAITS, _RIDES),
            Outgoing.not_after < now,
            or_(Outgoing.claimed_until.is_(None), Outgoing.claimed_until < now),
        )
        .values(state=DROPPED, note="too late", ended_at=now, claim="", reply_token="")
    )
    return int(late.rowcount)  # type: ignore[attr-defined]


def end(session: Session, row: Outgoing, state: str, now: datetime, note: str = "") -> bool:
    """Sent, dropped or failed, if the lease is still ours."""
    return _note(
        session,
        row,
        {"state": state, "note": note[:500], "ended_at": now, "reply_token": ""},
    )


_SENT = (
    update(_outbox)
    .where(
        _outbox.c.id.in_(bindparam("ids", expanding=True)),
        _outbox.c.claim == bindparam("worker"),
        _outbox.c.state == literal_column(f"'{WAITING}'"),
    )
    .values(
        state=SENT,
        note="",
        ended_at=bindparam("now"),
        reply_token="",
        claim="",
        claimed_until=null(),
    )
)


def end_all(session: Session, rows: Sequence[Outgoing], now: datetime) -> None:
    """All of these were sent; those whose lease is not ours any more are left alone."""
    for worker in {row.claim for row in rows}:
        ids = [row.id for row in rows if row.claim == worker]
        run(session, _SENT, {"ids": ids, "worker": worker, "now": now})


def try_again(
    session: Session, row: Outgoing, not_before: datetime, *, answered: bool, note: str
) -> bool:
    """Free again at `not_before`; `answered`: LINE said something (not accepted), so this try leaves no doubt."""
    values: dict[str, Any] = {"not_before": not_before, "note": note[:500]}
    if answered:
        values["answered"] = Outgoing.answered + 1
    return _note(session, row, values)


def turn_into_push(session: Session, row: Outgoing, now: datetime) -> bool:
    values = {
        "method": "push",
        "reply_token": "",
        "attempts": 0,
        "answered": 0,
        "not_before": now,
        "people": row.people,
    }
    return _note(session, row, values)


def let_ride(session: Session, row: Outgoing, note: str, *, until: datetime) -> bool:
    """Wait for the chat's next free reply."""
    values = {
        "state": RIDING,
        "method": "push",
        "reply_token": "",
        "note": note[:500],
        "attempts": 0,
        "answered": 0,
        "not_after": until,
    }
    return _note(session, row, values)


def _note(session: Session, row: Outgoing, values: dict[str, Any]) -> bool:
    done = session.execute(
        update(Outgoing)
        .where(
            Outgoing.id == row.id,
            Outgoing.claim == row.claim,
            Outgoing.attempts == row.attempts,
            _WAITS,
        )
        .values(claim="", claimed_until=None, **values)
    )
    return bool(done.rowcount)  # type: ignore[attr-defined]


def riders(session: Session, chats: Sequence[str], now: datetime) -> dict[str, list[Outgoing]]:
    """What waits for a free ride to these chats, by chat, most urgent first."""
    rows = select(Outgoing).where(_RIDES, Outgoing.chat.in_(chats), Outgoing.not_after >= now)
    found: dict[str, list[Outgoing]] = {}
    for row in session.scalars(rows.order_by(Outgoing.urgency, Outgoing.id)):
        found.setdefault(row.chat, []).append(row)
    return found


def took_a_ride(session: Session, rider: Outgoing, host_key: str, now: datetime) -> None:
    session.execute(
        update(Outgoing)
        .where(Outgoing.id == rider.id, _RIDES)
        .values(state=SENT, note=f"rode with {host_key}", ended_at=now)
    )


def waiting(session: Session) -> tuple[int, datetime | None]:
    """How many letters wait to be sent now, and since when the oldest does."""
    count, oldest = session.execute(
        select(func.count(), func.min(Outgoing.created_at)).where(_WAITS)
    ).one()
    return count, oldest


def counts(session: Session) -> dict[tuple[str, str, int], int]:
    """Letters by state, method and urgency: what /metrics shows."""
    grouped = select(Outgoing.state, Outgoing.method, Outgoing.urgency, func.count()).group_by(
        Outgoing.state, Outgoing.method, Outgoing.urgency
    )
    return {(state, method, urgency): n for state, method, urgency, n in session.execute(grouped)}


_PUSHED = select(func.sum(Outgoing.people)).where(
    Outgoing.state == SENT,
    Outgoing.method != "reply",
    Outgoing.ended_at > bindparam("since", type_=UtcTime),
    ~Outgoing.note.startswith("rode with"),
)
_QUEUED = select(func.sum(Outgoing.people)).where(_WAITS, Outgoing.method != "reply")
_UNDER_WAY = _QUEUED.where(Outgoing.attempts > 0)


def people_pushed(session: Session, since: datetime) -> int:
    """Messages LINE counts against the quota that were sent after `since`."""
    return int(run(session, _PUSHED, {"since": since}).scalar() or 0)


def people_queued(session: Session) -> int:
    """Messages that will count against the quota when what waits is sent: spoken for already."""
    return int(run(session, _QUEUED).scalar() or 0)


def people_under_way(session: Session) -> int:
    """Of these, in letters that were leased at least once: the planner has let them go."""
    return int(run(session, _UNDER_WAY).scalar() or 0)


def change_recipients(session: Session, row_id: int, recipients: bytes, people: int) -> bool:
    """Somebody was told otherwise; only while nobody has tried to send it: from then on it is frozen."""
    done = session.execute(
        update(Outgoing)
        .where(Outgoing.id == row_id, _WAITS, Outgoing.attempts == 0)
        .values(recipients=recipients, people=people)
    )
    return bool(done.rowcount)  # type: ignore[attr-defined]


def drop_untried(session: Session, row_id: int, now: datetime, note: str) -> bool:
    done = session.execute(
        update(Outgoing)
        .where(Outgoing.id == row_id, _WAITS, Outgoing.attempts == 0)
        .values(state=DROPPED, note=note, ended_at=now)
    )
    return bool(done.rowcount)  # type: ignore[attr-defined]


def listed(session: Session, most: int = 200) -> list[Outgoing]:
    """What waits, rides or failed, oldest first."""
    rows = select(Outgoing).where(
        or_(Outgoing.state.in_((WAITING, RIDING)), and_(Outgoing.state == FAILED))
    )
    return list(session.scalars(rows.order_by(Outgoing.id).limit(most)))


def retry(session: Session, row_id: int, now: datetime, *, until: datetime) -> bool:
    """Send a letter that failed or was dropped once more, as a push with a new retry key."""
    done = session.execute(
        update(Outgoing)
        .where(
            Outgoing.id == row_id,
            Outgoing.state.in_((FAILED, DROPPED, RIDING)),
            Outgoing.body.is_not(None),
        )
        .values(
            state=WAITING,
            method=func.replace(Outgoing.method, "reply", "push"),
            attempts=0,
            answered=0,
            not_before=now,
            not_after=until,
            retry_key=str(uuid.uuid4()),
            ended_at=None,
            note="",
        )
    )
    return bool(done.rowcount)  # type: ignore[attr-defined]


def drop(session: Session, row_id: int, now: datetime) -> bool:
    done = session.execute(
        update(Outgoing)
        .where(Outgoing.id == row_id, Outgoing.state.in_((WAITING, RIDING, FAILED)))
        .values(state=DROPPED, note="dropped by the operator", ended_at=now, reply_token="")
    )
    return bool(done.rowcount)  # type: ignore[attr-defined]
