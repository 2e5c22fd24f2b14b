"""The whole province: every station that measures, with its own value and hour; no mean is made of them."""

from __future__ import annotations

from typing import Any

from bot.cards import flex
from bot.cards.look import SOFT, Look
from bot.cards.pm25_lookup import FACES, NO_COLOUR
from domain import advice
from domain.air import LEVELS, StationAir, air_at
from domain.cards import ProvinceAir
from domain.conversation import Button, Show
from domain.words import N_

TITLE = N_("The air of Lampang by station (24-hour mean)")
NOTHING = N_("No station in Lampang sends values right now.")
SILENT_SINCE = N_("sends nothing")
NOT_EVERYWHERE = N_("Stations stand in few districts: they cannot speak for the others.")
ANOTHER = N_("Pick a place")


def draw(show: Show, look: Look) -> dict[str, Any]:
    about: ProvinceAir = show.about
    title = look.say(TITLE)
    rows = [_row(one, about, look) for one in about.stations]
    body = [flex.text(title, weight="bold", size="xl"), flex.line("md"), *rows]
    if not rows:
        body.append(flex.text(look.say(NOTHING)))
    body.append(flex.text(look.say(NOT_EVERYWHERE), size="md", color=SOFT, margin="lg"))
    pick = Button(ANOTHER, "do", "do=pm25_lookup&ask=1")
    return flex.bubble(title, body, footer=[flex.button(pick, look)])


def _row(one: StationAir, about: ProvinceAir, look: Look) -> dict[str, Any]:
    air = air_at(one.station.point, (one,), about.now)
    level = air.worse
    value = advice.written(air.mean.pm25) if air.mean else "–"
    at = look.language.clock(air.mean.at) if air.mean else look.say(SILENT_SINCE)
    colour = LEVELS[level - 1].colour if level else NO_COLOUR
    return flex.box(
        "horizontal",
        [
            flex.box("vertical", [], width="10px", backgroundColor=colour, cornerRadius="5px"),
            flex.text(FACES[level] if level else "❔", size="xl", flex=0, gravity="center"),
            flex.box(
                "vertical",
                [
                    flex.text(look.language.value(one.station), weight="bold"),
                    flex.text(
                        look.say(advice.LEVEL_NAMES[level]) if level else at, size="md", color=SOFT
                    ),
                ],
                flex=3,
            ),
            flex.box(
                "vertical",
                [
                    flex.text(value, size="xl", weight="bold", align="end"),
                    flex.text(at if air.mean else " ", size="sm", color=SOFT, align="end"),
                ],
                flex=2,
            ),
        ],
        spacing="md",
        paddingTop="md",
        paddingBottom="md",
    )
