"""What is asked of who wants to burn: where, how much, what, when, a phone; one sentence may answer several. Pure.

Answers are what JSON can keep. Form and finish: handlers/burn_permit_request.py. Rules of the day: domain/permit_rules.py.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from contextlib import suppress
from datetime import date, timedelta
from typing import Any

from domain import buyers, forms, lampang
from domain.burn_days import day_at, day_said, hour_said, iso_day
from domain.conversation import Button, Context, Event
from domain.forms import NotAnAnswer, Step
from domain.permit_rules import DAY_FROM, DAY_TO, FAR_AHEAD, MOST_RAI
from domain.permits import DISPUTED, DISPUTED_WORDS, Permit, hours_for
from domain.places import PlaceFound, Point
from domain.words import N_

OWN, OTHER = "own", "other"
WHOSE_WORDS = (
    (OTHER, ("ลูกบ้าน", "แทน", "คนอื่น", "ชาวบ้าน", "villager", "someone else")),
    (OWN, ("ตัวเอง", "ของผม", "ของฉัน", "ของเรา", "my own", "mine")),
)
WHOSE = N_("Your own plot, or a villager's? Tap it, or type it.")
BURNT = tuple(one for one in buyers.RESIDUES if one != buyers.RUBBISH)
SEND_LOCATION = Button(N_("Send location"), "location")
OUTSIDE = N_("That is outside Lampang. Where in Lampang is the plot?")
NO_PLACE = N_("Send the plot's place on the map, or type its village and tambon.")
WHICH_TAMBON = N_("Which tambon is it in? Type its name, or send the place on the map.")
NO_SIZE = N_("How many rai? For example: 2 rai 1 ngan, or just 2.")
TOO_LARGE = N_("More than %(most)s rai is not for a chat: please talk to the district office.")
NEVER_RUBBISH = N_(
    "Rubbish is never burnt and nobody can allow it. What from the field would you burn?"
)
NO_RESIDUE = N_("What would you burn? Tap one, or type it: straw, maize, branches.")
NO_DAY = N_("Which day? For example: tomorrow, Friday, 20 March.")
PAST_DAY = N_("That day is past. Which day would you like?")
FAR_DAY = N_("I take requests for the next 30 days. Which day?")
NO_HOUR = N_("At what time? Between 9.00 and 16.00, for example 15.00.")
NIGHT = N_("Only by day: it must begin at 9.00 or later and be out by 18.00. What time then?")
_BARE_NUMBER = re.compile(r"\d{1,3}(?:[.,]\d{1,2})?")
_BARE_HOUR = re.compile(r"(\d{1,2})(?:[.:](\d{2}))?(?:\s*(?:น\.?|โมง))?")
_VILLAGE = re.compile(
    r"(?:หมู่ที่|หมู่|ม\.|moo)\s*\d{1,2}|บ้าน[ก-๎]{2,30}|\bBan [A-Z][A-Za-z ]{2,30}", re.IGNORECASE
)
HOURS = (9, 11, 13, 15)


def of_place(found: PlaceFound, text: str = "") -> dict[str, Any] | None:
    """As JSON keeps it: the area's code, the point if there is one, the village as it was called."""
    area = found.area or (next(iter(found.candidates), None) if found.point else None)
    if found.outside or area is None:
        return None
    named = _VILLAGE.search(text)
    village = named[0].strip() if named else found.name
    point = [found.point.lat, found.point.lon] if found.point and area.is_tambon else None
    return {"area": area.code, "village": village[:60], "point": point}


def is_exact(where: Mapping[str, Any] | None) -> bool:
    """A tambon is known: somebody is responsible for it."""
    return bool(where) and len(str((where or {}).get("area", ""))) == 6


def read_where(event: Event, context: Context) -> dict[str, Any]:
    found = _found(event, context)
    if found is None:
        raise NotAnAnswer(NO_PLACE)
    if found.outside:
        raise NotAnAnswer(OUTSIDE)
    place = of_place(found, event.text)
    if place is None:
        raise NotAnAnswer(WHICH_TAMBON)
    return place


def read_plot(event: Event, context: Context) -> dict[str, Any]:
    """The finer place, after a district was named: at least a tambon of it."""
    place = read_where(event, context)
    if not is_exact(place):
        raise NotAnAnswer(WHICH_TAMBON)
    return place


def _found(event: Event, context: Context) -> PlaceFound | None:
    if event.point is not None:
        near = context.facts.near or PlaceFound()
        return PlaceFound(near.area, near.candidates, near.name, event.point, near.outside)
    pressed = lampang.area(event.data.get("pick", ""))
    if pressed is not None:
        return PlaceFound(pressed)
    return event.meaning.place


def read_whose(event: Event, context: Context) -> str:
    """By button, or in words: "ยื่นให้ลูกบ้าน", "ของตัวเอง"."""
    picked, text = event.data.get("pick", ""), event.text.lower()
    if picked in (OWN, OTHER):
        return picked
    for whose, words in WHOSE_WORDS:
        if any(word in text for word in words):
            return whose
    raise NotAnAnswer(WHOSE)


def read_rai(event: Event, context: Context) -> float:
    text = event.text.strip()
    if event.meaning.rai is not None:
        rai = float(event.meaning.rai)
    elif _BARE_NUMBER.fullmatch(text):
        rai = float(text.replace(",", "."))
    else:
        raise NotAnAnswer(NO_SIZE)
    if rai <= 0:
        raise NotAnAnswer(NO_SIZE)
    if rai > MOST_RAI:
        raise NotAnAnswer(TOO_LARGE, most=int(MOST_RAI))
    return round(rai, 4)


