"""The picture of some days (7 or 30): a bar a day, days without enough hours paler, gaps said to be gaps. Template: days_chart.svg.

The days come from domain/history.py, the card that shows it: bot/cards/pm25_history.py.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import groupby

from bot.pictures.day_chart import (
    BOTTOM,
    LABEL_HEIGHT,
    LEFT,
    LINES,
    LOWEST_TOP,
    RIGHT,
    ROOM_ABOVE,
    TEMPLATES,
    TOP,
    Gap,
    Line,
    Number,
    Tick,
)
from bot.pictures.png import to_png
from domain.advice import written
from domain.air import LEVELS
from domain.history import Day
from domain.words import N_

TITLE = N_("Mean of each day (µg/m³)")
NO_VALUE = N_("No value")
FEW_HOURS = N_("Under 18 hours")

PALE = "0.4"
FEW_DAYS = 8  # so many bars have room for a number each
MOST_TICKS = 7
WIDE_GAP = 130.0  # room enough for the words, in the picture's units


@dataclass(frozen=True, slots=True)
class Bar:
    x: float
    y: float
    colour: str
    opacity: str


def days_chart(days: Sequence[Day], *, language: str, translate: Callable[[str], str]) -> bytes:
    """The picture as PNG, 1040 by 520."""
    return to_png(days_chart_svg(days, language=language, translate=translate))


def days_chart_svg(days: Sequence[Day], *, language: str, translate: Callable[[str], str]) -> str:
    slot = (RIGHT - LEFT) / len(days)
    top = max(LOWEST_TOP, ROOM_ABOVE * max((day.mean or 0 for day in days), default=0))
    return TEMPLATES.get_template("days_chart.svg").render(
        bars=_bars(days, slot, top),
        numbers=_numbers(days, slot, top),
        gaps=_gaps(days, slot),
        lines=_lines(top),
        ticks=_ticks(days, slot),
        has_pale=any(day.mean is not None and not day.is_complete for day in days),
        title=translate(TITLE),
        no_value=translate(NO_VALUE),
        few_hours=translate(FEW_HOURS),
        slot=slot,
        space=min(slot * 0.12, 12),
        number_size=40 if len(days) <= FEW_DAYS else 36,
        left=LEFT,
        right=RIGHT,
        plot_top=TOP,
        bottom=BOTTOM,
    )


def _bars(days: Sequence[Day], slot: float, top: float) -> list[Bar]:
    colours = {it.number: it.colour for it in LEVELS}
    return [
        Bar(
            LEFT + at * slot,
            _y(day.mean, top),
            colours[day.level or 1],
            "1" if day.is_complete else PALE,
        )
        for at, day in enumerate(days)
        if day.mean is not None
    ]


def _numbers(days: Sequence[Day], slot: float, top: float) -> list[Number]:
    """Every bar of a week carries its number; of a month only the highest complete one."""
    known = [(at, day) for at, day in enumerate(days) if day.mean is not None]
    if len(days) > FEW_DAYS:
        complete = [pair for pair in known if pair[1].is_complete]
        known = sorted(complete, key=lambda pair: pair[1].mean or 0)[-1:]
    return [
        Number(
            min(max(LEFT + (at + 0.5) * slot, LEFT + 44), RIGHT - 44),
            _y(day.mean or 0, top),
            written(day.mean or 0) if len(days) > FEW_DAYS else f"{day.mean:.0f}",
        )
        for at, day in known
    ]


def _gaps(days: Sequence[Day], slot: float) -> list[Gap]:
    gaps, at = [], 0
    for missing, run in groupby(days, key=lambda day: day.mean is None):
        length = len(list(run))
        if missing:
            width = length * slot
            gaps.append(Gap(LEFT + at * slot, width, width >= WIDE_GAP))
        at += length
    return gaps


def _lines(top: float) -> list[Line]:
    lines: list[Line] = []
    for pm25, colour in LINES:
        y = _y(pm25, top)
        label_y = min([y, *(line.label_y - LABEL_HEIGHT for line in lines)])
        lines.append(Line(y, label_y, colour, written(pm25)))
    return lines


def _ticks(days: Sequence[Day], slot: float) -> list[Tick]:
    """Dates as day/month; every day of a week, every fifth or so of a month, the newest always."""
    step = -(-len(days) // MOST_TICKS)
    return [
        Tick(LEFT + (at + 0.5) * slot, f"{day.day.day}/{day.day.month}")
        for at, day in enumerate(days)
        if (len(days) - 1 - at) % step == 0
    ]


def _y(pm25: float, top: float) -> float:
    return BOTTOM - (BOTTOM - TOP) * pm25 / top
