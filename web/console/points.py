"""What the map of the overview shows: air, open fires, permitted burns of today, hotspots of the last day.

Each point tells its kind in words, too: colour is never all. Times are clock times, so that the same state gives the same ETag.
"""

from __future__ import annotations

import hashlib
from datetime import timedelta
from typing import Any

import orjson
from flask import Response, request
from sqlalchemy.orm import Session

from domain import fires as fire_rules
from domain import permits as permit_states
from domain.air import FRESH_FOR, StationAir
from domain.aqi import LEVELS, level
from domain.burn_days import day_at
from domain.official import PROVINCE
from domain.words import N_, Moment
from store import fires, hotspots, missions, permits
from web.console import frame, pressing

page = frame.a_page("console_points")
LAST_DAY = timedelta(hours=24)
MOST_HOTSPOTS = 1500
STATION, SENSOR, FIRE, PERMIT, HOTSPOT = "station", "sensor", "fire", "permit", "hotspot"
# In the order of the legend.
KINDS = {
    STATION: N_("Official station, 24-h PM2.5"),
    SENSOR: N_("Low-cost sensor, 24-h PM2.5"),
    FIRE: N_("Open fire"),
    PERMIT: N_("Permitted burn of today"),
    HOTSPOT: N_("Hotspot of the last 24 hours"),
}
NO_VALUE = N_("silent or no 24-h mean")
FIRE_NAME = N_("Open fire %(number)s %(place)s: %(state)s")
FIRE_OUT = N_("%(n)s people out there")
PERMIT_NAME = N_("Permitted burn %(number)s: %(state)s")
HOTSPOT_NAME = N_("Hotspot %(at)s, %(what)s")


@page.get("/console/points")
def points() -> Response:
    """304 when nothing changed."""
    body = orjson.dumps(gathered())
    response = Response(body, mimetype="application/json")
    response.set_etag(hashlib.sha256(body).hexdigest()[:24])
    response.headers["Cache-Control"] = "no-store"
    return response.make_conditional(request)  # type: ignore[return-value]


def gathered() -> list[dict[str, Any]]:
    with frame.database().read() as reading:
        return [*_hotspots(reading), *_air(reading), *_permits(reading), *_fires(reading)]


def counted(found: list[dict[str, Any]]) -> list[tuple[str, str, int]]:
    """The legend: kind, its words, how many."""
    return [
        (kind, words, sum(1 for one in found if one["kind"] == kind))
        for kind, words in KINDS.items()
    ]


def _air(reading: Session) -> list[dict[str, Any]]:
    return [_device(one) for one in pressing.air(reading)]


def _device(one: StationAir) -> dict[str, Any]:
    say = frame.tongue()
    mean = one.mean
    is_fresh = mean is not None and frame.shown_now() - mean.at <= FRESH_FOR
    value = mean.pm25 if mean is not None and is_fresh else None
    kind = SENSOR if one.station.kind == "sensor" else STATION
    told = say.say(NO_VALUE) if value is None else f"{value:.1f} µg/m³"
    return {
        "kind": kind,
        "lat": one.station.point.lat,
        "lon": one.station.point.lon,
        "colour": LEVELS[level(round(value, 1)) - 1].colour if value is not None else "",
        "text": f"{value:.0f}" if value is not None else "–",
        "name": f"{say.say(KINDS[kind])}: {say.value(one.station)}, {told}",
        "path": "/console/air",
    }


def _fires(reading: Session) -> list[dict[str, Any]]:
    say, here = frame.tongue(), frame.official()
    known = fires.lately(reading, frame.shown_now()).values()
    out = missions.people_out_of(reading, [one.id for one in known])
    return [
        {
            "kind": FIRE,
            "lat": one.estimate.point.lat,
            "lon": one.estimate.point.lon,
            "radius": one.estimate.radius_m,
            "state": one.state,
            "out": out.get(one.id, 0),
            "name": say.say(
                FIRE_NAME,
                {
                    "number": ("[ซ้อม] " if one.is_drill else "") + one.reference,
                    "place": one.name,
                    "state": say.say(
                        fire_rules.STATE_LABELS[one.state], {"owner": one.owner_name or "-"}
                    ),
                },
            )
            + (f" · {say.say(FIRE_OUT, {'n': out[one.id]})}" if out.get(one.id) else ""),
            "path": f"/console/fires/{one.id}",
        }
        for one in known
        if one.is_open and one.estimate is not None and here.sees(one.area or PROVINCE)
    ]


def _permits(reading: Session) -> list[dict[str, Any]]:
    say, here, now = frame.tongue(), frame.official(), frame.shown_now()
    wanted = (permit_states.APPROVED, permit_states.BURNING, permit_states.SPREAD)
    return [
        {
            "kind": PERMIT,
            "lat": one.point.lat,
            "lon": one.point.lon,
            "name": say.say(
                PERMIT_NAME,
                {"number": one.reference, "state": say.say(permit_states.STATE_LABELS[one.state])},
            ),
            "path": f"/console/permits/{one.id}",
        }
        for one in permits.current(reading, now)
        if one.state in wanted
        and one.day == day_at(now)
        and one.point is not None
        and here.sees(one.tambon)
    ]


def _hotspots(reading: Session) -> list[dict[str, Any]]:
    """Seen by satellites, public: those of the whole province, the newest if there are too many to draw."""
    say, now = frame.tongue(), frame.shown_now()
    found = hotspots.between(reading, now - LAST_DAY, now)[-MOST_HOTSPOTS:]
    return [
        {
            "kind": HOTSPOT,
            "lat": one.point.lat,
            "lon": one.point.lon,
            "name": say.say(
                HOTSPOT_NAME,
                {
                    "at": Moment(one.at),
                    "what": f"{one.instrument} {frame.area_name(one.area) if one.area else ''}".strip(),
                },
            ),
            "path": "",
        }
        for one in found
    ]
