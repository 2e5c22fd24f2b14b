"""What talks are told of hotspots: hotspots: [{area, hour, day_before, land, outcome}] of 12 March, hours of Bangkok;
no_satellites: true for no feed at all, silent_satellites for one that never answered; check: {area, state, hours, by}.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import UTC, datetime, timedelta
from typing import Any

from domain.hotspot_checks import Check
from domain.hotspot_counts import Feed, Watched
from domain.hotspots import Detection
from domain.places import Point

MIDNIGHT = datetime(2026, 3, 11, 17, tzinfo=UTC)  # of the 12th in Lampang
WORKED = datetime(2026, 3, 12, 9, 8, tzinfo=UTC)
HERE = Point(18.352, 99.752)


def facts(told: dict[str, Any], needs: Collection[str], data: dict[str, str]) -> dict[str, Any]:
    if "hotspots" not in needs:
        return {}
    given = told.get("hotspots", [])
    feeds = () if told.get("no_satellites") else (Feed("firms", _worked(told)),)
    return {
        "hotspots": Watched(
            spots=tuple(_spot(one, number) for number, one in enumerate(given, 1)),
            feeds=feeds,
            check=_check(told.get("check"), data.get("check", "")),
            answered_by=(told.get("check") or {}).get("by", ""),
        )
    }


def _worked(told: dict[str, Any]) -> datetime | None:
    return None if told.get("silent_satellites") else WORKED


def _spot(told: dict[str, Any], number: int) -> Detection:
    at = MIDNIGHT + timedelta(hours=told.get("hour", 13.6))
    return Detection(
        at=at - timedelta(days=1) if told.get("day_before") else at,
        point=HERE,
        radius_m=280,
        satellite="N20",
        land=told.get("land", ""),
        area=str(told.get("area", "520301")),
        sources=("firms",),
        id=number,
        outcome=told.get("outcome", "to_check"),
    )


def _check(told: dict[str, Any] | None, pressed: str) -> Check | None:
    if told is None or pressed != "1":
        return None
    spot = _spot({"hour": 16 - told.get("hours", 3), "land": told.get("land", "")}, 1)
    return Check(
        id=1,
        area=str(told.get("area", "520301")),
        state=told.get("state", "waiting"),
        spots=(spot,),
        made_at=spot.at,
        fire=told.get("fire", 0),
    )
