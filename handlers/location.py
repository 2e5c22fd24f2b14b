"""A shared location without a question: the air there, and what else one may want at a place."""

from __future__ import annotations

from dataclasses import replace

from domain.conversation import Button, Context, Effect, Event, Show
from domain.places import Area
from domain.words import N_
from handlers import mission_going, pm25_lookup

NEEDS = pm25_lookup.NEEDS | {"missions"}

SMOKE = N_("Report smoke")
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
    smoke = Button(SMOKE, "do", f"do=fire_report{_here(area, event)}")
    if area is None or area == context.person.area or not event.is_private:
        return (smoke, ANOTHER)
    home = Button(HOME, "do", f"do=set_area&whole=1&area={area.code}")
    return (smoke, home, ANOTHER)


def _here(area: Area | None, event: Event) -> str:
    """The pin goes along with the button: who then reports smoke need not send it again."""
    if event.point is None:
        return ""
    place = f"&at={event.point.lat:.5f},{event.point.lon:.5f}"
    return place + (f"&area={area.code}" if area and area.is_tambon else "")
