"""What the talks about volunteers share.

facts of a talk: volunteer: {state, on_hours, born} (the speaker); applicant: {state} (whom a button names), waiting: true;
mission: {state, kind, task, drill, fire_state, owner} (the speaker's); team: [{name, state, minutes, account}]; leads: true (of that fire);
hears: whom a cry reaches (HEARERS of domain/missions.py).
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from domain import fires, missions, volunteers
from domain.fires import Fire
from domain.missions import Known, Mission
from domain.places import Point
from domain.sightings import Estimate
from domain.volunteers import Volunteer

ME = "a resident"


def facts(told: dict[str, Any], needs: frozenset[str], now: datetime) -> dict[str, Any]:
    known = _known(told, now)
    given: dict[str, Any] = {
        "volunteer": _volunteer(told["volunteer"], ME, now) if "volunteer" in told else None,
        "missions": known,
        "on_mission": any(one.is_out for one in known.own),
    }
    applicant = _volunteer(told["applicant"], "an applicant", now) if "applicant" in told else None
    given["volunteer_asked"] = applicant
    given["volunteers_waiting"] = (applicant,) if applicant and told.get("waiting") else ()
    wanted = {"volunteer", "missions", "on_mission", "volunteer_asked", "volunteers_waiting"}
    return {name: value for name, value in given.items() if name in needs & wanted}


def _volunteer(told: dict[str, Any], line_id: str, now: datetime) -> Volunteer:
    hours = told.get("on_hours")
    return Volunteer(
        id=7,
        line_id=line_id,
        name="นายสมชาย ใจดี",
        state=told.get("state", volunteers.APPROVED),
        birth_year=told.get("born", 1990),
        phone="0812345678",
        home=str(told.get("home", "520204")),
        village="บ้านเวียงสวรรค์ หมู่ 1",
        kind="citizen",
        skills=("fight", "drive"),
        duty_until=now + timedelta(hours=hours) if hours else None,
    )


def _known(told: dict[str, Any], now: datetime) -> Known:
    if "mission" not in told and "team" not in told:
        return Known()
    mine = told.get("mission", {})
    owner = ME if told.get("leads") else mine.get("owner", "the commander")
    fire = Fire(
        id=12,
        year=2569,
        number=12,
        state=mine.get("fire_state", fires.TAKEN),
        kind=mine.get("kind", "forest"),
        area="520204",
        estimate=Estimate(Point(18.33, 99.73), 500),
        opened_at=now,
        active_at=now,
        name="ดอยพระบาท",
        owner=owner,
        owner_name="ผู้ใหญ่สม" if owner else "",
        owner_phone="0811111150" if owner else "",
        is_drill=bool(mine.get("drill")),
    )
    team = tuple(
        _mission(one, number, f"somebody {number}", now)
        for number, one in enumerate(told.get("team", []), 100)
    )
    own = (_mission(mine, 5, ME, now),) if "mission" in told else ()
    return Known(
        own=own,
        asked=own[0] if own else (team[0] if team else None),
        fires={12: fire},
        fire=fire,
        team=(*own, *team),
        hears=frozenset(told.get("hears", ("commander", "officials"))),
    )


def _mission(told: dict[str, Any], number: int, line_id: str, now: datetime) -> Mission:
    state = told.get("state", missions.ASKED)
    at = now - timedelta(minutes=told.get("minutes", 10))
    return Mission(
        id=number,
        fire_id=12,
        line_id=line_id,
        state=state,
        task=told.get("task", "fight"),
        name=told.get("name", "สมชาย"),
        phone="0812345678",
        birth_year=told.get("born", 1990),
        asked_at=at,
        answered_at=at,
        cleared_at=at if state in (*missions.OUT, missions.HOME) else None,
        account=told.get("account", volunteers.APPROVED),
        is_drill=bool(told.get("drill")),
    )
