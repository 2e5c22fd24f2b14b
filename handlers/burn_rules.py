"""May one burn there, on that day: the order that binds, the air now, what burning costs, what to do instead.

No order known never reads as a yes. Which order binds: domain/bans.py. Card: bot/cards/burn_rules.py.
"""

from __future__ import annotations

from datetime import date

from domain import bans, lampang, penalties
from domain.air import air_at
from domain.burn_cards import BurnRules
from domain.burn_days import day_at, day_said, iso_day
from domain.buyers import RUBBISH
from domain.cards import Choice
from domain.conversation import (
    Button,
    Context,
    Effect,
    Event,
    FormState,
    Say,
    SetForm,
    Show,
)
from domain.places import Area, PlaceFound
from domain.wishes import LABELS
from domain.words import N_
from handlers import pm25_lookup

NEEDS = frozenset({"air", "bans", "near", "penalties"})

WHERE = N_("Where would you burn? Send the place, or type a tambon or district.")
OUTSIDE = N_(
    "That is outside Lampang, and I only know Lampang's orders. Do not light it before the "
    "village head there and the local office said yes."
)
NEVER_RUBBISH = N_(
    "Rubbish is never burnt, on no day: its smoke is poison, and neighbours may take you to law. "
    "Sort it, and give the rest to the local office's collection."
)
WHICH = N_("Which one do you mean?")
DISTRICT = Button(N_("Pick a district"), "do", "do=set_area&list=burn_rules")
INSTEAD = Button(LABELS["no_burn_alternatives"], "do", "do=no_burn_alternatives")
COMPLAIN = Button(LABELS["fire_report"], "do", "do=fire_report")


def handle(event: Event, context: Context) -> list[Effect]:
    if RUBBISH in event.meaning.burnt:
        instead = Button(LABELS["no_burn_alternatives"], "do", f"{INSTEAD.value}&what={RUBBISH}")
        return _closing(context, [Say(NEVER_RUBBISH, buttons=(instead, COMPLAIN))])
    found = pm25_lookup.place_of(event, context)
    if found is None:
        return _without_a_place(event, context)
    return _closing(context, _answer(found, event, context))


def answer(event: Event, context: Context) -> list[Effect] | None:
    """The reply to WHERE; None when it names no place."""
    if event.point is None and event.meaning.place is None:
        return None
    return handle(event, context)


def _closing(context: Context, effects: list[Effect]) -> list[Effect]:
    is_ours = context.form is not None and context.form.name == "burn_rules"
    return [SetForm(None), *effects] if is_ours else effects


def _without_a_place(event: Event, context: Context) -> list[Effect]:
    """An order for the whole province answers without asking."""
    day = day_of(event, context)
    told = bans.told(context.facts.bans, day_at(context.now))
    if bans.rule(told, lampang.PROVINCE.code, day).kind == "banned":
        return _answer(PlaceFound(lampang.PROVINCE), event, context)
    buttons = (Button(N_("Send location"), "location"), DISTRICT)
    asked = FormState("burn_rules", "where", "", {"day": day.isoformat()})
    return [SetForm(asked), Say(WHERE, buttons=buttons)]


def _answer(found: PlaceFound, event: Event, context: Context) -> list[Effect]:
    if found.outside:
        return [Say(OUTSIDE)]
    day = day_of(event, context)
    if found.area is None:
        choice = Choice(WHICH, found.candidates[:6], f"burn_rules&day={day.isoformat()}")
        return [Show("choose_area", choice, buttons=(DISTRICT,))]
    land = penalties.land_said(event.text, event.meaning.burnt)
    return [_card(found.area, found, day, land, context)]


def _card(area: Area, found: PlaceFound, day: date, land: str, context: Context) -> Effect:
    today = day_at(context.now)
    facts = context.facts
    ruling = bans.rule(bans.told(facts.bans, today), area.code, day)
    is_province = area.code == lampang.PROVINCE.code
    air = None if is_province else air_at(found.point or area.centre, facts.air, context.now)
    about = BurnRules(
        ruling=ruling,
        area=area,
        name=found.name,
        is_today=day == today,
        air=air,
        costs=penalties.costs(facts.penalties, area.code, day, land),
        land=land,
        tambons=tuple(one for code in ruling.areas if (one := lampang.area(code))),
    )
    place = f"&area={area.code}"
    buttons = [Button(LABELS["no_burn_alternatives"], "do", INSTEAD.value + place)]
    if _may_ask(ruling):
        ask = f"do=burn_permit_request{place}&day={day.isoformat()}"
        buttons.append(Button(LABELS["burn_permit_request"], "do", ask))
    return Show("burn_rules", about, buttons=tuple(buttons))


def _may_ask(ruling: bans.Ruling) -> bool:
    """During a ban only who may be excepted is shown the way to ask."""
    return ruling.kind != "banned" or bool(ruling.excepts)


def day_of(event: Event, context: Context) -> date:
    """The day that is asked about, today at the earliest; a question that waited keeps its day."""
    today = day_at(context.now)
    form = context.form
    kept = form.answers.get("day", "") if form is not None and form.name == "burn_rules" else ""
    said = day_said(event.meaning.when)
    for text in (event.data.get("day", ""), kept):
        if said is None and text:
            said = iso_day(text)
    return max(today, said or today)
