"""A sentence: plain text, or with its first three buttons under it (quick replies vanish, so these stay)."""

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
    stay, vanish = say.buttons[:MOST_BUTTONS], say.buttons[MOST_BUTTONS:]
    message = flex.bubble(
        words, [flex.text(words)], footer=[flex.button(one, look) for one in stay]
    )
    quick = tuple(one for one in say.buttons if one.kind in ("location", "camera")) + tuple(
        one for one in vanish if one.kind not in ("location", "camera")
    )
    if quick:
        message["quickReply"] = flex.quick_replies(quick, look)
    return message
