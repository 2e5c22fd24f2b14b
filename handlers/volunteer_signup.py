"""Somebody wants to help. Not built yet: what the person can do meanwhile."""

from __future__ import annotations

from domain.conversation import Context, Effect, Event
from domain.words import N_
from handlers.meanwhile import CALL_FOREST, HAZE, say

TEXT = N_(
    "How kind of you! I cannot sign up volunteers yet. Please tell your village head or "
    "the local office that you would like to help. Do not go to a fire alone."
)


def handle(event: Event, context: Context) -> list[Effect]:
    return say(TEXT, CALL_FOREST, HAZE)
