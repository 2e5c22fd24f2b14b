"""Thanks are answered, briefly."""

from __future__ import annotations

from domain.conversation import Context, Effect, Event, Say
from domain.words import N_

WELCOME = N_("You are welcome! Take care of your lungs.")


def handle(event: Event, context: Context) -> list[Effect]:
    return [Say(WELCOME)]
