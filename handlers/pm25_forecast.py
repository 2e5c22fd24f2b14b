"""Tomorrow's air. Not built yet: the air now, and where a forecast is."""

from __future__ import annotations

from domain.conversation import Context, Effect, Event, Say
from domain.words import N_
from handlers import pm25_lookup

NEEDS = pm25_lookup.NEEDS

TEXT = N_(
    "I have no forecast yet: the Pollution Control Department's is at air4thai.pcd.go.th. This is the air now:"
)


def handle(event: Event, context: Context) -> list[Effect]:
    return [Say(TEXT), *pm25_lookup.handle(event, context)]
