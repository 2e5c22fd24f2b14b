"""จุดความร้อน: the checks of a day by district, what was found, what nobody answered; and the text for the war room to copy.

In the order of the districts' codes, never by number: a count is no contest. Rules: domain/hotspot_checks.py.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from flask import Response, request
from sqlalchemy.orm import Session

from bot.cards import hotspot_summary
from domain import hotspot_checks as checking
from domain import hotspot_counts, lampang
from domain.days import today
from domain.fire_closing import LAND
from domain.hotspot_checks import Check
from domain.hotspots import FIRMS, GISTDA
from domain.places import Point
from domain.posts import Post
from store import feeds, hotspot_checks, hotspots, officials
from web.console import frame

page = frame.a_page("console_hotspots")
PATH = "/console/hotspots"
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Row:
    check: Check
    link: str
    by: Post | None

    @property
    def is_open(self) -> bool:
        return self.check.state == checking.WAITING


@page.get(PATH)
def every() -> Response:
    here, now = frame.official(), frame.shown_now()
    day = today(now) - (DAY if request.args.get("day") == "yesterday" else timedelta(0))
    with frame.database().read() as reading:
        since = hotspot_counts.since(day)
        of_day = [
            one
            for one in hotspot_checks.made_since(reading, since)
            if today(one.at) == day and here.sees(one.area)
        ]
        rows = _rows(reading, of_day)
        spots = hotspots.between(reading, since, now + timedelta(hours=1))
        checked_at = _checked_at(reading)
    told = hotspot_counts.summary(day, spots, checked_at=checked_at, is_official=True)
    return frame.render(
        "hotspots.html",
        districts=_by_district(rows),
        told=told,
        open=sum(one.is_open for one in rows),
        answered=sum(not one.is_open for one in rows),
        has_feed=checked_at is not None or bool(spots),
        text=hotspot_summary.words(told, frame.look()),
        is_today=day == today(now),
        labels={**checking.ANSWER_LABELS, **OTHER_LABELS},
        lands=LAND,
    )


OTHER_LABELS = {
    checking.KNOWN: hotspot_summary.KNOWN_FIRE,
    checking.PERMITTED: checking.ANSWER_LABELS[checking.PERMIT],
    checking.MISSED: hotspot_summary.NOT_CHECKED,
}


def _rows(reading: Session, checks: list[Check]) -> list[Row]:
    """Who answered is told by post, never by a person's name."""
    posts = officials.named(reading, [one.answered_post for one in checks if one.answered_post])
    return [Row(one, _map_link(one.estimate.point), posts.get(one.answered_post)) for one in checks]


def _map_link(point: Point) -> str:
    return f"https://www.google.com/maps?q={point.lat:.5f},{point.lon:.5f}"


def _checked_at(reading: Session) -> datetime | None:
    found = [one.worked_at for one in feeds.listed(reading) if one.name in (FIRMS, GISTDA)]
    return max((at for at in found if at is not None), default=None)


def _by_district(rows: list[Row]) -> list[tuple[str, list[Row]]]:
    """What nobody answered first."""
    ordered = sorted(rows, key=lambda one: (not one.is_open, one.check.area, one.check.id))
    found = [
        (area.code, [one for one in ordered if one.check.area.startswith(area.code)])
        for area in lampang.DISTRICTS
    ]
    return [(code, some) for code, some in found if some]
