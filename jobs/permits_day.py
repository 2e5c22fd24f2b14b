"""Every five minutes: burns of the day are looked at again, and what nobody answered comes to an end.

Air, order or switch turned: suspended with an apology and another day. Time over without "it is out": the holder is
reminded, then the village head, then the district. Offers and requests that nobody answered end, their places go on.
Rules: domain/permit_rules.py. Moves and words: bot/permits.py.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta

import structlog

from bot.cards import Look
from bot.permits import Move, Office, again, book_at, move, remind
from domain import lampang, permits, posts
from domain import permit_rules as rules
from domain.air import StationAir, air_at
from domain.bans import Ban
from domain.burn_cards import PermitCard
from domain.burn_days import at_hour, day_at
from domain.conversation import Say, Show
from domain.outlook import Outlook
from domain.permit_air import look_ahead
from domain.permit_rules import Book, Judgement
from domain.permits import Permit
from domain.posts import Post
from domain.quota import DISPATCH
from domain.warnings import Notice
from domain.words import N_, Phrase
from store import bans, forecasts, outbox, readings, versions, warnings
from store.db import Database

log = structlog.get_logger()
MORNING, NOON, EVENING = 6, 12, 20  # when people may be written to about a day
OFFER_LASTS = timedelta(hours=24)
FORECAST = timedelta(days=5)
LAST_CALL = timedelta(hours=1)
AT_ONCE = 20  # in one commit: a season's morning has hundreds, and none waits for the disk alone
# How long somebody may think before they are reminded, once; shorter when the day is near.
PATIENCE, NEAR_PATIENCE = timedelta(hours=24), timedelta(hours=3)
HEAD_AFTER, DISTRICT_AFTER = timedelta(minutes=20), timedelta(minutes=40)
SUSPENDED = N_(
    "Sorry: %(number)s cannot burn on %(was)s after all: %(reason)s. Would %(day)s do? Please do not light it."
)
SUSPENDED_NO_DAY = N_(
    "Sorry: %(number)s cannot burn on %(was)s after all: %(reason)s. I see no other day soon. Please do not light it."
)
STILL_ON = N_(
    "Good morning. %(number)s is on for today, %(at)s. Keep water and people ready; press 'Start' when you stand there."
)
TIME_OVER = N_("%(number)s: the time is over. Is it all out?")
NOBODY_SAID = N_(
    "%(number)s was to be out by %(at)s and nobody has said so. Please look or call: %(phone)s"
)
NOT_USED = N_(
    "%(number)s was not started and is over now. Ask for another day if you still need it."
)
NOT_DECIDED = N_(
    "Sorry: nobody decided on %(number)s in time, so it does not count. Do not light it; please ask for another day."
)
NOT_TAKEN = N_(
    "The day that was offered for %(number)s was not taken, so the place went to the next."
)
# What concerns the day itself; that a limit was lowered since takes no granted place away.
TURNS = (rules.BANNED, rules.SWITCHED_OFF, rules.TOO_DUSTY)


@dataclass(frozen=True, slots=True)
class Day:
    """What one run looks at, read before anything is written."""

    now: datetime
    book: Book
    bans: Sequence[Ban]
    air: Sequence[StationAir]
    outlook: Outlook = field(default_factory=Outlook)
    warnings: Sequence[Notice] = ()

    @property
    def today(self) -> date:
        return day_at(self.now)

    @property
    def is_decent_hour(self) -> bool:
        return at_hour(self.today, MORNING) <= self.now < at_hour(self.today, EVENING)

    @property
    def is_morning(self) -> bool:
        return at_hour(self.today, MORNING) <= self.now < at_hour(self.today, NOON)

    def judged(self, permit: Permit) -> Judgement:
        area = lampang.area(permit.tambon)
        place = permit.point or (area.centre if area else None)
        air = air_at(place, self.air, self.now) if place else None
        hours = self.outlook.hours.get(permit.tambon[:4], ())
        winds = rules.ventilation_of(hours, permit)
        ahead = look_ahead(permit, self.outlook, self.warnings, self.now)
        return rules.judge(permit, self.book, self.bans, air, self.now, winds, ahead)


@dataclass(frozen=True, slots=True)
class Todo:
    """`do` writes it, in a savepoint of its own; False when it came to nothing. `word` is for the counts.

    `keys`: the letters that are all there is to do; when each was queued before, no transaction is opened for them.
    """

    word: str
    do: Callable[[Office], object]
    keys: tuple[str, ...] = ()


def run(
    database: Database, now: datetime, look: Look, alarm: Callable[[str], None]
) -> dict[str, int]:
    """One permit that cannot be worked stops none of the others."""
    with database.read() as session:
        book = book_at(session, now)
        day = Day(
            now,
            book,
            bans.from_day(session, day_at(now)),
            readings.recent(session, now),
            Outlook(forecasts.between(session, now, now + FORECAST)),
            warnings.in_force(session, "", now),
        )
    done: Counter[str] = Counter()
    broken: list[str] = []
    plans = _still_to_do(database, _plans(day, broken))
    for first in range(0, len(plans), AT_ONCE):
        some = plans[first : first + AT_ONCE]
        try:  # what one of them left unfinished breaks the commit of all: then each by itself
            done.update(_work(database, some, day, look, broken))
        except Exception:
            log.exception("permits not worked together", permits=[one.id for one, _ in some])
            done.update(_one_by_one(database, some, day, look, broken))
    broken = list(dict.fromkeys(broken))
    if broken:
        alarm(f"{len(broken)} burn permits could not be worked: {', '.join(broken[:5])}")
        done["broken"] = len(broken)
    return {"permits": len(book.permits), **done}


def _one_by_one(
    database: Database, plans: list[tuple[Permit, Todo]], day: Day, look: Look, broken: list[str]
) -> list[str]:
    done: list[str] = []
    for one in plans:
        try:
            done += _work(database, [one], day, look, broken)
        except Exception:
            log.exception("permit not worked", permit=one[0].id)
            broken.append(one[0].reference)
    return done


def _plans(day: Day, broken: list[str]) -> list[tuple[Permit, Todo]]:
    found: list[tuple[Permit, Todo]] = []
    for permit in day.book.permits:
        try:
            todo = _look_at(permit, day)
        except Exception:
            log.exception("permit not looked at", permit=permit.id)
            broken.append(permit.reference)
            continue
        if todo is not None:
            found.append((permit, todo))
    return found


def _still_to_do(database: Database, plans: list[tuple[Permit, Todo]]) -> list[tuple[Permit, Todo]]:
    """Without those whose letters were all queued before: a season has hundreds that wait for a day or two."""
    keys = [key for _, todo in plans for key in todo.keys]
    with database.read() as session:
        queued = outbox.known(session, keys) if keys else frozenset()
    return [one for one in plans if not one[1].keys or not queued.issuperset(one[1].keys)]


def _work(
    database: Database, plans: list[tuple[Permit, Todo]], day: Day, look: Look, broken: list[str]
) -> list[str]:
    """A few in one commit, each in a savepoint of its own; the words for what was done."""
    done: list[str] = []
    with database.write() as session:
        versions.touch(session, "permits")  # nobody decides on what changes here
        office = Office(session, look, datetime.now(UTC), day.now)
        for permit, todo in plans:
            try:
                with session.begin_nested():
                    done += [todo.word] if todo.do(office) else []
            except Exception:
                log.exception("permit not worked", permit=permit.id)
                broken.append(permit.reference)
    return done


def _look_at(permit: Permit, day: Day) -> Todo | None:
    match permit.state:
        case permits.APPROVED:
            return _approved(permit, day)
        case permits.BURNING:
            return _burning(permit, day)
        case permits.OFFERED:
            return _offered(permit, day)
        case permits.QUEUED | permits.VILLAGE | permits.LOCAL | permits.FOREST | permits.DISTRICT:
            return _waiting(permit, day)
        case _:
            return None


def _approved(permit: Permit, day: Day) -> Todo | None:
    if permit.ends <= day.now:
        return _end(permit, NOT_USED, "over")
    turned = [one for one in day.judged(permit).hard if one.text in TURNS]
    if turned:
        return Todo("suspended", lambda office: _suspend(permit, turned[0], day, office))
    if permit.day == day.today and day.is_morning:
        note = Phrase(STILL_ON, {"number": permit.reference, "at": permit.begins})
        card = Show("burn_permit", PermitCard(permit, note))
        key = f"permit:{permit.id}:morning:{permit.day}"
        return Todo("on", lambda office: office.tell(permit.holder, [card], key), (key,))
    return None


def _suspend(permit: Permit, why: Phrase, day: Day, office: Office) -> bool:
    """With an apology and a new day, which the district looks at once more after the holder's yes.

    Others of this run may have taken that day meanwhile: the book is read anew.
    """
    book = book_at(office.session, day.now)
    days = rules.other_days(permit, book, day.bans, day.now, most=1)
    values = {"number": permit.reference, "was": permit.day, "reason": why}
    if not days:
        note = Phrase(SUSPENDED_NO_DAY, values)
        change = Move(permits.EXPIRED, "suspend", note=note, frees=False)
    else:
        begins = at_hour(days[0], permit.hour)
        offer = {
            "day": days[0],
            "back_to": permits.DISTRICT,
            "offered_until": min(day.now + OFFER_LASTS, begins - LAST_CALL),
        }
        note = Phrase(SUSPENDED, {**values, "day": days[0]})
        change = Move(permits.OFFERED, "suspend", values=offer, note=note, frees=False)
    return move(office, permit, change) is not None


def _burning(permit: Permit, day: Day) -> Todo | None:
    late = day.now - permit.ends
    if late < timedelta(0):
        return None
    kinds = [posts.VILLAGE_HEAD] if late >= HEAD_AFTER else []
    kinds += [posts.DISTRICT] if late >= DISTRICT_AFTER else []
    watch = [post for kind in kinds for post in _posts_of(permit, kind, day)]
    mine = f"permit:{permit.id}:over"
    keys = (mine, *(_overdue(permit, post) for post in watch))
    return Todo("overdue", lambda office: _remind_overdue(permit, mine, watch, office), keys)


def _posts_of(permit: Permit, kind: str, day: Day) -> list[Post]:
    return [
        post
        for post in day.book.posts
        if post.kind == kind and post.covers(permit.tambon) and permits.is_of_village(post, permit)
    ]


def _overdue(permit: Permit, post: Post) -> str:
    return f"permit:{permit.id}:overdue:{post.id}"


def _remind_overdue(permit: Permit, mine: str, watch: Sequence[Post], office: Office) -> bool:
    """The holder first, then who can go and look."""
    note = Phrase(TIME_OVER, {"number": permit.reference})
    card = Show("burn_permit", PermitCard(permit, note))
    told = [office.tell(permit.holder, [card], mine, DISPATCH)]
    values = {"number": permit.reference, "at": permit.ends, "phone": permit.phone or "–"}
    said = [Say(NOBODY_SAID, values)]
    told += [office.tell(post.holder, said, _overdue(permit, post), DISPATCH) for post in watch]
    return any(told)


def _offered(permit: Permit, day: Day) -> Todo | None:
    until = permit.offered_until
    if until is not None and day.now < until:
        return None
    return _end(permit, NOT_TAKEN, "not taken")


def _waiting(permit: Permit, day: Day) -> Todo | None:
    if permit.begins <= day.now:
        return _end(permit, NOT_DECIDED, "not decided")
    is_near = permit.day <= day.today + timedelta(days=1)
    patience = NEAR_PATIENCE if is_near else PATIENCE
    since = permit.changed_at or permit.filed_at or day.now
    if permit.state not in permits.WAITING or since > day.now - patience or not day.is_decent_hour:
        return None
    judged = day.judged(permit)
    keys = tuple(again(permit, post) for post in permits.deciders(permit, day.book.posts))
    return Todo("reminded", lambda office: remind(office, permit, judged), keys) if keys else None


def _end(permit: Permit, text: str, what: str) -> Todo:
    note = Phrase(text, {"number": permit.reference})
    change = Move(permits.EXPIRED, what, note=note)
    return Todo("ended", lambda office: move(office, permit, change))
