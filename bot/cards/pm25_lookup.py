"""The air of a place: a band with face, word and number, what to do, then what it rests on and the last 24 hours.

The worse of the last hour and the 24-h mean chooses colour and words; each number says what it is. The band says what
the sentences of domain/advice.py say about colour and number, so the card takes only the rest of them: air_words.py.
"""

from __future__ import annotations

from typing import Any

from bot.cards import air_sources, air_words, flex
from bot.cards.look import INK, PAPER, SOFT, Look
from domain import advice
from domain.air import LEVELS, AirHere
from domain.cards import AirCard
from domain.conversation import Button, Show
from domain.words import N_

FACES = {1: "😊", 2: "🙂", 3: "😐", 4: "😷", 5: "🚨"}
UNKNOWN_FACE = "❔"
DARK_INK_ON = (1, 2, 3, 4)  # white letters on these four cannot be read in the sun
NO_COLOUR = "#52606D"
NO_BREAK = "\u00a0"
ARROWS = {"rising": "↗", "falling": "↘", "steady": "→"}

UNIT = N_("µg/m³")
MEAN_24H = N_("24-hour mean")
LATEST_HOUR = N_("Hour to %(at)s")
AQI = N_("Thai AQI %(aqi)s")
AT_RISK = N_("At risk")
MEASURED = N_("Measured %(day)s %(at)s")
UNKNOWN_AIR = N_("Air not known")
ANOTHER = Button(N_("Another place"), "do", "do=pm25_lookup&ask=1")
WARN = N_("Warn me")
SMOKE = Button(N_("Report smoke"), "do", "do=fire_report")


def draw(show: Show, look: Look) -> dict[str, Any]:
    card: AirCard = show.about
    air = card.air
    words = air_words.of(card, look)
    body = _what_to_do(words, look)
    if air.kind == "measured":
        body += [flex.line(), *_other_number(air, look), *_where(air, look), *_chart(air, look)]
    elif told := air_sources.model_lines(air, look):
        body += [flex.line(), *(flex.text(one, size="md", color=SOFT, margin="lg") for one in told)]
    usual = (ANOTHER, _warn(card), SMOKE) if air.kind == "measured" else (SMOKE, ANOTHER)
    return flex.bubble(
        _alt(air, words, look),
        body,
        header=_band(air, words, look),
        footer=[flex.button(one, look) for one in show.buttons or usual],
    )


def _warn(card: AirCard) -> Button:
    """Of the place that is shown."""
    area = f"&area={card.area.code}" if card.area else ""
    return Button(WARN, "do", f"do=subscribe_alerts{area}")


def face_and_word(air: AirHere) -> tuple[str, str]:
    """Air that is not surely good here and now gets no smile and no "good": the name of its colour says it."""
    if air.kind != "measured" or not air.worse:
        return UNKNOWN_FACE, UNKNOWN_AIR
    if air.worse <= advice.GOOD_UP_TO and not air_words.is_good(air):
        return UNKNOWN_FACE, advice.COLOUR_NAMES[air.worse]
    return FACES[air.worse], advice.LEVEL_NAMES[air.worse]


def _alt(air: AirHere, words: air_words.Words, look: Look) -> str:
    """Place, level and what to do within the first 40 characters: for some this is the whole message."""
    if air.kind != "measured" or not air.worse:
        return words.lead
    colour = look.say(advice.COLOUR_NAMES[air.worse])
    return f"{words.short_place} {face_and_word(air)[0]} {colour}: {words.act}"


def _band(air: AirHere, words: air_words.Words, look: Look) -> dict[str, Any]:
    level = air.worse if air.kind == "measured" else None
    ink = INK if level in DARK_INK_ON else PAPER
    face, word = face_and_word(air)
    names = [
        flex.text(words.whose, color=ink),
        flex.text(look.say(word), size="xl", weight="bold", color=ink, margin="none"),
    ]
    top = [
        flex.text(face, size="3xl", flex=0, gravity="center"),
        flex.box("vertical", names, paddingStart="lg"),
    ]
    rows = [flex.box("horizontal", top)]
    if level:
        rows += _big_number(air, ink, look)
    return flex.box(
        "vertical",
        rows,
        backgroundColor=LEVELS[level - 1].colour if level else NO_COLOUR,
        paddingAll="lg",
    )


