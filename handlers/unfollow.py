"""Blocked, or sent out of a group: nothing is sent there any more and the deletion clock starts."""

from __future__ import annotations

from domain.conversation import Context, Effect, Event, SetForm, Unfollow


def handle(event: Event, context: Context) -> list[Effect]:
    return [Unfollow(), SetForm(None)]
