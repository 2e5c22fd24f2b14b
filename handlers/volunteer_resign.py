"""A volunteer leaves. Not built yet: what the person can do meanwhile."""

from __future__ import annotations

from domain.conversation import Context, Effect, Event
from domain.words import N_
from handlers.meanwhile import HAZE, NUMBERS, say

TEXT = N_(
    "I do not keep the list of volunteers yet. Please tell the head of your team. Thank "
    "you for all you did."
)


def handle(event: Event, context: Context) -> list[Effect]:
    return say(TEXT, HAZE, NUMBERS)
