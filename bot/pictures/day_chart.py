"""The small picture of a station's last 24 hours: a bar an hour, gaps said to be gaps. Template: day_chart.svg.

The hours come from domain/air.py (AirHere.hours and .until), the card that shows it from bot/cards/.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from itertools import groupby
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from bot.pictures.png import to_png
from domain.advice import written
from domain.air import LEVELS, Reading, level
from domain.words import N_

TITLE = N_("Dust each hour to %(time)s (µg/m³)")
NO_VALUE = N_("No value")

WIDTH, HEIGHT = 1040, 520
LEFT, RIGHT, TOP, BOTTOM = 32.0, 928.0, 132.0, 438.0
HOURS = 24
SLOT = (RIGHT - LEFT) / HOURS
# The standard for 24 hours, and where red begins; both lines are always in sight.
LINES = ((37.5, "#B8440A"), (75.0, "#A30000"))
LOWEST_TOP = 90.0
ROOM_ABOVE = 1.08
LABEL_HEIGHT = 38.0  # two line labels closer than this would cover each other
HALF_NUMBER = 44.0  # half the width of "482" or "41.3" as drawn
APART = 4  # hours: nearer, two numbers would meet
WIDE_GAP = 4  # hours: room enough to write into the gap
BANGKOK = timezone(timedelta(hours=7))

TEMPLATES = Environment(
    loader=FileSystemLoader(Path(__file__).parent), autoescape=True, undefined=StrictUndefined
)


@dataclass(frozen=True, slots=True)
class Bar:
    x: float
    y: float
    colour: str


@dataclass(frozen=True, slots=True)
class Number:
    x: float
    y: float
    text: str


@dataclass(frozen=True, slots=True)
class Gap:
    x: float
    width: float
    is_wide: bool


@dataclass(frozen=True, slots=True)
class Line:
    y: float
    label_y: float
    colour: str
    text: str


@dataclass(frozen=True, slots=True)
class Tick:
    x: float
    text: str


def day_chart(
    hours: Sequence[Reading], *, until: datetime, language: str, translate: Callable[[str], str]
) -> bytes:
    """The picture as PNG, 1040 by 520."""
    return to_png(day_chart_svg(hours, until=until, language=language, translate=translate))


def day_chart_svg(
    hours: Sequence[Reading], *, until: datetime, language: str, translate: Callable[[str], str]
) -> str:
    """The drawing of the 24 hours that end at `until`; png.picture_key() of it names the file."""
    values = _values(hours, until)
    top = max(LOWEST_TOP, ROOM_ABOVE * max((it for it in values if it is not None), default=0))
    return TEMPLATES.get_template("day_chart.svg").render(
        bars=_bars(values, top),
        numbers=_numbers(values, top),
        words_y=_words_y(top),
        gaps=_gaps(values),
        lines=_lines(top),
        ticks=_ticks(until, language),
        title=translate(TITLE) % {"time": _clock(until, language, with_unit=True)},
        no_value=translate(NO_VALUE),
        slot=SLOT,
        left=LEFT,
        right=RIGHT,
        plot_top=TOP,
        bottom=BOTTOM,
    )


def _values(hours: Sequence[Reading], until: datetime) -> list[float | None]:
    """A value for each of the 24 hours, oldest first, or None."""
    by_slot = {round((until - reading.at) / timedelta(hours=1)): reading.pm25 for reading in hours}
    return [by_slot.get(back) for back in reversed(range(HOURS))]


def _bars(values: list[float | None], top: float) -> list[Bar]:
    colours = {it.number: it.colour for it in LEVELS}
    return [
        Bar(LEFT + index * SLOT, _y(value, top), colours[level(value)])
        for index, value in enumerate(values)
        if value is not None
    ]


def _numbers(values: list[float | None], top: float) -> list[Number]:
    """The newest bar carries its number, and the highest one where the two numbers do not meet."""
    known = {index: value for index, value in enumerate(values) if value is not None}
    if not known:
        return []
    newest, highest = max(known), max(known, key=lambda index: known[index])
    told = {newest} if newest - highest < APART else {newest, highest}
    return [_number(index, known, top) for index in sorted(told)]


def _number(index: int, known: dict[int, float], top: float) -> Number:
    """Above its bar and above the neighbours that the number reaches over, inside the plot."""
    x = min(max(LEFT + (index + 0.5) * SLOT, LEFT + HALF_NUMBER), RIGHT - HALF_NUMBER)
    tallest = max(known.get(index + step, 0) for step in range(-2, 3))
    return Number(x, _y(tallest, top), written(known[index]))


def _gaps(values: list[float | None]) -> list[Gap]:
    gaps = []
    index = 0
    for missing, run in groupby(values, key=lambda value: value is None):
        length = len(list(run))
        if missing:
            gaps.append(Gap(LEFT + index * SLOT, length * SLOT, length >= WIDE_GAP))
        index += length
    return gaps


def _words_y(top: float) -> float:
    """Where words in a gap do not stand on a line: above both, or between them when there is no room above."""
    lower, upper = (_y(pm25, top) for pm25, _ in LINES)
    return (TOP + upper) / 2 if upper - TOP > 2 * LABEL_HEIGHT else (upper + lower) / 2


def _lines(top: float) -> list[Line]:
    """The label of the upper line gives way upward when a high peak presses both lines together."""
    lines: list[Line] = []
    for pm25, colour in LINES:
        y = _y(pm25, top)
        label_y = min([y, *(line.label_y - LABEL_HEIGHT for line in lines)])
        lines.append(Line(y, label_y, colour, written(pm25)))
    return lines


def _ticks(until: datetime, language: str) -> list[Tick]:
    newest = until.astimezone(BANGKOK)
    hours = [newest - timedelta(hours=back) for back in reversed(range(HOURS))]
    return [
        Tick(LEFT + (index + 0.5) * SLOT, _clock(at, language))
        for index, at in enumerate(hours)
        if at.hour % 6 == 0
    ]


def _clock(at: datetime, language: str, *, with_unit: bool = False) -> str:
    local = at.astimezone(BANGKOK)
    if language == "th":
        return f"{local:%H.%M} น." if with_unit else f"{local:%H.%M}"
    return f"{local:%H:%M}"


def _y(pm25: float, top: float) -> float:
    return BOTTOM - (BOTTOM - TOP) * pm25 / top
