"""Every minute: is the air of an area worth a word to its people? Judges every area and queues the alerts that are due.

Rules: domain/alerts.py. To whom they go, and how: jobs/spread_alerts.py. Safe to run twice, and on two clocks: a
judgement rests on the states it read, a crossing has one key, and the people of an alert are gone through once.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from bot import air_alerts, cards
from domain.alert_rules import Rules
from domain.alert_voices import Listening, witness
from domain.alert_words import card
from domain.alerts import Alert, Judgement, State, judge
from jobs import spread_alerts
from store import alert_texts, alerts, readings, rules, versions
from store.db import Database

SUBJECT = "air_alerts"


def run(database: Database, now: datetime, look: cards.Look) -> dict[str, int]:
    with database.read() as session:
        seen = versions.seen(session, SUBJECT)
        law = rules.in_force(session)
        stations = readings.recent(session, now)
        states = alerts.states(session)
        stops = [stop.area for stop in alerts.stopped(session, now)]
        texts = alert_texts.in_force(session)
    listening = Listening([witness(air) for air in stations], law)
    judged = judge(listening, states, now, stopped=stops)
    drawn = [
        (alert, air_alerts.bodies(card(alert, stations, texts, law, now), look))
        for alert in judged.alerts
    ]
    made = _keep(database, seen, states, judged, drawn, law)
    told = spread_alerts.run(database, now, stations, look)
    return {"areas": len(judged.states), "alerts": made, **told}


def _keep(
    database: Database,
    seen: int,
    states: dict[str, State],
    judged: Judgement,
    drawn: Sequence[tuple[Alert, dict[str, bytes]]],
    law: Rules,
) -> int:
    """Nothing when another clock judged meanwhile: the next run sees what it wrote."""
    changed = [state for state in judged.states if states.get(state.area) != state]
    if not changed:
        return 0
    made = 0
    with database.write() as session:
        if not versions.bump(session, SUBJECT, seen):
            return 0
        alerts.keep_states(session, changed)
        for alert, bodies in drawn:
            rides_until = alert.made_at + timedelta(hours=law.rides_hours)
            alert_id = alerts.add(session, alert, rides_until)
            if alert_id is not None:
                alerts.keep_words(session, alert_id, bodies)
                made += 1
    return made
