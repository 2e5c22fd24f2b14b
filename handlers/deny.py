"""A no to nothing in particular (inside a form, the form takes it first)."""

from __future__ import annotations

from domain.conversation import Context, Effect, Event, Say
from domain.words import N_
from handlers.greeting import WISHES

FINE = N_("All right. I am here whenever you need me.")


def handle(event: Event, context: Context) -> list[Effect]:
    return [Say(FINE, buttons=WISHES)]
