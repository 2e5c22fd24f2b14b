"""`flask feeds pull`: one feed once, or a recorded payload."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import click
import orjson
from flask.cli import AppGroup, with_appcontext

from cli.lines import database, fail, put, settings

group = AppGroup("feeds", help="Where readings come from.")


@group.command("pull")
@click.argument("name", type=click.Choice(["air4thai", "air4thai-history"]))
@click.option("--file", "path", type=click.Path(path_type=Path), default=None)
@with_appcontext
def pull(name: str, path: Path | None) -> None:
    """Fetch a feed once, or read a recorded payload; prints {"read", "new", "rejected"}."""
    from functools import partial

    from jobs import fetch_air4thai, fetch_air4thai_history
    from sources import air4thai, air4thai_history
    from sources.fetch import FeedError
    from store import feeds

    now = datetime.now(UTC)
    found = settings()
    try:
        if path is not None:
            source = air4thai if name == "air4thai" else air4thai_history
            read = source.read(orjson.loads(path.read_bytes()), now=now)
            put(fetch_air4thai.keep(database(), name, now, read))
            return
    except (OSError, ValueError, FeedError) as error:
        fail(f"{path}: {error}")
    ca_file = found.extra_ca_file or None
    if name == "air4thai":
        fetch = partial(air4thai.fetch, found.air4thai_urls, ca_file=ca_file, now=now)
        counts = fetch_air4thai.run(database(), now, fetch)
    else:
        counts = fetch_air4thai_history.run(
            database(),
            now,
            lambda stations: air4thai_history.fetch(
                found.air4thai_urls, stations, now=now, ca_file=ca_file
            ),
        )
    if counts.pop("failed", 0):
        with database().read() as session:
            errors = [feed.error for feed in feeds.listed(session) if feed.name == name]
        fail(f"{name}: {errors[0] if errors else 'failed'}")
    put(counts)
