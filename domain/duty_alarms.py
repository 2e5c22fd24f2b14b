"""Alarms that go to a person: who is on duty, then down the call list, until somebody takes them. Pure.

One alarm a cause; for people who are not back one a fire, and one more of them calls it out again. Whoever was told hears who took it and that it is over, with a reply that costs nothing. Causes are
found by jobs/alarm_causes.py, people called by jobs/call_duty.py; tables: store/duty_alarms.py.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from domain import duty, posts
from domain.duty import Listed, Shift
from domain.posts import Post
from domain.words import N_, Moment, Phrase

FIRE, OVERDUE, FEED, QUOTA, SENDING = KINDS = ("fire", "overdue", "feed", "quota", "sending")
LIVES = (FIRE, OVERDUE)  # by day and by night
# Whoever takes a fire's alarm has the fire taken, too, within this; nothing else would call anybody meanwhile.
FIRE_BACK_AFTER = timedelta(minutes=30)
# A silent feed or a low quota is often not solved in a day; and what tells of few messages must not use them up.
SLOW, SLOW_BACK_AFTER, QUOTA_AGAIN_AFTER = (FEED, QUOTA), timedelta(hours=24), timedelta(hours=12)
LABELS = {
    FIRE: N_("Nobody has taken a fire"),
    OVERDUE: N_("Somebody is not back from a fire"),
    FEED: N_("A source of data is silent"),
    QUOTA: N_("Few LINE messages are left"),
    SENDING: N_("Messages do not get through"),
}
SAID = {
    FIRE: N_(
        "%(about)s: nobody has taken this fire since %(since)s. All posts of the area were told."
    ),
    OVERDUE: N_(
        "%(about)s: somebody should be back since %(since)s and nobody has accounted for them."
    ),
    FEED: N_("%(about)s: no data for more than three hours. What I say of it may be old."),
    QUOTA: N_("Less than a fifth of this month's LINE messages is left."),
    SENDING: N_(
        "Messages wait for longer than five minutes. Warnings may come late: use the phone."
    ),
}
MISSING_NAMED = N_(
    "%(about)s: not back and not accounted for: %(names)s. They were expected from %(since)s on."
)
TAKE_ALARM = N_("I take it")
WAKE, SLEEP = 6, 21  # o'clock in Lampang: a silent feed or a low quota wakes nobody
BANGKOK = timedelta(hours=7)

ON_DUTY, DEPUTY, LIST, POST = ("on duty", "deputy", "list", "post")
WHY = {
    ON_DUTY: N_("on duty"),
    DEPUTY: N_("deputy"),
    LIST: N_("call list"),
    POST: N_("post of the area"),
}
BEGUN, TOLD, NOT_REACHED, TAKEN, BACK, ENDED, MISSING, FOUND = (
    "begun", "told", "not reached", "taken", "back", "ended", "missing", "found",
)  # fmt: skip
STEP_LABELS = {
    BEGUN: N_("began"),
    TOLD: N_("told"),
    NOT_REACHED: N_("could not be reached in LINE"),
    TAKEN: N_("took it"),
    BACK: N_("not solved: called out again"),
    ENDED: N_("over"),
    MISSING: N_("one more is not back"),
    FOUND: N_("one is accounted for"),
}


@dataclass(frozen=True, slots=True)
class Pace:
    """`next_after`: to the next on the list. `again_after`: at the earliest to the same person once more.

    `back_after`: what was taken and is still not solved is called out again.
    """

    next_after: timedelta = timedelta(minutes=10)
    again_after: timedelta = timedelta(minutes=60)
    back_after: timedelta = timedelta(minutes=120)


@dataclass(frozen=True, slots=True)
class Cause:
    """What is wrong now; `subject` is the same as long as it is the same thing. `about`: a number or a feed's name.

    `calls_from`: when its own circles have been told, so that people on duty are called then.
    """

    kind: str
    subject: str
    area: str
    about: str
    since: datetime
    calls_from: datetime | None = None
    drill: bool = False
    people: tuple[int, ...] = ()  # missions of who is missing


@dataclass(frozen=True, slots=True)
class Called:
    """Somebody to call: by LINE where there is a holder, else by phone (`call`: the line of the call list)."""

    holder: str
    name: str
    phone: str
    post: int = 0
    why: str = POST
    call: int = 0

    @property
    def key(self) -> str:
        return self.holder or f"call:{self.call}"


Rungs = tuple[tuple[Called, ...], ...]


@dataclass(frozen=True, slots=True)
class Told:
    """Who was called when; `holder` is empty for who is only phoned, or is not known any more."""

    holder: str
    name: str
    at: datetime
    post: int = 0
    call: int = 0
    reached: bool = True

    @property
    def key(self) -> str:
        return self.holder or f"call:{self.call}"


@dataclass(frozen=True, slots=True)
class Alarm:
    """`told`: since it was called out last. `taken_by` None with `taken_at`: their post ended meanwhile.

    `people`: missions of who is missing; `names`: theirs, as long as they are.
    """

    id: int
    kind: str
    subject: str
    area: str
    about: str
    since: datetime
    calling_since: datetime
    drill: bool = False
    told: tuple[Told, ...] = ()
    taken_at: datetime | None = None
    taken_by: Post | None = None
    ended_at: datetime | None = None
    came_back: bool = False
    people: tuple[int, ...] = ()
    names: tuple[str, ...] = ()

    @property
    def is_taken(self) -> bool:
        return self.taken_at is not None

    @property
    def of(self) -> int:
        """The number of the row it is about, where the subject has one ("fire:12")."""
        number = self.subject.partition(":")[2]
        return int(number) if number.isascii() and number.isdigit() else 0


@dataclass(frozen=True, slots=True)
class AlarmCard:
    """An alarm as one person sees it; `next_up`: whom to phone."""

    alarm: Alarm
    next_up: tuple[Called, ...] = ()
    to_phone: bool = False  # who is next has no LINE here: please phone


@dataclass(frozen=True, slots=True)
class Desk:
    """Who can be called for an area: shifts, call lists and posts that hold it."""

    shifts: Sequence[Shift] = ()
    listed: Sequence[Listed] = ()
    posts: Sequence[Post] = ()


def ladder(desk: Desk, area: str, now: datetime) -> Rungs:
    """Rungs to be called one after the other, everybody once.

    For tambon, district, province: who is on duty, the deputy, then the list line by line; in the end the posts of
    the area, nearest circle first. With nobody on duty and no list these are all there is.
    """
    rungs: list[list[Called]] = []
    for code in (area[:length] for length in (6, 4, 2) if len(area) >= length):
        shifts = duty.running(desk.shifts, code, now)
        rungs.append([_post(one.post, ON_DUTY) for one in shifts])
        rungs.append([_post(one.deputy, DEPUTY) for one in shifts if one.deputy])
        lines = sorted((one for one in desk.listed if one.area == code), key=lambda one: one.place)
        rungs += _lines(lines)
    for circle in posts.circles(desk.posts, area):
        rungs.append([_post(one, POST) for one in circle])
    seen: set[str] = set()
    found = []
    for rung in rungs:
        fresh = {one.key: one for one in rung if one.key not in seen and (one.holder or one.phone)}
        seen |= set(fresh)
        if fresh:
            found.append(tuple(fresh.values()))
    return tuple(found)


def _lines(lines: Sequence[Listed]) -> list[list[Called]]:
    """One after the other; those who have only a number stand together, because the bot cannot phone."""
    rungs: list[list[Called]] = []
    for one in map(_line, lines):
        if rungs and not one.holder and not rungs[-1][0].holder:
            rungs[-1].append(one)
        else:
            rungs.append([one])
    return rungs


def of_kind(kind: str, rungs: Rungs) -> Rungs:
    """Fires and people have circles of their own, which have called the posts: people on duty and lists are left."""
    if kind not in LIVES:
        return rungs
    return tuple(rung for rung in rungs if any(one.why != POST for one in rung))


def _post(post: Post, why: str) -> Called:
    return Called(post.holder, duty.who(post), post.phone, post.id, why)


def _line(one: Listed) -> Called:
    if one.post is not None:
        held = one.post
        return Called(held.holder, duty.who(held), held.phone, held.id, LIST, one.id)
    return Called("", one.name, one.phone, 0, LIST, one.id)


def due(alarm: Alarm, rungs: Rungs, now: datetime, pace: Pace) -> tuple[Called, ...]:
    """Whom to call now: the first rung that was not called yet; after all of them, who was called longest ago."""
    is_quiet = alarm.kind not in (*LIVES, SENDING) and not _is_day(now)
    if alarm.is_taken or alarm.ended_at is not None or now < alarm.calling_since or is_quiet:
        return ()
    last = _last(alarm)
    heard = [one.at for one in alarm.told if one.reached]
    if heard and now - max(heard) < pace.next_after:
        return ()
    fresh = (tuple(one for one in rung if one.key not in last) for rung in rungs)
    return next((rung for rung in fresh if rung), ()) or _once_more(alarm, rungs, now, pace)


def _once_more(alarm: Alarm, rungs: Rungs, now: datetime, pace: Pace) -> tuple[Called, ...]:
    """Everybody was called: again from the top, each time later, because nobody reads the tenth one."""
    last = _last(alarm)
    rounds = max((sum(1 for one in alarm.told if one.key == key) for key in last), default=0)
    wait = pace.again_after * min(max(1, rounds), 4)
    wait = max(wait, QUOTA_AGAIN_AFTER) if alarm.kind == QUOTA else wait
    old = (tuple(one for one in rung if now - last[one.key] >= wait) for rung in rungs)
    return next((rung for rung in old if rung), ())


def _last(alarm: Alarm) -> dict[str, datetime]:
    return {one.key: one.at for one in sorted(alarm.told, key=lambda one: one.at)}


def _is_day(now: datetime) -> bool:
    return WAKE <= (now + BANGKOK).hour < SLEEP


def next_up(alarm: Alarm, rungs: Rungs, to: str) -> tuple[Called, ...]:
    """Whom the reader can phone: in order, without those who were told in LINE."""
    told = {one.holder for one in alarm.told if one.holder and one.reached}
    return tuple(
        one for rung in rungs for one in rung if one.phone and one.holder not in {*told, to}
    )


def said(alarm: Alarm) -> Phrase:
    """What is wrong, in a sentence; with everybody who is missing."""
    values = {"about": alarm.about, "since": Moment(alarm.since)}
    if alarm.names:
        return Phrase(MISSING_NAMED, {**values, "names": ", ".join(alarm.names)})
    return Phrase(SAID[alarm.kind], values)


def comes_back(alarm: Alarm, now: datetime, pace: Pace) -> bool:
    """Taken, and its cause is still there after so long; or whoever took it holds no post any more."""
    if alarm.taken_at is None or alarm.ended_at is not None:
        return False
    return alarm.taken_by is None or now - alarm.taken_at >= _back_after(alarm.kind, pace)


def _back_after(kind: str, pace: Pace) -> timedelta:
    if kind == FIRE:
        return min(pace.back_after, FIRE_BACK_AFTER)
    return max(pace.back_after, SLOW_BACK_AFTER) if kind in SLOW else pace.back_after


def may_take(held: Sequence[Post], alarm: Alarm) -> bool:
    """Whoever holds the area, or was called: it also stands in their day."""
    holders = {post.holder for post in held}
    return posts.may(held, alarm.area) or any(one.holder in holders for one in alarm.told)


def waits_for(holder: str, alarm: Alarm) -> bool:
    """Whether this person was called for it and nobody has taken it yet."""
    return not alarm.is_taken and any(one.holder == holder for one in alarm.told)


def sort_key(alarm: Alarm) -> tuple[bool, bool, datetime]:
    """Not taken first, lives first, the oldest first."""
    return alarm.is_taken, alarm.kind not in LIVES, alarm.since
