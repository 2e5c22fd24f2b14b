"""Warnings about the air, by themselves. Not built yet: what the person can do meanwhile."""

from __future__ import annotations

from domain.conversation import Context, Effect, Event
from domain.words import N_
from handlers.meanwhile import HAZE, NUMBERS, say

TEXT = N_("I cannot warn you by myself yet. Ask me any time how the air is: one tap is enough.")


def handle(event: Event, context: Context) -> list[Effect]:
    return say(TEXT, HAZE, NUMBERS)
