"""A new friend, or one who comes back: a warm short greeting with language and home area (bot/cards/welcome.py)."""

from __future__ import annotations

from domain.conversation import Context, Effect, Event, Follow, Show


def handle(event: Event, context: Context) -> list[Effect]:
    return [Follow(), Show("welcome")]
