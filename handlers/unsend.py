"""The sender took a message back: what we kept of it goes, without a word."""

from __future__ import annotations

from domain.conversation import Context, Effect, Event, ForgetMessage


def handle(event: Event, context: Context) -> list[Effect]:
    return [ForgetMessage(event.message_id)] if event.message_id else []
