"""No more warnings. Not built yet: what the person can do meanwhile."""

from __future__ import annotations

from domain.conversation import Context, Effect, Event
from domain.words import N_
from handlers.meanwhile import HAZE, NUMBERS, say

TEXT = N_(
    "I do not send warnings by myself yet, so nothing will come. You only hear from me "
    "when you write."
)


def handle(event: Event, context: Context) -> list[Effect]:
    return say(TEXT, HAZE, NUMBERS)
