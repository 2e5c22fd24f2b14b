"""Burn requests decided in the browser (web/console/permits.py) by the chat's own handlers: same facts, rules and changes.

All in the caller's one commit: facts are read, the handler decides, and what it decided is written.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy.orm import Session

from bot import perform
from bot.changes.doing import DecideAgain, Doing
from bot.facts import READS
from bot.facts.asked import Asked
from domain.conversation import Context, Effect, Event, RestsOn, Say
from domain.permit_changes import MovePermit, SwitchDay
from domain.permit_rules import Judgement
from domain.permits import Permit
from handlers import burn_permit_request, burn_permit_status, permit_work
from store import forecasts, versions
from store.db import Database

NEEDS = ("air", "bans", "outlook", "permits", "posts", "warnings")

__all__ = ["DecideAgain", "Decided", "decide", "judged", "known", "switch"]


@dataclass(frozen=True, slots=True)
class Decided:
    """Whether anything was written, and what the chat would have said."""

    is_done: bool
    said: Say


def known(session: Session, database: Database, event: Event, now: datetime) -> Context:
    """What the handlers of burn requests know; `event.data["permit"]` names the request."""
    context = Context(now=now)
    version = versions.seen(session, "air")
    for need in NEEDS:
        asked = Asked(session, database, event, context, context.facts, version)
        context = replace(context, facts=READS[need](asked))
    return context


def judged(session: Session, context: Context, found: Sequence[Permit]) -> dict[int, Judgement]:
    """What the rules say of each of them, by its id."""
    said: dict[int, Judgement] = {}
    models: dict[tuple[str, datetime, datetime], Any] = {}
    for permit in found:
        key = (permit.tambon[:4], permit.begins, permit.ends)
        if key not in models:
            hours = forecasts.between(session, permit.begins, permit.ends, key[0])
            models[key] = hours.get(key[0], ())
        book = replace(context.facts.permits, models=models[key])
        facts = replace(context.facts, permits=book)
        said[permit.id] = burn_permit_request.judged(permit, replace(context, facts=facts))
    return said


def decide(doing: Doing, database: Database, permit: Permit, told: Mapping[str, Any]) -> Decided:
    """`told`: act (yes, no, day) and the answers that the chat asks one by one; `v` is the version that was seen."""
    data = {"permit": str(permit.id), "act": str(told["act"]), "v": str(told["v"])}
    event = replace(doing.event, data={**data, "day": str(told.get("day", ""))})
    context = known(doing.session, database, event, doing.context.now)
    if told["act"] == "day":
        effects = permit_work.handle(event, context)
    else:
        effects = permit_work.finish({**told, "permit": permit.id}, event, context)
    return _written(doing, context, effects)


def switch(
    doing: Doing, database: Database, district: str, day: date, *, opens: bool, reason: str
) -> Decided:
    data = {
        "switch": "open" if opens else "close",
        "day": day.isoformat(),
        "district": district,
    }
    event = replace(doing.event, data=data)
    context = known(doing.session, database, event, doing.context.now)
    effects = [
        replace(one, reason=reason) if isinstance(one, SwitchDay) else one
        for one in burn_permit_status.handle(event, context)
    ]
    return _written(doing, context, effects)


def _written(doing: Doing, context: Context, effects: list[Effect]) -> Decided:
    """Only what changes requests or days: an open question belongs to the chat, here the page asks."""
    changes = [one for one in effects if isinstance(one, MovePermit | SwitchDay)]
    if changes:
        rests = [one for one in effects if isinstance(one, RestsOn)]
        perform.bump_versions(doing.session, [*rests], context)
        perform.change(replace(doing, context=context), [*changes])
    said = next((one for one in effects if isinstance(one, Say)), Say(permit_work.CHANGED))
    return Decided(bool(changes), said)
