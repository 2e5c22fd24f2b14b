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
from domain.villages import of_home
from domain.words import N_

NEEDS = frozenset({"near"})

ASK = N_("Where is home? Send your location, or type the name of your tambon or district.")
ASK_GROUP = N_("Which area is this group about? Type the name of a tambon or district.")
SAVED = N_("Noted: home is %(area)s. From now on you can simply ask me about the haze.")
SAVED_VILLAGE = N_(
    "Noted: home is %(area)s, and I remember your village for warnings. From now on you can simply ask me about the haze."
)
SAVED_GROUP = N_("Noted: this group is about %(area)s. Call me by name and ask about the haze.")
OUTSIDE = N_(
    "That is outside Lampang, and I only look after Lampang. Which tambon in Lampang, please?"
)
WHICH_DISTRICT = N_("Which district?")
WHICH_TAMBON = N_("Which tambon?")
WHICH = N_("Which one do you mean?")
DISTRICT = Button(N_("Pick a district"), "do", "do=set_area&list=set_area")
WHOLE_DISTRICT = N_("The whole district")
# A place in such a question is where the air is asked for, not where home is.
ABOUT_THE_AIR = ("pm25_lookup", "pm25_forecast", "pm25_history", "health_advice")


def handle(event: Event, context: Context) -> list[Effect]:
    for_what = event.data.get("list", "")
    if for_what:
        return [Show("choose_area", Choice(WHICH_DISTRICT, lampang.DISTRICTS, for_what))]
    code = event.data.get("area", "")
    area = lampang.area(code)
    if area is not None and not area.is_tambon and not event.data.get("whole"):
        return _offer_tambons(area)
    if area is not None:
        return _save(area, event, context)
    found = context.facts.near if event.point else event.meaning.place
    if found is not None:
        return _take(found, event, context)
    return ask(event)


def answer(event: Event, context: Context) -> list[Effect] | None:
    if event.point is None and event.meaning.place is None:
        return None
    if event.meaning.intent in ABOUT_THE_AIR and not event.meaning.is_bare_place:
        return None
    return handle(event, context)


def ask(event: Event) -> list[Effect]:
    location = Button(N_("Send location"), "location")
    question = Say(ASK, buttons=(location, DISTRICT))
    if not event.is_private:
        question = Say(ASK_GROUP, buttons=(DISTRICT,))
    return [SetForm(FormState("set_area", "where", "")), question]


def _take(found: PlaceFound, event: Event, context: Context) -> list[Effect]:
    if found.outside:
        return [Say(OUTSIDE)]
    if found.area is None:
        choice = Choice(WHICH, found.candidates[:6], "set_area")
        return [Show("choose_area", choice, buttons=(DISTRICT,))]
    if found.area.code == lampang.PROVINCE.code:
        return [Show("choose_area", Choice(WHICH_DISTRICT, lampang.DISTRICTS, "set_area"))]
    return _save(found.area, event, context)


def _offer_tambons(district: Area) -> list[Effect]:
    whole = Button(WHOLE_DISTRICT, "do", f"do=set_area&whole=1&area={district.code}")
    choice = Choice(WHICH_TAMBON, tuple(lampang.tambons_of(district.code)), "set_area")
    return [Show("choose_area", choice, buttons=(whole,))]


def _save(area: Area, event: Event, context: Context) -> list[Effect]:
    buttons = (Button(N_("Check the haze"), "do", "do=pm25_lookup"),)
    is_typed = event.is_private and event.kind == "text" and area.is_tambon
    village = of_home(event.text, area.name_th) if is_typed else ""
    saved = (SAVED_VILLAGE if village else SAVED) if event.is_private else SAVED_GROUP
    closing: list[Effect] = [SetForm(None)] if context.form else []
    return [SetArea(area, village), *closing, Say(saved, {"area": area}, buttons=buttons)]
