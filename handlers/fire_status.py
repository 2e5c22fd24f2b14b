"""What became of a report, and whether there is fire near. Not built yet: what the person can do meanwhile."""

from __future__ import annotations

from domain.conversation import Context, Effect, Event
from domain.words import N_
from handlers.meanwhile import CALL_FOREST, NUMBERS, say

TEXT = N_(
    "I cannot see fires and reports myself yet. The forest fire centre knows: call 1362, "
    "day and night."
)


def handle(event: Event, context: Context) -> list[Effect]:
    return say(TEXT, CALL_FOREST, NUMBERS)
