"""Which alerts are due to be told now: at once, at the end of the night if they are still true, or not any more.

To whom they go: jobs/alert_pages.py. Part of jobs/check_air.py. Rules: domain/subscriptions.py.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from sqlalchemy.orm import Session

from bot import air_alerts, cards
from domain.air import StationAir
from domain.alert_rules import Rules
from domain.alert_words import card
from domain.alerts import UP, Alert, State
from domain.subscriptions import after_the_night, night_is_over
from jobs import alert_pages
from store import alert_outcomes, alert_texts, alerts, rules
from store.alerts import AlertRow
from store.db import Database


def run(
    database: Database, now: datetime, stations: Sequence[StationAir], look: cards.Look
) -> dict[str, int]:
    """Counts of people: pushed to, kept for a reply, not told."""
    told = {"queued": 0, "waiting": 0, "not_told": 0}
    _settle(database, now)
    with database.read() as session:
        law = rules.in_force(session)
        rows = alerts.to_spread(session)
    for row in rows:
        if _is_ready(database, row, now, stations, look, law):
            for name, people in alert_pages.spread(database, row.id, now, law).items():
                told[name] += people
    return told


def _is_ready(
    database: Database,
    row: AlertRow,
    now: datetime,
    stations: Sequence[StationAir],
    look: cards.Look,
    law: Rules,
) -> bool:
    """Held ones wait for the end of the night; what is too old, or over by then, is not told any more."""
    alert = alerts.as_alert(row)
    if row.reason:
        return True
    if not night_is_over(alert, now):
        return _is_overtaken(database, alert)
    due = alert.held_until or alert.made_at
    is_late = now - due > timedelta(hours=law.lives_hours)
    if is_late:
        with database.write() as session:
            alerts.give_up(session, row.id, "night" if alert.held_until else "late")
        return True
    return alert.held_until is None or _release(database, alert, now, stations, look, law)


def _is_overtaken(database: Database, alert: Alert) -> bool:
    """In the night: when nothing of it is true any more it is given up at once."""
    with database.write(durable=False) as session:
        standing, _ = after_the_night(alert, alerts.states_of(session, alert.areas))
        if standing:
            return False
        alerts.give_up(session, alert.id, "night")
    return True


@dataclass(frozen=True, slots=True)
class Dawn:
    """What an alert that was held is released with."""

    stations: Sequence[StationAir]
    look: cards.Look
    law: Rules
    now: datetime
    texts: Mapping[str, Mapping[str, str]]

    @property
    def rides_until(self) -> datetime:
        return self.now + timedelta(hours=self.law.rides_hours)


def _release(
    database: Database,
    alert: Alert,
    now: datetime,
    stations: Sequence[StationAir],
    look: cards.Look,
    law: Rules,
) -> bool:
    """The night is over: told with this morning's numbers where it is still true, as soon as they are fresh."""
    with database.read() as session:
        states = alerts.states_of(session, alert.areas)
        dawn = Dawn(stations, look, law, now, alert_texts.in_force(session))
        # Good news of what came and went in the same night: nobody has heard of it.
        is_news = alert.is_warning or not any(
            law.is_night(made_at) for made_at in alerts.warnings_before(session, alert)
        )
    standing, over = after_the_night(alert, states)
    if not standing or not is_news:
        with database.write() as session:
            alerts.give_up(session, alert.id, "night")
        return True
    fresh = now - timedelta(minutes=law.fresh_minutes)
    if any(_judged_at(states[area]) < fresh for areas in standing.values() for area in areas):
        return False
    with database.write() as session:
        for area in over[:1]:
            rest = replace(alert, key=f"{alert.key}:night:{area}", areas=over, held_until=None)
            alerts.add(session, rest, dawn.rides_until, reason="night")
        first, *others = sorted(standing, reverse=True)
        for level in others:
            new = _this_morning(alert, level, standing[level], states)
            added = alerts.add(session, replace(new, key=f"{alert.key}:{level}"), dawn.rides_until)
            _keep_words(session, added, new, dawn)
        new = _this_morning(alert, first, standing[first], states)
        alerts.release(session, alert.id, new, dawn.rides_until)
        _keep_words(session, alert.id, new, dawn)
    return True


def _judged_at(state: State) -> datetime:
    return state.judged_at or datetime.min.replace(tzinfo=UTC)


def _this_morning(
    alert: Alert, level: int, areas: tuple[str, ...], states: Mapping[str, State]
) -> Alert:
    """The same words for all of its areas, so with the worst of their numbers."""
    worst = max(
        (states[area] for area in areas), key=lambda state: (state.mean or 0, state.hour or 0)
    )
    kind = alert.kind if level == alert.level else UP
    return replace(
        alert,
        areas=areas,
        kind=kind,
        level=level,
        mean=worst.mean,
        hour=worst.hour,
        at=_judged_at(worst),
        stations=tuple(worst.source.split("+")),
        held_until=None,
    )


def _keep_words(session: Session, alert_id: int | None, alert: Alert, dawn: Dawn) -> None:
    if alert_id is not None:
        shown = card(alert, dawn.stations, dawn.texts, dawn.law, dawn.now)
        alerts.keep_words(session, alert_id, air_alerts.bodies(shown, dawn.look))


def _settle(database: Database, now: datetime) -> None:
    """What became of the messages is noted while their letters are still there."""
    with database.read() as session:
        rows = [
            row
            for row in alerts.live(session)
            if row.done_at is not None
            and (row.rides_until <= now or alert_outcomes.is_open(session, row.id))
        ]
    for row in rows:
        with database.write(durable=False) as session:
            waiting = alert_outcomes.settle_chunks(session, row.id)
            if not waiting and row.rides_until <= now:
                alerts.settle(session, row.id, now)
