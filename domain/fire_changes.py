"""Effects on fires: what the handlers fire_report, fire_status and fire_work may ask for.

Carried out in bot/changes/fires.py, in the event's own commit.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from domain.conversation import Change
from domain.fires import Report


@dataclass(frozen=True, slots=True)
class SaveReport(Change):
    """A new report; filed under `fire`, or as a new fire with this number."""

    report: Report
    year: int
    number: int
    fire: int = 0
    joins: tuple[int, ...] = ()
    maybe: tuple[int, ...] = ()
    photo: str = ""  # message id
    photo_kind: str = "photo"


@dataclass(frozen=True, slots=True)
class OfferGroup(Change):
    """The group was asked whether to report a fire in this district."""

    area: str


@dataclass(frozen=True, slots=True)
class GrowReport(Change):
    """More became known of a report: `report` is the whole as it is known now."""

    id: int
    report: Report
    fire: int = 0
    joins: tuple[int, ...] = ()
    maybe: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class JoinFires(Change):
    """Two are one: `gone` becomes part of `kept`."""

    kept: int
    gone: int
    note: str = ""


@dataclass(frozen=True, slots=True)
class PartFires(Change):
    """A reporter or officer says: not the same."""

    one: int
    other: int


@dataclass(frozen=True, slots=True)
class MoveFire(Change):
    """A move of MOVES that was found allowed; the store checks the state once more."""

    fire: int
    what: str
    by_name: str = ""
    by_phone: str = ""
    note: str = ""
    details: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class NoteOnFire(Change):
    """A line in the timeline that moves nothing: "still burning", a correction, a number to call back."""

    fire: int
    what: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class SaveTip(Change):
    """Who is said to have lit a fire: for police and district only."""

    words: str
    area: str = ""
    fire: int = 0


@dataclass(frozen=True, slots=True)
class AnswerCrowd(Change):
    """What a neighbour sees from home: yes or no."""

    fire: int
    answer: str


@dataclass(frozen=True, slots=True)
class BlockReporter(Change):
    """Officers may stop pranks; who is blocked is told whom to call."""

    fire: int
    reason: str