def _big_number(air: AirHere, ink: str, look: Look) -> list[dict[str, Any]]:
    """The number that chose the colour."""
    reading = air.hour if air.worse_is == "hour" else air.mean
    what = _about_hour(air, look) if air.worse_is == "hour" else _about_mean(air, look)
    number = advice.written(reading.pm25) if reading else ""
    labels = [f"{what[0]} ({look.say(UNIT)})", *what[1:]]
    return [
        flex.text(number, size="5xl", weight="bold", color=ink, margin="sm"),
        *(flex.text(one, size="md", color=ink, margin="none") for one in labels),
    ]


def _what_to_do(words: air_words.Words, look: Look) -> list[dict[str, Any]]:
    """What to do first is bold, be it the lead or the advice for everyone."""
    said = [
        flex.text(one, weight="bold" if one == words.act else "regular")
        for one in (words.lead, words.everyone)
        if one
    ]
    at_risk = [
        flex.text(look.say(AT_RISK), size="md", weight="bold", color=SOFT, margin="lg"),
        flex.text(words.at_risk, margin="none"),
    ]
    return [*said, *at_risk]


def _other_number(air: AirHere, look: Look) -> list[dict[str, Any]]:
    reading = air.mean if air.worse_is == "hour" else air.hour
    if reading is None:
        return []
    what = _about_mean(air, look) if air.worse_is == "hour" else _about_hour(air, look)
    labels = [flex.text(one, size="md", margin="none") for one in what]
    number = advice.written(reading.pm25)
    row = [
        flex.box("vertical", labels, flex=1, justifyContent="center"),
        flex.text(number, size="xxl", weight="bold", align="end", gravity="center", flex=0),
    ]
    return [flex.box("horizontal", row, margin="lg")]


def _about_mean(air: AirHere, look: Look) -> list[str]:
    return [look.say(MEAN_24H), look.say(AQI, {"aqi": air.mean_aqi})]


def _about_hour(air: AirHere, look: Look) -> list[str]:
    if air.hour is None:
        return []
    at = look.language.clock(air.hour.at).replace(" ", NO_BREAK)
    said = [look.say(LATEST_HOUR, {"at": at})]
    if air.trend:
        said.append(f"{ARROWS[air.trend]} {look.say(advice.TRENDS[air.trend])}")
    return said


def _where(air: AirHere, look: Look) -> list[dict[str, Any]]:
    speaks = air.hour if air.worse_is == "hour" else air.mean
    if air.station is None or speaks is None:
        return []
    where, *how_sure = air_sources.station_lines(air, look)
    when = look.say(MEASURED, {"day": look.language.day(speaks.at), "at": speaks.at})
    lines = [
        flex.text(where, size="md", color=SOFT, margin="lg"),
        flex.text(when, size="md", color=SOFT, margin="none"),
        *(flex.text(one, size="sm", color=SOFT, margin="none") for one in how_sure),
    ]
    if air.worse_is == "hour":
        note = look.say(advice.HOUR_IN_BORROWED_COLOURS)
        lines.append(flex.text(note, size="sm", color=SOFT, margin="sm"))
    return lines


def _chart(air: AirHere, look: Look) -> list[dict[str, Any]]:
    """Drawn when it is fetched (web/public/pictures.py); the number of hours in its name makes a late batch a new picture."""
    if air.station is None or air.until is None or not air.hours:
        return []
    name = f"{air.station.id}-{air.until:%Y%m%d%H}-{len(air.hours)}-{look.language.code}.png"
    return [
        {
            "type": "image",
            "url": look.url(f"/pictures/day/{name}"),
            "size": "full",
            "aspectRatio": "2:1",
            "aspectMode": "fit",
            "backgroundColor": PAPER,
            "margin": "lg",
        }
    ]
