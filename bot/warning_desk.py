"""One press on a warning, from the console or from a card: its rules, the book, and who hears of it, in one commit.

Rules: domain/warnings.py and domain/warning_desk.py. Presses: web/console/warnings.py, handlers/warning_work.py.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from bot import telling
from bot.cards import Look
from domain import lampang, quota, warnings
from domain import warning_desk as rules
from domain.conversation import Button, Say, Show
from domain.official import APPROVER, Official
from domain.posts import LABELS, Post
from domain.warning_desk import AskedWarning, Brief, DeskNote
from domain.warnings import Content, NotPossible, Standing
from domain.words import N_
from store import audit, officials
from store import quota as month
from store import warning_reach as reach
from store import warnings as store
from store.warnings import WarningRow

LIVES = timedelta(hours=12)
MOVED_ON = N_("Somebody else changed this warning a moment ago. Please look again.")
ALARM = N_(
    "%(who)s sent warning %(number)s alone, without a second person: %(headline)s. Why: “%(reason)s”. "
    "Please review it in the console."
)


OPEN, SEE = N_("Open the warning"), N_("See it as it is sent")


class MovedOn(NotPossible):
    """It is not what the presser saw any more."""


@dataclass(frozen=True, slots=True)
class Desk:
    """`now` is real time (letters); `moment` is business time (posts)."""

    session: Session
    look: Look
    now: datetime
    moment: datetime


@dataclass(frozen=True, slots=True)
class Step:
    """What somebody does with a warning; `version` is that of the warning they saw; `brief`: counted() of it."""

    name: str
    number: str
    version: int
    reason: str = ""
    brief: Brief | None = None


def take(desk: Desk, by: Official, step: Step) -> int:
    """How many letters were queued for others. NotPossible says why not, MovedOn that it was an old page or card."""
    row = store.find(desk.session, step.number)
    if row is None or row.version != step.version:
        raise MovedOn(MOVED_ON)
    asked = _asked(desk.session, row, Brief())  # no rule asks how many they are
    standing = rules.take_step(asked, step.name, by, desk.moment, step.reason)
    return keep(desk, by, row, standing, step, before=row.state, after=standing.state)


def keep(
    desk: Desk, by: Official, row: WarningRow, standing: Standing, step: Step, **told: Any
) -> int:
    """Write where it stands, with the book; who must hear of it does."""
    said, post = row.said, post_of(by, row.said)
    if not store.keep(desk.session, row, standing, step.name, post.id, desk.now, step.reason):
        raise MovedOn(MOVED_ON)
    note(desk, post, row, f"warning: {step.name}", **told)
    heard = _tell_of(desk, by, row, standing, step)
    if step.name == "send alone":
        heard += _alarm_approvers(desk, by, post, said, step)
    return heard


def note(desk: Desk, post: Post, row: WarningRow, what: str, **told: Any) -> None:
    """Into the book."""
    values = {key: asdict(v) if isinstance(v, Content) else v for key, v in told.items()}
    area = (row.areas.split() or [post.area])[0]
    audit.note(desk.session, post, what, row.number, area, desk.now, **values)


def post_of(by: Official, content: Content) -> Post:
    """By which post they do it: the one that covers the first area, else their highest."""
    first = content.areas[0]
    return by.post_for(first, APPROVER) or by.post_for(first) or by.posts[0]


def asked_of(session: Session, number: str, moment: datetime) -> AskedWarning | None:
    """The warning with all that a decision about it rests on."""
    row = store.find(session, number)
    if row is None:
        return None
    brief = brief_of(session, row.said, moment, store.writer(session, row.id))
    return _asked(session, row, brief)


def counted(session: Session, step: Step, moment: datetime) -> Brief | None:
    """The numbers on the card of who may approve; None where none goes out. Asked before the write begins: to count a
    hundred thousand people takes a second, in which nobody else could write, and nothing is decided by them."""
    row = store.find(session, step.number) if step.name == "submit" else None
    if row is None or row.version != step.version:
        return None
    return brief_of(session, row.said, moment, store.writer(session, row.id))


def _asked(session: Session, row: WarningRow, brief: Brief) -> AskedWarning:
    older = store.get(session, row.replaces)
    is_open = older is not None and older.state in store.OPEN_STATES
    return AskedWarning(
        store.notice(session, row),
        row.standing,
        row.version,
        brief,
        older.said if older and is_open else None,
    )


def brief_of(
    session: Session, content: Content, moment: datetime, writer: Post | None = None
) -> Brief:
    """Whom it reaches, and what it costs of the month's messages; a practice reaches nobody and costs nothing."""
    counted = reach.count(session, content, moment)
    costs = 0 if content.mode == warnings.TRAINING else counted.messages
    known = month.now_known(session)
    is_level = content.level in warnings.LEVELS
    urgency = warnings.urgency_of(content) if is_level else quota.DIGEST
    return Brief(
        counted,
        reach.by_area(session, content.areas),
        known.known,
        known.left,
        None if known.left is None else known.left - costs,
        quota.may_push(urgency, costs, known),
        writer,
    )


