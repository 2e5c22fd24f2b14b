"""What carries an effect out has in hand: the session of the event's commit, both clocks, and words for others."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from bot.cards import Look
from domain.conversation import Context, Event


class DecideAgain(Exception):
    """A shared fact changed since it was read, or a one-use thing was used: nothing of this may be written."""


@dataclass(frozen=True, slots=True)
class Doing:
    """`now` is real time (leases, letters); `context.now` is business time (what people read)."""

    session: Session
    event: Event
    context: Context
    now: datetime
    look: Look


Carry = Callable[[Doing, Any], None]
