"""What people on duty do: begin, end, leave a note, take it over, take an alarm. Carried out by bot/changes/duty.py."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from domain.conversation import Change


@dataclass(frozen=True, slots=True)
class BeginDuty(Change):
    """`shift`: one of the roster that begins now (0: a new one until `ends`)."""

    area: str
    post: int
    ends: datetime
    shift: int = 0


@dataclass(frozen=True, slots=True)
class EndDuty(Change):
    shift: int


@dataclass(frozen=True, slots=True)
class LeaveNote(Change):
    """`to`: LINE ids of who comes next, told at once."""

    area: str
    post: int
    words: str
    matters: Mapping[str, object] = field(default_factory=dict)
    to: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TakeOver(Change):
    """The note is taken; whoever left it is off duty there."""

    note: int
    post: int


@dataclass(frozen=True, slots=True)
class TakeAlarm(Change):
    """`calling_since`: of the alarm as it was read; called out anew meanwhile, it is read again."""

    alarm: int
    post: int
    calling_since: datetime
