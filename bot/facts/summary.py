"""Today in the area of an official who asks: read in one go, kept for whoever is responsible (domain/official_day.py)."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from sqlalchemy.orm import Session

from bot.facts import air
from bot.facts.asked import Asked
from bot.facts.missions import find_fire
from domain import warnings as warning_rules
from domain.conversation import Facts
from domain.fires import Fire
from domain.missions import Mission
from domain.official import Official
from domain.official_day import Proposed, Province, day_of
from store import (
    duty_alarms,
    fires,
    hotspot_checks,
    missions,
    notes,
    officials,
    permits,
    proposals,
    setting_changes,
    volunteers,
    warnings,
)

MOST_APPLICANTS = 100


def read(asked: Asked) -> Facts:
    """None for whoever holds no post, and in a group: names and numbers are for one pair of eyes."""
    session, now, user = asked.session, asked.context.now, asked.event.user
    held = officials.held_by(session, user, now)
    if not held or not asked.event.is_private:
        return asked.facts
    lately = fires.lately(session, now)
    out = missions.people_out_of(session, list(lately))
    there = Province(
        air=air.read(asked).air,
        fires=[replace(one, people_out=out.get(one.id, 0)) for one in lately.values()],
        missions=_missions(asked),
        volunteers=volunteers.waiting(
            session, sorted({post.area for post in held}), MOST_APPLICANTS
        ),
        permits=permits.current(session, now),
        submitted={
            row.number: row.standing for row in warnings.listed(session, (warning_rules.SUBMITTED,))
        },
        checks=hotspot_checks.waiting(session),
        notices=warnings.in_force(session, "", now),
        alarms=duty_alarms.listed(session, now),
        notes=notes.waiting(session, now),
        proposed=proposed(session, datetime.now(UTC)),
    )
    return replace(asked.facts, official_day=day_of(Official(user, held), there, now))


def proposed(session: Session, real: datetime) -> list[Proposed]:
    """What waits for a second person; proposals live in real time."""
    settings = setting_changes.waiting(session, real)
    return [
        *(Proposed("setting", one.area, one.proposed_by) for one in settings),
        *(Proposed("post", one.area, one.proposed_by) for one in proposals.waiting(session, real)),
    ]


def _missions(asked: Asked) -> list[tuple[Mission, Fire]]:
    """Open ones with their fires, each fire looked up once."""
    found: dict[int, Fire | None] = {}
    told = []
    for one in missions.open_missions(asked.session):
        if one.fire_id not in found:
            found[one.fire_id] = find_fire(asked, one.fire_id)
        fire = found[one.fire_id]
        if fire is not None:
            told.append((one, fire))
    return told


READS = {"official_day": read}
