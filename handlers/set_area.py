"""Where a person lives (or a group is about): by shared location, by name, or district → tambon by buttons."""

from __future__ import annotations

from domain import lampang
from domain.cards import Choice
from domain.conversation import (
    Button,
    Context,
    Effect,
    Event,
    FormState,
    Say,
    SetArea,
    SetForm,
    Show,
)
from domain.places import Area, PlaceFound
from domain.words import N_

NEEDS = frozenset({"near"})

ASK = N_("Where is home? Send your location, or type the name of your tambon or district.")
SAVED = N_("Noted: home is %(area)s. From now on you can simply ask me about the haze.")
OUTSIDE = N_(
    "That is outside Lampang, and I only look after Lampang. Which tambon in Lampang, please?"
)
WHICH_DISTRICT = N_("Which district?")
WHICH_TAMBON = N_("Which tambon?")
WHICH = N_("Which one do you mean?")
WHOLE_DISTRICT = N_("The whole district")


def handle(event: Event, context: Context) -> list[Effect]:
    for_what = event.data.get("list", "")
    if for_what:
        return [Show("choose_area", Choice(WHICH_DISTRICT, lampang.DISTRICTS, for_what))]
    code = event.data.get("area", "")
    area = lampang.area(code)
    if area is not None and not area.is_tambon and not event.data.get("whole"):
        return _offer_tambons(area)
    if area is not None:
        return _save(area, context)
    found = context.facts.near if event.point else event.meaning.place
    if found is not None:
        return _take(found, context)
    return ask()


def answer(event: Event, context: Context) -> list[Effect] | None:
    if event.point is None and event.meaning.place is None:
        return None
    return handle(event, context)


def ask() -> list[Effect]:
    buttons = (
        Button(N_("Send location"), "location"),
        Button(N_("Pick a district"), "do", "do=set_area&list=set_area"),
    )
    return [SetForm(FormState("set_area", "where", "")), Say(ASK, buttons=buttons)]


def _take(found: PlaceFound, context: Context) -> list[Effect]:
    if found.outside:
        return [Say(OUTSIDE)]
    if found.area is None:
        return [Show("choose_area", Choice(WHICH, found.candidates[:6], "set_area"))]
    if found.area.code == lampang.PROVINCE.code:
        return [Show("choose_area", Choice(WHICH_DISTRICT, lampang.DISTRICTS, "set_area"))]
    return _save(found.area, context)


def _offer_tambons(district: Area) -> list[Effect]:
    whole = Button(WHOLE_DISTRICT, "do", f"do=set_area&whole=1&area={district.code}")
    choice = Choice(WHICH_TAMBON, tuple(lampang.tambons_of(district.code)), "set_area")
    return [Show("choose_area", choice, buttons=(whole,))]


def _save(area: Area, context: Context) -> list[Effect]:
    buttons = (Button(N_("Check the haze"), "do", "do=pm25_lookup"),)
    closing: list[Effect] = [SetForm(None)] if context.form else []
    return [SetArea(area), *closing, Say(SAVED, {"area": area}, buttons=buttons)]
