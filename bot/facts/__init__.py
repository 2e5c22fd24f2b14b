"""What is known when an event is decided: the person, the open form, and the facts its handler asked for.

A subject has a file of its own here, with READS: word of NEEDS → reader. Reads only; versions of shared facts are read before the facts themselves (store/versions.py).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy.orm import Session

from bot import dispatch
from bot.facts import (
    air,
    bans,
    console,
    duty,
    fires,
    hotspots,
    missions,
    notes,
    officials,
    outlook,
    permits,
    summary,
    volunteers,
    warned,
    warnings,
    where,
)
from bot.facts.asked import Asked, Read
from bot.facts.where import locate, outlines_file
from bot.language import language_of
from domain import lampang
from domain.conversation import Context, Event, Facts, FormState, Person
from handlers import accept_invitation
from store import forms, people, unsent, versions
from store.db import Database

__all__ = ["Batch", "gather", "locate", "outlines_file", "read_batch"]

# One file for each subject; a handler names in NEEDS what it wants to know.
READS: dict[str, Read] = {
    **air.READS,
    **bans.READS,
    **console.READS,
    **duty.READS,
    **fires.READS,
    **hotspots.READS,
    **missions.READS,
    **notes.READS,
    **officials.READS,
    **outlook.READS,
    **permits.READS,
    **summary.READS,
    **volunteers.READS,
    **warned.READS,
    **warnings.READS,
    **where.READS,
}


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
        asked = Asked(session, database, event, context, facts, batch.air_version)
        facts = READS[need](asked)
    return replace(context, facts=facts)


def _person(known: people.Speaker | None, event: Event) -> Person:
    spoken = language_of(accept_invitation.CODE.sub("", event.text))  # a code is no English
    if known is None:
        return Person(language=spoken, is_language_known=False)
    return Person(
        language=known.language or spoken,
        is_language_known=bool(known.language),
        role=known.role,
        area=lampang.area(known.area) if known.area else None,
        last_answer=known.last_answer,
    )