def read_residue(event: Event, context: Context) -> str:
    picked = event.data.get("pick", "")
    said = (picked, *event.meaning.burnt)
    if buyers.RUBBISH in said:
        raise NotAnAnswer(NEVER_RUBBISH)
    found = next((one for one in said if one in BURNT), "")
    if not found:
        raise NotAnAnswer(NO_RESIDUE)
    return found


def read_day(event: Event, context: Context) -> str:
    today = day_at(context.now)
    picked = event.data.get("pick", "")
    words = {"today": today, "tomorrow": today + timedelta(days=1)}
    day = words.get(picked) or iso_day(picked) or day_said(event.meaning.when)
    if day is None:
        raise NotAnAnswer(NO_DAY)
    if day < today:
        raise NotAnAnswer(PAST_DAY)
    if day > today + FAR_AHEAD:
        raise NotAnAnswer(FAR_DAY)
    return day.isoformat()


def read_hour(event: Event, context: Context) -> float:
    picked = event.data.get("pick", "")
    hour = float(picked) if picked.isdigit() else hour_said(event.meaning.when)
    if hour is None and (bare := _BARE_HOUR.fullmatch(event.text.strip())):
        hour = int(bare[1]) + int(bare[2] or 0) / 60
    if hour is None:
        raise NotAnAnswer(NO_HOUR)
    if not DAY_FROM <= hour <= DAY_TO - hours_for(0):
        raise NotAnAnswer(NIGHT)
    return hour


def needs_plot(answers: Mapping[str, Any]) -> bool:
    """A place on the map is better than a name: asked once, and needed when not even the tambon is known."""
    where = answers.get("where")
    return bool(where) and not is_exact(where)


STEPS = (
    Step(
        "whose",
        N_("Is it your own plot, or do you file for a villager?"),
        read_whose,
        (Button(N_("My own plot"), "pick", OWN), Button(N_("For a villager"), "pick", OTHER)),
        needed=lambda answers: bool(answers.get("is_official")),
    ),
    Step(
        "name",
        N_("What is the villager's name?"),
        forms.words(80),
        needed=lambda answers: answers.get("whose") == OTHER,
    ),
    Step(
        "where",
        N_("Where is the plot? Send its place on the map, or type village and tambon."),
        read_where,
        (SEND_LOCATION,),
    ),
    Step("plot", WHICH_TAMBON, read_plot, (SEND_LOCATION,), needed=needs_plot),
    Step("rai", N_("How many rai would you burn? For example: 2 rai 1 ngan."), read_rai),
    Step(
        "residue",
        N_("What would you burn?"),
        read_residue,
        tuple(Button(buyers.LABELS[one], "pick", one) for one in BURNT),
    ),
    Step(
        "day",
        N_("Which day would you burn?"),
        read_day,
        (Button(N_("Tomorrow"), "pick", "tomorrow"), Button(N_("Today"), "pick", "today")),
    ),
    Step(
        "hour",
        N_("At what time? By day only, out by 18.00."),
        read_hour,
        tuple(Button(N_("%(hour)s.00"), "pick", str(hour), {"hour": hour}) for hour in HOURS),
    ),
    Step(
        "phone",
        N_("Which phone number can the village head and the officials call?"),
        forms.phone,
    ),
)
# What the summary shows and lets correct, in its order.
CORRECTABLE = ("where", "rai", "residue", "day", "hour", "phone", "name")


def told(event: Event, context: Context) -> dict[str, Any]:
    """What a sentence (or the button that began it) already answers; what is wrong in it is asked again."""
    found = _said(event, context) | _pressed(event, context)
    if any(word in event.text for word in DISPUTED_WORDS):
        found["land"] = DISPUTED
    if found.get("where", {}).get("area") == lampang.PROVINCE.code:
        del found["where"]
    return found


def _said(event: Event, context: Context) -> dict[str, Any]:
    found: dict[str, Any] = {"phone": event.meaning.phone} if event.meaning.phone else {}
    for name, read, is_said in (
        ("where", read_where, _names_a_place(event)),
        ("rai", read_rai, event.meaning.rai is not None),
        ("residue", read_residue, bool(event.meaning.burnt)),
        ("day", read_day, day_said(event.meaning.when) is not None),
        ("hour", read_hour, hour_said(event.meaning.when) is not None),
    ):
        if is_said:
            with suppress(NotAnAnswer):
                found[name] = read(event, context)
    return found


def _pressed(event: Event, context: Context) -> dict[str, Any]:
    found: dict[str, Any] = {}
    if day := iso_day(event.data.get("day", "")):
        found["day"] = max(day, day_at(context.now)).isoformat()
    if area := lampang.area(event.data.get("area", "")):
        found["where"] = {"area": area.code, "village": "", "point": None}
    return found


def _names_a_place(event: Event) -> bool:
    place = event.meaning.place
    return event.point is not None or (place is not None and not place.outside)


def permit_of(answers: Mapping[str, Any], holder: str) -> Permit:
    """The request that the answers make."""
    where = answers.get("plot") or answers["where"]
    point = where.get("point")
    rai = float(answers["rai"])
    return Permit(
        holder=holder,
        tambon=str(where["area"]),
        village=str(where.get("village", "")),
        point=Point(*point) if point else None,
        rai=rai,
        residue=answers["residue"],
        day=date.fromisoformat(answers["day"]),
        hour=float(answers["hour"]),
        hours=hours_for(rai),
        name=answers.get("name") or "",
        phone=answers.get("phone") or "",
        land=answers.get("land", ""),
        claims_plan=bool(answers.get("in_plan")),
    )
