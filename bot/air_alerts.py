"""The messages of an alert, in each language; and what of the alerts still waits for somebody who writes just now.

Who writes while an alert waits gets it with the free reply and is taken off the message it waited in.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import orjson
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot import cards
from domain.alert_rules import Rules
from domain.alert_words import AlertCard
from domain.alerts import Alert
from domain.conversation import Show
from domain.days import today
from domain.subscriptions import (
    ENDED,
    GIVEN,
    IN_CHUNK,
    RIDING,
    concerns,
    outcome,
    still_true,
)
from store import alert_outcomes, alerts, clock, rules, subscriptions
from store.alert_outcomes import Told
from store.alerts import AlertRow
from store.people import Known
from store.subscriptions import SubscriptionRow

LANGUAGES = ("th", "en")


def bodies(card: AlertCard, look: cards.Look) -> dict[str, bytes]:
    """Language → the JSON list of messages."""
    return {
        code: orjson.dumps(cards.render([Show("air_alert", card)], look.in_language(code)))
        for code in LANGUAGES
    }


@dataclass(frozen=True, slots=True)
class _Person:
    id: int
    line_id: str
    language: str
    subscriptions: list[SubscriptionRow]
    told: list[Told]


def waiting_for(session: Session, chats: Sequence[str], now: datetime) -> dict[str, bytes]:
    """Chat → the messages of the newest alert that waits for it, now given with the reply; `now` is real time.

    Nothing is asked but one look at a small index while no alert is on its way.
    """
    if not chats or not alerts.is_any_live(session):
        return {}
    living = alerts.live(session)
    shown_at = clock.now(session)  # what alerts say and how long they ride is business time
    people = _people(session, chats, [row.id for row in living], shown_at)
    if not people:
        return {}
    law = rules.in_force(session)
    given: dict[str, bytes] = {}
    for person in people:
        row = next((row for row in living if _give(session, row, person, law, shown_at, now)), None)
        if row is not None:
            words = alerts.words(session, row.id)
            given[person.line_id] = words.get(person.language) or words.get("th", b"[]")
    return given


def take_back(session: Session, chat: str, area: str, now: datetime) -> None:
    """Who stops the warnings (of an area, or all) is taken off what is still on its way."""
    if not alerts.is_any_live(session):
        return
    living = {row.id: row for row in alerts.live(session)}
    for person in _people(session, [chat], list(living), clock.now(session)):
        for one in person.told:
            row = living.get(one.alert)
            if row is None or one.what != IN_CHUNK or (area and area not in row.areas.split()):
                continue
            if alert_outcomes.take_off(session, row.id, one.chunk, person.line_id, now):
                alert_outcomes.change(session, person.id, row.id, ENDED)


def _people(
    session: Session, chats: Sequence[str], living: Sequence[int], now: datetime
) -> list[_Person]:
    known = session.execute(
        select(Known.id, Known.line_id, Known.language).where(Known.line_id.in_(list(chats)))
    ).all()
    ids = [row.id for row in known]
    chosen = subscriptions.of_people(session, ids)
    told: dict[int, list[Told]] = {}
    for one in alert_outcomes.of_people(session, ids, today(now).toordinal(), living):
        told.setdefault(one.person, []).append(one)
    return [
        _Person(
            row.id, row.line_id, row.language or "th", chosen.get(row.id, []), told.get(row.id, [])
        )
        for row in known
        if row.id in chosen
    ]


def _give(
    session: Session,
    row: AlertRow,
    person: _Person,
    law: Rules,
    shown_at: datetime,
    now: datetime,
) -> bool:
    alert = alerts.as_alert(row)
    mine = [one for one in person.subscriptions if one.area in alert.areas]
    if row.reason or not mine or not _is_true(session, alert, mine):
        return False
    before = next((one for one in person.told if one.alert == row.id), None)
    if before is None:
        return _give_early(session, row, alert, person, law, shown_at)
    if before.what == IN_CHUNK:
        taken = alert_outcomes.take_off(session, row.id, before.chunk, person.line_id, now)
        taken = taken or _was_refused(session, row, before.chunk, shown_at)
    else:
        taken = before.what in RIDING and row.rides_until > shown_at
    if taken:
        alert_outcomes.change(session, person.id, row.id, GIVEN)
    return taken


def _give_early(
    session: Session,
    row: AlertRow,
    alert: Alert,
    person: _Person,
    law: Rules,
    now: datetime,
) -> bool:
    """The alert waits for the end of the night, or its people are being gone through and it is not their turn yet."""
    wanted = [
        one
        for one in person.subscriptions
        if one.area in alert.areas and concerns(alert, one.from_level) and one.since <= row.made_at
    ]
    if row.done_at is not None or not wanted:
        return False
    day = today(now).toordinal()
    pushed = sum(one.day == day and one.what in (IN_CHUNK, GIVEN) for one in person.told)
    if outcome(alert, law, pushed_today=pushed, is_blocked=False) != IN_CHUNK:
        return False
    return alert_outcomes.give_early(session, row.id, day, person.id)


def _was_refused(session: Session, row: AlertRow, chunk: int, now: datetime) -> bool:
    """LINE refused their message for the month's limit."""
    return row.rides_until > now and any(
        one.number == chunk and one.state == alert_outcomes.QUOTA
        for one in alert_outcomes.chunks(session, row.id)
    )


def _is_true(session: Session, alert: Alert, mine: Sequence[SubscriptionRow]) -> bool:
    states = alerts.states_of(session, [one.area for one in mine])
    return any(still_true(alert, one.area, states) for one in mine)
