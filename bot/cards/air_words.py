"""The sentences of the air card: only what its band does not already say.

The sentences in full, for talk without a card: domain/advice.py.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from bot.cards.look import Look
from bot.language import BANGKOK
from domain import advice
from domain.air import AirHere
from domain.cards import AirCard
from domain.places import Area
from domain.words import N_, Phrase

HERE = N_("here")
AT_STATION = N_("%(station)s, %(km)s km from %(place)s")
OWN_STATION_GOOD = N_("The sensor of %(place)s, %(km)s km away, says the air is good.")
SUDDEN = N_("The smoke has just come. Stay inside and close the windows.")
SUDDEN_EVERYONE = N_(
    "If you must go out, wear a PM2.5 mask each time. Feeling unwell? See a doctor quickly."
)
NEXT_SINCE = N_(
    "The sensor at %(silent)s has given nothing to rely on since %(since)s. This is the nearest that still measures."
)
NEXT = N_(
    "The sensor at %(silent)s gives nothing to rely on. This is the nearest that still measures."
)
NO_HOUR = N_("The latest hour is not known yet.")
NO_MEAN = N_("The 24-hour mean is not known yet.")


@dataclass(frozen=True, slots=True)
class Words:
    """`whose` air the band shows; `lead` and `everyone` may be empty; `act` is what to do first."""

    whose: str
    short_place: str
    lead: str
    everyone: str
    at_risk: str
    act: str


def of(card: AirCard, look: Look) -> Words:
    air, place = card.air, _place(card)
    source, values = advice.headline(air, _short(place, look))
    said = advice.advice_for(air)
    everyone = look.say(said.everyone)
    lead, act = "", everyone
    if air.kind != "measured":
        lead = look.say(source, values)
    elif source == advice.FAR_WORSE:
        lead = act = look.say(SUDDEN)
        everyone = look.say(SUDDEN_EVERYONE)
    elif source == advice.GOOD:
        lead = act = look.say(source, values)
        everyone = ""
    else:
        lead = _why_not_sure(air, source, values, look)
    return Words(
        whose=_whose(air, source, values, look) or look.language.value(place),
        short_place=_short(place, look),
        lead=lead,
        everyone=everyone,
        at_risk=look.say(said.at_risk),
        act=act,
    )


def is_good(air: AirHere) -> bool:
    return advice.advice_for(air) is not advice.ADVICE_UNKNOWN and 0 < (air.worse or 0) <= 2


def _why_not_sure(air: AirHere, source: str, values: Any, look: Look) -> str:
    if air.silent:
        text = NEXT_SINCE if "since" in values else NEXT
        return look.say(text, {**values, **_since_today(air)})
    if source == advice.GOOD_FARTHER_OFF:
        is_own = look.language.value(values["station"]) == values["place"]
        return look.say(OWN_STATION_GOOD if is_own else source, values)
    if (air.worse or 0) <= advice.GOOD_UP_TO:
        return look.say(NO_HOUR if air.hour is None else NO_MEAN)
    return ""


def _whose(air: AirHere, source: str, values: Any, look: Look) -> str:
    """The station where it stands in for the place: its air is not called the place's own."""
    is_other = air.station is not None and look.language.station(air.station) != values["place"]
    if is_other and (air.silent or source == advice.GOOD_FARTHER_OFF):
        return look.say(AT_STATION, values)
    return ""


def _since_today(air: AirHere) -> dict[str, datetime]:
    """Only the hour, when it is of the day of the value that is shown; else the headline's day stays with it."""
    since = air.silent[0].since
    if since is None or air.until is None or _day(since) != _day(air.until):
        return {}
    return {"since": since}


def _day(at: datetime) -> date:
    return at.astimezone(BANGKOK).date()


def _place(card: AirCard) -> Any:
    """As the person said it: a named landmark, else the area."""
    if card.name:
        return card.name
    return Phrase(HERE) if card.area is None else card.area


def _short(place: Any, look: Look) -> str:
    """Without ต. and อ., to stand inside a sentence."""
    if isinstance(place, Area):
        return place.name_en if look.language.code == "en" else place.name_th
    return look.language.value(place)
