"""Effects on notes to officials; carried out in bot/changes/notes.py."""

from __future__ import annotations

from dataclasses import dataclass

from domain.conversation import Change
from domain.notes import Note


@dataclass(frozen=True, slots=True)
class WriteNote(Change):
    kind: str
    words: str
    area: str
    phone: str = ""


@dataclass(frozen=True, slots=True)
class AnswerNote(Change):
    note: Note
    words: str
    by: str
