"""Every minute: alarms begin and end with their causes, and whoever is on duty is called, then the next, until one takes it.

Rules: domain/duty_alarms.py. Causes: jobs/alarm_causes.py. Words: bot/duty_alarms.py.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from functools import partial

import structlog
from sqlalchemy.orm import Session

from bot import duty_alarms as calling
from bot.cards import Look
from bot.duty_alarms import Caller
from domain import duty_alarms as rules
from domain.duty_alarms import Cause, Pace
from jobs import alarm_causes
from store import duty_alarms
from store.db import Database

log = structlog.get_logger()


def run(
    database: Database, now: datetime, look: Look, alarm: Callable[[str], None], pace: Pace
) -> dict[str, int]:
    """`now` is business time. Twice in a minute is the same as once: who was told is kept in the same commit."""
    real = datetime.now(UTC)
    troubles: list[str] = []
    with database.read() as session:
        causes, broken = alarm_causes.gather(session, now, real, pace, troubles.append)
        is_quiet = not causes and not duty_alarms.listed(session, now)
    for text in troubles:
        alarm(text)
    if is_quiet:
        return {"open": 0}
    with database.write() as session:
        counts = _keep(Caller(session, look, now, real), causes, broken, pace)
        for one in duty_alarms.listed(session, now):
            if rules.comes_back(one, now, pace):
                duty_alarms.call_again(session, one.id, now)
                counts["came back"] += 1
        found = [one.id for one in duty_alarms.listed(session, now)]
    counts["told"] = _call(database, partial(Caller, look=look, now=now, real=real), found, pace, alarm)  # fmt: skip
    return {"open": len(found), **counts}


def _call(
    database: Database,
    caller: Callable[[Session], Caller],
    ids: Sequence[int],
    pace: Pace,
    alarm: Callable[[str], None],
) -> int:
    """All together, so that nobody gets two messages; if that breaks, each by itself: one must not silence the others."""
    try:
        return _call_these(database, caller, ids, pace)
    except Exception:
        log.exception("alarms not called together")
    told = 0
    for number in ids:
        try:
            told += _call_these(database, caller, [number], pace)
        except Exception as error:
            log.exception("alarm not called", alarm=number)
            alarm(f"alarm row {number}: nobody was called: {type(error).__name__}")
    return told


def _call_these(
    database: Database, caller: Callable[[Session], Caller], ids: Sequence[int], pace: Pace
) -> int:
    """As they stand in this commit: one that was taken meanwhile calls nobody."""
    with database.write() as session:
        by = caller(session)
        found = [one for one in duty_alarms.listed(session, by.now) if one.id in ids]
        return calling.call(by, found, pace)


def _keep(caller: Caller, causes: Sequence[Cause], broken: set[str], pace: Pace) -> Counter[str]:
    """One alarm a cause; what is not the case any more is over, and those told hear it."""
    counts: Counter[str] = Counter()
    session, now = caller.session, caller.now
    known = {one.subject: one for one in duty_alarms.listed(session, now)}
    wrong = {one.subject: one for one in causes}
    for subject, cause in wrong.items():
        if subject in known:
            if duty_alarms.go_on(session, known[subject], cause, now):
                counts["came back"] += 1
            continue
        is_life = cause.kind in rules.LIVES
        if is_life or not duty_alarms.reopen(session, cause, now, pace.again_after):
            duty_alarms.begin(session, cause, now)
        counts["begun"] += 1
    for subject, one in known.items():
        if subject not in wrong and one.kind not in broken:
            duty_alarms.end(session, one.id, now)
            calling.over(caller, one)
            counts["over"] += 1
    return counts
