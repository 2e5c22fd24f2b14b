"""Whether a burn can be granted for its day: hard rules that nobody can override, and soft ones a person weighs. Pure.

The engine recommends with its reasons; a person decides. Numbers that an official may set are data (Limit, Switch).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta

from domain import bans as orders
from domain import permit_air
from domain.air import AirHere
from domain.bans import FUEL_PLAN, Ban
from domain.burn_chains import Chains
from domain.burn_days import day_at
from domain.outlook import ModelHour
from domain.permit_air import UNKNOWN, Ahead
from domain.permits import DISPUTED, FOREST_LAND, HOLDING, OFFERED, QUEUED, VILLAGE, Permit
from domain.places import distance_km
from domain.posts import Post
from domain.words import N_, Phrase

# The Thai 24-hour standard, Royal Gazette vol. 140 part 157 (2566): over it nothing more is lit.
PM25_VETO = 37.5
# Smoke stays low at night and under the morning's inversion (Oklahoma's burn-day categories, okstate e1010): none by
# night, and before 11.00 it is weighed. An officer may judge finer than these.
DAY_FROM, DAY_TO, LIFTED = 9.0, 18.0, 11.0
APART_KM = 0.5
FAR_AHEAD = timedelta(days=30)
LONGEST_LOOK = 30  # days, for another one
MOST_RAI = 100.0
MOST_OPEN = 10  # requests of one person for plots of their own
# Ventilation index in m²/s by category, Oklahoma (okstate e1010). No Thai threshold was found.
VENTILATION = ((2000.0, 1), (4000.0, 2), (8000.0, 3), (16000.0, 4))


@dataclass(frozen=True, slots=True)
class Limit:
    """Plots and rai that may burn in a tambon on one day; `area` is where it applies, the nearest counts."""

    area: str
    plots: int
    rai: float
    set_by: str = ""


# Until somebody sets a limit: few and small, so that a tambon's smoke stays one evening's.
USUAL = Limit("52", 5, 20.0)
MOST_LIMIT_PLOTS, MOST_LIMIT_RAI = 1000, 100_000.0  # of what may be set


@dataclass(frozen=True, slots=True)
class Switch:
    """The district's own word for a day: open, or closed with a reason."""

    district: str
    day: date
    is_open: bool
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Ventilation:
    """Mixing height × wind, with where it comes from; category 1 (poor) to 5."""

    index: float
    source: str

    @property
    def category(self) -> int:
        return next((number for top, number in VENTILATION if self.index < top), 5)


def ventilation_of(hours: Sequence[ModelHour], permit: Permit) -> Ventilation | None:
    """The worst hour of the burn, as the model has it; None when it does not say."""
    found = [
        (hour.mixing_m * hour.through_ms, hour.source)
        for hour in hours
        if hour.mixing_m is not None
        and hour.through_ms is not None
        and permit.begins < hour.at <= permit.ends
    ]
    return Ventilation(*min(found)) if found else None


@dataclass(frozen=True, slots=True)
class Book:
    """What is known of all requests that are open or of these days, and what officials set."""

    permits: tuple[Permit, ...] = ()
    limits: tuple[Limit, ...] = ()
    switches: tuple[Switch, ...] = ()
    posts: tuple[Post, ...] = ()
    next_number: int = 1
    models: tuple[ModelHour, ...] = ()  # of the district and day of `named`
    named: Permit | None = None  # the one whose number the text says, or whose button was pressed
    mine: tuple[Permit, ...] = ()  # the speaker's own, the newest first, ended ones too
    chains: Chains = field(default_factory=dict)  # who decides, where that was set

    @property
    def phone(self) -> str:
        """What the speaker said last time is not asked again."""
        return next((one.phone for one in self.mine if one.phone and not one.name), "")

    def of(self, permit_id: int) -> Permit | None:
        if self.named is not None and self.named.id == permit_id:
            return self.named
        return next((one for one in self.permits if one.id == permit_id), None)

    def held_by(self, line_id: str) -> tuple[Permit, ...]:
        return tuple(one for one in self.permits if one.holder == line_id)


@dataclass(frozen=True, slots=True)
class Judgement:
    """`hard`: it cannot be granted. `soft`: against it, to be weighed. `known`: for the one who decides."""

    hard: tuple[Phrase, ...] = ()
    soft: tuple[Phrase, ...] = ()
    known: tuple[Phrase, ...] = ()
    is_full: bool = False

    @property
    def advises(self) -> str:
        return "refuse" if self.hard else "weigh" if self.soft else "grant"


