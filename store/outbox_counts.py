"""What was sent by which rule and how urgent, and what failed: counts without people, as long as letters are kept (30 days).

A rule is known by the beginning of a letter's key; what has none of these is an answer to somebody who wrote.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, and_, case, func, or_, select
from sqlalchemy.orm import Session

from store.outbox import DROPPED, FAILED, SENT, Outgoing

ANSWERS = "answer"
# Beginning of the key → rule. Keys: bot/telling.py's callers, jobs/alert_pages.py, bot/warning_post.py.
STARTS = {
    "alert:": "alert",
    "warning:": "warning",
    "correction:": "warning",
    "fire:": "fire",
    "tip:": "fire",
    "mission:": "mission",
    "missions:": "mission",
    "volunteer:": "volunteer",
    "permit:": "permit",
    "hotspots:": "hotspots",
    "buyers:": "buyers",
    "morning:": "morning",
    "loud:": "loudspeaker",
    "sensor-silent:": "sensor",
    "note:": "note",
    "warning-desk:": "desk",
    "alone:": "desk",
    "duty-alarm:": "duty",
    "duty-note:": "duty",
}
RULE = case(
    *((Outgoing.key.startswith(start, autoescape=True), rule) for start, rule in STARTS.items()),
    else_=ANSWERS,
)


@dataclass(frozen=True, slots=True)
class Sent:
    """`people` were pushed to, which costs; `free` letters were replies or rode with one."""

    rule: str
    urgency: int
    people: int
    free: int


@dataclass(frozen=True, slots=True)
class Failure:
    at: datetime | None
    rule: str
    urgency: int
    people: int
    note: str


def _is_free() -> ColumnElement[bool]:
    return or_(Outgoing.method == "reply", Outgoing.note.startswith("rode with"))


def sent(session: Session, since: datetime) -> list[Sent]:
    """The most urgent first."""
    pushed = func.sum(case((_is_free(), 0), else_=Outgoing.people))
    free = func.sum(case((_is_free(), 1), else_=0))
    rows = (
        select(RULE.label("rule"), Outgoing.urgency, pushed, free)
        .where(Outgoing.state == SENT, Outgoing.ended_at >= since)
        .group_by("rule", Outgoing.urgency)
    )
    found = [
        Sent(rule, urgency, int(n or 0), int(f or 0))
        for rule, urgency, n, f in session.execute(rows)
    ]
    return sorted(found, key=lambda one: (one.urgency, one.rule))


def failed(session: Session, since: datetime, most: int = 50) -> Sequence[Failure]:
    """The newest first; whom they were for is not told."""
    rows = (
        select(Outgoing.ended_at, RULE, Outgoing.urgency, Outgoing.people, Outgoing.note)
        .where(Outgoing.state == FAILED, Outgoing.ended_at >= since)
        .order_by(Outgoing.ended_at.desc(), Outgoing.id.desc())
        .limit(most)
    )
    return [Failure(*row) for row in session.execute(rows)]


def dropped(session: Session, since: datetime) -> list[tuple[str, int, int]]:
    """What was let go and why: note, letters, people; the most first."""
    rows = (
        select(Outgoing.note, func.count(), func.sum(Outgoing.people))
        .where(and_(Outgoing.state == DROPPED, Outgoing.ended_at >= since))
        .group_by(Outgoing.note)
        .order_by(func.count().desc(), Outgoing.note)
        .limit(20)
    )
    return [(note, int(n), int(people or 0)) for note, n, people in session.execute(rows)]
