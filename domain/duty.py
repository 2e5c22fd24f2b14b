"""Who is on duty for an area, who follows, the call list, and the note from one to the next. Pure.

Tables: store/duty.py, store/hand_overs.py. Chat: handlers/duty.py. Page: web/console/duty.py.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from domain.posts import Post
from domain.words import N_

LONGEST = timedelta(hours=36)  # nobody is awake for longer; a week is several shifts
SHORTEST = timedelta(minutes=30)
AHEAD = timedelta(days=62)
HOURS = (8, 12, 24)  # to choose from in the chat
USUAL = timedelta(hours=12)
EARLY = timedelta(hours=2)  # so long before a shift of the roster "I am on duty" means that one
NOTE_LIVES = timedelta(hours=36)  # a note that nobody took by then is history
CHECK_AGAIN = timedelta(days=180)
MOST_WORDS = 1000

BAD_SPAN = N_("A shift is between half an hour and 36 hours long, and begins within two months.")
PAST = N_("That shift would be over already.")
NOT_THERE = N_("That post does not hold this area.")
TWICE = N_("That post is on duty there at that time already.")
SAME_DEPUTY = N_("Nobody is their own deputy.")


@dataclass(frozen=True, slots=True)
class Shift:
    """One post on duty for an area, from when until when; `begun_at`: its holder said so."""

    id: int
    area: str
    post: Post
    starts: datetime
    ends: datetime
    deputy: Post | None = None
    begun_at: datetime | None = None

    def runs(self, now: datetime) -> bool:
        return self.starts <= now < self.ends


@dataclass(frozen=True, slots=True)
class Listed:
    """A line of an area's call list: a post, or (post None) somebody who is only to be phoned."""

    id: int
    area: str
    place: int
    name: str
    phone: str
    checked_on: date
    post: Post | None = None


@dataclass(frozen=True, slots=True)
class HandOver:
    """What one person on duty leaves to the next; `matters`: counts and numbers at that moment, nobody's name."""

    id: int
    area: str
    at: datetime
    by: Post | None
    words: str
    matters: Mapping[str, object] = field(default_factory=dict)
    to: Post | None = None
    taken_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Roster:
    """What a person with posts is told of duty: shifts around their areas, notes that wait for them."""

    shifts: tuple[Shift, ...] = ()
    notes: tuple[HandOver, ...] = ()  # not taken yet
    areas: tuple[str, ...] = ()  # of the reader's posts


@dataclass(frozen=True, slots=True)
class RosterCard:
    """Shifts around somebody's areas, as they stand at `now`."""

    shifts: tuple[Shift, ...]
    areas: tuple[str, ...]
    now: datetime


def areas_told(card: RosterCard) -> list[str]:
    """Their own areas, what holds these, and where else in them somebody is on duty or comes next; widest last."""
    own = set(card.areas)
    above = {code[:n] for code in own for n in (2, 4) if len(code) > n}
    within = {one.area for one in card.shifts}
    return sorted(own | above | within, key=lambda code: (code not in own, -len(code), code))


def running(shifts: Sequence[Shift], area: str, now: datetime) -> list[Shift]:
    """Who is on duty for exactly this area now, the earliest begun first."""
    found = [one for one in shifts if one.area == area and one.runs(now)]
    return sorted(found, key=lambda one: (one.starts, one.id))


def following(shifts: Sequence[Shift], area: str, now: datetime) -> Shift | None:
    """Who comes next for this area."""
    later = [one for one in shifts if one.area == area and one.starts > now]
    return min(later, key=lambda one: (one.starts, one.id), default=None)


def mine(shifts: Sequence[Shift], line_id: str, now: datetime) -> list[Shift]:
    """The speaker's own running shifts."""
    return [one for one in shifts if one.post.holder == line_id and one.runs(now)]


def soon(shifts: Sequence[Shift], line_id: str, area: str, now: datetime) -> Shift | None:
    """The speaker's own shift that begins within EARLY."""
    found = [
        one
        for one in shifts
        if one.post.holder == line_id and one.area == area and now < one.starts <= now + EARLY
    ]
    return min(found, key=lambda one: one.starts, default=None)


def why_not(
    post: Post | None,
    deputy: Post | None,
    area: str,
    span: tuple[datetime, datetime],
    shifts: Sequence[Shift],
    now: datetime,
) -> str:
    """Why this shift cannot stand in the roster; "" when it can. `shifts`: the others."""
    starts, ends = span
    if not SHORTEST <= ends - starts <= LONGEST or starts > now + AHEAD:
        return BAD_SPAN
    if ends <= now:
        return PAST
    if post is None or not post.covers(area) or (deputy is not None and not deputy.covers(area)):
        return NOT_THERE
    if deputy is not None and deputy.holder == post.holder:
        return SAME_DEPUTY
    for one in shifts:
        is_same = one.area == area and one.post.holder == post.holder
        if is_same and one.starts < ends and starts < one.ends:
            return TWICE
    return ""


def may_exchange(one: Shift, other: Shift) -> bool:
    """Two shifts of two people change hands when both posts hold both areas and none would be its own deputy."""
    return (
        one.post.holder != other.post.holder
        and one.post.covers(other.area)
        and other.post.covers(one.area)
        and not (one.deputy and one.deputy.holder == other.post.holder)
        and not (other.deputy and other.deputy.holder == one.post.holder)
    )


def who(post: Post | None) -> str:
    """How a person on duty is called: by name, else by their post."""
    return (post.name or post.title) if post else ""
