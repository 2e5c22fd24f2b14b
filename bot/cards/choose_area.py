"""Districts or tambons to tap, two in a row, in a size that thumbs hit."""

from __future__ import annotations

from typing import Any

from bot.cards import flex
from bot.cards.look import Look
from domain.cards import Choice
from domain.conversation import Button, Show
from domain.places import Area


def draw(show: Show, look: Look) -> dict[str, Any]:
    choice: Choice = show.about
    question = look.say(choice.question)
    cells = [_cell(area, choice.do, look) for area in choice.areas]
    rows = [flex.text(question, weight="bold")]
    for start in range(0, len(cells), 2):
        pair = cells[start : start + 2]
        if len(pair) == 1:
            pair.append({"type": "filler"})
        rows.append(flex.box("horizontal", pair, spacing="sm"))
    extra = [flex.button(one, look, style="link") for one in show.buttons]
    return flex.bubble(question, rows, footer=extra or None)


def _cell(area: Area, do: str, look: Look) -> dict[str, Any]:
    name = area.name_en if look.language.code == "en" else area.name_th
    return flex.button(Button("%(name)s", "do", f"do={do}&area={area.code}", {"name": name}), look)
