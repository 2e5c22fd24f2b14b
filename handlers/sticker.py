"""A sticker deserves an answer: many older people find it the easiest thing to send."""

from __future__ import annotations

from domain.conversation import Context, Effect, Event, Say
from domain.words import N_
from handlers.greeting import WISHES

SMILE = N_("That is sweet, thank you! Anything you would like to know?")


def handle(event: Event, context: Context) -> list[Effect]:
    return [Say(SMILE, buttons=WISHES)]
