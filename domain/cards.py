"""What the cards show: one value for each file of bot/cards/."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from domain.air import AirHere, StationAir
from domain.contacts import Contact
from domain.places import Area


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