def _tell_of(desk: Desk, by: Official, row: WarningRow, standing: Standing, step: Step) -> int:
    """Officials hear that it waits for them, and its writer how it was decided: once for each version."""
    note = rules.note_of(step.name, step.number, standing, step.reason)
    if note is None:
        return 0
    posts = officials.listed(desk.session, desk.moment)
    if note.what == rules.WAITS:
        people = rules.who_may_approve(standing, posts)
        writer = store.writer(desk.session, row.id)
        brief = step.brief or brief_of(desk.session, note.content, desk.moment, writer)
        note = DeskNote(note.what, note.number, note.content, "", step.version + 1, brief)
    else:
        author = standing.written_by or standing.submitted_by
        people = [author] if author in {post.holder for post in posts} else []
    key = f"warning-desk:{step.number}:{step.version + 1}"
    others = [one for one in people if one != by.line_id]
    return sum(_tell(desk, note, one, f"{key}:{one}", rules.urgency_of(standing)) for one in others)


def _tell(desk: Desk, note: DeskNote, chat: str, key: str, urgency: int) -> bool:
    """Where the month's messages do not suffice, it goes with their next free reply."""
    may = quota.may_push(urgency, 1, month.now_known(desk.session))
    return telling.tell(
        desk.session, desk.look, chat, [Show("warning_desk", note)],
        key=key, urgency=urgency, now=desk.now, lives=LIVES, riding=not may,
    )  # fmt: skip


def _alarm_approvers(desk: Desk, by: Official, post: Post, content: Content, step: Step) -> int:
    """Everybody who could have been the second person hears of it, on their phone."""
    values = {
        "who": post.name or post.title or _office(desk.look, post),
        "number": step.number,
        "headline": content.headline_th,
        "reason": step.reason,
    }
    enter = Button(OPEN, "link", f"/console/warnings/{step.number}")
    see = Button(SEE, "do", f"do=warning_work&act=see&w={step.number}")
    alarm: Sequence[Say | Show] = [Say(ALARM, values, (see, enter))]
    posts = officials.listed(desk.session, desk.moment)
    others = {p.holder for p in posts if Official(p.holder, (p,)).has(APPROVER)} - {by.line_id}
    return sum(
        telling.tell(
            desk.session, desk.look, holder, alarm,
            key=f"alone:{step.number}:{holder}", urgency=quota.LIFE_SAFETY, now=desk.now, lives=LIVES,
        )
        for holder in sorted(others)
    )  # fmt: skip


def _office(look: Look, post: Post) -> str:
    area = lampang.area(post.area)
    return f"{look.say(LABELS[post.kind])} {look.language.value(area) if area else ''}".strip()
