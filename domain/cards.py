"""What the cards show: one value for each file of bot/cards/."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from domain.air import AirHere, Modelled, StationAir
from domain.contacts import Contact
from domain.fires import Fire
from domain.health import HealthPlace
from domain.history import OneDay, Past, Told
from domain.missions import Mission
from domain.outlook import Bias, Expected
from domain.places import Area
from domain.volunteers import Volunteer


@dataclass(frozen=True, slots=True)
class AirCard:
    """The air of a place; `name` is what the person called it when that is not the area itself."""

    area: Area | None
    name: str
    air: AirHere


@dataclass(frozen=True, slots=True)
class ProvinceAir:
    stations: tuple[StationAir, ...]
    now: datetime


@dataclass(frozen=True, slots=True)
class Choice:
    """Areas to tap: each press does `do` with its code."""

    question: str
    areas: tuple[Area, ...]
    do: str


@dataclass(frozen=True, slots=True)
class Numbers:
    """Emergency numbers, the right one first. `lead` says what to do before anything else."""

    contacts: tuple[Contact, ...]
    lead: str = ""


@dataclass(frozen=True, slots=True)
class Menu:
    """What the bot can do for this role; `hello` is the first line."""

    hello: str
    role: str = "resident"


@dataclass(frozen=True, slots=True)
class FireSaved:
    """The first answer to a report: what to do and whom to call, then what is known. `others`: reports before it."""

    reference: str
    act: str
    contacts: tuple[Contact, ...]
    kind: str
    area: str
    name: str = ""
    state: str = "reported"
    owner: str = ""
    others: int = 0


@dataclass(frozen=True, slots=True)
class FireCard:
    """A fire for those who are responsible, or (without `for_officials`) for who asks what became of it."""

    fire: Fire
    for_officials: bool = False
    lead: str = ""
    lines: tuple[tuple[str, Mapping[str, Any]], ...] = ()
    photo: str = ""


@dataclass(frozen=True, slots=True)
class ForecastCard:
    """What the models say of a district's next hours; `subject` (domain/health.py) chooses the advice."""

    area: Area
    name: str
    expected: tuple[Expected, ...]
    bias: Bias | None
    satellite: tuple[Modelled, ...] = ()
    subject: str = ""
    today: date | None = None
    next_day: date | None = None


@dataclass(frozen=True, slots=True)
class HistoryCard:
    """The air behind us at a station: the 24 hours of `day`, or the days of `told`. `clipped`: more was asked for."""

    area: Area | None
    name: str
    past: Past
    day: OneDay | None = None
    told: Told | None = None
    is_running: bool = False  # the 24 hours end now, not with a day
    clipped: bool = False


@dataclass(frozen=True, slots=True)
class HealthCard:
    """What to do, by the level that chooses it (0: not known); `model` where nobody measures."""

    area: Area | None
    name: str
    air: AirHere
    level: int
    subject: str
    model: Modelled | None = None
    places: tuple[HealthPlace, ...] = ()
    is_where: bool = False  # a place to go to was asked for: that none is known is an answer


@dataclass(frozen=True, slots=True)
class MissionCard:
    """A fire for a volunteer: the estimated place, never a reporter's pin. `team`: first names of who else goes."""

    fire: Fire
    mission: Mission
    team: tuple[str, ...] = ()
    lead: str = ""


@dataclass(frozen=True, slots=True)
class TeamCard:
    """Who was asked and where they are, with numbers to phone: for the commander and officials of the place only."""

    fire: Fire
    team: tuple[Mission, ...]
    now: datetime


@dataclass(frozen=True, slots=True)
class VolunteerCard:
    """An application, for those who may approve it."""

    volunteer: Volunteer
    now: datetime
