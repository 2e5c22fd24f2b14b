"""A wish for a person. Not built yet: what the person can do meanwhile."""

from __future__ import annotations

from domain.conversation import Context, Effect, Event
from domain.words import N_
from handlers.meanwhile import CALL_DISASTER, NUMBERS, say

TEXT = N_("I cannot put you through to an officer yet. For disasters call 1784, day and night.")


def handle(event: Event, context: Context) -> list[Effect]:
    return say(TEXT, CALL_DISASTER, NUMBERS)
