"""What is known when an event is decided: the person, the open form, and the facts its handler asked for.

Reads only; versions of shared facts are read before the facts themselves (store/versions.py).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path

import orjson
from sqlalchemy.orm import Session

from bot import dispatch
from bot.language import language_of
from domain import lampang
from domain.air import StationAir
from domain.conversation import Context, Event, Facts, FormState, Person
from domain.outlines import Outlines, locate_by_facts, locate_by_outlines, read_outlines
from domain.places import PlaceFound, Point
from handlers import accept_invitation
from store import contacts, forms, invitations, people, readings, unsent, versions
from store.db import Database


@dataclass(frozen=True, slots=True)
class Batch:
    """What is read once for all events of a claim."""

    people: Mapping[str, people.Speaker]
    forms: Mapping[tuple[str, str], FormState]
    unsent: frozenset[str]
    air_version: int


def read_batch(session: Session, events: Sequence[Event]) -> Batch:
    chats = [event.chat for event in events]
    messages = [event.message_id for event in events if event.message_id]
    return Batch(
        people.find_all(session, chats),
        forms.find_all(session, chats),
        unsent.among(session, messages) if messages else frozenset(),
        versions.seen(session, "air"),
    )


def gather(
    session: Session,
    database: Database,
    event: Event,
    now: datetime,
    form_session: str,
    batch: Batch,
) -> Context:
    person = _person(batch.people.get(event.chat), event)
    form = batch.forms.get((event.chat, event.user))
    context = Context(now=now, session=form_session, person=person, form=form)
    facts = Facts()
    for need in sorted(dispatch.needs(event, context)):
        facts = _add(session, database, event, context, facts, need, batch.air_version)
    return replace(context, facts=facts)


def _person(known: people.Speaker | None, event: Event) -> Person:
    spoken = language_of(accept_invitation.CODE.sub("", event.text))  # a code is no English
    if known is None:
        return Person(language=spoken)
    return Person(
        language=known.language or spoken,
        role=known.role,
        area=lampang.area(known.area) if known.area else None,
        last_answer=known.last_answer,
    )


# The air of the province, read again only when a reading came in (versions "air") or five minutes have passed.
_AIR: dict[str, tuple[tuple[int, int], tuple[StationAir, ...]]] = {}
AIR_LASTS_SECONDS = 300


def _air(
    session: Session, database: Database, now: datetime, version: int
) -> tuple[StationAir, ...]:
    key = (version, int(now.timestamp()) // AIR_LASTS_SECONDS)
    name = f"{database.engine.url} {id(database)}"
    known = _AIR.get(name)
    if known is None or known[0] != key:
        known = _AIR[name] = (key, readings.recent(session, now))
    return known[1]


def _add(
    session: Session,
    database: Database,
    event: Event,
    context: Context,
    facts: Facts,
    need: str,
    version: int,
) -> Facts:
    match need:
        case "air":
            return replace(facts, air=_air(session, database, context.now, version))
        case "contacts":
            return replace(facts, contacts=contacts.listed(session))
        case "near" if event.point is not None:
            return replace(facts, near=locate(event.point, database.data_dir))
        case "invitation":
            return _invitation(session, event, facts)
    return facts


def _invitation(session: Session, event: Event, facts: Facts) -> Facts:
    code = accept_invitation.code_in(event.text)
    if not code:
        return facts
    subject = f"invitation:{invitations.fingerprint(code)[:32]}"
    seen = {**facts.seen, subject: versions.seen(session, subject)}
    # Codes are made, and used up, in real time (cli/officials.py, bot/perform.py).
    given = invitations.open_one(session, code, datetime.now(UTC))
    return replace(facts, invitation=given.role if given else "", seen=seen)


def locate(point: Point, data_dir: Path) -> PlaceFound:
    """Which tambon a point lies in: exact with imported outlines, else by the facts' boxes and radii."""
    file = outlines_file(data_dir)
    if not file.is_file():
        return locate_by_facts(point)
    return locate_by_outlines(point, _outlines(file, file.stat().st_mtime_ns))


def outlines_file(data_dir: Path) -> Path:
    return data_dir / "outlines.geojson"


@lru_cache(maxsize=1)
def _outlines(file: Path, _changed: int) -> Outlines:
    return read_outlines(orjson.loads(file.read_bytes()))
