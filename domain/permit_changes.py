"""What the handlers of burn requests want written: one filed, one moved, a district's day switched.

Each goes with RestsOn("permits"): two workers can neither take one number nor the last place of a day.
Carried out by bot/changes/permits.py; words for others go out with it (bot/permits.py).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from domain.conversation import Change
from domain.permit_rules import UNJUDGED, Judgement
from domain.permits import Permit

SUBJECT = "permits"
UNDER_CONTROL = "under control"


@dataclass(frozen=True, slots=True)
class FilePermit(Change):
    """`judged` is shown to those who decide."""

    permit: Permit
    judged: Judgement = UNJUDGED
    note: str = ""


@dataclass(frozen=True, slots=True)
class MovePermit(Change):
    """To the state `to` (the same one: only `values` change). `what` is the word of the log."""

    permit: Permit
    to: str
    what: str
    values: Mapping[str, Any] = field(default_factory=dict)
    reason: str = ""
    post: str = ""
    judged: Judgement = UNJUDGED


@dataclass(frozen=True, slots=True)
class NotePermit(Change):
    """A word in the log, nothing else: the holder says that it is under control."""

    permit: Permit
    what: str


@dataclass(frozen=True, slots=True)
class SwitchDay(Change):
    """The district takes burns on that day, or does not."""

    district: str
    day: date
    is_open: bool
    reason: str = ""
