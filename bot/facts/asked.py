"""What a reader of facts is asked: bot/facts/ has one file for each subject, each with its READS."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy.orm import Session

from domain.conversation import Context, Event, Facts
from store import versions
from store.db import Database


@dataclass(frozen=True, slots=True)
class Asked:
    """`facts` is what was gathered so far; a reader gives it back with its own fields filled."""

    session: Session
    database: Database
    event: Event
    context: Context
    facts: Facts
    air_version: int

    def seen(self, subject: str) -> dict[str, int]:
        """The versions seen so far and that of `subject`; ask before the facts themselves are read."""
        return {**self.facts.seen, subject: versions.seen(self.session, subject)}


Read = Callable[[Asked], Facts]
