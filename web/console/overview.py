"""ภาพรวม: what waits for me, and how the machine does. That part comes again every ten seconds, if it changed.

Times are clock times, not ages: the same state gives the same bytes, and so the same ETag.
"""

from __future__ import annotations

import hashlib
from datetime import timedelta

from flask import Response, request
from sqlalchemy.orm import Session

from domain import warnings as rules
from domain.official import ADMIN, Official
from domain.warnings import steps_for
from store import (
    alarms,
    feeds,
    heartbeats,
    inbox,
    outbox,
    proposals,
    quota,
    warnings,
)
from store.warnings import WarningRow
from web.console import frame

page = frame.a_page("console_overview")
SILENT_AFTER = timedelta(minutes=2)
FEED_SILENT = timedelta(hours=3)
WAITS_LONG = timedelta(minutes=2)
ALARMS_SHOWN = timedelta(hours=24)


@page.get("/console")
def overview() -> Response:
    body = _now().get_data(as_text=True)
    return frame.render("overview.html", body=body, tag=_tag(body))


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
        seen = heartbeats.last_seen(reading)
        values = {
            "waits": _waits(reading, here),
            "in_force": warnings.in_force(reading, "", shown),
            "feeds": [
                (one, (one.worked_at or one.tried_at) < shown - FEED_SILENT)
                for one in feeds.listed(reading)
            ],
            "processes": {
                kind: seen.get(kind) is not None and real - seen[kind] < SILENT_AFTER
                for kind in ("worker", "clock")
            },
            "inbox": inbox.waiting(reading),
            "outbox": outbox.waiting(reading),
            "quota": quota.now_known(reading),
            "alarms": alarms.recent(reading, real - ALARMS_SHOWN)[:8],
            "late": real - WAITS_LONG,
        }
    return frame.render("now.html", labels=rules, **values)


def _waits(reading: Session, here: Official) -> dict[str, list[WarningRow] | int]:
    """Only what this person can do something about."""
    submitted = warnings.listed(reading, (rules.SUBMITTED,))
    sent = warnings.listed(reading, warnings.OPEN_STATES)
    returned = warnings.listed(reading, (rules.RETURNED,))
    waiting = proposals.waiting(reading, frame.real_now())
    return {
        "approve": [row for row in submitted if "approve" in steps_for(row.standing, here)],
        "returned": [row for row in returned if row.written_by == here.line_id],
        "review": [
            row for row in sent if not row.reviewed_post and rules.may_review(row.standing, here)
        ],
        "proposals": sum(
            1 for one in waiting if one.proposed_by != here.line_id and here.may(one.area, ADMIN)
        ),
    }