UNJUDGED = Judgement()
BANNED = N_("Burning is banned there on that day")
SWITCHED_OFF = N_("The district takes no burns on that day")
TOO_DUSTY = N_("Dust there is %(value)s over 24 hours; over 37.5 nothing is lit")
FULL = N_("That day is full there: %(plots)s plots, %(rai)s rai")
NIGHT = N_("Only between 9.00 and 18.00: smoke stays low at night")
PAST = N_("That time is past")
NO_AIR = N_("No fresh value of the air there: look at the sky yourself")
DUSTY_NOW = N_("Dust there is %(value)s now, over the standard; that morning it is looked at again")
CLOSE = N_("%(number)s burns %(metres)s m away in the same hours")
EARLY_MORNING = N_("Before 11.00 smoke often stays in the valley")
POOR_VENTILATION = N_("Ventilation category %(category)s of 5 (%(source)s): smoke will stay")
VENTILATION_KNOWN = N_("Ventilation category %(category)s of 5 (%(source)s)")
AIR_FINE = N_("Dust there is %(value)s over 24 hours")
NO_FIREBREAK = N_("No firebreak of 6 m all round yet")
NO_WATER = N_("No water at the plot")
NOBODY_WATCHES = N_("Nobody to watch it is named")
NOT_TOLD = N_("The neighbours do not know yet")
DISPUTED_LAND = N_("Land that the forest office must consider")
IN_PLAN = N_("In the fuel-management plan, which the ban leaves out")
ROOM = N_("%(plots)s plots and %(rai)s rai are taken there that day")


def limit_of(limits: Sequence[Limit], tambon: str) -> Limit:
    """The nearest area's."""
    found = [one for one in limits if tambon.startswith(one.area)]
    return max(found, key=lambda one: len(one.area), default=USUAL)


def taken(book: Book, tambon: str, day: date, but: int = 0) -> tuple[int, float]:
    """Plots and rai of that tambon's day that are taken, without the request `but`."""
    found = [
        one.rai
        for one in book.permits
        if one.tambon == tambon
        and one.day == day
        and one.state in HOLDING
        and (not but or one.id != but)
    ]
    return len(found), sum(found)


def fits(permit: Permit, book: Book) -> bool:
    plots, rai = taken(book, permit.tambon, permit.day, permit.id)
    limit = limit_of(book.limits, permit.tambon)
    return plots + 1 <= limit.plots and rai + permit.rai <= limit.rai + 1e-9


def judge(
    permit: Permit,
    book: Book,
    bans: Sequence[Ban],
    air: AirHere | None,
    now: datetime,
    ventilation: Ventilation | None = None,
    ahead: Ahead = UNKNOWN,
) -> Judgement:
    hard = [*_by_order(permit, bans), *_by_switch(permit, book), *_by_clock(permit, now)]
    soft, known = _by_checks(permit), []
    air_hard, air_soft, air_known = _by_air(permit, air, now)
    hard += air_hard
    soft += [*air_soft, *_by_neighbours(permit, book), *_by_ventilation(permit, ventilation)]
    soft += permit_air.against(air, ahead)
    known += [*air_known, *permit_air.known(ahead)]
    is_full = not fits(permit, book)
    plots, rai = taken(book, permit.tambon, permit.day, permit.id)
    room = {"plots": plots, "rai": f"{rai:g}"}
    if is_full:
        hard.append(Phrase(FULL, room))
    elif plots:
        known.append(Phrase(ROOM, room))
    if _is_excepted(permit, bans):
        known.append(Phrase(IN_PLAN))
    if ventilation is not None and ventilation.category > 1:
        known.append(Phrase(VENTILATION_KNOWN, _of(ventilation)))
    return Judgement(tuple(hard), tuple(soft), tuple(known), is_full)


def _by_order(permit: Permit, bans: Sequence[Ban]) -> list[Phrase]:
    ruling = orders.rule(bans, permit.tambon, permit.day)
    if ruling.kind != "banned" or _is_excepted(permit, bans):
        return []
    return [Phrase(BANNED)]


def _is_excepted(permit: Permit, bans: Sequence[Ban]) -> bool:
    """Only what the local office found to be in the plan, and only if every order leaves it out."""
    ruling = orders.rule(bans, permit.tambon, permit.day)
    return ruling.kind == "banned" and permit.in_plan and FUEL_PLAN in ruling.excepts


def may_be_excepted(permit: Permit, bans: Sequence[Ban]) -> bool:
    """A ban that leaves the plan's plots out: such a plot may ask, the local office looks whether it is one."""
    ruling = orders.rule(bans, permit.tambon, permit.day)
    return ruling.kind == "banned" and FUEL_PLAN in ruling.excepts


