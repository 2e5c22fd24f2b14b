"""How is the air now, at a place: named, shared, or home.

Words: intents/pm25_lookup.yaml. Which station may speak: domain/air.py. Card: bot/cards/pm25_lookup.py.
"""

from __future__ import annotations

from domain import lampang, outlook
from domain.air import air_at
from domain.cards import AirCard, Choice, ProvinceAir
from domain.conversation import Button, Context, Effect, Event, FormState, Say, SetForm, Show
from domain.places import Area, PlaceFound, Point
from domain.words import N_

NEEDS = frozenset({"air", "near", "outlook"})

WHERE = N_(
    "Where would you like to know the air? Send your location, or type a district or tambon."
)
OUTSIDE = N_(
    "I only know the air of Lampang, sorry. For other provinces see Air4Thai (air4thai.pcd.go.th)."
)
WHICH = N_("Which one do you mean?")
DISTRICT = Button(N_("Pick a district"), "do", "do=set_area&list=pm25_lookup")


def handle(event: Event, context: Context) -> list[Effect]:
    if event.data.get("ask"):
        return ask()
    found = place_of(event, context)
    if found is None:
        return ask()
    return [SetForm(None), *show(found, context)] if context.form else show(found, context)


def answer(event: Event, context: Context) -> list[Effect] | None:
    """The reply to WHERE; None when it names no place."""
    if event.point is None and event.meaning.place is None:
        return None
    return handle(event, context)


def ask() -> list[Effect]:
    buttons = (
        Button(N_("Send location"), "location"),
        DISTRICT,
    )
    return [SetForm(FormState("pm25_lookup", "where", "")), Say(WHERE, buttons=buttons)]


def place_of(event: Event, context: Context) -> PlaceFound | None:
    if event.point is not None:
        near = context.facts.near or PlaceFound()
        return PlaceFound(near.area, near.candidates, near.name, event.point, near.outside)
    area = lampang.area(event.data.get("area", ""))
    if area is not None:
        return PlaceFound(area)
    if event.meaning.place is not None:
        return event.meaning.place
    return PlaceFound(context.person.area) if context.person.area else None


def show(found: PlaceFound, context: Context) -> list[Effect]:
    if found.outside:
        return [Say(OUTSIDE)]
    point = found.point or (found.area.centre if found.area else None)
    if point is None:
        choice = Choice(WHICH, found.candidates[:6], "pm25_lookup")
        return [Show("choose_area", choice, buttons=(DISTRICT,))]
    if found.area is not None and found.area.code == lampang.PROVINCE.code:
        return [Show("pm25_province", ProvinceAir(context.facts.air, context.now))]
    return [_card(found, found.area, point, context)]


def _card(found: PlaceFound, area: Area | None, point: Point, context: Context) -> Effect:
    code = found.sure_code
    # A model measures nothing: it is told, as a model, only where nobody measures.
    model = outlook.now_at(context.facts.outlook, code[:4], context.now) if code else None
    air = air_at(point, context.facts.air, context.now, area=code, model=model)
    area = area or (found.candidates[0] if found.candidates else None)
    return Show("pm25_lookup", AirCard(area, found.name, air))
