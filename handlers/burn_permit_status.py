"""What became of a burn request. Not built yet: what the person can do meanwhile."""

from __future__ import annotations

from domain.conversation import Context, Effect, Event
from domain.words import N_
from handlers.meanwhile import MAY_I_BURN, NUMBERS, say

TEXT = N_(
    "I cannot see burn requests yet. Your village head or the local office can tell you. "
    "Please do not light it before they said yes."
)


def handle(event: Event, context: Context) -> list[Effect]:
    return say(TEXT, MAY_I_BURN, NUMBERS)
