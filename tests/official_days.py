"""For talks: an official's day, made of what the other keys of a talk's facts say (posts, fires, team, applicant,
warnings, stations), as bot/facts/summary.py makes it of the store; checks: [{area, hours}] wait to be looked at; alarms as in tests/on_duty.py, letters: [{words, area, kind}] of residents,
proposed: [{what: setting or post, area, by}].
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from typing import Any

from domain.air import StationAir
from domain.hotspot_checks import Check
from domain.hotspots import Detection
from domain.notes import Note
from domain.official import Official
from domain.official_day import OfficialDay, Proposed, Province, day_of
from domain.places import Point
from tests import announced, blazing, on_duty, volunteering

ME = "a resident"
EVERYTHING = frozenset({"missions", "volunteers_waiting", "warnings"})


def facts(
    told: dict[str, Any], needs: Collection[str], air: Sequence[StationAir], now: datetime
) -> dict[str, Any]:
    posts = blazing.held(told)
    if "official_day" not in needs or not posts or told.get("chat") == "group":
        return {}
    return {"official_day": day(told, posts, air, now)}


def day(told: dict[str, Any], posts: Any, air: Sequence[StationAir], now: datetime) -> OfficialDay:
    of_volunteers = volunteering.facts(told, EVERYTHING, now)
    missions = of_volunteers["missions"]
    there = Province(
        air=air,
        fires=tuple(blazing.known(told, [], {}, "", now).fires.values()),
        missions=tuple((one, missions.fire) for one in missions.team),
        volunteers=of_volunteers["volunteers_waiting"],
        checks=tuple(check(one, n, now) for n, one in enumerate(told.get("checks", []), 1)),
        notices=announced.facts(told, EVERYTHING)["warnings"],
        alarms=tuple(on_duty.alarm(one, now, n) for n, one in enumerate(told.get("alarms", []), 1)),
        notes=tuple(
            Note(n, one.get("kind", "question"), str(one.get("area", "520201")), now, one["words"])
            for n, one in enumerate(told.get("letters", []), 1)
        ),
        proposed=tuple(
            Proposed(one["what"], str(one.get("area", "52")), one.get("by", "U1"))
            for one in told.get("proposed", [])
        ),
    )
    return day_of(Official(ME, posts), there, now)


def check(told: dict[str, Any], number: int, now: datetime) -> Check:
    at = now - timedelta(hours=told.get("hours", 3))
    area = str(told.get("area", "520201"))
    spot = Detection(
        at=at,
        point=Point(18.352, 99.752),
        radius_m=280,
        satellite="N20",
        land="",
        area=area,
        sources=("firms",),
        id=number,
    )
    return Check(id=number, area=area, state="waiting", spots=(spot,), made_at=at)
