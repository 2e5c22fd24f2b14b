"""A yes to nothing in particular (inside a form, the form takes it first)."""

from __future__ import annotations

from domain.conversation import Context, Effect, Event, Say
from domain.words import N_
from handlers.greeting import WISHES

WHAT = N_("Glad to hear it! What can I do for you?")


def handle(event: Event, context: Context) -> list[Effect]:
    return [Say(WHAT, buttons=WISHES)]
