"""What the cards of burning show: one value for each file of bot/cards/."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from domain.air import AirHere
from domain.bans import Ruling
from domain.penalties import Penalty
from domain.permit_rules import Judgement
from domain.permits import Permit
from domain.places import Area
from domain.words import Phrase


@dataclass(frozen=True, slots=True)
class BurnRules:
    """The ruling for a place and day, the air there now, what burning costs; `land` as far as it was said."""

    ruling: Ruling
    area: Area
    name: str
    is_today: bool
    air: AirHere | None
    costs: tuple[Penalty, ...]
    land: str = ""
    tambons: tuple[Area, ...] = ()  # where, when only in some of the asked area


@dataclass(frozen=True, slots=True)
class Summary:
    """All answers before a request is sent; each can be corrected. `session` goes into the buttons."""

    answers: Mapping[str, Any]
    session: str


@dataclass(frozen=True, slots=True)
class PermitCard:
    """A request as its holder sees it. `note` is said first; `asks`: smoke was seen, is it under control?"""

    permit: Permit
    note: Phrase | None = None
    reason: str = ""
    asks: bool = False
    line: int = 0  # place on the waiting list
    seen_by_official: bool = False
    days: tuple[date, ...] = field(default=())
    waits: str = ""  # the words for its state, if they name another post than usual


@dataclass(frozen=True, slots=True)
class WorkCard:
    """A request as those who decide see it, with what the rules advise."""

    permit: Permit
    judged: Judgement
    now: datetime
    is_reminder: bool = False
