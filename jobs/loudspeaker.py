"""Every quarter of an hour: at the times they chose village heads get words to read out, when their air is bad."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from sqlalchemy.orm import Session

from bot import cards, telling
from domain import lampang, quota
from domain.air import air_at
from domain.cards import AirCard
from domain.conversation import Button, Say, Show
from domain.loudspeaker import EVERY, SET_TIMES, Loud, due, time_of, words
from store import alert_texts, alerts, loud_hours, officials, readings, rules
from store import quota as month
from store.db import Database

LIVES = timedelta(hours=1)  # later it is not what the air is like


def run(database: Database, now: datetime, look: cards.Look) -> dict[str, int]:
    if not time_of(now):
        return {"told": 0}
    with database.read() as session:
        law, chosen = rules.in_force(session), loud_hours.chosen(session)
        heads = due(officials.listed(session, now), alerts.states(session), chosen, law, now)
        texts = alert_texts.in_force(session)
        stations = readings.recent(session, now)
    slot = f"{now - (now - datetime.min.replace(tzinfo=UTC)) % EVERY:%Y%m%dT%H%M}"
    told = 0
    for one in heads:
        area = lampang.area(one.post.area) or lampang.PROVINCE
        air = AirCard(area, "", air_at(area.centre, stations, now, area=area.code))
        shown = Show("pm25_lookup", air, (Button(SET_TIMES, "do", "do=loudspeaker"),))
        spoken: list[Say | Show] = [*words(one, texts), shown]
        with database.write() as session:
            told += _tell(session, look, one, spoken, slot)
    return {"told": told}


def _tell(
    session: Session, look: cards.Look, one: Loud, spoken: Sequence[Say | Show], slot: str
) -> bool:
    """Pushed while the month allows it, else with the head's next reply."""
    may = quota.may_push(quota.STATUS, 1, month.now_known(session))
    return telling.tell(
        session,
        look,
        one.post.holder,
        spoken,
        key=f"loud:{slot}:{one.post.id}",
        urgency=quota.STATUS,
        now=datetime.now(UTC),
        lives=LIVES,
        riding=not may,
    )
