"""Orders against burning, and which of them is in force for a place on a day. Pure. What laws cost: domain/penalties.py.

An order is data with dates, scope, document and who entered it (store/bans.py, `flask bans`). Several may overlap:
every one of them binds, so a plot is excepted only if each of them excepts it. No order never means "allowed".
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from domain.words import N_

DAY = timedelta(days=1)
FUEL_PLAN = "fuel_plan"
# What an order may leave out, by the word that `flask bans add --except` takes.
EXCEPTIONS = {FUEL_PLAN: N_("plots in the fuel-management plan (แผนบริหารจัดการเชื้อเพลิง)")}
PROVINCE = "52"
LONGEST = timedelta(days=366)


@dataclass(frozen=True, slots=True)
class Ban:
    """`area`: DOPA code of the province, a district or a tambon; `end` is its last day, `ended_on` the first day it no longer holds."""

    area: str
    start: date
    end: date
    order: str
    number: str = ""
    issuer: str = ""
    link: str = ""
    excepts: tuple[str, ...] = ()
    entered_by: str = ""
    entered_at: datetime | None = None
    ended_on: date | None = None
    id: int = 0

    def holds(self, day: date) -> bool:
        return self.start <= day <= self.end and (self.ended_on is None or day < self.ended_on)

    def covers(self, code: str) -> bool:
        """All of the area `code` lies in this order's."""
        return code.startswith(self.area)


@dataclass(frozen=True, slots=True)
class Ruling:
    """kind: banned; partly (only in some tambons of the asked district or province); unknown (no order: ask first).

    `named` is the order that is told; `until` the last day without a gap; `areas` where, when only partly.
    """

    kind: str
    day: date
    named: Ban | None = None
    others: tuple[Ban, ...] = ()
    until: date | None = None
    excepts: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()


def in_force(bans: Iterable[Ban], code: str, day: date) -> list[Ban]:
    """The orders that bind the area on that day, the one to name first.

    First the one that binds longest (nobody is told too early an end), then the nearest issuer's (tambon before
    district before province), then the newest entered.
    """
    found = [ban for ban in bans if ban.covers(code) and ban.holds(day)]
    return sorted(found, key=lambda ban: (_last(ban), len(ban.area), ban.id), reverse=True)


def _last(ban: Ban) -> date:
    return ban.end if ban.ended_on is None else min(ban.end, ban.ended_on - DAY)


def last_day(bans: Iterable[Ban], code: str, day: date) -> date:
    """The last day of the unbroken run of orders that binds on `day`: extensions count, a gap of a day ends it."""
    mine = sorted(
        (ban for ban in bans if ban.covers(code) and ban.start <= _last(ban)),
        key=lambda ban: ban.start,
    )
    until = day
    for ban in mine:
        if ban.start <= until + DAY and _last(ban) > until:
            until = _last(ban)
    return until


def excepted(bans: Sequence[Ban]) -> tuple[str, ...]:
    """What every one of these orders leaves out; a stricter one beside it takes the exception away."""
    if not bans:
        return ()
    return tuple(word for word in EXCEPTIONS if all(word in ban.excepts for ban in bans))


def rule(bans: Sequence[Ban], code: str, day: date) -> Ruling:
    """What binds the area on the day, for those who decide: orders that have not begun yet included."""
    binding = in_force(bans, code, day)
    if binding:
        return Ruling(
            "banned",
            day,
            binding[0],
            tuple(binding[1:]),
            last_day(bans, code, day),
            excepted(binding),
        )
    inside = [ban for ban in bans if ban.area.startswith(code) and ban.holds(day)]
    if inside:
        areas = tuple(dict.fromkeys(sorted(ban.area for ban in inside)))
        first = max(inside, key=lambda ban: (_last(ban), -len(ban.area), ban.id))
        return Ruling(
            "partly", day, first, areas=areas, until=_last(first), excepts=excepted(inside)
        )
    return Ruling("unknown", day)


def told(bans: Sequence[Ban], today: date) -> list[Ban]:
    """What the public may be told today: an order that has not begun is not announced, for people burn ahead of it.

    One that carries on without a gap from an order in force is no news to burn ahead of: it is an extension.
    """
    begun = [ban for ban in bans if ban.start <= today]
    later = sorted((ban for ban in bans if ban.start > today), key=lambda ban: ban.start)
    for ban in later:
        is_bound = any(one.covers(ban.area) and one.holds(today) for one in begun)
        if is_bound and ban.start <= last_day(begun, ban.area, today) + DAY:
            begun.append(ban)
    return begun


def coming(bans: Iterable[Ban], today: date, days_before: Sequence[int]) -> list[Ban]:
    """The orders that begin in so many days, where nothing binds yet: time to tell who buys, not what is coming."""
    known = list(bans)
    return [
        ban
        for ban in known
        if (ban.start - today).days in days_before and not in_force(known, ban.area, today)
    ]


def wrong_with(ban: Ban) -> str:
    """Why this cannot be an order, in a sentence for the operator; empty when it can."""
    if not ban.order.strip():
        return "an order needs its text: what it is called"
    if ban.end < ban.start:
        return f"it ends ({ban.end}) before it begins ({ban.start})"
    if ban.end - ban.start > LONGEST:
        return f"from {ban.start} to {ban.end} is more than a year: is the year right?"
    if ban.link and not ban.link.startswith(("https://", "http://")):
        return f"not a web address: {ban.link!r}"
    unknown = [word for word in ban.excepts if word not in EXCEPTIONS]
    if unknown:
        return f"no such exception: {unknown[0]!r}; known: {', '.join(EXCEPTIONS)}"
    return ""
