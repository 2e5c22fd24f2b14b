"""What a press on a warning's card changes: carried out by bot/changes/warnings.py with the rules of the console."""

from __future__ import annotations

from dataclasses import dataclass

from domain.conversation import Change


@dataclass(frozen=True, slots=True)
class MoveWarning(Change):
    """One step with the warning as it was seen (`version`)."""

    number: str
    version: int
    step: str
    reason: str = ""
