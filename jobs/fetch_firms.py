"""Every quarter of an hour: what NASA's satellites saw in Lampang, if there is a key. GISTDA's come the same way."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from bot.facts import locate
from domain.hotspots import Pixel
from domain.places import PlaceFound
from jobs.fetch_air4thai import failed
from sources.fetch import FeedError
from sources.firms import HotspotsRead
from store import feeds, hotspots
from store.db import Database

NAME = "firms"
AT_ONCE = 10


def run(
    database: Database, now: datetime, fetch: Callable[[], HotspotsRead], name: str = NAME
) -> dict[str, int]:
    try:
        read = fetch()
    except FeedError as error:
        return failed(database, name, now, error)
    return keep(database, name, now, read)


def keep(database: Database, name: str, now: datetime, read: HotspotsRead) -> dict[str, int]:
    """`read` counts usable rows, `new` those in Lampang that were not known. No rows is no news, not "no fire"."""
    placed = [
        one for one in (_in_lampang(pixel, database) for pixel in read.pixels) if one is not None
    ]
    newest = max((one.at for one in placed), default=None)
    with database.read() as session:
        fresh = hotspots.unknown(session, placed)
    new = 0
    for start in range(0, len(fresh), AT_ONCE):  # short commits: people's events wait behind them
        with database.write() as session:
            new += hotspots.keep(session, fresh[start : start + AT_ONCE], now)
    with database.write() as session:
        feeds.note(session, name, now, newest=newest)
        if read.failures:  # of several satellites: what came counts, what did not is said
            told = "; ".join(f"{error.kind}: {error.text}" for error in read.failures)
            feeds.note(session, name, now, error=told)
    return {"read": len(read.pixels), "new": new, "rejected": len(read.rejected)}


def _in_lampang(pixel: Pixel, database: Database) -> Pixel | None:
    """With its tambon; None outside. Where the point alone leaves two tambons, the service's own word decides."""
    code = tambon_of(locate(pixel.point, database.data_dir), pixel.area)
    return replace(pixel, area=code) if code else None


def tambon_of(found: PlaceFound, told: str) -> str:
    if found.outside:
        return ""
    if found.area is not None and found.area.is_tambon:
        return found.area.code
    likely = [area.code for area in found.candidates]
    if told in likely or (found.area is not None and told.startswith(found.area.code)):
        return told
    return likely[0] if likely else (found.area.code if found.area else "")
