"""ภาพรวม: what waits for me, and how the machine does. That part comes again every ten seconds, if it changed.

Times are clock times, not ages: the same state gives the same bytes, and so the same ETag.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Sequence
from datetime import timedelta

from flask import Response, request
from sqlalchemy.orm import Session

from bot.facts import summary
from domain import duty_alarms, posts
from domain import fires as fire_rules
from domain import hotspot_checks as hotspot_rules
from domain import volunteers as volunteer_rules
from domain import warnings as rules
from domain.duty import Shift, who
from domain.fires import Fire
from domain.hotspot_checks import Check
from domain.official import ADMIN, PROVINCE, Official
from domain.warnings import steps_for
from domain.words import N_
from store import (
    alarms,
    duty,
    feeds,
    fires,
    heartbeats,
    hotspot_checks,
    inbox,
    notes,
    outbox,
    permits,
    quota,
    volunteers,
    warnings,
)
from store.warnings import WarningRow
from web.console import frame, points
from web.console.duty import open_alarms, said
from web.console.permits import may_decide
from web.console.volunteers import Out, out_there

page = frame.a_page("console_overview")
SILENT_AFTER = timedelta(minutes=2)
FEED_SILENT = timedelta(hours=3)
WAITS_LONG = timedelta(minutes=2)
ALARMS_SHOWN = timedelta(hours=24)
# How old in words that change seldom: the same state gives the same bytes, and no age that ticks.
AGES = (
    (timedelta(hours=1), N_("within the hour")),
    (timedelta(hours=3), N_("within 3 hours")),
    (timedelta(hours=24), N_("over 3 hours old")),
)
OLDEST = N_("over a day old")
PROCESSES = {"worker": N_("What answers in LINE"), "clock": N_("What works by the clock")}


@page.get("/console")
def overview() -> Response:
    body = _now().get_data(as_text=True)
    legend = points.counted(points.gathered())
    return frame.render("overview.html", body=body, tag=_tag(body), legend=legend)


@page.get("/console/now")
def now() -> Response:
    """The part that changes, alone; 304 when it did not."""
    response = _now()
    response.set_etag(_tag(response.get_data(as_text=True)).strip('"'))
    response.headers["Cache-Control"] = "no-store"
    return response.make_conditional(request)


def _tag(body: str) -> str:
    return f'"{hashlib.sha256(body.encode()).hexdigest()[:24]}"'


def _now() -> Response:
    here, real, shown = frame.official(), frame.real_now(), frame.shown_now()
    with frame.database().read() as reading:
        seen, out = heartbeats.last_seen(reading), out_there(reading, shown)
        values = {
            "waits": _waits(reading, here),
            "in_force": warnings.in_force(reading, "", shown),
            "feeds": [
                (one, (one.worked_at or one.tried_at) < shown - FEED_SILENT)
                for one in feeds.listed(reading)
            ],
            "processes": {
                kind: seen.get(kind) is not None and real - seen[kind] < SILENT_AFTER
                for kind in PROCESSES
            },
            "process_names": PROCESSES,
            "inbox": inbox.waiting(reading),
            "outbox": outbox.waiting(reading),
            "duty_alarms": open_alarms(reading, here),
            "on_duty": _on_duty(reading, here),
            "out": out,
            "out_at": _by_fire(out),
            "quota": quota.now_known(reading),
            "alarms": alarms.recent(reading, real - ALARMS_SHOWN)[:8],
            "late": real - WAITS_LONG,
        }
    return frame.render(
        "now.html",
        labels=rules,
        kinds=duty_alarms,
        who=who,
        said=said,
        shown=frame.as_shown,
        age=lambda at: age(shown - at),
        **values,
    )


def age(old: timedelta) -> str:
    return next((words for most, words in AGES if old < most), OLDEST)


def _by_fire(out: Sequence[Out]) -> list[tuple[Fire, list[Out]]]:
    """Fires with people out there, in the order in which the first of them is due back."""
    found: dict[int, tuple[Fire, list[Out]]] = {}
    for one in out:
        found.setdefault(one.fire.id, (one.fire, []))[1].append(one)
    return list(found.values())


def _on_duty(reading: Session, here: Official) -> list[Shift]:
    """Who is on duty around the reader's areas."""
    now = frame.shown_now()
    found = duty.shifts(reading, now, now + timedelta(seconds=1), now)
    return sorted((one for one in found if here.sees(one.area)), key=lambda one: one.area)


def _waits(reading: Session, here: Official) -> dict[str, list[Fire] | list[WarningRow] | int]:
    """Only what this person can do something about."""
    submitted = warnings.listed(reading, (rules.SUBMITTED,))
    sent = warnings.listed(reading, warnings.OPEN_STATES)
    returned = warnings.listed(reading, (rules.RETURNED,))
    proposed = _proposed(reading, here)
    asked_notes = notes.waiting(reading, frame.shown_now())
    asked = permits.current(reading, frame.shown_now())
    applied = volunteers.waiting(reading, here.areas(), most=100)
    return {
        "fires": _unowned(reading, here),
        "permits": sum(1 for one in asked if may_decide(one, here)),
        "volunteers": sum(
            1 for one in applied if volunteer_rules.may_decide(here.posts, one, here.line_id)
        ),
        "approve": [row for row in submitted if "approve" in steps_for(row.standing, here)],
        "returned": [row for row in returned if row.written_by == here.line_id],
        "review": [
            row for row in sent if not row.reviewed_post and rules.may_review(row.standing, here)
        ],
        "proposals": proposed["post"],
        "settings": proposed["setting"],
        "checks": sum(1 for one in hotspot_checks.waiting(reading) if _may_look(here, one)),
        "notes": sum(1 for one in asked_notes if here.may(one.area or PROVINCE)),
    }


def _proposed(reading: Session, here: Official) -> Counter[str]:
    """Settings and posts that wait for another person's yes."""
    return Counter(
        one.what
        for one in summary.proposed(reading, frame.real_now())
        if one.by != here.line_id and here.may(one.area or PROVINCE, ADMIN)
    )


def _may_look(here: Official, check: Check) -> bool:
    may = posts.may(here.posts, check.area, *hotspot_rules.LOOKERS)
    return may and not hotspot_rules.may_answer(check, hotspot_rules.NONE, frame.shown_now())


def _unowned(reading: Session, here: Official) -> list[Fire]:
    """Reported and taken by nobody, where the reader's post holds the place; the oldest first."""
    known = fires.lately(reading, frame.shown_now()).values()
    found = [one for one in known if one.state == fire_rules.REPORTED and not one.owner]
    return sorted(
        (one for one in found if here.may(one.area or PROVINCE)), key=lambda one: one.opened_at
    )
