"""/pictures: charts and how-to as PNG, drawn when first asked for and kept in DATA_DIR. Nothing about persons."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from pathlib import Path

from flask import Blueprint, Response, current_app, request
from sqlalchemy.orm import Session

from domain.air import Reading
from domain.buyers import RESIDUES
from domain.days import midnight, today
from domain.history import KEPT_IN_CHAT, days_of
from store import clock, history, readings, warning_pictures
from store.db import Database

page = Blueprint("pictures", __name__)
NAME = re.compile(r"([A-Za-z0-9_][A-Za-z0-9_.-]{0,39})-(\d{10})-(\d{1,2})-(th|en)\.png")
DAYS_NAME = re.compile(
    r"([A-Za-z0-9_][A-Za-z0-9_.-]{0,39})-(\d{8})-(\d{1,2})-(\d{1,3})-(th|en)\.png"
)
INSTEAD_NAME = re.compile(r"([a-z_]{3,20})-(\d{1,3})-(th|en)\.png")
WARNING_NAME = re.compile(r"[0-9a-f]{32}")
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


@page.get("/pictures/warnings/<name>.jpg")
def of_warning(name: str) -> Response | tuple[str, int]:
    """What an official put into a warning: for ever at its address, as CAP's digest promises."""
    if WARNING_NAME.fullmatch(name) is None:
        return "no such picture", 404
    try:
        body = _warning_picture(current_app.config["DATABASE"], name)
    except LookupError:
        return "no such picture", 404
    response = Response(body, mimetype="image/jpeg")
    response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
    response.set_etag(name)
    return response.make_conditional(request)


@lru_cache(maxsize=16)
def _warning_picture(database: Database, name: str) -> bytes:
    """A warning goes to thousands of phones in a minute, and each of them asks: never changed, so read once."""
    with database.read() as session:
        body = warning_pictures.body(session, name)
    if body is None:
        raise LookupError(name)  # not kept: it may come
    return body


@page.get("/pictures/instead/<name>")
def of_ways(name: str) -> Response | tuple[str, int]:
    """`<residue>-<round of the drawing>-<language>.png`: what to do instead of burning."""
    return _give(f"instead/{name}", INSTEAD_NAME.fullmatch(name), _draw_instead)


def _give(path: str, asked: re.Match[str] | None, draw: Drawing) -> Response | tuple[str, int]:
    """Drawn once and kept under its name."""
    if asked is None:
        return "no such picture", 404
    body = kept(path, lambda: draw(current_app.config["DATABASE"], asked))
    if body is None:
        return "no such picture", 404
    response = Response(body, mimetype="image/png")
    response.headers["Cache-Control"] = "public, max-age=604800, immutable"
    return response


def kept(path: str, draw: Callable[[], bytes | None]) -> bytes | None:
    """The file of that name in DATA_DIR/pictures, drawn if it is not there; jobs/forget_old.py deletes it after a week."""
    file = Path(current_app.config["SETTINGS"].data_dir) / "pictures" / path
    try:
        return file.read_bytes()
    except FileNotFoundError:
        drawn = draw()
    if drawn is None:
        return None
    file.parent.mkdir(parents=True, exist_ok=True)
    half = file.with_suffix(f".{datetime.now(UTC).timestamp()}.half")
    half.write_bytes(drawn)
    half.replace(file)
    return drawn


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


def _draw_instead(database: Database, asked: re.Match[str]) -> bytes | None:
    from bot.language import language as language_of_code
    from bot.pictures.instead import ROUND, instead

    residue, drawn, language = asked.groups()
    if drawn != ROUND or residue not in ("any", *RESIDUES):
        return None
    return instead(residue, translate=language_of_code(language).say)


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
