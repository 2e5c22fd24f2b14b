"""Districts or tambons to tap, two in a row in a size that thumbs hit; one in a row where names need their district."""

from __future__ import annotations

from typing import Any

from bot.cards import flex
from bot.cards.look import Look
from domain.cards import Choice
from domain.conversation import Button, Show
from domain.places import Area
from domain.words import N_

DISTRICT = N_("%(name)s district")


def draw(show: Show, look: Look) -> dict[str, Any]:
    choice: Choice = show.about
    question = look.say(choice.question)
    is_one_list = len({area.code[:-2] for area in choice.areas}) == 1
    names = [_bare(area, look) if is_one_list else _full(area, look) for area in choice.areas]
    cells = [
        flex.button(Button("%(name)s", "do", _press(choice, area), {"name": name}), look)
        for area, name in zip(choice.areas, names, strict=True)
    ]
    rows = _pairs(cells) if is_one_list else cells
    extra = [flex.button(one, look, style="link") for one in show.buttons]
    title = flex.text(question, weight="bold", size="xl")
    return flex.bubble(question, [title, *rows], footer=extra or None)


def _press(choice: Choice, area: Area) -> str:
    return f"do={choice.do}&area={area.code}"


def _bare(area: Area, look: Look) -> str:
    return area.name_en if look.language.code == "en" else area.name_th


def _full(area: Area, look: Look) -> str:
    if area.is_tambon:
        return look.language.value(area)
    return look.say(DISTRICT, {"name": _bare(area, look)})


def _pairs(cells: list[dict[str, Any]]) -> list[dict[str, Any]]:
    rows = []
    for start in range(0, len(cells), 2):
        pair = cells[start : start + 2]
        if len(pair) == 1:
            pair.append({"type": "filler"})
        rows.append(flex.box("horizontal", pair, spacing="sm"))
    return rows
