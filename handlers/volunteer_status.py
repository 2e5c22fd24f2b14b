"""A volunteer's duty. Not built yet: what the person can do meanwhile."""

from __future__ import annotations

from domain.conversation import Context, Effect, Event
from domain.words import N_
from handlers.meanwhile import HAZE, NUMBERS, say

TEXT = N_("I do not keep duty lists yet. Please ask the head of your team.")


def handle(event: Event, context: Context) -> list[Effect]:
    return say(TEXT, NUMBERS, HAZE)
