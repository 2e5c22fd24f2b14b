"""Warnings about the air, by themselves: home by default, more areas by name, from yellow, orange or red on.

Words: intents/subscribe_alerts.yaml. Rules: domain/subscriptions.py, domain/alerts.py. Table: store/subscriptions.py.
"""

from __future__ import annotations

import re

from domain import lampang
from domain.alert_words import card
from domain.alerts import ORANGE, RED, YELLOW
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
from domain.subscriptions import FROM_LEVELS, MOST_AREAS, Subscribe, WakeMe, alert_now
from domain.warned import Subscription
from domain.words import N_, Phrase

NEEDS = frozenset({"air", "near", "warned"})

ASK = N_("Which area shall I watch for you? Send your location, or type a tambon or district.")
ASK_GROUP = N_("Which area shall I watch for this group? Type a tambon or district.")
OUTSIDE = N_("That is outside Lampang, and I only watch Lampang. Which tambon in Lampang, please?")
WHICH = N_("Which one do you mean?")
WHICH_DISTRICT = N_("Which district?")
SAVED = {
    YELLOW: N_("I will warn you when the dust in %(area)s turns yellow, orange or red. %(how)s"),
    ORANGE: N_("I will warn you when the dust in %(area)s turns orange or red. %(how)s"),
    RED: N_("I will warn you only when the dust in %(area)s turns red. %(how)s"),
}
SAVED_GROUP = {
    YELLOW: N_(
        "I will warn this group when the dust in %(area)s turns yellow, orange or red. %(how)s"
    ),
    ORANGE: N_("I will warn this group when the dust in %(area)s turns orange or red. %(how)s"),
    RED: N_("I will warn this group only when the dust in %(area)s turns red. %(how)s"),
}
HOW = N_("Twice a day at most, never at night, and the good news when it has passed.")
FULL = N_("You already follow %(n)s areas, that is as many as I can watch. Stop one first, please.")
LABELS = {
    YELLOW: N_("Warn from yellow on"),
    ORANGE: N_("Warn from orange on"),
    RED: N_("Only warn when red"),
}
ANOTHER = Button(N_("Another area too"), "do", "do=subscribe_alerts&more=1")
STOP = Button(N_("Stop warnings"), "do", "do=unsubscribe_alerts")
MORNING = Button(N_("Every morning too"), "do", "do=subscribe_alerts&morning=1")
NO_MORNING = Button(N_("No more mornings"), "do", "do=subscribe_alerts&morning=0")
EACH_MORNING = N_("Each morning at half past six I tell you the air of %(area)s.")
MORNING_OVER = N_("No more word each morning. The warnings stay as they are.")
NO_HOME = N_("For that I must know where home is: set your area first, please.")
SET_AREA = Button(N_("Set my area"), "do", "do=set_area")
DISTRICT = Button(N_("Pick a district"), "do", "do=set_area&list=subscribe_alerts")
LISTED = N_("This is what I watch for you:%(lines)s")  # each line brings its break
LINES = {
    YELLOW: N_("\n• %(area)s: from yellow on%(more)s"),
    ORANGE: N_("\n• %(area)s: from orange on%(more)s"),
    RED: N_("\n• %(area)s: only when red%(more)s"),
}
LINE_MORNING = N_("\n• the air of home, each morning at half past six")
NOT_YET = N_("You have no warnings from me yet. Shall I warn you when the dust is bad?")
WARN_ME = Button(N_("Warn me"), "do", "do=subscribe_alerts")
# What is on already is asked: "เตือนอะไรฉันไว้บ้าง", "ฉันสมัครเตือนไว้ที่ไหน", "which alerts do I have".
_ABOUT = r"(?:เตือน|ติดตาม|แจ้งข่าว|สมัครรับ)"
_WHICH = r"(?:อะไร|อะหยัง|หยัง|ที่ไหน|ตี้ไหน|ตำบลไหน|อำเภอไหน|พื้นที่ไหน|กี่ที่|กี่แห่ง|เรื่องไหน)"
LIST_ASKED = re.compile(
    rf"{_ABOUT}.*(?:ไว้|อยู่).*{_WHICH}|{_ABOUT}.*{_WHICH}.*(?:ไว้|อยู่|บ้าง|พ่อง|มั่ง)"
    rf"|{_ABOUT}.*(?:ไว้|อยู่)(?:แล้ว)?(?:หรือยัง|หรือเปล่า|ไหม|มั้ย|รึยัง)"
    rf"|(?:รายการ|ดูการ|เช็คการ)(?:ที่)?(?:แจ้ง)?เตือน"
    r"|(?:which|what) (?:alerts|warnings|notifications)\b.*\b(?:i|my|me|mine)\b|what do you (?:warn|alert|notify) me"
    r"|(?:show|list|see) (?:me )?my (?:alerts|warnings|subscriptions|notifications)|where am i subscribed|my subscriptions"
)
# How people name the level they want; the first word found decides.
WORDS = {
    YELLOW: ("เหลือง", "yellow"),
    ORANGE: ("ส้ม", "orange"),
    RED: ("แดง", "red "),
}


