"""ข้อความ: the month's quota and how far it reaches, what was sent by which rule, and what failed. Figures, no people.

Counted in real time: the month is LINE's. Rules of spending: domain/quota.py.
"""

from __future__ import annotations

import calendar
from datetime import datetime, timedelta

from flask import Response

from bot.language import BANGKOK
from domain import quota as rules
from domain.advice import COLOUR_NAMES
from domain.official import PROVINCE
from domain.subscriptions import FROM_LEVELS, urgency_at
from domain.words import N_
from store import outbox, outbox_counts, quota, subscriptions
from store import rules as settings
from web.console import frame

page = frame.a_page("console_messages")
FAILURES_SHOWN = timedelta(days=7)
URGENCIES = {
    rules.LIFE_SAFETY: N_("life safety"),
    rules.DISPATCH: N_("fires and missions"),
    rules.RED_AIR: N_("red air"),
    rules.ORANGE_AIR: N_("orange air"),
    rules.ANSWER: N_("answers"),
    rules.STATUS: N_("news of one's own matters"),
    rules.DIGEST: N_("summaries"),
}
RULES = {
    "answer": N_("answers to who wrote"),
    "alert": N_("air alerts"),
    "warning": N_("warnings of officials"),
    "fire": N_("news of fires"),
    "mission": N_("missions of volunteers"),
    "volunteer": N_("accounts of volunteers"),
    "permit": N_("burn requests"),
    "hotspots": N_("hotspots to look at"),
    "buyers": N_("buyers of residue"),
    "morning": N_("morning summary"),
    "loudspeaker": N_("words for loudspeakers"),
    "sensor": N_("silent sensors"),
    "note": N_("notes to officials"),
    "desk": N_("warnings among officials"),
    "duty": N_("duty and alarms"),
}
# Why a letter was let go, as the outbox notes it.
DROPPED = {
    "too late": N_("too late to be of use"),
    "monthly limit": N_("the month's messages were used up"),
    "given with replies": N_("everybody got it with a free answer"),
    "dropped by the operator": N_("taken back by the operator"),
    "the warning is over": N_("the warning is over"),
}


@page.get("/console/messages")
def every() -> Response:
    now = frame.real_now()
    local = now.astimezone(BANGKOK)
    today = local.replace(hour=0, minute=0, second=0, microsecond=0)
    month = today.replace(day=1)
    with frame.database().read() as reading:
        known = quota.now_known(reading)
        waiting = outbox.waiting(reading)
        spent = {
            "today": outbox_counts.sent(reading, today),
            "month": outbox_counts.sent(reading, month),
        }
        failures = outbox_counts.failed(reading, now - FAILURES_SHOWN)
        dropped = outbox_counts.dropped(reading, month)
        reach = subscriptions.reach(reading, int(settings.in_force(reading).group_people))
    return frame.render(
        "messages.html",
        quota=known,
        forecast=_forecast(known, local, month),
        next_alerts=_next_alerts(reach, known),
        levels=[(level, COLOUR_NAMES[level]) for level in FROM_LEVELS],
        rooms=[
            (urgency, rules.room(urgency, known), rules.MUST_LEAVE[urgency])
            for urgency in URGENCIES
        ],
        sent=_together(spent),
        totals={name: sum(one.people for one in found) for name, found in spent.items()},
        waiting=waiting,
        failures=failures,
        dropped=dropped,
        notes=DROPPED,
        urgencies=URGENCIES,
        rules=RULES,
    )


def _forecast(known: rules.Quota, now: datetime, month: datetime) -> rules.Forecast | None:
    """How the month ends if it goes on like this; not before LINE told what was used."""
    if not known.known:
        return None
    days = calendar.monthrange(now.year, now.month)[1]
    return rules.forecast(known, (now - month) / timedelta(days=1), days)


def _next_alerts(
    reach: dict[str, dict[int, int]], known: rules.Quota
) -> list[tuple[str, list[rules.Estimate]]]:
    """What an alert would cost now, before it is sent: by district, at each level; the last line is all of them."""
    lines = sorted(reach.items())
    if len(lines) > 1:
        lines.append((PROVINCE, {n: sum(one[n] for _, one in lines) for n in FROM_LEVELS}))
    return [
        (code, [rules.estimate(urgency_at(level), some[level], known) for level in FROM_LEVELS])
        for code, some in lines
    ]


def _together(
    spent: dict[str, list[outbox_counts.Sent]],
) -> list[tuple[int, str, dict[str, outbox_counts.Sent]]]:
    """A line for each urgency and rule, with today and this month beside each other."""
    lines: dict[tuple[int, str], dict[str, outbox_counts.Sent]] = {}
    for name, found in spent.items():
        for one in found:
            lines.setdefault((one.urgency, one.rule), {})[name] = one
    return [(urgency, rule, both) for (urgency, rule), both in sorted(lines.items())]
