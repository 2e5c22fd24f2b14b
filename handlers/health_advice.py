"""Masks, children, exercise, symptoms: danger signs go to 1669 first, else the advice of the air right here."""

from __future__ import annotations

from domain.conversation import Context, Effect, Event, Say
from domain.words import N_
from handlers import emergency_contact, pm25_lookup

NEEDS = pm25_lookup.NEEDS | {"contacts"}

SIGNS = N_(
    "Hard to breathe, blue lips or chest pain: call 1669 at once. "
    "Otherwise it depends on the air where you are:"
)


def handle(event: Event, context: Context) -> list[Effect]:
    if event.meaning.topic == "hurt":
        return emergency_contact.show("hurt", context)
    return [Say(SIGNS), *pm25_lookup.handle(event, context)]
