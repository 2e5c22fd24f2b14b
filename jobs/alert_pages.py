"""From an alert to its people: page by page, each one short commit, so that a death in the middle costs nothing.

Messages of at most 500 people in one language; groups one by one. Who is not told, and why, is written down for each.
Nothing is locked while a page is decided: who finds that another clock, or an answer, was first decides again.
Rules: domain/subscriptions.py, domain/quota.py.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import orjson
from sqlalchemy.orm import Session

from bot import wake
from domain import quota as planner
from domain.alert_rules import Rules
from domain.alerts import DOWN, Alert
from domain.days import today
from domain.quota import Quota
from domain.subscriptions import (
    GIVEN,
    GOOD_NEWS_WAITS,
    IN_CHUNK,
    NIGHT,
    ODD,
    QUOTA,
    SAME,
    TOO_LATE,
    outcome,
    urgency_of,
)
from store import alert_outcomes, alerts, outbox, quota, subscriptions, versions
from store.alert_outcomes import SUBJECT
from store.alerts import AlertRow
from store.db import Database
from store.outbox import Letter
from store.subscriptions import Subscriber

MOST = 500  # LINE's limit of a multicast
# People of one commit. A commit, a look at what may be sent and a bell cost the same for one message as for ten.
PAGE = 10 * MOST
READ_QUOTA_EVERY = 2  # pages; in between our own are counted down
# One malformed id makes LINE refuse all that go with it.
USER_ID = re.compile(r"U[0-9a-f]{32}")
LANGUAGES = (("th", ("", "th")), ("en", ("en",)))
REASONS = {"night": NIGHT, "late": TOO_LATE}
COUNTED = {IN_CHUNK: "queued", QUOTA: "waiting", GOOD_NEWS_WAITS: "waiting"}

Outcomes = dict[tuple[int, int], list[int]]  # what, chunk → people
Bundle = tuple[int, list[Subscriber]]  # chunk, its people


@dataclass(frozen=True, slots=True)
class Page:
    """The next people of an alert. `seen`: version of what became of alerts; `cursor`: where the next page begins."""

    alert: Alert
    row: AlertRow
    seen: int
    language: str
    people: Sequence[Subscriber]
    told: Sequence[alert_outcomes.Told]
    day: int
    cursor: str
    alike: frozenset[int] = frozenset()  # alerts that said the same shortly before


def spread(database: Database, alert_id: int, now: datetime, law: Rules) -> dict[str, int]:
    """`now` is business time. Counts of people: pushed to, kept for a reply, not told."""
    counts = {"queued": 0, "waiting": 0, "not_told": 0}
    with database.read() as session:
        words = alerts.words(session, alert_id)
    known, number = Quota(known=False), 0
    while True:
        with database.read() as session:
            page = _read(session, alert_id, now, law)
            if number % READ_QUOTA_EVERY == 0:
                known = quota.now_known(session)
        if page is None:
            return counts
        if not page.row.reason and not known.known:
            return counts  # until LINE told what is left of the month nothing is decided
        outcomes, bundles = _decide(page, law, known)
        if not _write(database, page, outcomes, bundles, words, law):
            continue
        number += 1
        known = known.after(sum(_counts_as(some, law) for _, some in bundles))
        for (what, _), some in outcomes.items():
            counts[COUNTED.get(what, "not_told")] += len(some)
        if bundles:
            wake.ring(database)


def _read(session: Session, alert_id: int, now: datetime, law: Rules) -> Page | None:
    seen = versions.seen(session, SUBJECT)  # before what rests on it
    row = session.get(AlertRow, alert_id)
    if row is None or row.done_at is not None:
        return None
    alert, day = alerts.as_alert(row), today(now).toordinal()
    language, area, after = _step(row.cursor, alert)
    if not language:
        return Page(alert, row, seen, "", (), (), day, "end")
    levels = (alert.level + 1, alert.before) if alert.kind == DOWN else (1, alert.level)
    spoken = dict(LANGUAGES)[language]
    most = PAGE if row.cursor else MOST  # the first message goes while the next page is decided
    people = subscriptions.page(session, area, spoken, levels, alert.made_at, after, most)
    is_last = len(people) < most
    cursor = _next(language, area, alert) if is_last else f"{language} {area} {people[-1].id}"
    told = (
        alert_outcomes.of_page(session, area, after, people[-1].id, day, alert_id) if people else ()
    )
    alike = alerts.alike(session, row, timedelta(hours=law.pause_hours))
    return Page(alert, row, seen, language, people, told, day, cursor, alike)


def _step(cursor: str, alert: Alert) -> tuple[str, str, int]:
    if cursor == "end":
        return "", "", 0
    if not cursor:
        return LANGUAGES[0][0], alert.areas[0], 0
    language, area, after = cursor.split(" ")
    return language, area, int(after)


def _next(language: str, area: str, alert: Alert) -> str:
    """The next area, then the next language."""
    steps = [(code, one) for code, _ in LANGUAGES for one in alert.areas]
    at = steps.index((language, area)) + 1
    return f"{steps[at][0]} {steps[at][1]} 0" if at < len(steps) else "end"


def _decide(page: Page, law: Rules, known: Quota) -> tuple[Outcomes, list[Bundle]]:
    """What becomes of it for each, and who goes into which message."""
    told: dict[int, list[alert_outcomes.Told]] = {}
    for one in page.told:
        told.setdefault(one.person, []).append(one)
    outcomes: Outcomes = {}
    due: list[Subscriber] = []
    alert_id, usual = page.row.id, _usual(page, law)
    for someone in page.people:
        mine = told.get(someone.person, ())
        if any(one.alert == alert_id for one in mine):
            continue
        what = _outcome(page, law, someone, mine) if mine or someone.is_blocked else usual
        if what == IN_CHUNK and someone.kind == "user" and not USER_ID.fullmatch(someone.line_id):
            what = ODD
        if what == IN_CHUNK:
            due.append(someone)
        else:
            outcomes.setdefault((what, 0), []).append(someone.person)
    bundles, unpaid = _bundle(page, law, due, known)
    if unpaid:
        outcomes.setdefault((QUOTA, 0), []).extend(one.person for one in unpaid)
    for chunk, some in bundles:
        outcomes[IN_CHUNK, chunk] = [one.person for one in some]
    return outcomes, bundles


def _usual(page: Page, law: Rules) -> int:
    """What becomes of it for whoever has not blocked us and was told nothing today: asked once, not for each."""
    if page.row.reason:
        return REASONS[page.row.reason]
    return outcome(page.alert, law, pushed_today=0, is_blocked=False)


def _outcome(
    page: Page, law: Rules, someone: Subscriber, told: Sequence[alert_outcomes.Told]
) -> int:
    """`told`: what became of other alerts for them."""
    if page.row.reason and not someone.is_blocked:
        return REASONS[page.row.reason]
    heard = [one for one in told if one.what in (IN_CHUNK, GIVEN)]
    pushed = sum(one.day == page.day for one in heard)
    what = outcome(page.alert, law, pushed_today=pushed, is_blocked=someone.is_blocked)
    return SAME if what == IN_CHUNK and any(one.alert in page.alike for one in heard) else what


def _bundle(
    page: Page, law: Rules, due: Sequence[Subscriber], known: Quota
) -> tuple[list[Bundle], list[Subscriber]]:
    """People by the 500, each group by itself, as far as the month's messages go; then those for whom they do not."""
    urgency = urgency_of(page.alert)
    persons = [one for one in due if one.kind == "user"]
    plan = planner.plan(urgency, len(persons), known)
    known = known.after(plan.push)
    together = [
        persons[start : min(start + MOST, plan.push)] for start in range(0, plan.push, MOST)
    ]
    bundles = list(enumerate(together, start=page.row.chunks + 1))
    unpaid = persons[plan.push :]
    for group in (one for one in due if one.kind != "user"):
        counted = _counts_as([group], law)
        if planner.may_push(urgency, counted, known):
            known = known.after(counted)
            bundles.append((page.row.chunks + len(bundles) + 1, [group]))
        else:
            unpaid.append(group)
    return bundles, unpaid


