"""The control API's weather: faults of LINE, settings, and the two clocks.

All routes are described in control.py.
"""

from __future__ import annotations

from datetime import datetime
from math import isfinite
from typing import Any

from flask import Response

from . import settings as settings_of
from .clock import ICT, read_time
from .desk import Desk, Route, read_fields, reply, wrong
from .faults import KINDS, Fault

FASTEST = 3600  # shown seconds in a second: an hour a second
YEARS = range(2000, 2100)


def _seconds(value: Any) -> float | None:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return float(value) if isfinite(value) and value >= 0 else None


def list_faults(desk: Desk) -> Response:
    shown = [
        {
            "where": each.where,
            "kind": each.kind,
            "ms": each.milliseconds,
            "status": each.status,
            "count": each.count,
        }
        for each in desk.world.faults.shown()
    ]
    return reply({"faults": shown})


def add_fault(desk: Desk) -> Response:
    fields = read_fields()
    kind, count = fields.get("kind"), fields.get("count")
    if kind not in KINDS:
        return wrong(f"kind must be one of {', '.join(KINDS)}")
    try:
        fault = Fault(
            where=str(fields.get("where", "all")),
            kind=kind,
            milliseconds=float(fields.get("ms", 0)),
            status=int(fields.get("status", 500)),
            count=None if count is None else int(count),
        )
    except (TypeError, ValueError):
        return wrong("ms, status and count must be numbers")
    desk.world.faults.add(fault)
    return reply({})


def clear_faults(desk: Desk) -> Response:
    desk.world.faults.clear()
    return reply({})


def go_away(desk: Desk) -> Response:
    seconds = _seconds(read_fields().get("seconds"))
    if seconds is None:
        return wrong("seconds must be a number")
    desk.world.faults.away_until = desk.world.now() + seconds
    return reply({})


def show_settings(desk: Desk) -> Response:
    return reply(settings_of.shown(desk.world.settings))


def change_settings(desk: Desk) -> Response:
    refused = settings_of.change(desk.world.settings, read_fields())
    if refused:
        return wrong(f"unknown or of a wrong kind: {', '.join(refused)}")
    return show_settings(desk)


def show_clock(desk: Desk) -> Response:
    clock = desk.world.business_clock
    return reply(
        {
            "real_at": clock.real_at.isoformat(),
            "shown_at": clock.shown_at.isoformat(),
            "speed": clock.speed,
            "now": clock.now().isoformat(),
        }
    )


def set_clock(desk: Desk) -> Response:
    """What is not told stays: with a speed alone the shown time runs on from where it is."""
    fields, clock = read_fields(), desk.world.business_clock
    speed = _seconds(fields.get("speed", clock.speed))
    if speed is None or speed > FASTEST:
        return wrong(f"speed must be a number from 0 to {FASTEST}")
    if not {"shown_at", "speed"} & fields.keys():
        return wrong("shown_at or speed must be told")
    try:
        real_at, shown_at = _moments(fields, clock.now())
        shows = shown_at + (datetime.now(ICT) - real_at) * speed
    except (TypeError, ValueError, OverflowError):
        return wrong("real_at and shown_at must be ISO times")
    if shows.year not in YEARS:
        return wrong(f"the clock shows the years {YEARS[0]} to {YEARS[-1]}")
    clock.set(real_at=real_at, shown_at=shown_at, speed=speed)
    return show_clock(desk)


def _moments(fields: dict[str, Any], shown: datetime) -> tuple[datetime, datetime]:
    if "shown_at" not in fields:
        return datetime.now(ICT), shown
    told = fields.get("real_at")
    real_at = datetime.now(ICT) if told is None else read_time(str(told))
    return real_at, read_time(str(fields["shown_at"]))


def advance_line_clock(desk: Desk) -> Response:
    seconds = _seconds(read_fields().get("advance"))
    if seconds is None:
        return wrong("advance must be seconds")
    desk.world.clock.advance(seconds)
    return reply({"now": desk.world.now()})


ROUTES: list[Route] = [
    ("GET", "/faults", list_faults),
    ("POST", "/faults", add_fault),
    ("DELETE", "/faults", clear_faults),
    ("POST", "/away", go_away),
    ("GET", "/settings", show_settings),
    ("POST", "/settings", change_settings),
    ("GET", "/clock", show_clock),
    ("POST", "/clock", set_clock),
    ("POST", "/line-clock", advance_line_clock),
]
