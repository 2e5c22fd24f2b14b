"""What handlers may ask for about volunteers; bot/changes/volunteers.py carries it out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from domain.conversation import Change
from domain.volunteers import Volunteer


@dataclass(frozen=True, slots=True)
class Apply(Change):
    """An application as it was confirmed; `told` are the answers of the form."""

    told: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class MoveVolunteer(Change):
    """A move of MOVES that was found allowed; the store checks the state once more."""

    volunteer: Volunteer
    what: str


@dataclass(frozen=True, slots=True)
class SetDuty(Change):
    """On duty until then; None: off duty."""

    until: datetime | None


@dataclass(frozen=True, slots=True)
class NoteNear(Change):
    """The tambon where the volunteer is just now; kept while on duty."""

    area: str
