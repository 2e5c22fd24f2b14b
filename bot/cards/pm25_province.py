"""The whole province: every station that measures, with its own worse value; no mean is made of them."""

from __future__ import annotations

from typing import Any

from bot.cards import flex
from bot.cards.look import SOFT, Look
from bot.cards.pm25_lookup import LATEST_HOUR, MEAN_24H, NO_COLOUR, face_and_word
from domain import advice
from domain.air import LEVELS, AirHere, StationAir, air_at
from domain.cards import ProvinceAir
from domain.conversation import Button, Show
from domain.words import N_

TITLE = N_("The dust of Lampang, sensor by sensor (µg/m³)")
NOTHING = N_("No station in Lampang sends values right now.")
SILENT_SINCE = N_("sends nothing")
NOT_EVERYWHERE = N_("Stations stand in few districts: they cannot speak for the others.")
ANOTHER = N_("Pick a place")
MORE = N_("and %(count)s more sensors")
LOW_COST = N_("low-cost sensor")
MOST_ROWS = 12
NO_VALUE = "–"


def draw(show: Show, look: Look) -> dict[str, Any]:
    about: ProvinceAir = show.about
    title = look.say(TITLE)
    everyone = [(one, air_at(one.station.point, (one,), about.now)) for one in about.stations]
    found = _first(everyone)
    rows = [_row(one, air, look) for one, air in found]
    body = [flex.text(title, weight="bold", size="xl"), flex.line("md"), *rows]
    if not any(air.worse for _, air in found):
        body.append(flex.text(look.say(NOTHING)))
    body.append(flex.text(look.say(NOT_EVERYWHERE), size="md", color=SOFT, margin="lg"))
    if len(everyone) > len(found):
        more = look.say(MORE, {"count": len(everyone) - len(found)})
        body.append(flex.text(more, size="md", color=SOFT))
    pick = Button(ANOTHER, "do", "do=pm25_lookup&ask=1")
    said = [f"{look.language.value(one.station)} {_value(air)}" for one, air in found]
    return flex.bubble(f"{title}: {', '.join(said)}", body, footer=[flex.button(pick, look)])


def _first(found: list[tuple[StationAir, AirHere]]) -> list[tuple[StationAir, AirHere]]:
    """A card is no list of two hundred: the official ones, then sensors from the worst on; silent ones last."""
    official = [each for each in found if each[0].station.kind == "official"]
    others = [each for each in found if each[0].station.kind != "official"]
    others.sort(key=lambda each: (-(each[1].worse or 0), each[0].station.id))
    return [*official, *others][:MOST_ROWS]


def _value(air: AirHere) -> str:
    speaks = air.hour if air.worse_is == "hour" else air.mean
    return advice.written(speaks.pm25) if speaks else NO_VALUE


def _row(one: StationAir, air: AirHere, look: Look) -> dict[str, Any]:
    colour = LEVELS[air.worse - 1].colour if air.worse else NO_COLOUR
    face, word = face_and_word(air)
    lines = [
        flex.text(look.language.value(one.station), weight="bold"),
        *(
            flex.text(line, size="md", color=SOFT, margin="none")
            for line in _about(air, word, look)
        ),
    ]
    return flex.box(
        "horizontal",
        [
            flex.box("vertical", [], width="10px", backgroundColor=colour, cornerRadius="5px"),
            flex.text(face, size="xl", flex=0, gravity="center"),
            flex.box("vertical", lines, flex=1),
            flex.text(
                _value(air), size="xxl", weight="bold", align="end", gravity="center", flex=0
            ),
        ],
        spacing="md",
        paddingTop="md",
        paddingBottom="md",
    )


def _about(air: AirHere, word: str, look: Look) -> list[str]:
    kind = [look.say(LOW_COST)] if air.is_by_sensor else []
    if not air.worse:
        return [look.say(SILENT_SINCE)]
    if air.worse_is == "hour" and air.hour:
        return [look.say(word), look.say(LATEST_HOUR, {"at": air.hour.at}), *kind]
    return [look.say(word), look.say(MEAN_24H), *kind]
