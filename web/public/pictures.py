"""/pictures: charts as PNG, drawn when first asked for and kept in DATA_DIR. Public station data only."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from flask import Blueprint, Response, current_app
from sqlalchemy.orm import Session

from domain.air import Reading
from domain.days import midnight, today
from domain.history import KEPT_IN_CHAT, days_of
from store import clock, history, readings
from store.db import Database

page = Blueprint("pictures", __name__)
NAME = re.compile(r"([A-Za-z0-9_][A-Za-z0-9_.-]{0,39})-(\d{10})-(\d{1,2})-(th|en)\.png")
DAYS_NAME = re.compile(
    r"([A-Za-z0-9_][A-Za-z0-9_.-]{0,39})-(\d{8})-(\d{1,2})-(\d{1,3})-(th|en)\.png"
)
# Cards name no older hour and no more of them: else anybody could fill the disk with made-up names.
OLDEST = timedelta(days=30)

Drawing = Callable[[Database, re.Match[str]], bytes | None]


@page.get("/pictures/day/<name>")
def day(name: str) -> Response | tuple[str, int]:
    """`<station>-<YYYYMMDDHH of the last hour, UTC>-<hours known>-<language>.png`; only what we link to."""
    return _give(name, NAME.fullmatch(name), _draw)


@page.get("/pictures/days/<name>")
def some_days(name: str) -> Response | tuple[str, int]:
    """`<station>-<YYYYMMDD of the last day>-<days>-<hours known>-<language>.png`; only what we link to."""
    return _give(f"days/{name}", DAYS_NAME.fullmatch(name), _draw_days)


def _give(path: str, asked: re.Match[str] | None, draw: Drawing) -> Response | tuple[str, int]:
    """Drawn once and kept under its name."""
    if asked is None:
        return "no such picture", 404
    file = Path(current_app.config["SETTINGS"].data_dir) / "pictures" / path
    if not file.is_file():
        drawn = draw(current_app.config["DATABASE"], asked)
        if drawn is None:
            return "no such picture", 404
        file.parent.mkdir(parents=True, exist_ok=True)
        half = file.with_suffix(f".{datetime.now(UTC).timestamp()}.half")
        half.write_bytes(drawn)
        half.replace(file)
    response = Response(file.read_bytes(), mimetype="image/png")
    response.headers["Cache-Control"] = "public, max-age=604800, immutable"
    return response


def _draw(database: Database, asked: re.Match[str]) -> bytes | None:
    from bot.language import language as language_of_code
    from bot.pictures.day_chart import (
        day_chart,  # the drawing library only where a picture is drawn
    )

    station, hour, known, language = asked.groups()
    try:
        until = datetime.strptime(hour, "%Y%m%d%H").replace(tzinfo=UTC)
    except ValueError:
        return None
    with database.read() as session:
        is_linked = clock.now(session) - until < OLDEST
        hours = readings.day_of(session, station, until) if is_linked else ()
    if not hours or not 1 <= int(known) <= len(hours):
        return None  # a name that no card ever had; a late batch may have come since
    say = language_of_code(language).say
    return day_chart(hours, until=until, language=language, translate=say)


def _draw_days(database: Database, asked: re.Match[str]) -> bytes | None:
    from bot.language import language as language_of_code
    from bot.pictures.days_chart import days_chart

    station, last_day, count, known, language = asked.groups()
    try:
        last = datetime.strptime(last_day, "%Y%m%d").date()
        first = last - timedelta(days=int(count) - 1)
    except (ValueError, OverflowError):
        return None
    if not 2 <= int(count) <= KEPT_IN_CHAT:
        return None
    with database.read() as session:
        is_linked = _is_in_reach(first, last, clock.now(session))
        hours = _hours(session, station, first, last) if is_linked else ()
    days = days_of(hours, first, last)
    if not 1 <= int(known) <= sum(one.hours for one in days):
        return None
    return days_chart(days, language=language, translate=language_of_code(language).say)


def _is_in_reach(first: date, last: date, now: datetime) -> bool:
    """A card may be looked at some weeks after it was sent."""
    return today(now) - timedelta(days=2 * KEPT_IN_CHAT) <= first and last <= today(now)


def _hours(session: Session, station: str, first: date, last: date) -> tuple[Reading, ...]:
    since, until = midnight(first), midnight(last + timedelta(days=1))
    return history.hours_of(session, [station], since, until).get(station, ())
