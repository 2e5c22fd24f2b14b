"""A sentence: plain text, or with its buttons under it: stacked, or two a line when they are many (quick replies vanish)."""

from __future__ import annotations

from typing import Any

from bot.cards import flex
from bot.cards.look import Look
from domain.conversation import Say

MOST_BUTTONS = 3


def draw(say: Say, look: Look) -> dict[str, Any]:
    words = look.say(say.text, say.values)
    if not say.buttons:
        return {"type": "text", "text": words}
    footer = [flex.button(one, look) for one in say.buttons]
    if len(say.buttons) > MOST_BUTTONS:
        footer = [
            flex.box("horizontal", footer[n : n + 2], spacing="sm")
            for n in range(0, len(footer), 2)
        ]
    message = flex.bubble(words, [flex.text(words)], footer=footer)
    quick = tuple(one for one in say.buttons if one.kind in ("location", "camera"))
    if quick:
        message["quickReply"] = flex.quick_replies(quick, look)
    return message
