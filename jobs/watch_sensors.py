"""Every hour of the day: who hosts a sensor that fell silent is asked to look at its plug, once a day."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from bot import telling
from bot.cards import Look
from bot.language import BANGKOK
from domain import quota
from domain.conversation import Say
from domain.words import N_, Moment
from store import sensors
from store.db import Database

SILENT = timedelta(hours=3)
# Afterwards it is no plug: an officer sees it in the list.
GIVEN_UP = timedelta(days=14)
FROM_HOUR, TO_HOUR = 8, 18  # nobody goes to a plug at night
LIVES = timedelta(hours=10)

DEAD = N_(
    "The sensor at %(station)s is off: nothing since %(since)s. Could you look at its plug for me?"
)


def run(database: Database, now: datetime, look: Look) -> dict[str, int]:
    local = now.astimezone(BANGKOK)
    with database.read() as session:
        silent = [
            one
            for one in sensors.listed(session)
            if one.retired_at is None
            and one.heard_at is not None
            and SILENT < now - one.heard_at < GIVEN_UP
        ]
    told = 0
    hosted = [one for one in silent if one.host] if FROM_HOUR <= local.hour < TO_HOUR else []
    for one in hosted:
        with database.write() as session:
            told += telling.tell(
                session,
                look,
                one.host,
                [Say(DEAD, {"station": one.station, "since": Moment(one.heard_at or now)})],
                key=f"sensor-silent:{one.id}:{local.date()}",
                urgency=quota.DIGEST,
                now=datetime.now(UTC),
                lives=LIVES,
            )
    return {"silent": len(silent), "told": told}
