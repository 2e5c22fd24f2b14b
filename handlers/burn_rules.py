"""Whether one may burn: with no order known, never a yes. Not built yet: what the person can do meanwhile."""

from __future__ import annotations

from domain.conversation import Context, Effect, Event
from domain.words import N_
from handlers.meanwhile import HAZE, NUMBERS, say

TEXT = N_(
    "I have found no order about this yet. Please do not light anything: first ask your "
    "village head and the local office. Burning rubbish is never allowed."
)


def handle(event: Event, context: Context) -> list[Effect]:
    return say(TEXT, NUMBERS, HAZE)
