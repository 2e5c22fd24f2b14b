"""The picture of what to do instead of burning: three panels, the numbers of the three lines under it. Template: instead.svg.

Which way belongs to which line: WAYS of domain/buyers.py. Drawn by us. Card: bot/cards/no_burn_alternatives.py.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from bot.pictures.day_chart import TEMPLATES
from bot.pictures.png import to_png
from domain.buyers import ANY_WAYS, WAY_LABELS, WAYS
from domain.words import N_

METRES = N_("m")
LARGE, SMALL, LONG = 48, 40, 13  # a longer label is set smaller
ROUND = "1"  # of the drawing: phones keep a picture for a week, so a new drawing needs a new name


@dataclass(frozen=True, slots=True)
class Panel:
    way: str
    label: str

    @property
    def size(self) -> int:
        return SMALL if len(self.label) > LONG else LARGE


def path_of(residue: str, language: str) -> str:
    """Where the picture for a residue is; `any` when none was said."""
    return f"/pictures/instead/{residue or 'any'}-{ROUND}-{language}.png"


def instead(residue: str, *, translate: Callable[[str], str]) -> bytes:
    """The picture as PNG, 1040 by 420."""
    return to_png(instead_svg(residue, translate=translate))


def instead_svg(residue: str, *, translate: Callable[[str], str]) -> str:
    ways = WAYS.get(residue, ANY_WAYS)
    panels = [Panel(way, translate(WAY_LABELS[way])) for way in ways]
    return TEMPLATES.get_template("instead.svg").render(panels=panels, metres=translate(METRES))
