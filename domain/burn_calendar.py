"""A month of burn requests for one area: what each day holds against its limit, and what closes it. Pure.

Days that are over are not told: what burnt is in the open data. Page: web/console/permits.py.
"""

from __future__ import annotations

from calendar import Calendar
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from domain import lampang
from domain.bans import Ban
from domain.permit_rules import FAR_AHEAD, Book, Limit, limit_of, taken

ALL, SOME = "all", "some"


@dataclass(frozen=True, slots=True)
class Day:
    """`limit` only where the area is one tambon; `full` counts tambons; `closed`, `banned`: everywhere, in parts, or not."""

    day: date
    is_ahead: bool
    plots: int = 0
    rai: float = 0.0
    limit: Limit | None = None
    full: int = 0
    closed: str = ""
    banned: str = ""

    @property
    def has_anything(self) -> bool:
        return bool(self.plots or self.closed or self.banned)


def months(today: date) -> list[date]:
    """The first days of the months in which a burn can be asked for."""
    last = today + FAR_AHEAD
    found = [today.replace(day=1)]
    while (found[-1].year, found[-1].month) < (last.year, last.month):
        year, month = divmod(found[-1].year * 12 + found[-1].month, 12)
        found.append(date(year, month + 1, 1))
    return found


def weeks(
    month: date, today: date, area: str, book: Book, bans: Sequence[Ban]
) -> list[list[Day | None]]:
    """From Monday; None outside the month."""
    return [
        [_day(one, today, area, book, bans) if one.month == month.month else None for one in week]
        for week in Calendar().monthdatescalendar(month.year, month.month)
    ]


def _day(day: date, today: date, area: str, book: Book, bans: Sequence[Ban]) -> Day:
    if not today <= day <= today + FAR_AHEAD:
        return Day(day, is_ahead=False)
    tambons = {one.tambon for one in book.permits if one.day == day and one.tambon.startswith(area)}
    held = {code: taken(book, code, day) for code in tambons}
    limits = {code: limit_of(book.limits, code) for code in tambons}
    return Day(
        day,
        is_ahead=True,
        plots=sum(plots for plots, _ in held.values()),
        rai=sum(rai for _, rai in held.values()),
        limit=limit_of(book.limits, area) if len(area) == 6 else None,
        full=sum(
            1
            for code, (plots, rai) in held.items()
            if plots >= limits[code].plots or rai >= limits[code].rai
        ),
        closed=_part([one.district for one in book.switches if one.day == day and not one.is_open], area),
        banned=_part([one.area for one in bans if one.holds(day)], area),
    )  # fmt: skip


def _part(closed: Sequence[str], area: str) -> str:
    """Whether these areas are all of the area, a part of it, or none."""
    if any(area.startswith(one) for one in closed):
        return ALL
    within = [one for one in closed if one.startswith(area)]
    tambons = [one.code for one in lampang.TAMBONS if one.code.startswith(area)]
    if within and all(any(one.startswith(part) for part in within) for one in tambons):
        return ALL
    return SOME if within else ""
