"""`flask sensors`: low-cost sensors and their tokens, each shown once."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import Any

import click
from flask.cli import AppGroup, with_appcontext

from cli.lines import database, fail, put
from domain.measured import KINDS

group = AppGroup("sensors", help="Low-cost sensors: register, list, new token, retire.")
# What may stand in an address and in the name of a picture.
ID = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]{0,39}")
LINE_ID = re.compile(r"U[0-9a-f]{32}")
LONGEST_NAME = 80


@group.command("add")
@click.argument("sensor")
@click.option("--name", required=True, help="As villagers call the place: โรงเรียนบ้านดง.")
@click.option("--lat", type=float, required=True)
@click.option("--lon", type=float, required=True)
@click.option("--kind", type=click.Choice(KINDS), default="unknown", help="How it is corrected.")
@click.option("--host", default="", help="LINE id of who is told when it falls silent.")
@with_appcontext
def add(sensor: str, name: str, lat: float, lon: float, kind: str, host: str) -> None:
    """Register a sensor and print {"id", "token"}: the token cannot be read again."""
    from domain.air import Station
    from domain.places import Point
    from sources.air4thai import KNOWN
    from store import sensors

    name = " ".join(name.split())
    if not ID.fullmatch(sensor):
        fail("the id must be 1 to 40 letters, digits, . _ or - and begin with a letter or digit")
    if sensor in KNOWN:
        fail(f"{sensor} is an official station")
    if not name or len(name) > LONGEST_NAME:
        fail(f"--name must be 1 to {LONGEST_NAME} letters")
    point = Point(lat, lon)
    tambon = _tambon(point)
    station = Station(sensor, name, name, point, sensors.SENSOR, tambon, "sensor")
    try:
        with database().write() as session:
            token = sensors.add(session, station, kind, datetime.now(UTC), host=_host(host))
    except sensors.Taken:
        fail(f"{sensor} is taken; `flask sensors rotate {sensor}` gives a sensor a new token")
    put({"id": sensor, "token": token})


@group.command("list")
@with_appcontext
def show() -> None:
    """One sensor a line; no token, and no LINE id."""
    from store import sensors

    with database().read() as session:
        for one in sensors.listed(session):
            put(_shown(one))


@group.command("hours")
@click.argument("sensor")
@click.option("--hours", "count", type=click.IntRange(1, 24 * 366), default=24)
@with_appcontext
def hours(sensor: str, count: int) -> None:
    """Its last hours, one a line: raw, the value that is used, how it was corrected, and what speaks against it."""
    from datetime import timedelta

    from domain.quality import CAUTIONS, FAULTS, is_usable
    from store import clock, sensors

    words = {**FAULTS, **CAUTIONS}
    with database().read() as session:
        if sensor not in {one.id for one in sensors.listed(session)}:
            fail(f"no such sensor: {sensor!r}")
        since = clock.now(session) - timedelta(hours=count)
        for row in sensors.judged(session, sensor, since):
            flags = row.flags.split()
            put(
                {
                    "at": row.at.isoformat(timespec="seconds"),
                    "raw": round(row.raw, 1),
                    "pm25": round(row.pm25, 1) if is_usable(flags) else None,
                    "how": row.how,
                    "humidity": row.humidity and round(row.humidity, 1),
                    "moments": row.moments,
                    "expected": row.expected,
                    "flags": {flag: words[flag] for flag in flags},
                }
            )


@group.command("rotate")
@click.argument("sensor")
@with_appcontext
def rotate(sensor: str) -> None:
    """Print {"id", "token"}; the old token is worth nothing from now on."""
    from store import sensors

    try:
        with database().write() as session:
            token = sensors.rotate(session, sensor)
    except KeyError:
        fail(f"no such sensor in service: {sensor!r}")
    put({"id": sensor, "token": token})


@group.command("retire")
@click.argument("sensor")
@with_appcontext
def retire(sensor: str) -> None:
    """It speaks for no place any more; what it measured is kept."""
    from store import sensors

    now = datetime.now(UTC)
    try:
        with database().write() as session:
            sensors.retire(session, sensor, now)
    except KeyError:
        fail(f"no such sensor in service: {sensor!r}")
    put({"id": sensor, "retired_at": now.isoformat(timespec="seconds")})


@group.command("host")
@click.argument("sensor")
@click.option("--line", "line_id", default="", help="LINE id; without it nobody is told any more.")
@with_appcontext
def host(sensor: str, line_id: str) -> None:
    """Say who is told when it falls silent."""
    from store import sensors

    try:
        with database().write() as session:
            sensors.set_host(session, sensor, _host(line_id))
    except KeyError:
        fail(f"no such sensor in service: {sensor!r}")
    put({"id": sensor, "has_host": bool(line_id)})


def _host(line_id: str) -> str:
    if line_id and not LINE_ID.fullmatch(line_id):
        fail("a LINE id is U and 32 letters 0-9 a-f; it is the one of this bot's own channel")
    return line_id


def _tambon(point: Any) -> str:
    """The code of the tambon it stands in, by the outlines if imported; of the district where that is all that is sure."""
    from bot.facts import locate

    found = locate(point, database().data_dir)
    if found.outside:
        fail("--lat and --lon must lie in Lampang (about 17.2 to 19.4, 98.9 to 100.1): swapped?")
    return found.sure_code


def _shown(one: Any) -> dict[str, Any]:
    station, fit = one.station, one.fit
    return {
        "id": one.id,
        "name": station.name_th,
        "kind": one.kind,
        "lat": station.point.lat,
        "lon": station.point.lon,
        "tambon": station.tambon,
        "heard_at": one.heard_at and one.heard_at.isoformat(timespec="seconds"),
        "retired_at": one.retired_at and one.retired_at.isoformat(timespec="seconds"),
        "has_host": bool(one.host),
        "fit": fit and {"station": fit.station, "pairs": fit.pairs, "r2": round(fit.r2, 3)},
    }
