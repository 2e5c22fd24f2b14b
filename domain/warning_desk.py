"""Warnings between officials: which one may take another's place, and who is told that one waits or was decided. Pure.

The steps: domain/warnings.py. Told by bot/warning_desk.py, drawn by bot/cards/warning_desk.py.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from domain import quota
from domain.official import APPROVER, Official
from domain.posts import Post
from domain.warnings import CRITICAL, SUBMITTED, Content, Standing, steps_for
from domain.words import N_

OTHER_MODE = N_(
    "It cannot take the place of the older warning: a drill or a practice never ends what is real, nor the other way round."
)
LEAVES_SOME_OUT = N_(
    "It cannot take the place of the older warning: that one holds in places this one leaves out. "
    "Name them all, or write this one without replacing it."
)
NOT_THEIRS = N_(
    "It cannot take the place of the older warning: that needs an approver of its whole area."
)
ASKED_AT = ("submit", "approve", "send alone")
WAITS, APPROVED, SENT_BACK, REJECTED = "waits", "approved", "returned", "rejected"
DECIDED = {"approve": APPROVED, "send alone": APPROVED, "return": SENT_BACK, "reject": REJECTED}


@dataclass(frozen=True, slots=True)
class DeskNote:
    """What an official reads on the phone: which warning, and that it waits or how it was decided."""

    what: str
    number: str
    content: Content
    reason: str = ""


def takes_the_place(newer: Content, older: Content) -> bool:
    """Whether the older one may be over when the newer goes out: meant alike, and nobody is left without."""
    return newer.mode == older.mode and _holds_all(newer, older)


def cannot_replace(newer: Content, older: Content, by: Official | None = None) -> str:
    """Why it may not take the older one's place, a source text; `by`: who approves it."""
    if newer.mode != older.mode:
        return OTHER_MODE
    if not _holds_all(newer, older):
        return LEAVES_SOME_OUT
    if by is not None and not by.may_all(older.areas, APPROVER):
        return NOT_THEIRS
    return ""


def _holds_all(newer: Content, older: Content) -> bool:
    return all(any(code.startswith(one) for one in newer.areas) for code in older.areas)


def who_may_approve(standing: Standing, posts: Iterable[Post]) -> list[str]:
    """LINE ids of those who could be the second person, each with all the posts they hold."""
    held: dict[str, list[Post]] = {}
    for post in posts:
        held.setdefault(post.holder, []).append(post)
    people = [Official(holder, tuple(theirs)) for holder, theirs in held.items() if holder]
    return sorted(one.line_id for one in people if "approve" in steps_for(standing, one))


def urgency_of(standing: Standing) -> int:
    """A real danger to life that waits cannot wait for the next free reply."""
    content = standing.content
    is_urgent = standing.state == SUBMITTED and content.level == CRITICAL
    return quota.DISPATCH if is_urgent and not content.is_exercise else quota.STATUS


def note_of(step: str, number: str, standing: Standing, reason: str) -> DeskNote | None:
    """What is told of a step; None where nobody needs to hear of it."""
    what = WAITS if step == "submit" else DECIDED.get(step, "")
    if not what:
        return None
    told = reason if what in (SENT_BACK, REJECTED) else ""
    return DeskNote(what, number, standing.issued or standing.content, told)
