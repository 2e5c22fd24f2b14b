"""The air of a place: a band with word, face and colour, the number, where and when it was measured, what to do.

The worse of the last hour and the 24-h mean chooses colour and words; each number says what it is.
"""

from __future__ import annotations

from typing import Any

from bot.cards import flex
from bot.cards.look import INK, PAPER, SOFT, Look
from domain import advice
from domain.air import LEVELS, AirHere, Reading
from domain.cards import AirCard
from domain.conversation import Button, Show
from domain.places import Area
from domain.words import N_, Phrase

FACES = {1: "😊", 2: "🙂", 3: "😐", 4: "😷", 5: "🚨"}
DARK_INK_ON = (1, 3)  # white letters on sky blue and yellow cannot be read outdoors
NO_COLOUR = "#7B8794"
ARROWS = {"rising": "↗", "falling": "↘", "steady": "→"}

UNIT = N_("µg/m³")
MEAN_24H = N_("24-hour mean")
LATEST_HOUR = N_("Hour to %(at)s")
AQI = N_("Thai AQI %(aqi)s")
EVERYONE = N_("Everyone")
AT_RISK = N_("At risk")
STATION = N_("Official station %(station)s, %(km)s km away")
SENSOR = N_("Low-cost sensor %(station)s, %(km)s km away (less exact)")
MEASURED = N_("Measured %(day)s %(at)s")
UNKNOWN_AIR = N_("Air not known")
HERE = N_("here")
ANOTHER = N_("Another place")
WARN = N_("Warn me")
SMOKE = N_("Report smoke")


def draw(show: Show, look: Look) -> dict[str, Any]:
    card: AirCard = show.about
    air, place = card.air, _place(card, look)
    words = look.say(*advice.headline(air, place))
    body = [flex.text(words, weight="bold")]
    if air.kind == "measured":
        body += [_numbers(air, look), *_where(air, look)]
    body += _advice(air, look)
    return flex.bubble(
        _alt(air, words, place, look),
        body,
        header=_band(air, place, look),
        hero=_chart(air, look),
        footer=[flex.button(one, look) for one in _buttons()],
    )


def _place(card: AirCard, look: Look) -> Any:
    """As the person said it: a named landmark, else the area (without ต. อ. when short)."""
    if card.name:
        return card.name
    if card.area is None:
        return Phrase(HERE)
    return card.area


def _alt(air: AirHere, words: str, place: Any, look: Look) -> str:
    """Place, level and what to do within the first 40 characters: for some this is the whole message."""
    if air.kind != "measured" or not air.worse:
        return words
    name = place.name_en if isinstance(place, Area) and look.language.code == "en" else place
    name = place.name_th if isinstance(place, Area) and look.language.code != "en" else name
    level = look.say(advice.COLOUR_NAMES[air.worse])
    return f"{look.language.value(name)} {FACES[air.worse]} {level}: {look.say(advice.advice_for(air).everyone)}"


def _band(air: AirHere, place: Any, look: Look) -> dict[str, Any]:
    level = air.worse if air.kind == "measured" else None
    colour = LEVELS[level - 1].colour if level else NO_COLOUR
    ink = INK if level in DARK_INK_ON else PAPER
    word = look.say(advice.LEVEL_NAMES[level] if level else UNKNOWN_AIR)
    face = FACES[level] if level else "❔"
    return flex.box(
        "horizontal",
        [
            flex.text(face, size="3xl", flex=0, gravity="center"),
            flex.box(
                "vertical",
                [
                    flex.text(look.language.value(place), size="lg", color=ink),
                    flex.text(word, size="xl", weight="bold", color=ink),
                ],
                paddingStart="lg",
            ),
        ],
        backgroundColor=colour,
        paddingAll="lg",
    )


def _numbers(air: AirHere, look: Look) -> dict[str, Any]:
    columns = []
    if air.mean is not None:
        under = look.say(MEAN_24H)
        columns.append(_number(air.mean, under, look.say(AQI, {"aqi": air.mean_aqi}), look))
    if air.hour is not None:
        trend = air.trend
        below = f"{ARROWS[trend]} {look.say(advice.TRENDS[trend])}" if trend else ""
        columns.append(_number(air.hour, look.say(LATEST_HOUR, {"at": air.hour.at}), below, look))
    if air.worse_is == "hour":
        columns.reverse()  # the number that chose the colour stands first
    return flex.box("horizontal", columns, spacing="md", margin="md")


def _number(reading: Reading, under: str, below: str, look: Look) -> dict[str, Any]:
    pieces = [
        flex.text(advice.written(reading.pm25), size="4xl", weight="bold"),
        flex.text(look.say(UNIT), size="sm", color=SOFT),
        flex.text(under, size="md"),
    ]
    if below:
        pieces.append(flex.text(below, size="md", weight="bold"))
    return flex.box("vertical", pieces, flex=1)


def _where(air: AirHere, look: Look) -> list[dict[str, Any]]:
    if air.station is None:
        return []
    text = STATION if air.station.kind == "official" else SENSOR
    km = max(1, round(air.distance_km or 0))
    where = look.say(text, {"station": air.station, "km": km})
    speaks = air.hour if air.worse_is == "hour" else air.mean
    lines = [flex.text(where, size="md", color=SOFT, margin="md")]
    if speaks is not None:
        day = look.language.day(speaks.at)
        when = look.say(MEASURED, {"day": day, "at": speaks.at})
        lines.append(flex.text(when, size="md", color=SOFT, margin="none"))
    return lines


def _advice(air: AirHere, look: Look) -> list[dict[str, Any]]:
    said = advice.advice_for(air)
    return [
        flex.line(),
        flex.text(look.say(EVERYONE), size="md", weight="bold", color=SOFT),
        flex.text(look.say(said.everyone), margin="none"),
        flex.text(look.say(AT_RISK), size="md", weight="bold", color=SOFT, margin="md"),
        flex.text(look.say(said.at_risk), margin="none"),
    ]


def _chart(air: AirHere, look: Look) -> dict[str, Any] | None:
    """Drawn when it is fetched (web/public/pictures.py); the number of hours in its name makes a late batch a new picture."""
    if air.station is None or air.until is None or not air.hours:
        return None
    name = f"{air.station.id}-{air.until:%Y%m%d%H}-{len(air.hours)}-{look.language.code}.png"
    return {
        "type": "image",
        "url": look.url(f"/pictures/day/{name}"),
        "size": "full",
        "aspectRatio": "2:1",
        "aspectMode": "fit",
        "backgroundColor": PAPER,
    }


def _buttons() -> tuple[Button, ...]:
    return (
        Button(ANOTHER, "do", "do=pm25_lookup&ask=1"),
        Button(WARN, "do", "do=subscribe_alerts"),
        Button(SMOKE, "do", "do=fire_report"),
    )
