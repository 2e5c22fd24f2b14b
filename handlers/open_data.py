"""Files and figures for everybody. Not built yet: what the person can do meanwhile."""

from __future__ import annotations

from domain.conversation import Context, Effect, Event
from domain.words import N_
from handlers.meanwhile import HAZE, NUMBERS, say

TEXT = N_("I have no open data page yet. Official readings are at air4thai.pcd.go.th.")


def handle(event: Event, context: Context) -> list[Effect]:
    return say(TEXT, HAZE, NUMBERS)
