"""A wish to burn a field. Not built yet: what the person can do meanwhile."""

from __future__ import annotations

from domain.conversation import Context, Effect, Event
from domain.words import N_
from handlers.meanwhile import MAY_I_BURN, NUMBERS, say

TEXT = N_(
    "I cannot take burn requests yet. Please ask your village head and the local office "
    "before you light anything."
)


def handle(event: Event, context: Context) -> list[Effect]:
    return say(TEXT, MAY_I_BURN, NUMBERS)
