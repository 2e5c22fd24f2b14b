"""`flask feeds pull`: one feed once, or a recorded payload."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

import click
import orjson
from flask.cli import AppGroup, with_appcontext

from cli.lines import database, fail, put, settings

group = AppGroup("feeds", help="Where readings come from.")
NAMES = (
    "air4thai",
    "air4thai-history",
    "gistda-pm25",
    "open-meteo",
    "dustboy",
    "airgradient",
    "firms",
    "gistda-hotspots",
    "rfd-firemap",
)


@dataclass(frozen=True, slots=True)
class Pulled:
    """How a feed's payload is read and kept, and how it is fetched."""

    read: Callable[..., Any]
    keep: Callable[..., dict[str, int]]
    run: Callable[..., dict[str, int]]
    fetch: Callable[..., Any]
    parse: Callable[[bytes], Any] = orjson.loads


@group.command("pull")
@click.argument("name", type=click.Choice(NAMES))
@click.option("--file", "path", type=click.Path(path_type=Path), default=None)
@with_appcontext
def pull(name: str, path: Path | None) -> None:
    """Fetch a feed once, or read a recorded payload; prints {"read", "new", "rejected"}."""
    from sources.fetch import FeedError

    now = datetime.now(UTC)
    feed = _feed(name, now)
    try:
        if path is not None:
            read = feed.read(feed.parse(path.read_bytes()), now=now)
            put(feed.keep(database(), name, now, read))
            return
    except (OSError, ValueError, FeedError) as error:
        fail(f"{path}: {error}")
    counts = feed.run(database(), now, feed.fetch)
    if counts.pop("failed", 0):
        fail(f"{name}: {_error(name)}")
    put({name: counts[name] for name in ("read", "new", "rejected")})


def _error(name: str) -> str:
    from store import feeds

    with database().read() as session:
        errors = [feed.error for feed in feeds.listed(session) if feed.name == name]
    return errors[0] if errors else "failed"


def _feed(name: str, now: datetime) -> Pulled:
    from jobs import fetch_air4thai, fetch_air4thai_history, fetch_gistda_pm25, fetch_open_meteo
    from sources import air4thai, air4thai_history, gistda_pm25, open_meteo

    if name in ("dustboy", "airgradient"):
        return _sensor_feed(name, now)
    if name in ("firms", "gistda-hotspots", "rfd-firemap"):
        return _hotspot_feed(name, now)
    found = settings()
    known = {"now": now, "ca_file": found.extra_ca_file or None}
    match name:
        case "air4thai":
            fetch: Any = partial(air4thai.fetch, found.air4thai_urls, **known)
            return Pulled(air4thai.read, fetch_air4thai.keep, fetch_air4thai.run, fetch)
        case "air4thai-history":
            fetch = partial(air4thai_history.fetch, found.air4thai_urls, **known)
            run = fetch_air4thai_history.run
            return Pulled(air4thai_history.read, fetch_air4thai.keep, run, fetch)
        case "gistda-pm25":
            fetch = partial(gistda_pm25.fetch, found.gistda_pm25_url, **known)
            keep = fetch_gistda_pm25.keep
            return Pulled(gistda_pm25.read, keep, fetch_gistda_pm25.run, fetch)
        case _:
            fetch = partial(
                open_meteo.fetch, found.open_meteo_air_url, found.open_meteo_url, **known
            )
            return Pulled(open_meteo.read, fetch_gistda_pm25.keep, fetch_open_meteo.run, fetch)


def _sensor_feed(name: str, now: datetime) -> Pulled:
    from jobs import fetch_airgradient, fetch_dustboy
    from sources import airgradient, dustboy

    found = settings()
    known = {"now": now, "ca_file": found.extra_ca_file or None}
    if name == "airgradient":
        fetch: Any = partial(airgradient.fetch, **known)
        return Pulled(airgradient.read, fetch_dustboy.keep, fetch_airgradient.discover, fetch)
    fetch = partial(_dustboy, found.dustboy_api_key, **known)
    return Pulled(dustboy.read, fetch_dustboy.keep, fetch_dustboy.run, fetch)


def _hotspot_feed(name: str, now: datetime) -> Pulled:
    from jobs import fetch_firms
    from sources import firms, gistda_hotspots, rfd_firemap

    found = settings()
    known = {"now": now, "ca_file": found.extra_ca_file or None}
    run = partial(fetch_firms.run, name=name)
    match name:
        case "firms":
            fetch: Any = partial(firms.fetch, found.firms_map_key, found.firms_url, **known)
            off = "" if found.firms_map_key else "FIRMS_MAP_KEY is not set"
            return Pulled(firms.read, fetch_firms.keep, run, _unless(off, name, fetch), _text)
        case "gistda-hotspots":
            key = found.gistda_api_key
            fetch = partial(gistda_hotspots.fetch, key, found.gistda_hotspots_url, **known)
            off = "" if key else "GISTDA_API_KEY is not set"
            return Pulled(gistda_hotspots.read, fetch_firms.keep, run, _unless(off, name, fetch))
        case _:
            off = "its server answers browsers in Thailand only; save its answer and use --file"
            return Pulled(rfd_firemap.read, fetch_firms.keep, run, _unless(off, name, None))


def _unless(off: str, name: str, fetch: Any) -> Callable[[], Any]:
    return (lambda: fail(f"{name} is off: {off}")) if off else fetch


def _text(body: bytes) -> str:
    return body.decode("utf-8-sig")


def _dustboy(key: str, **known: Any) -> Any:
    from sources import dustboy

    if not key:
        fail("dustboy is off: DUSTBOY_API_KEY is not set")
    return dustboy.fetch(key, **known)
