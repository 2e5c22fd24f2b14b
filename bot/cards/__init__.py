"""Our words → LINE messages, in the reader's language: one file for each card, texts with buttons in say.py.

Limits and looks: docs/cards.md. Every message made here passes the look-alike's table of LINE's limits (a test).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from bot.cards import choose_area, emergency_contact, help, pm25_lookup, pm25_province, say, welcome
from bot.cards.look import Look
from domain.conversation import Say, Show

__all__ = ["Look", "render"]

CARDS = {
    "choose_area": choose_area,
    "emergency_contact": emergency_contact,
    "help": help,
    "pm25_lookup": pm25_lookup,
    "pm25_province": pm25_province,
    "welcome": welcome,
}


def render(spoken: Sequence[Say | Show], look: Look) -> list[dict[str, Any]]:
    messages: list[dict[str, Any]] = []
    for effect in spoken:
        if isinstance(effect, Show):
            messages.append(CARDS[effect.card].draw(effect, look))
        else:
            messages.append(say.draw(effect, look))
    # LINE shows quick replies of the last message only; those of earlier ones would be lost.
    for message in messages[:-1]:
        message.pop("quickReply", None)
    return messages
