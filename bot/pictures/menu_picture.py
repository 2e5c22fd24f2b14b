"""The drawing of a rich menu: a band with face, colour and words over six cells. Template: menu.svg.

What stands in it and what a tap does: bot/menus.py.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from domain.air import LEVELS

WIDTH, HEIGHT = 2500, 1686
BAND = 402
COLUMNS = (0, 833, 1667, WIDTH)
ROWS = (BAND, BAND + 642, HEIGHT)
# On a phone 360 wide the picture is drawn at a seventh: 126 becomes 18, which weak eyes can read.
LARGEST, LARGEST_OF_TWO, SMALLEST = 126, 108, 96
CELL_ROOM = 730  # for a word, of a cell's 833
BAND_ROOM = 1570  # for the words beside the face
LETTER_WIDTH = 0.575  # of the font size, on the wide side for Sarabun's bold Thai and Latin letters
LONG_WORD = 12  # letters: from here on a label breaks at a space

INK, PAPER = "#1F2933", "#FFFFFF"
NO_COLOUR = "#52606D"
DARK_INK_ON = (1, 2, 3, 4)  # white letters on these four cannot be read in the sun

TEMPLATES = Environment(
    loader=FileSystemLoader(Path(__file__).parent),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


@dataclass(frozen=True, slots=True)
class Cell:
    """A sixth of the picture below the band: where a tap counts."""

    x: int
    y: int
    width: int
    height: int

    @property
    def bounds(self) -> dict[str, int]:
        return {"x": self.x, "y": self.y, "width": self.width, "height": self.height}


CELLS = tuple(
    Cell(left, top, right - left, bottom - top)
    for top, bottom in pairwise(ROWS)
    for left, right in pairwise(COLUMNS)
)


@dataclass(frozen=True, slots=True)
class Tile:
    """What stands in a cell; menu.svg has an icon for each wish."""

    wish: str
    label: str


@dataclass(frozen=True, slots=True)
class Drawn:
    """A tile in its cell, its label broken into lines."""

    cell: Cell
    wish: str
    lines: tuple[str, ...]
    font_size: int


def menu_svg(
    *, level: int, title: str, colour_name: str, level_name: str, tiles: Sequence[Tile]
) -> str:
    """The drawing, 2500 by 1686; `level` 0 is grey and has no colour name."""
    colours = {it.number: it.colour for it in LEVELS}
    drawn = [_drawn(cell, tile) for cell, tile in zip(CELLS, tiles, strict=True)]
    return TEMPLATES.get_template("menu.svg").render(
        level=level,
        colour=colours.get(level, NO_COLOUR),
        ink=INK if level in DARK_INK_ON else PAPER,
        title=title,
        colour_name=colour_name,
        level_name=level_name,
        level_size=_band_size(colour_name, level_name),
        tiles=drawn,
        band=BAND,
        width=WIDTH,
        height=HEIGHT,
    )


def _drawn(cell: Cell, tile: Tile) -> Drawn:
    lines = _broken(tile.label)
    widest = max(_letters(line) for line in lines)
    size = min(
        LARGEST if len(lines) == 1 else LARGEST_OF_TWO, int(CELL_ROOM / (LETTER_WIDTH * widest))
    )
    return Drawn(cell, tile.wish, lines, max(size, SMALLEST))


def _broken(label: str) -> tuple[str, ...]:
    """One line, or two of nearly the same length; Thai labels have no space to break at."""
    spaces = [at for at, letter in enumerate(label) if letter == " "]
    if _letters(label) <= LONG_WORD or not spaces:
        return (label,)
    middle = min(spaces, key=lambda at: abs(2 * at + 1 - len(label)))
    return label[:middle], label[middle + 1 :]


def _band_size(colour_name: str, level_name: str) -> int:
    if not colour_name:
        return 150
    room = BAND_ROOM - LETTER_WIDTH * 160 * _letters(colour_name)
    return max(SMALLEST, min(116, int(room / (0.56 * _letters(level_name)))))


def _letters(text: str) -> int:
    """Without the marks above and below, which take no width."""
    return sum(unicodedata.category(letter) != "Mn" for letter in text)
