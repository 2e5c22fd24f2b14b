"""Masks, blowers, water. Not built yet: what the person can do meanwhile."""

from __future__ import annotations

from domain.conversation import Context, Effect, Event
from domain.words import N_
from handlers.meanwhile import HAZE, NUMBERS, say

TEXT = N_(
    "I cannot lend gear yet. For masks ask the health station of your tambon, for fire-fighting "
    "gear the local office."
)


def handle(event: Event, context: Context) -> list[Effect]:
    return say(TEXT, NUMBERS, HAZE)
