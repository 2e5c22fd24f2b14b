"""A burn request taken back. Not built yet: what the person can do meanwhile."""

from __future__ import annotations

from domain.conversation import Context, Effect, Event
from domain.words import N_
from handlers.meanwhile import HAZE, NUMBERS, say

TEXT = N_(
    "I cannot cancel burn requests yet. Please tell your village head or the local "
    "office. Thank you for not burning."
)


def handle(event: Event, context: Context) -> list[Effect]:
    return say(TEXT, HAZE, NUMBERS)
