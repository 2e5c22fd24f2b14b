"""What is wrong just now that somebody on duty must know: fires, people, feeds, the quota, messages. Each asked by itself."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

import structlog
from sqlalchemy.orm import Session

from domain import fires as fire_rules
from domain import missions as mission_rules
from domain.duty_alarms import FEED, FIRE, OVERDUE, QUOTA, SENDING, Cause, Pace
from domain.fires import Fire
from domain.lampang import PROVINCE
from domain.missions import RULES, Mission
from jobs import watch, watch_fires
from store import duty_alarms, feeds, fires, inbox, missions, outbox, outbox_counts

log = structlog.get_logger()
MANY_FAILED, FAILED_WITHIN = 5, timedelta(minutes=15)


def gather(
    session: Session, now: datetime, real: datetime, pace: Pace, alarm: Callable[[str], None]
) -> tuple[list[Cause], set[str]]:
    """The causes, and the kinds that could not be asked: nothing of these is taken to be over."""
    asked: dict[str, Callable[[], Sequence[Cause]]] = {
        FIRE: lambda: _fires(session, now),
        OVERDUE: lambda: _overdue(session, now, pace),
        FEED: lambda: _feeds(session, now),
        QUOTA: lambda: _quota(session, now),
        SENDING: lambda: _sending(session, now, real),
    }
    found: list[Cause] = []
    broken: set[str] = set()
    for kind, ask in asked.items():
        try:
            found += ask()
        except Exception as error:
            session.rollback()
            log.exception("alarms not looked for", kind=kind)
            alarm(f"alarms of kind {kind} were not looked for: {type(error).__name__}")
            broken.add(kind)
    return found, broken


def _fires(session: Session, now: datetime) -> list[Cause]:
    """Their own circles have all been called, and nobody came. One that is an alarm already stays it until somebody has
    the fire, also when it is called out anew elsewhere."""
    known = {one.subject for one in duty_alarms.listed(session, now)}
    return [
        Cause(
            FIRE,
            f"fire:{row.id}",
            row.area or PROVINCE.code,
            fire_rules.reference(row.year, row.number),
            row.active_at,
            drill=row.drill,
        )
        for row in fires.unowned(session)
        if f"fire:{row.id}" in known or watch_fires.are_circles_over(session, row, now)
    ]


def _overdue(session: Session, now: datetime, pace: Pace) -> list[Cause]:
    """One a fire, once buddy, commander and the officials of the place have been told (jobs/watch_missions.py)."""
    late: dict[int, list[Mission]] = {}
    for one in missions.open_missions(session):
        if mission_rules.is_missing(one, now):
            late.setdefault(one.fire_id, []).append(one)
    found = ((fires.find(session, fire_id), missing) for fire_id, missing in late.items())
    return [overdue(fire, missing, pace) for fire, missing in found if fire is not None]


def overdue(fire: Fire, missing: Sequence[Mission], pace: Pace) -> Cause:
    """People who are not back from a fire; the circles have their time from when the last of them was missed."""
    due = sorted(mission_rules.due_back(one) for one in missing)
    told = due[-1] + RULES.grace + (len(mission_rules.ALARM_STEPS) - 1) * RULES.step
    return Cause(
        OVERDUE,
        f"{OVERDUE}:{fire.id}",
        fire.area or PROVINCE.code,
        fire.reference,
        due[0],
        told + pace.next_after,
        fire.is_drill or all(one.is_drill for one in missing),
        tuple(one.id for one in missing),
    )


def _feeds(session: Session, now: datetime) -> list[Cause]:
    return [
        Cause(FEED, f"feed:{one.name}", PROVINCE.code, one.name, one.worked_at or one.tried_at)
        for one in feeds.listed(session)
        if (one.worked_at or one.tried_at) < now - watch.FEED_SILENT
    ]


def _quota(session: Session, now: datetime) -> list[Cause]:
    return [Cause(QUOTA, "quota", PROVINCE.code, "", now)] if watch.is_low(session) else []


def _sending(session: Session, now: datetime, real: datetime) -> list[Cause]:
    waits = [inbox.waiting(session)[1], outbox.waiting(session)[1]]
    failed = outbox_counts.failed(session, real - FAILED_WITHIN, MANY_FAILED)
    is_stuck = any(one is not None and one < real - watch.WAITS_LONG for one in waits)
    if is_stuck or len(failed) >= MANY_FAILED:
        return [Cause(SENDING, "sending", PROVINCE.code, "", now)]
    return []
