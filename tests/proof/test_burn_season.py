"""A dry season of 3,000 burn requests on a real database: filed, decided, cancelled, moved, burnt, with the day's job.

At no moment is a tambon's day over its limit, and nothing stands approved inside a ban without an exception.
"""

from __future__ import annotations

import os
import random
from collections import Counter
from datetime import UTC, date, datetime, timedelta

from bot import permits as office
from bot.cards import Look
from bot.language import language
from domain import lampang, permits
from domain import permit_rules as rules
from domain.bans import Ban
from domain.burn_days import at_hour, day_at
from domain.permit_rules import Limit
from domain.permits import Permit
from jobs import permits_day
from store import bans, officials, people
from store import permits as table
from store.db import Database
from tests.bot.stage import person
from tests.burning import ban, permit

SHORT = bool(os.environ.get("SHORT"))
REQUESTS, FIRST, DAYS = (320, date(2026, 1, 26), 16) if SHORT else (3000, date(2026, 1, 10), 120)
LOOK = Look("https://khem.example", language("th"))
TAMBONS = [area.code for area in lampang.TAMBONS[:12]]
LIMIT = Limit("52", 3, 12.0)
ORDERS = [
    ban("5208", "2026-02-06", "2026-03-31", id=1),
    ban("52", "2026-03-01", "2026-04-10", id=2, excepts=["fuel_plan"]),
    ban("52", "2026-04-11", "2026-04-30", id=3, excepts=["fuel_plan"]),
]


FORWARD = {
    permits.VILLAGE: permits.LOCAL,
    permits.LOCAL: permits.DISTRICT,
    permits.FOREST: permits.DISTRICT,
    permits.DISTRICT: permits.APPROVED,
    permits.APPROVED: permits.BURNING,
    permits.BURNING: permits.OUT,
    permits.SPREAD: permits.OUT,
}


class Season:
    def __init__(self, database: Database) -> None:
        self.database, self.chance, self.counts = database, random.Random(2569), Counter[str]()
        self.filed = 0
        start = at_hour(FIRST, 0)
        with database.write() as session:
            table.set_limit(session, LIMIT, start)
            for order in ORDERS:
                bans.add(session, order, start)
            for number in range(60):
                people.remember(session, person(number), "user", start)
            for number, (kind, role) in enumerate(
                (("village_head", "officer"), ("local_office", "officer"), ("district", "approver"))
            ):
                people.remember(session, person(900 + number), "user", start)
                officials.give(session, person(900 + number), role, "52", start, title=kind)

    def day(self, day: date, requests: int) -> None:
        for hour in (7.0, 8.0, 12.0, 15.5, 17.2, 18.5):
            moment = at_hour(day, hour)
            permits_day.run(self.database, moment, LOOK, print)
            if hour in (8.0, 12.0):
                for _ in range(requests // 2):
                    self.file(day, moment)
            for _ in range(requests // 3):
                self.something(moment)
            self.check(day)

    def known(self, moment: datetime) -> tuple[rules.Book, tuple[Ban, ...]]:
        with self.database.read() as session:
            return office.book_at(session, moment), bans.from_day(session, day_at(moment))

    def file(self, day: date, moment: datetime) -> None:
        chance = self.chance
        one = permit(
            id=0,  # not filed yet: every other request counts
            holder=person(chance.randrange(60)),
            tambon=chance.choice(TAMBONS),
            rai=chance.choice((0.5, 1.0, 2.0, 4.0, 8.0)),
            day=day + timedelta(days=chance.randrange(0, 10)),
            hour=float(chance.choice((9, 11, 13, 15))),
            in_plan=chance.random() < 0.3,
        )
        self.filed += 1
        book, orders = self.known(moment)
        found = rules.judge(one, book, orders, None, moment)
        if found.hard and not (found.is_full and len(found.hard) == 1):
            self.counts["not granted"] += 1
            return
        state = permits.QUEUED if found.hard else permits.next_stage(one, book.posts)[0]
        with self.database.write() as session:
            made = office.Office(session, LOOK, datetime.now(UTC), moment)
            office.file(made, _as(one, state), found, one.holder)
        self.counts[state] += 1

    def something(self, moment: datetime) -> None:
        """Somebody decides, cancels, offers another day, takes one, starts, or says that it is out."""
        book, orders = self.known(moment)
        if not book.permits:
            return
        one, to = self.wish(book, moment)
        values: dict[str, object] = {}
        if to == permits.OFFERED:
            days = rules.other_days(one, book, orders, moment, most=1)
            if one.state == permits.QUEUED or not days:
                return
            until = moment + timedelta(hours=12)
            values = {"day": days[0], "back_to": permits.DISTRICT, "offered_until": until}
        elif not may(one, to, rules.judge(one, book, orders, None, moment), moment):
            return
        with self.database.write() as session:
            made = office.Office(session, LOOK, datetime.now(UTC), moment)
            moved = office.move(made, one, office.Move(to, "something", values=values))
        self.counts[f"→ {to}" if moved else "lost"] += 1

    def wish(self, book: rules.Book, moment: datetime) -> tuple[Permit, str]:
        """Mostly the next step, mostly of a burn of this day."""
        todays = [one for one in book.permits if one.day == day_at(moment)]
        is_today = bool(todays) and self.chance.random() < 0.6
        one = self.chance.choice(todays if is_today else list(book.permits))
        to = FORWARD.get(one.state, one.back_to or one.state)
        if self.chance.random() < 0.25 or to not in permits.MOVES[one.state]:
            to = self.chance.choice(sorted(permits.MOVES[one.state]) or [one.state])
        return one, to

    def check(self, day: date) -> None:
        with self.database.read() as session:
            known = table.current(session, at_hour(day, 0))
            orders = bans.from_day(session, day)
        used: dict[tuple[str, date], list[float]] = {}
        for one in known:
            if one.state in permits.HOLDING:
                used.setdefault((one.tambon, one.day), []).append(one.rai)
            if one.state == permits.APPROVED and one.day >= day:
                assert not [r for r in rules.judge(one, rules.Book(), orders, None, at_hour(day, 0)).hard if r.text == rules.BANNED]  # fmt: skip
        for plots in used.values():
            assert len(plots) <= LIMIT.plots
            assert sum(plots) <= LIMIT.rai + 1e-6


def may(one: Permit, to: str, found: rules.Judgement, moment: datetime) -> bool:
    """As the handlers ask before they move it."""
    if to == permits.BURNING and not permits.is_time_to_start(one, moment):
        return False
    if one.state == permits.OFFERED and to not in (permits.CANCELLED, one.back_to):
        return False
    is_held_to_rules = to in (permits.APPROVED, permits.BURNING) or one.state == permits.OFFERED
    return not (is_held_to_rules and found.hard)


def _as(one: Permit, state: str) -> Permit:
    return permit(**{name: getattr(one, name) for name in ("holder", "tambon", "rai", "day", "hour", "in_plan")}, state=state)  # fmt: skip


def test_a_season_of_3000_requests(sqlite: Database) -> None:
    season = Season(sqlite)
    for n in range(DAYS):
        season.day(FIRST + timedelta(days=n), REQUESTS // DAYS)
    assert season.filed >= REQUESTS - DAYS
    for what in ("not granted", "queued", "village", "→ approved", "→ burning", "→ out", "→ offered"):  # fmt: skip
        assert season.counts[what] > 0, season.counts
