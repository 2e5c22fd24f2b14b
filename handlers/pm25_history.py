"""Yesterday and before. Only the last 24 hours are built yet."""

from __future__ import annotations

from domain.conversation import Context, Effect, Event, Say
from domain.words import N_
from handlers import pm25_lookup

NEEDS = pm25_lookup.NEEDS

TEXT = N_("I can only show the last 24 hours yet. Here they are:")


def handle(event: Event, context: Context) -> list[Effect]:
    return [Say(TEXT), *pm25_lookup.handle(event, context)]
