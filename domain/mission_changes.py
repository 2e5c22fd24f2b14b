"""What handlers may ask for about missions; bot/changes/missions.py carries it out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from domain.conversation import Change
from domain.dispatch import Chosen
from domain.fires import Fire
from domain.missions import Mission


@dataclass(frozen=True, slots=True)
class CallPeople(Change):
    """The commander calls for people; the first ones are asked in the same commit."""

    fire: Fire
    task: str
    chosen: Chosen | None = None  # None: jobs/watch_missions.py asks within a minute


@dataclass(frozen=True, slots=True)
class EndCall(Change):
    """Enough people: nobody else is asked, who only said "ready" may stand down."""

    fire: Fire


@dataclass(frozen=True, slots=True)
class MoveMission(Change):
    """A move of domain/missions.py that was found allowed; the store checks the state once more."""

    mission: Mission
    fire: Fire
    what: str


@dataclass(frozen=True, slots=True)
class ClearMissions(Change):
    """ "You may go": by press of the fire's owner only, which the write checks once more."""

    fire: Fire
    missions: tuple[Mission, ...]


@dataclass(frozen=True, slots=True)
class Home(Change):
    """Back home, as one person says for these; each of the others hears it and can say no."""

    fire: Fire
    missions: tuple[Mission, ...]


@dataclass(frozen=True, slots=True)
class TellPlan(Change):
    """How many, which way, back by when, radio or no signal; None: as it was."""

    mission: Mission
    fire: Fire
    party: int | None = None
    way: str | None = None
    back_by: datetime | None = None
    signal: str | None = None


@dataclass(frozen=True, slots=True)
class TellCommander(Change):
    """Something of the team's that moves nothing: controlled, out, more people, gear."""

    mission: Mission
    fire: Fire
    what: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class RaiseAlarm(Change):
    """Help: commander, officers of the place and buddy at once."""

    mission: Mission
    fire: Fire
    words: str = ""


@dataclass(frozen=True, slots=True)
class NotePlace(Change):
    """The tambon where somebody on a mission is, for those who look for them."""

    mission: Mission
    area: str
