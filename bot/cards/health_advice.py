"""What to do for one's health: what chose the advice, the advice itself, the signs of danger, and the other groups to tap.

Advice by group and level: domain/health.py.
"""

from __future__ import annotations

from typing import Any

from bot.cards import flex
from bot.cards.look import ALARM, INK, LINK, PAPER, SOFT, Look
from domain import advice, health
from domain.air import LEVELS
from domain.cards import HealthCard
from domain.conversation import Button, Show
from domain.health import HealthPlace
from domain.words import N_

FACES = {0: "❔", 1: "😊", 2: "🙂", 3: "😐", 4: "😷", 5: "🚨"}
DARK_INK_ON = (1, 2, 3, 4)
NO_COLOUR = "#52606D"

UNKNOWN = N_("Air not known")
HOUR_AND_MEAN = N_("Hour to %(at)s: %(hour)s · 24-hour mean: %(mean)s")
ONLY_HOUR = N_("Hour to %(at)s: %(hour)s")
ONLY_MEAN = N_("24-hour mean: %(mean)s")
MEASURED_AT = N_("measured at %(station)s")
BY_MODEL = N_("Nobody measures near. A model says about %(number)s (not measured).")
NOBODY = N_("Nobody measures near just now.")
EVERYONE = N_("Everyone")
AT_RISK = N_("At risk")
FOR_WHOM = N_("Who is it about?")
NO_PLACES = N_("I know no checked clinic, clean room or mask point near %(place)s yet.")
PLACE = N_("%(name)s (checked %(day)s)")
CALL = Button(N_("Call 1669"), "link", "tel:1669")


def draw(show: Show, look: Look) -> dict[str, Any]:
    card: HealthCard = show.about
    place = _place(card, look)
    body = [*_said(card, place, look), flex.line(), *_signs(look), *_others(card, look)]
    return flex.bubble(
        _alt(card, place, look),
        body,
        header=_band(card, look),
        footer=[flex.button(one, look) for one in show.buttons or _buttons(card)],
    )


def _alt(card: HealthCard, place: str, look: Look) -> str:
    colour = look.say(advice.COLOUR_NAMES[card.level] if card.level else UNKNOWN)
    act = _advice(card, look)[0][1]
    return f"{place} {FACES[card.level]} {colour}: {act}"


def _band(card: HealthCard, look: Look) -> dict[str, Any]:
    level = card.level
    ink = INK if level in DARK_INK_ON else PAPER
    word = look.say(advice.LEVEL_NAMES[level] if level else UNKNOWN)
    whole = card.name or (look.language.value(card.area) if card.area else "")
    names = [
        flex.text(whole, color=ink),
        flex.text(word, size="xl", weight="bold", color=ink, margin="none"),
        flex.text(_rests_on(card, look), size="md", color=ink, margin="none"),
    ]
    top = [
        flex.text(FACES[level], size="3xl", flex=0, gravity="center"),
        flex.box("vertical", names, paddingStart="lg"),
    ]
    colour = LEVELS[level - 1].colour if level else NO_COLOUR
    return flex.box(
        "vertical", [flex.box("horizontal", top)], backgroundColor=colour, paddingAll="lg"
    )


def _rests_on(card: HealthCard, look: Look) -> str:
    """Both numbers with what they are, or that nobody measures."""
    air = card.air
    if air.kind != "measured":
        if card.model is None:
            return look.say(NOBODY)
        return look.say(BY_MODEL, {"number": f"{card.model.pm25:.0f}"})
    values: dict[str, Any] = {}
    if air.hour:
        values |= {"hour": advice.written(air.hour.pm25), "at": air.hour.at}
    if air.mean:
        values["mean"] = advice.written(air.mean.pm25)
    text = HOUR_AND_MEAN if air.hour and air.mean else ONLY_HOUR if air.hour else ONLY_MEAN
    where = look.say(MEASURED_AT, {"station": air.station})
    return f"{look.say(text, values)} · {where}"


def _advice(card: HealthCard, look: Look) -> list[tuple[str, str]]:
    """Whom it is for, and what to do."""
    if card.subject:
        said = look.say(health.ADVICE[card.subject][card.level])
        return [(look.say(health.SUBJECTS[card.subject]), said)]
    words = advice.ADVICE.get(card.level, advice.ADVICE_UNKNOWN)
    return [
        (look.say(EVERYONE), look.say(words.everyone)),
        (look.say(AT_RISK), look.say(words.at_risk)),
    ]


def _said(card: HealthCard, place: str, look: Look) -> list[dict[str, Any]]:
    said = []
    for whom, words in _advice(card, look):
        said.append(flex.text(whom, size="md", weight="bold", color=SOFT, margin="lg"))
        said.append(flex.text(words, weight="bold" if card.subject else "regular", margin="none"))
    if card.places or card.is_where:
        said += _places(card, place, look)
    return said


def _places(card: HealthCard, place: str, look: Look) -> list[dict[str, Any]]:
    if not card.places:
        return [flex.text(look.say(NO_PLACES, {"place": place}), size="md", margin="md")]
    return [flex.text(_named(one, look), margin="md") for one in card.places[:4]]


def _named(one: HealthPlace, look: Look) -> str:
    name = one.name_en if look.language.code == "en" else one.name_th
    name = f"{name} {one.phone}".strip()
    return "• " + look.say(PLACE, {"name": name, "day": one.checked_on})


def _signs(look: Look) -> list[dict[str, Any]]:
    return [
        flex.text("☎ " + look.say(health.SIGNS), size="md", weight="bold", color=ALARM, margin="lg")
    ]


def _others(card: HealthCard, look: Look) -> list[dict[str, Any]]:
    """The groups, two in a row, each tall enough for a thumb."""
    title = flex.text(look.say(FOR_WHOM), size="md", color=SOFT, margin="lg")
    cells = [_cell(group, card, look) for group in health.GROUPS]
    rows = [
        flex.box("horizontal", cells[at : at + 2], spacing="sm") for at in range(0, len(cells), 2)
    ]
    return [title, *rows]


def _cell(group: str, card: HealthCard, look: Look) -> dict[str, Any]:
    chosen = group == card.subject
    press = Button(health.SUBJECTS[group], "do", _press(group, card))
    words = flex.text(
        look.say(health.SUBJECTS[group]),
        size="md",
        align="center",
        weight="bold" if chosen else "regular",
        color=PAPER if chosen else LINK,
    )
    return flex.box(
        "vertical",
        [words],
        action=flex.action(press, look, longest=flex.LONGEST_QUICK_LABEL),
        backgroundColor=LINK if chosen else "#EEF3F1",
        cornerRadius="md",
        paddingTop="lg",
        paddingBottom="lg",
        paddingStart="sm",
        paddingEnd="sm",
        flex=1,
        justifyContent="center",
    )


def _press(subject: str, card: HealthCard) -> str:
    area = f"&area={card.area.code}" if card.area else ""
    return f"do=health_advice&about={subject}{area}"


def _buttons(card: HealthCard) -> list[Button]:
    topics = [name for name in health.TOPICS if name != card.subject][:2]
    rest = [Button(health.SUBJECTS[name], "do", _press(name, card)) for name in topics]
    return [CALL, *rest]


def _place(card: HealthCard, look: Look) -> str:
    if card.name or card.area is None:
        return card.name
    return card.area.name_en if look.language.code == "en" else card.area.name_th
