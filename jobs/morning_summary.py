"""At 06.30: the air of home for those who asked for it each morning.

Pushed while the month's messages are plenty; else it costs none and goes with their next reply before noon.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta

import orjson
from sqlalchemy.orm import Session

from bot import cards, wake
from domain import lampang, quota
from domain.air import StationAir, air_at
from domain.cards import AirCard
from domain.conversation import Show
from domain.days import BANGKOK, today
from store import mornings as store
from store import outbox, readings
from store import quota as month
from store.db import Database
from store.mornings import Sleeper
from store.outbox import Letter

LIVES, RIDES = timedelta(hours=2), timedelta(hours=5)
FROM, UNTIL = 6 * 60 + 30, 9 * 60  # minutes of the day; a clock that comes back later tells none
PAGE, MOST_PAGES = 500, 200
USER_ID = re.compile(r"U[0-9a-f]{32}")


def run(database: Database, now: datetime, look: cards.Look) -> dict[str, int]:
    """`riding`: no message of the month was spent, it goes with their next reply of the morning."""
    told = {"pushed": 0, "riding": 0}
    if not _is_morning(now):
        return told
    with database.read() as session:
        stations = readings.recent(session, now)
    after = 0
    for _ in range(MOST_PAGES):
        with database.write() as session:
            people = store.due(session, today(now), after=after, most=PAGE)
            pushed, riding = _tell(session, people, stations, now, look)
        told["pushed"] += pushed
        told["riding"] += riding
        if len(people) < PAGE:
            break
        after = people[-1].person
    wake.ring(database)
    return told


def _is_morning(now: datetime) -> bool:
    local = now.astimezone(BANGKOK)
    return FROM <= local.hour * 60 + local.minute < UNTIL


def _tell(
    session: Session,
    people: Sequence[Sleeper],
    stations: Sequence[StationAir],
    now: datetime,
    look: cards.Look,
) -> tuple[int, int]:
    """How many are pushed to, and for how many it waits for a reply."""
    same: dict[tuple[str, str], list[Sleeper]] = defaultdict(list)
    for one in people:
        same[one.area, one.language or "th"].append(one)
    known, pushed, riding = month.now_known(session), 0, 0
    for (area, language), some in same.items():
        body = messages(area, stations, now, look.in_language(language))
        sendable = [one for one in some if USER_ID.fullmatch(one.line_id)]
        may = bool(sendable) and quota.may_push(quota.DIGEST, len(sendable), known)
        known = known.after(len(sendable) if may else 0)
        rest = [one for one in some if not may or one not in sendable]
        letters = [_riding(one, body, today(now)) for one in rest]
        if may:
            letters.append(_together(area, language, sendable, body, today(now)))
        pushed += len(some) - len(rest)
        riding += len(rest)
        outbox.add_all(session, [(letter, "") for letter in letters], datetime.now(UTC))
    store.note(session, [one.person for one in people], today(now))
    return pushed, riding


def messages(area: str, stations: Sequence[StationAir], now: datetime, look: cards.Look) -> bytes:
    place = lampang.area(area) or lampang.PROVINCE
    air = air_at(place.centre, stations, now, area=place.code)
    return orjson.dumps(cards.render([Show("pm25_lookup", AirCard(place, "", air))], look))


def _together(area: str, language: str, some: Sequence[Sleeper], body: bytes, day: date) -> Letter:
    key = f"morning:{day}:{area}:{language}:{some[0].person}"
    return Letter(
        key=key,
        method="multicast",
        chat=key,
        messages=body,
        urgency=quota.DIGEST,
        not_after=datetime.now(UTC) + LIVES,
        recipients=orjson.dumps([one.line_id for one in some]),
        people=len(some),
    )


def _riding(one: Sleeper, body: bytes, day: date) -> Letter:
    return Letter(
        key=f"morning:{day}:{one.person}",
        method="push",
        chat=one.line_id,
        messages=body,
        urgency=quota.DIGEST,
        not_after=datetime.now(UTC) + RIDES,
        riding=True,
    )
