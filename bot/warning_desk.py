"""Officials hear on their phone that a warning waits for them, and its writer how it was decided.

In the commit of the step, once for each version. Rules: domain/warning_desk.py. Steps: web/console/warnings.py.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from bot import telling
from bot.cards import Look
from domain import quota
from domain import warning_desk as rules
from domain.conversation import Show
from domain.warning_desk import DeskNote
from domain.warnings import Standing
from store import officials
from store import quota as month

LIVES = timedelta(hours=12)


@dataclass(frozen=True, slots=True)
class Desk:
    """`now` is real time (letters); `moment` is business time (posts)."""

    session: Session
    look: Look
    now: datetime
    moment: datetime


@dataclass(frozen=True, slots=True)
class Step:
    """What somebody did with a warning; `version` is that of the warning after it."""

    name: str
    number: str
    version: int
    by: str
    reason: str = ""


def tell(desk: Desk, step: Step, standing: Standing) -> int:
    """How many are told of the step."""
    note = rules.note_of(step.name, step.number, standing, step.reason)
    if note is None:
        return 0
    posts = officials.listed(desk.session, desk.moment)
    if note.what == rules.WAITS:
        people = rules.who_may_approve(standing, posts)
    else:
        author = standing.written_by or standing.submitted_by
        people = [author] if author in {post.holder for post in posts} else []
    urgency = rules.urgency_of(standing)
    key = f"warning-desk:{step.number}:{step.version}"
    return sum(_tell(desk, note, one, f"{key}:{one}", urgency) for one in people if one != step.by)


def _tell(desk: Desk, note: DeskNote, chat: str, key: str, urgency: int) -> bool:
    """Where the month's messages do not suffice, it goes with their next free reply."""
    may = quota.may_push(urgency, 1, month.now_known(desk.session))
    return telling.tell(
        desk.session, desk.look, chat, [Show("warning_desk", note)],
        key=key, urgency=urgency, now=desk.now, lives=LIVES, riding=not may,
    )  # fmt: skip
