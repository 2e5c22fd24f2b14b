"""A warning about the air, or the good news: what it is and what to do, then number, place, hour, and how to stop.

The sentences are texts that officials edit (store/alert_texts.py); numbers, places and times are drawn here.
"""

from __future__ import annotations

from typing import Any

from bot.cards import air_sources, flex
from bot.cards.look import INK, PAPER, SOFT, Look
from bot.cards.pm25_lookup import DARK_INK_ON, FACES, LATEST_HOUR, MEAN_24H, UNIT
from domain import advice
from domain.air import LEVELS
from domain.alert_words import AlertCard, case_of, words
from domain.conversation import Button, Show
from domain.words import N_, Moment

SINCE = N_("Since %(since)s")
OFFICIAL = N_("Official station %(station)s, %(at)s")
SENSORS = N_("Two low-cost sensors that agree (%(station)s), %(at)s")
BETTER = N_("Better air: %(station)s, %(km)s km away, %(value)s")
LOOK = N_("The air just now")
STOP = N_("Stop warnings")


def draw(show: Show, look: Look) -> dict[str, Any]:
    card: AlertCard = show.about
    said = _words(card, look)
    body = [flex.text(said["lead"], weight="bold"), flex.text(said["act"]), flex.text(said["more"])]
    buttons = (
        Button(LOOK, "do", f"do=pm25_lookup&area={card.place.code}"),
        Button(STOP, "do", "do=unsubscribe_alerts"),
    )
    return flex.bubble(
        _alt(card, said, look),
        [*body, flex.line(), *_numbers(card, look), *_where(card, look)],
        header=_band(card, look),
        footer=[flex.button(one, look) for one in show.buttons or buttons],
    )


def _words(card: AlertCard, look: Look) -> dict[str, str]:
    texts = card.texts.get(look.language.code) or card.texts.get("th", {})
    number = card.alert.hour if card.by_hour else card.alert.mean
    values = {
        "place": _name(card, look),
        "colour": look.say(advice.COLOUR_NAMES[card.level]),
        "value": advice.written(number or 0.0),
    }
    return words(texts, case_of(card), values)


def _name(card: AlertCard, look: Look) -> str:
    return card.place.name_en if look.language.code == "en" else card.place.name_th


def _alt(card: AlertCard, said: dict[str, str], look: Look) -> str:
    """Place, colour and what to do within the first 40 characters, then the rest of it."""
    colour = look.say(advice.COLOUR_NAMES[card.level])
    return f"{_name(card, look)} {FACES[card.level]} {colour}: {said['act']} {said['lead']}"


def _band(card: AlertCard, look: Look) -> dict[str, Any]:
    ink = INK if card.level in DARK_INK_ON else PAPER
    word = (
        f"{look.say(advice.COLOUR_NAMES[card.level])} · {look.say(advice.LEVEL_NAMES[card.level])}"
    )
    names = [
        flex.text(look.language.value(card.place), color=ink),
        flex.text(word, size="xl", weight="bold", color=ink, margin="none"),
    ]
    top = [
        flex.text(FACES[card.level], size="3xl", flex=0, gravity="center"),
        flex.box("vertical", names, paddingStart="lg"),
    ]
    number = card.alert.hour if card.by_hour else card.alert.mean
    rows = [
        flex.box("horizontal", top),
        flex.text(advice.written(number or 0.0), size="5xl", weight="bold", color=ink, margin="sm"),
        flex.text(
            f"{_label(card, card.by_hour, look)} ({look.say(UNIT)})",
            size="md",
            color=ink,
            margin="none",
        ),
    ]
    colour = LEVELS[card.level - 1].colour
    return flex.box("vertical", rows, backgroundColor=colour, paddingAll="lg")


def _label(card: AlertCard, is_hour: bool, look: Look) -> str:
    if not is_hour:
        return look.say(MEAN_24H)
    return look.say(LATEST_HOUR, {"at": look.language.clock(card.alert.at).replace(" ", "\u00a0")})


def _numbers(card: AlertCard, look: Look) -> list[dict[str, Any]]:
    """The other number of the two, with its own label."""
    other = card.alert.mean if card.by_hour else card.alert.hour
    if other is None:
        return []
    row = [
        flex.text(_label(card, not card.by_hour, look), size="md", flex=1, gravity="center"),
        flex.text(advice.written(other), size="xxl", weight="bold", align="end", flex=0),
    ]
    return [flex.box("horizontal", row, margin="lg")]


def _where(card: AlertCard, look: Look) -> list[dict[str, Any]]:
    at = Moment(card.alert.at)
    names = " · ".join(look.language.station(one) for one in card.stations)
    text = OFFICIAL if len(card.stations) < 2 else SENSORS
    lines = [
        look.say(SINCE, {"since": Moment(card.alert.since)}),
        look.say(text, {"station": names, "at": at}),
    ]
    if len(card.stations) > 1:
        lines.append(look.say(air_sources.CORRECTED.get(card.treated, air_sources.AS_MEASURED)))
        lines += sorted({air_sources.THANKS.get(one.source, "") for one in card.stations} - {""})
    if card.by_hour:
        lines.append(look.say(advice.HOUR_IN_BORROWED_COLOURS))
    if card.better:
        better = card.better
        value = f"{advice.written(better.pm25)} ({look.say(advice.COLOUR_NAMES[better.level])})"
        km = f"{max(better.km, 1):.0f}"
        lines.append(look.say(BETTER, {"station": better.station, "km": km, "value": value}))
    return [flex.text(one, size="md", color=SOFT, margin="sm") for one in lines]
