"""Effects on hotspot checks, carried out in bot/changes/hotspots.py in the event's own commit."""

from __future__ import annotations

from dataclasses import dataclass

from domain.conversation import Change


@dataclass(frozen=True, slots=True)
class AnswerCheck(Change):
    """What a holder of `post` found. `year` and `number` name the fire that a real fire becomes in the same commit."""

    check: int
    answer: str
    post: int
    year: int = 0
    number: int = 0
