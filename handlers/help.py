"""What the bot can do, as a menu for the person's role."""

from __future__ import annotations

from domain.cards import Menu
from domain.conversation import Context, Effect, Event, Show
from domain.words import N_

HELLO = N_("Here is what I can do. Tap one, or just type what you need.")


def handle(event: Event, context: Context) -> list[Effect]:
    return [Show("help", Menu(HELLO, context.person.role))]
