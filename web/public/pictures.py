"""/pictures: charts as PNG, drawn when first asked for and kept in DATA_DIR. Public station data only."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

from flask import Blueprint, Response, current_app

from store import clock, readings
from store.db import Database

page = Blueprint("pictures", __name__)
NAME = re.compile(r"([A-Za-z0-9_]{1,40})-(\d{10})-(\d{1,2})-(th|en)\.png")
# Cards name no older hour and no more of them: else anybody could fill the disk with made-up names.
OLDEST = timedelta(days=30)


@page.get("/pictures/day/<name>")
def day(name: str) -> Response | tuple[str, int]:
    """`<station>-<YYYYMMDDHH of the last hour, UTC>-<hours known>-<language>.png`; only what we link to."""
    asked = NAME.fullmatch(name)
    if asked is None:
        return "no such picture", 404
    file = Path(current_app.config["SETTINGS"].data_dir) / "pictures" / name
    if not file.is_file():
        drawn = _draw(current_app.config["DATABASE"], asked)
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
