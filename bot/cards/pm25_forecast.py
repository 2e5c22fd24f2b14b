"""What is to come: three parts of a day, each with colour and word, then what to do and how far the model may be trusted.

It never calls air good: that a model cannot know. What models say: domain/outlook.py, words: forecast_words.py.
"""

from __future__ import annotations

from typing import Any

from bot.cards import flex, forecast_words
from bot.cards.look import INK, PAPER, SOFT, Look
from domain import advice, health
from domain.air import LEVELS
from domain.cards import ForecastCard
from domain.conversation import Button, Show
from domain.outlook import Expected
from domain.words import N_

BARS = 5  # as on the rich menu; a model gets no smile
DARK_INK_ON = (1, 2, 3, 4)
NO_COLOUR = "#52606D"

TITLE = N_("Dust · %(day)s")
MODEL = N_("From a model, not measured")
UNIT = N_("µg/m³")
NOT_KNOWN = N_("not known")
SATELLITE = N_("GISTDA's satellite model: about %(number)s at %(at)s")
SATELLITE_THEN = N_(
    "GISTDA's satellite model: about %(number)s at %(at)s, then %(then)s by %(until)s"
)
SOURCE = N_(
    "Smoke and weather: Open-Meteo, CAMS (CC BY 4.0). Colours are those of the 24-hour scale."
)
NEXT = N_("Forecast %(day)s")
MEASURED = N_("Measured now")
ALT = N_("%(place)s %(day)s: %(colour)s (model). %(act)s")


def draw(show: Show, look: Look) -> dict[str, Any]:
    card: ForecastCard = show.about
    worst = max((one.level or 0 for one in card.expected), default=0)
    with_day = len({one.spell.day for one in card.expected}) > 1
    act = _act(card, worst, look)
    body = [_row(one, card, look, with_day=with_day) for one in card.expected]
    body += [flex.line(), flex.text(act, weight="bold", margin="lg")]
    body += [
        flex.text(words, margin="sm")
        for words in (forecast_words.lightest(card, look, with_day=with_day),)
        if words
    ]
    body += _how_sure(card, look)
    day = _day(card, look)
    place = look.language.value(card.name or card.area)
    colour = look.say(advice.COLOUR_NAMES[worst]) if worst else look.say(NOT_KNOWN)
    alt = look.say(ALT, {"place": _short(card, look), "day": day, "colour": colour, "act": act})
    return flex.bubble(
        alt,
        body,
        header=_band(worst, place, day, look),
        footer=[flex.button(one, look) for one in (show.buttons or _buttons(card, look))],
    )


def _band(worst: int, place: str, day: str, look: Look) -> dict[str, Any]:
    ink = INK if worst in DARK_INK_ON else PAPER
    words = [
        flex.text(place, color=ink),
        flex.text(
            look.say(TITLE, {"day": day}), size="xl", weight="bold", color=ink, margin="none"
        ),
        flex.text(_level(worst, look), color=ink, margin="none"),
        flex.text(look.say(MODEL), size="md", color=ink, margin="none"),
    ]
    colour = LEVELS[worst - 1].colour if worst else NO_COLOUR
    return flex.box("vertical", words, backgroundColor=colour, paddingAll="lg")


def _row(one: Expected, card: ForecastCard, look: Look, *, with_day: bool) -> dict[str, Any]:
    level = one.level
    number = forecast_words.number(one, look)
    name = forecast_words.part(one, card, look, with_day=with_day)
    top = [
        flex.text(name, weight="bold", flex=1, gravity="center"),
        flex.text(number, weight="bold", align="end", flex=0, gravity="center"),
    ]
    lines = [
        flex.box("horizontal", top, spacing="md"),
        flex.text(_level(level, look), margin="none"),
    ]
    weather = forecast_words.weather(one, look)
    if weather:
        lines.append(flex.text(weather, size="md", color=SOFT, margin="none"))
    edge = LEVELS[level - 1].colour if level else NO_COLOUR
    bar = flex.box("vertical", [{"type": "filler"}], width="8px", backgroundColor=edge, flex=0)
    inside = flex.box("vertical", lines, flex=1, paddingStart="md")
    return flex.box("horizontal", [bar, inside], margin="lg")


def _level(level: int | None, look: Look) -> str:
    """Bars and a word: the colour's name where the level's own would praise what nobody measured."""
    if not level:
        return look.say(NOT_KNOWN)
    names = advice.COLOUR_NAMES if level <= advice.GOOD_UP_TO else advice.LEVEL_NAMES
    return f"{'▮' * level}{'▯' * (BARS - level)} {look.say(names[level])}"


def _act(card: ForecastCard, worst: int, look: Look) -> str:
    if card.subject in health.ADVICE:
        said = look.say(health.ADVICE[card.subject][worst])
        if worst > advice.GOOD_UP_TO or not worst:
            return f"{look.say(health.SUBJECTS[card.subject])}: {said}"
    if worst <= advice.GOOD_UP_TO:
        return look.say(forecast_words.IF_SO)
    return look.say(advice.ADVICE[worst].everyone)


def _how_sure(card: ForecastCard, look: Look) -> list[dict[str, Any]]:
    said = []
    if card.satellite:
        first, last = card.satellite[0], card.satellite[-1]
        text = SATELLITE if first is last else SATELLITE_THEN
        values = {
            "number": f"{first.pm25:.0f}",
            "at": first.at,
            "then": f"{last.pm25:.0f}",
            "until": last.at,
        }
        said.append(flex.text(look.say(text, values), size="md", margin="md"))
    said.append(flex.text(forecast_words.bias(card.bias, look), size="md", color=SOFT, margin="md"))
    note = f"{look.say(UNIT)} · {look.say(SOURCE)}"
    return [*said, flex.text(note, size="sm", color=SOFT, margin="sm")]


def _day(card: ForecastCard, look: Look) -> str:
    """What the title calls it: one day, or from the first to the last."""
    called = [forecast_words.called(one.spell.day, card.today, look) for one in card.expected]
    return called[0] if called[0] == called[-1] else f"{called[0]} – {called[-1]}"


def _short(card: ForecastCard, look: Look) -> str:
    if card.name:
        return card.name
    return card.area.name_en if look.language.code == "en" else card.area.name_th


def _buttons(card: ForecastCard, look: Look) -> list[Button]:
    code = card.area.code
    buttons = [Button(MEASURED, "do", f"do=pm25_lookup&area={code}")]
    if card.next_day is not None:
        day = forecast_words.called(card.next_day, card.today, look)
        press = f"do=pm25_forecast&day={card.next_day.isoformat()}&area={code}"
        buttons.insert(0, Button(NEXT, "do", press, {"day": day}))
    return [*buttons, Button(N_("Another place"), "do", "do=pm25_forecast&ask=1")]
