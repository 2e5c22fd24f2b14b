"""Warnings between officials: which one may take another's place, and who is told that one waits or was decided. Pure.

The steps: domain/warnings.py. Told by bot/warning_desk.py, drawn by bot/cards/warning_desk.py.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from domain import quota
from domain.official import APPROVER, Official
from domain.posts import Post
from domain.warnings import (
    CRITICAL,
    SUBMITTED,
    Content,
    Notice,
    NotPossible,
    Standing,
    steps_for,
    take,
)
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
WAITS, CONFIRM, APPROVED, SENT_BACK, REJECTED = (
    "waits", "confirm", "approved", "returned", "rejected",
)  # fmt: skip
DECIDED = {"approve": APPROVED, "send alone": APPROVED, "return": SENT_BACK, "reject": REJECTED}


@dataclass(frozen=True, slots=True)
class Reach:
    """Before it is sent. `messages`: what LINE counts, each member of a group once. `named`, `unnamed`: where villages
    are named, how many of the tambons named one of them, and how many named none. `unplaced`: of `people`, who named
    only the district of a tambon where life is in danger."""

    people: int = 0
    groups: int = 0
    members: int = 0
    heads: int = 0
    named: int = 0
    unnamed: int = 0
    unplaced: int = 0

    @property
    def messages(self) -> int:
        return self.people + self.members + self.heads


@dataclass(frozen=True, slots=True)
class Brief:
    """What a second person must know besides the words. `left`, `after`: messages of the month, None without a limit."""

    reach: Reach = Reach()
    by_area: tuple[tuple[str, int], ...] = ()  # persons who live there
    is_known: bool = True  # whether LINE told what is left
    left: int | None = None
    after: int | None = None
    fits: bool = True
    writer: Post | None = None  # who wrote the words last

    @property
    def spends(self) -> int:
        return self.reach.messages


@dataclass(frozen=True, slots=True)
class DeskNote:
    """What an official reads on the phone: which warning, and that it waits or how it was decided."""

    what: str
    number: str
    content: Content
    reason: str = ""
    version: int = 0  # that was seen: a press carries it
    brief: Brief = Brief()
    may_decide: bool = True


@dataclass(frozen=True, slots=True)
class AsSent:
    """The card itself, in the language it is sent in, whatever that of who looks at it."""

    notice: Notice
    language: str


@dataclass(frozen=True, slots=True)
class AskedWarning:
    """The warning that a button names. `older`: the one in force whose place it would take."""

    notice: Notice
    standing: Standing
    version: int
    brief: Brief = Brief()
    older: Content | None = None

    @property
    def content(self) -> Content:
        return self.standing.issued or self.standing.content

    def note(self, what: str, *, may_decide: bool = True) -> DeskNote:
        number = self.notice.number
        return DeskNote(what, number, self.content, "", self.version, self.brief, may_decide)


def take_step(
    asked: AskedWarning, step: str, by: Official, now: datetime, reason: str = ""
) -> Standing:
    """One press with everything that is asked at it, in the console and from the card; NotPossible says why not."""
    standing = take(step, asked.standing, by, now, reason)
    if step in ASKED_AT and asked.older is not None:
        why = cannot_replace(asked.content, asked.older, None if step == "submit" else by)
        if why:
            raise NotPossible(why)
    return standing


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