def _counts_as(people: Sequence[Subscriber], law: Rules) -> int:
    """A push to a group is counted for each member; until LINE told how many they are, as a usual one."""
    if people[0].kind == "user":
        return len(people)
    return people[0].members or int(law.group_people)


def _write(
    database: Database,
    page: Page,
    outcomes: Mapping[tuple[int, int], Sequence[int]],
    bundles: Sequence[Bundle],
    words: dict[str, bytes],
    law: Rules,
) -> bool:
    """False when another clock went on with it, or an answer gave it to somebody, since the page was read.

    Not waiting for the disk: what a power cut undoes was never sent, for the lease before a call waits for it.
    """
    real = datetime.now(UTC)
    body = words.get(page.language, b"[]")
    with database.write(durable=False) as session:
        if not versions.bump(session, SUBJECT, page.seen):
            return False
        if not page.language:
            alerts.end(session, page.row.id, real)
            return True
        if not alerts.move_on(session, page.row, page.cursor, page.row.chunks + len(bundles)):
            return False
        for (what, chunk), people in outcomes.items():
            alert_outcomes.keep_all(session, page.row.id, page.day, what, chunk, people)
        letters = [(_letter(page, chunk, some, body, real, law), "") for chunk, some in bundles]
        outbox.add_all(session, letters, real)
        sizes = [(chunk, len(some)) for chunk, some in bundles]
        alert_outcomes.add_chunks(session, page.row.id, sizes)
    return True


def _letter(
    page: Page, chunk: int, people: Sequence[Subscriber], body: bytes, real: datetime, law: Rules
) -> Letter:
    key = alert_outcomes.letter_key(page.row.id, chunk)
    is_group = people[0].kind != "user"
    return Letter(
        key=key,
        method="push" if is_group else "multicast",
        # A multicast is nobody's chat: its key keeps it from queueing behind other ones.
        chat=people[0].line_id if is_group else key,
        messages=body,
        urgency=urgency_of(page.alert),
        not_after=real + timedelta(hours=law.lives_hours),
        recipients=None if is_group else orjson.dumps([one.line_id for one in people]),
        people=_counts_as(people, law),
    )