def is_list_asked(text: str) -> bool:
    """ "เตือนอะไรฉันไว้บ้าง": what is on already, which must never begin another."""
    return LIST_ASKED.search(" ".join(text.lower().split())) is not None


def handle(event: Event, context: Context) -> list[Effect]:
    if is_list_asked(event.text):
        return _listed(context)
    if event.data.get("more"):
        return ask(event)
    if event.data.get("morning"):
        return _morning(event.data["morning"] == "1", context)
    found = _place(event, context)
    if found is None:
        return ask(event)
    return _take(found, event, context)


def _listed(context: Context) -> list[Effect]:
    warned = context.facts.warned
    told: Phrase | None = Phrase(LINE_MORNING) if warned.morning else None
    for one in reversed(warned.subscriptions):
        area = lampang.area(one.area)
        if area is not None:
            told = Phrase(LINES[one.from_level], {"area": area, "more": told or ""})
    if told is None:
        return [Say(NOT_YET, buttons=(WARN_ME,))]
    return [
        Say(LISTED, {"lines": told}, (STOP, ANOTHER, NO_MORNING if warned.morning else MORNING))
    ]


def answer(event: Event, context: Context) -> list[Effect] | None:
    """The reply to ASK; None when it names no place, or wishes for something else."""
    if is_list_asked(event.text):
        return None
    if event.point is None and event.meaning.place is None:
        return None
    if event.meaning.intent not in ("", "subscribe_alerts") and not event.meaning.is_bare_place:
        return None
    return handle(event, context)


def ask(event: Event) -> list[Effect]:
    location = Button(N_("Send location"), "location")
    question = Say(ASK, buttons=(location, DISTRICT))
    if not event.is_private:
        question = Say(ASK_GROUP, buttons=(DISTRICT,))
    return [SetForm(FormState("subscribe_alerts", "where", "")), question]


def _place(event: Event, context: Context) -> PlaceFound | None:
    if event.point is not None:
        return context.facts.near or PlaceFound(outside=True)
    area = lampang.area(event.data.get("area", ""))
    if area is not None:
        return PlaceFound(area)
    if event.meaning.place is not None:
        return event.meaning.place
    return PlaceFound(context.person.area) if context.person.area else None


def _take(found: PlaceFound, event: Event, context: Context) -> list[Effect]:
    if found.outside:
        return [Say(OUTSIDE)]
    if found.area is None:
        choice = Choice(WHICH, found.candidates[:6], "subscribe_alerts")
        return [Show("choose_area", choice, buttons=(DISTRICT,))]
    if found.area.code == lampang.PROVINCE.code:
        return [Show("choose_area", Choice(WHICH_DISTRICT, lampang.DISTRICTS, "subscribe_alerts"))]
    return _save(found.area, event, context)


def _save(area: Area, event: Event, context: Context) -> list[Effect]:
    mine = {one.area: one for one in context.facts.warned.subscriptions}
    if area.code not in mine and len(mine) >= MOST_AREAS:
        return [*_closing(context), Say(FULL, {"n": MOST_AREAS}, buttons=(STOP,))]
    level = _level(event) or mine.get(area.code, Subscription(area.code)).from_level
    return [
        Subscribe(area.code, level),
        *_closing(context),
        *_air_now(area, level, context),
        _saved(area, level, event),
    ]


def _closing(context: Context) -> list[Effect]:
    return [SetForm(None)] if context.form else []


def _level(event: Event) -> int:
    """Of the button or the words; 0 when nothing was said of it."""
    pressed = event.data.get("level", "")
    if pressed.isdigit() and int(pressed) in FROM_LEVELS:
        return int(pressed)
    said = f"{event.text.lower()} "
    return next((level for level, words in WORDS.items() if any(one in said for one in words)), 0)


def _saved(area: Area, level: int, event: Event) -> Say:
    others = [one for one in FROM_LEVELS if one != level]
    buttons = [
        Button(LABELS[one], "do", f"do=subscribe_alerts&area={area.code}&level={one}")
        for one in others
    ]
    saved = SAVED if event.is_private else SAVED_GROUP
    values = {"area": area, "how": Phrase(HOW)}
    return Say(saved[level], values, buttons=(*buttons, STOP, ANOTHER, MORNING))


def _morning(wanted: bool, context: Context) -> list[Effect]:
    if not wanted:
        return [WakeMe(False), Say(MORNING_OVER, buttons=(STOP,))]
    area = context.person.area
    if area is None:
        return [Say(NO_HOME, buttons=(SET_AREA,))]
    return [WakeMe(), Say(EACH_MORNING, {"area": area}, buttons=(NO_MORNING,))]


def _air_now(area: Area, level: int, context: Context) -> list[Effect]:
    """Air that is already over the level is told at once."""
    warned = context.facts.warned
    alert = alert_now(warned.states.get(area.code), level, warned.rules, context.now)
    if alert is None:
        return []
    about = card(alert, context.facts.air, warned.texts, warned.rules, context.now)
    return [Show("air_alert", about)]
