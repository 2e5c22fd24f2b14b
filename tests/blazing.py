"""What the talks about fires share: the reports that were made in this talk, and fires that others reported.

facts of a talk: fires: [{number, state, kind, area, owner, danger, drill, minutes, ended_hours, own, at: [lat, lon], radius_m}];
posts: [{kind, area, role}] held by the speaker; blocked: true;
offered: minutes since this group was offered to report a fire.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from domain import fire_changes, fires, posts
from domain.conversation import Effect
from domain.fires import Fire, Known, OwnReport, Report
from domain.notes import Note
from domain.places import Point
from domain.sightings import Estimate, Sighting

YEAR = 2569


def known(
    told: dict[str, Any], made: list[OwnReport], data: dict[str, str], text: str, now: datetime
) -> Known:
    given = [_fire(one, now) for one in told.get("fires", [])]
    own = [
        OwnReport(fire.id, Report(kind=fire.kind, area=fire.area), fire, fire.opened_at)
        for fire, one in zip(given, told.get("fires", []), strict=True)
        if one.get("own")
    ]
    everything = {fire.id: fire for fire in given} | {one.fire.id: one.fire for one in made}
    number = fires.reference_in(text, YEAR)
    named = next((one for one in everything.values() if number == (one.year, one.number)), None)
    pressed = data.get("fire", "")
    return Known(
        sightings=tuple(
            Sighting(one.kind, one.opened_at, one.estimate, one.id, one.id)
            for one in everything.values()
        ),
        fires=everything,
        own=tuple([*reversed(made), *own]),
        next_number=max([0, *(one.number for one in everything.values())]) + 1,
        asked=everything.get(int(pressed)) if pressed else named,
        is_blocked=bool(told.get("blocked")),
    )


def offered(told: dict[str, Any], now: datetime) -> datetime | None:
    return now - timedelta(minutes=told["offered"]) if "offered" in told else None


def _fire(told: dict[str, Any], now: datetime) -> Fire:
    opened = now - timedelta(minutes=told.get("minutes", 30))
    at = told.get("at")
    return Fire(
        id=told["number"],
        year=YEAR,
        number=told["number"],
        state=told.get("state", fires.REPORTED),
        kind=told.get("kind", "forest"),
        area=str(told.get("area", "520201")),
        estimate=Estimate(Point(*at), told.get("radius_m", 250)) if at else None,
        opened_at=opened,
        is_drill=bool(told.get("drill")),
        active_at=opened,
        name=told.get("name", ""),
        owner=told.get("owner", ""),
        owner_name=told.get("owner_name", told.get("owner", "")),
        danger=told.get("danger", ""),
        ended_at=now - timedelta(hours=told["ended_hours"]) if "ended_hours" in told else None,
        people_out=told.get("people_out", 0),
    )


def held(told: dict[str, Any]) -> tuple[posts.Post, ...]:
    return tuple(
        posts.Post(
            holder="a resident",
            role=one.get("role", "officer"),
            kind=one.get("kind", "village_head"),
            area=str(one.get("area", "520201")),
            name=one.get("name", "ผู้ใหญ่สม"),
            village=one.get("village", ""),
            id=one.get("id", 0),
        )
        for one in told.get("posts", [])
    )


def remember(effect: Effect, made: list[OwnReport], now: datetime) -> None:
    """A report made in this talk, as the store would give it back."""
    match effect:
        case fire_changes.SaveReport():
            told = effect.report
            fire = _fire(
                {"number": effect.number, "kind": told.kind, "area": told.area, "minutes": 0}, now
            )
            fire = replace(fire, estimate=told.estimate, danger=told.danger, name=told.name)
            made.append(OwnReport(1000 + effect.number, told, fire, now))
        case fire_changes.GrowReport():
            for n, one in enumerate(made):
                if one.id == effect.id:
                    fire = replace(
                        one.fire, kind=effect.report.kind, estimate=effect.report.estimate
                    )
                    made[n] = replace(one, report=effect.report, fire=fire)


def note(told: dict[str, Any], now: datetime) -> Note | None:
    """A note to officials that a button names: facts note: {area, is_answered}."""
    one = told.get("note")
    if one is None:
        return None
    words = "ศูนย์พักพิงเปิดเมื่อไหร่"
    return Note(
        1, "question", str(one["area"]), now, words, is_answered=one.get("is_answered", False)
    )
