"""For a second person: the very message that goes out, in the language it is sent in."""

from __future__ import annotations

from typing import Any

from bot.cards import warning
from bot.cards.look import Look
from domain.conversation import Show
from domain.warning_desk import AsSent


def draw(show: Show, look: Look) -> dict[str, Any]:
    sent: AsSent = show.about
    return warning.draw(Show("warning", sent.notice), look.in_language(sent.language))