def against(permit: Permit, judgement: Judgement, bans: Sequence[Ban]) -> tuple[Phrase, ...]:
    """What forbids even to ask: a plot that may be in the plan may ask, the local office looks whether it is."""
    may_ask = permit.claims_plan and may_be_excepted(permit, bans)
    return tuple(one for one in judgement.hard if not (may_ask and one.text == BANNED))


def _by_switch(permit: Permit, book: Book) -> list[Phrase]:
    for one in book.switches:
        if one.day == permit.day and permit.tambon.startswith(one.district) and not one.is_open:
            return [Phrase(SWITCHED_OFF)]
    return []


def _by_clock(permit: Permit, now: datetime) -> list[Phrase]:
    if permit.ends <= now:
        return [Phrase(PAST)]
    if permit.hour < DAY_FROM or permit.hour + permit.hours > DAY_TO:
        return [Phrase(NIGHT)]
    return []


def _by_air(
    permit: Permit, air: AirHere | None, now: datetime
) -> tuple[list[Phrase], list[Phrase], list[Phrase]]:
    """Today's air forbids today's burn; for another day it is told only."""
    mean = air.mean if air is not None and air.kind == "measured" else None
    is_today = permit.day == day_at(now)
    if mean is None:
        return [], [Phrase(NO_AIR)] if is_today else [], []
    value = {"value": f"{mean.pm25:.1f}"}
    if mean.pm25 > PM25_VETO:
        return (
            ([Phrase(TOO_DUSTY, value)], [], [])
            if is_today
            else ([], [Phrase(DUSTY_NOW, value)], [])
        )
    return [], [], [Phrase(AIR_FINE, value)]


def _by_neighbours(permit: Permit, book: Book) -> list[Phrase]:
    if permit.point is None:
        return []
    return [
        Phrase(CLOSE, {"number": one.reference, "metres": round(away * 1000)})
        for one in book.permits
        if one.id != permit.id
        and one.state in HOLDING
        and one.point is not None
        and one.begins < permit.ends
        and permit.begins < one.ends
        and (away := distance_km(one.point, permit.point)) < APART_KM
    ]


def _by_ventilation(permit: Permit, ventilation: Ventilation | None) -> list[Phrase]:
    if ventilation is not None and ventilation.category == 1:
        return [Phrase(POOR_VENTILATION, _of(ventilation))]
    return [Phrase(EARLY_MORNING)] if permit.hour < LIFTED else []


def _of(ventilation: Ventilation) -> dict[str, object]:
    return {"category": ventilation.category, "source": ventilation.source}


def _by_checks(permit: Permit) -> list[Phrase]:
    """What the village head found; before it came to that nothing but the land is held against it."""
    land = [Phrase(DISPUTED_LAND)] if permit.land in (DISPUTED, FOREST_LAND) else []
    if permit.state in (QUEUED, OFFERED, VILLAGE):
        return land
    found = [
        (not permit.firebreak, NO_FIREBREAK),
        (not permit.water, NO_WATER),
        (permit.watchers < 1, NOBODY_WATCHES),
        (not permit.neighbours, NOT_TOLD),
    ]
    return [*(Phrase(text) for is_so, text in found if is_so), *land]


def other_days(
    permit: Permit, book: Book, bans: Sequence[Ban], now: datetime, most: int = 3
) -> tuple[date, ...]:
    """The next days on which the same burn can be granted; the air of those days is not known yet."""
    found: list[date] = []
    first = max(permit.day, day_at(now))
    for ahead in range(1, LONGEST_LOOK + 1):
        moved = replace(permit, day=first + timedelta(days=ahead))
        if not judge(moved, book, bans, None, now).hard:
            found.append(moved.day)
        if len(found) == most:
            break
    return tuple(found)


def first_in_line(book: Book, tambon: str, day: date) -> Permit | None:
    """Who is asked next on the waiting list of a day: the first who asked and fits in."""
    line = [
        one
        for one in book.permits
        if one.state == QUEUED and one.tambon == tambon and one.day == day
    ]
    line.sort(key=lambda one: (one.filed_at.timestamp() if one.filed_at else 0.0, one.id))
    return next((one for one in line if fits(one, book)), None)


def place_in_line(book: Book, permit: Permit) -> int:
    """1 is next."""
    return 1 + sum(
        1
        for one in book.permits
        if one.state == QUEUED
        and (one.tambon, one.day) == (permit.tambon, permit.day)
        and 0 < one.id < (permit.id or one.id + 1)
    )
