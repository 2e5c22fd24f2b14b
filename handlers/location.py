"""A shared location without a question: the air there, and what else one may want at a place."""

from __future__ import annotations

from domain.conversation import Button, Context, Effect, Event, Say
from domain.words import N_
from handlers import pm25_lookup

NEEDS = pm25_lookup.NEEDS

MORE = N_("Is this about something else?")


def handle(event: Event, context: Context) -> list[Effect]:
    near = context.facts.near
    if near is None or near.outside:
        return pm25_lookup.handle(event, context)
    buttons = [Button(N_("Report a fire"), "do", "do=fire_report")]
    if near.area is not None:
        home = f"do=set_area&whole=1&area={near.area.code}"
        buttons.append(Button(N_("This is my home"), "do", home))
    return [*pm25_lookup.handle(event, context), Say(MORE, buttons=tuple(buttons))]
