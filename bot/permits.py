"""Burn requests are filed and moved here, for handlers (bot/changes/permits.py) and jobs (jobs/permits_day.py).

With each move, in the same commit: the log, words for those who decide next and for the holder, and when room of a day
became free, the question to the next on its waiting list.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from bot import telling
from bot.cards import Look
from domain import permits as rules
from domain import quota
from domain.burn_cards import PermitCard, WorkCard
from domain.burn_days import day_at
from domain.conversation import Say, Show
from domain.permit_rules import UNJUDGED, Book, Judgement, against, first_in_line, judge
from domain.permits import Permit
from domain.places import Point
from domain.posts import Post
from domain.words import Phrase
from store import bans, officials, permits

STATUS_LIVES = timedelta(hours=20)
OFFER_LASTS = timedelta(hours=12)
LAST_CALL = timedelta(hours=1)  # before the burn begins


@dataclass(frozen=True, slots=True)
class Office:
    """`now` is real time (letters); `moment` is business time (days, hours, the log)."""

    session: Session
    look: Look
    now: datetime
    moment: datetime
    _posts: list[tuple[Post, ...]] = field(default_factory=list)

    @property
    def posts(self) -> tuple[Post, ...]:
        """Who holds which post, read once for all that is told here."""
        if not self._posts:
            self._posts.append(officials.listed(self.session, self.moment))
        return self._posts[0]

    def tell(
        self, chat: str, spoken: Sequence[Say | Show], key: str, urgency: int = quota.STATUS
    ) -> bool:
        """False when it was told before, or cannot be."""
        return bool(chat) and telling.tell(
            self.session, self.look, chat, spoken,
            key=key, urgency=urgency, now=self.now, lives=STATUS_LIVES,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Move:
    """What happens to a request, who did it, and as what."""

    to: str
    what: str
    who: str = ""
    post: str = ""
    reason: str = ""
    values: Mapping[str, Any] | None = None
    judged: Judgement = UNJUDGED
    note: Phrase | None = None  # for the holder
    frees: bool = True  # False: the day itself turned, so its room is offered to nobody


def file(office: Office, permit: Permit, judged: Judgement, who: str) -> Permit:
    filed = permits.file(office.session, permit, office.moment)
    permits.note(office.session, filed, office.moment, who=who, what="file", before="")
    _tell_deciders(office, filed, judged)
    return filed


def move(office: Office, permit: Permit, change: Move) -> Permit | None:
    """The request after its move; None when it changed meanwhile or cannot go there: nothing was written."""
    if change.to != permit.state and not rules.can_move(permit, change.to):
        return None
    values = dict(change.values or {})
    if change.to in rules.ENDED and permit.state not in rules.ENDED:
        values.setdefault("ended_at", office.moment)
    moved = permits.move(office.session, permit, change.to, values, office.moment)
    if moved is None:
        return None
    permits.note(
        office.session, moved, office.moment,
        who=change.who, what=change.what, before=permit.state, post=change.post, reason=change.reason,
    )  # fmt: skip
    if moved.state != permit.state:
        _tell_deciders(office, moved, change.judged)
        _tell_holder(office, moved, change)
    if change.frees and _frees(permit, moved):
        offer_next(office, permit)
    return moved


def _frees(before: Permit, after: Permit) -> bool:
    return before.state in rules.HOLDING and (
        after.state not in rules.HOLDING or after.day != before.day
    )


def offer_next(office: Office, freed: Permit) -> None:
    """The next on the waiting list of that tambon's day is asked; the place is kept for them meanwhile."""
    while True:
        book = book_at(office.session, office.moment)
        one = first_in_line(book, freed.tambon, freed.day)
        until = min(office.moment + OFFER_LASTS, one.begins - LAST_CALL) if one else None
        if one is None or until is None or until <= office.moment:
            return
        orders = bans.from_day(office.session, day_at(office.moment))
        if against(one, judge(one, book, orders, None, office.moment), orders):
            return  # nobody could burn that day
        back_to, _ = rules.next_stage(one, book.posts)
        values = {"back_to": back_to, "offered_until": until}
        if move(office, one, Move(rules.OFFERED, "free", values=values)) is None:
            return


def book_at(session: Session, moment: datetime) -> Book:
    return Book(
        permits=permits.that_count(session, moment),
        limits=permits.limits(session),
        switches=permits.switches(session, day_at(moment)),
        posts=officials.listed(session, moment),
    )


def _tell_deciders(office: Office, permit: Permit, judged: Judgement) -> None:
    if permit.state not in rules.WAITING:
        return
    for post in rules.deciders(permit, office.posts):
        card = Show("permit_work", WorkCard(permit, judged, office.moment))
        office.tell(post.holder, [card], f"permit:{permit.id}:{permit.version}:post{post.id}")


def _tell_holder(office: Office, permit: Permit, change: Move) -> None:
    """What others decided; what the holder did is answered at once."""
    if change.who == permit.holder and change.what != "free":
        return
    waits = rules.waits_for(permit, office.posts)
    # Why it was approved against the rules' advice stands in the log, not in the villager's card.
    reason = "" if permit.state == rules.APPROVED else change.reason
    card = Show("burn_permit", PermitCard(permit, change.note, reason, waits=waits))
    office.tell(permit.holder, [card], f"permit:{permit.id}:{permit.version}:holder")


def remind(office: Office, permit: Permit, judged: Judgement) -> int:
    """Once more to those who decide, once for each stage; how many were told now."""
    posts = rules.deciders(permit, office.posts)
    card = Show("permit_work", WorkCard(permit, judged, office.moment, is_reminder=True))
    return sum(office.tell(post.holder, [card], again(permit, post)) for post in posts)


def again(permit: Permit, post: Post) -> str:
    """The key of the reminder."""
    return f"permit:{permit.id}:{permit.version}:again{post.id}"


def smoke_seen(office: Office, point: Point, at: datetime, subject: str) -> tuple[Permit, ...]:
    """The permitted burns that may explain smoke there and then; their holders are asked whether it is under control.

    The report stays a report: nothing here closes or delays one. `subject` names what was seen ("fire:12",
    "hotspot:7"): each holder is asked once for each.
    """
    found = tuple(
        one for one in permits.burning_at(office.session, at) if rules.covers(one, point, at)
    )
    for one in found:
        card = Show("burn_permit", PermitCard(one, asks=True))
        office.tell(one.holder, [card], f"permit:{one.id}:asks:{subject}", quota.DISPATCH)
    return found
