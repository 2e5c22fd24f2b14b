"""A complaint or an idea. Not built yet: what the person can do meanwhile."""

from __future__ import annotations

from domain.conversation import Button, Context, Effect, Event
from domain.words import N_
from handlers.meanwhile import HAZE, say

TEXT = N_(
    "Thank you for telling me. I cannot pass it on yet: the complaints centre of the "
    "province takes it at 1567."
)
CALL_1567 = Button(N_("Call 1567"), "link", "tel:1567")


def handle(event: Event, context: Context) -> list[Effect]:
    return say(TEXT, CALL_1567, HAZE)
