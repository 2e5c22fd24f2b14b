"""A shared location without a question: the air there, and what else one may want at a place."""

from __future__ import annotations

from dataclasses import replace

from domain.conversation import Button, Context, Effect, Event, Show
from domain.places import Area
from domain.words import N_
from handlers import mission_going, pm25_lookup

NEEDS = pm25_lookup.NEEDS | {"missions"}

SMOKE = Button(N_("Report smoke"), "do", "do=fire_report")
ANOTHER = Button(N_("Another place"), "do", "do=pm25_lookup&ask=1")
HOME = N_("This is my home")


def handle(event: Event, context: Context) -> list[Effect]:
    mission = context.facts.missions.active()
    if mission is not None and mission.is_out:
        return mission_going.place(mission, event, context)
    near = context.facts.near
    area = near.area if near else None
    return [
        replace(effect, buttons=_buttons(area, event, context))
        if isinstance(effect, Show) and effect.card == "pm25_lookup"
        else effect
        for effect in pm25_lookup.handle(event, context)
    ]


def _buttons(area: Area | None, event: Event, context: Context) -> tuple[Button, ...]:
    if area is None or area == context.person.area or not event.is_private:
        return (SMOKE, ANOTHER)
    home = Button(HOME, "do", f"do=set_area&whole=1&area={area.code}")
    return (SMOKE, home, ANOTHER)
