"""What to do with straw and leaves instead of burning. Not built yet: what the person can do meanwhile."""

from __future__ import annotations

from domain.conversation import Context, Effect, Event
from domain.words import N_
from handlers.meanwhile import HAZE, MAY_I_BURN, say

TEXT = N_(
    "Straw, maize cobs and leaves can be ploughed in, composted, baled for animals or "
    "sold. The district agriculture office knows who buys near you: call before you carry "
    "anything there."
)


def handle(event: Event, context: Context) -> list[Effect]:
    return say(TEXT, MAY_I_BURN, HAZE)
