"""What models say, and the air behind us. The models are read again only when a run came in or five minutes passed."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from sqlalchemy.orm import Session

from bot.facts import health_places
from bot.facts.asked import Asked
from domain.conversation import Context, Facts
from domain.history import KEPT_IN_CHAT, Past, speaks_for
from domain.outlook import COMPARED_FOR, Outlook, StationHours
from handlers import pm25_lookup
from store import forecasts, history, versions

_OUTLOOK: dict[str, tuple[tuple[int, int, int], Outlook]] = {}
LASTS_SECONDS = 300
AHEAD = timedelta(days=5)
# Of the stations near a place: the first to speak, and two that may stand in for it.
STATIONS_READ = 3


def read_outlook(asked: Asked) -> Facts:
    slot = int(asked.context.now.timestamp()) // LASTS_SECONDS
    key = (versions.seen(asked.session, forecasts.SUBJECT), asked.air_version, slot)
    name = f"{asked.database.engine.url} {id(asked.database)}"
    known = _OUTLOOK.get(name)
    if known is None or known[0] != key:
        known = _OUTLOOK[name] = (key, _outlook(asked.session, asked.context))
    return replace(asked.facts, outlook=known[1])


def _outlook(session: Session, context: Context) -> Outlook:
    since = context.now - COMPARED_FOR
    official = history.stations(session, "official")
    hours = history.hours_of(session, [one.id for one in official], since, context.now)
    return Outlook(
        forecasts.between(session, since, context.now + AHEAD),
        tuple(StationHours(one, hours.get(one.id, ())) for one in official),
    )


def read_past(asked: Asked) -> Facts:
    context = replace(
        asked.context, facts=asked.facts
    )  # with the area of a shared point, read before
    found = pm25_lookup.place_of(asked.event, context)
    if found is None or found.outside:
        return asked.facts
    point = found.point or (found.area.centre if found.area else None)
    if point is None:
        return asked.facts
    area = found.area.code if found.area else ""
    near = speaks_for(point, history.stations(asked.session), area)[:STATIONS_READ]
    since = asked.context.now - timedelta(days=KEPT_IN_CHAT + 1)
    hours = history.hours_of(
        asked.session, [one.id for one, _ in near], since, asked.context.now + timedelta(hours=1)
    )
    return replace(
        asked.facts, past=tuple(Past(one, away, hours.get(one.id, ())) for one, away in near)
    )


READS = {"outlook": read_outlook, "past": read_past, **health_places.READS}
