"""What of a person is kept where, and how it goes: on request, after a block, and when its time is over.

A test fails for every new text or blob column until it is named here: as personal, or as not.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from store import inbox, menus
from store.alarms import Alarm
from store.forms import OpenForm
from store.heartbeats import Heartbeat
from store.inbox import Received
from store.officials import Holding
from store.outbox import Outgoing
from store.people import Known
from store.slots import Slot
from store.unsent import Unsent

AFTER_BLOCK = timedelta(days=90)
KEPT = timedelta(days=30)

# Columns that can point at a person, with how they go.
PERSONAL = {
    "people.line_id": "row deleted on request, and 90 days after a block",
    "people.area": "with its row",
    "people.language": "with its row",
    "people.role": "with its row",
    "people.role_area": "with its row",
    "people.post": "with its row",
    "people.last_answer": "with its row",
    "officials.line_id": "ended and emptied on request; the holding itself stays for the record",
    "officials.name": "emptied on request",
    "officials.phone": "emptied on request",
    "forms.chat": "row deleted on request",
    "forms.user": "row deleted on request",
    "forms.answers": "row deleted on request",
    "inbox.chat": "emptied on request; row deleted after 30 days",
    "inbox.body": "erased when handled; poison after 30 days",
    "inbox.reply_token": "erased when handled",
    "inbox.error": "row deleted after 30 days",
    "menu_links.line_id": "row deleted within minutes of a request, when LINE has taken the menu off; after 30 days at most",
    "outbox.chat": "row deleted on request and after 30 days",
    "outbox.recipients": "row deleted after 30 days",
    "outbox.body": "row deleted after 30 days",
    "outbox.reply_token": "erased when sent",
    "outbox.note": "row deleted after 30 days",
    "unsent.message_id": "row deleted after 30 days",
}

# Text and bytes that say nothing about a person: measured air, public numbers, our own bookkeeping.
NOT_PERSONAL = {
    "alarms.text": "our own sentences with row numbers",
    "contacts.number": "public numbers of offices",
    "contacts.name_th": "public",
    "contacts.name_en": "public",
    "contacts.topics": "public",
    "contacts.area": "public",
    "contacts.note_th": "public",
    "contacts.note_en": "public",
    "contacts.source": "public",
    "feeds.name": "names of feeds",
    "feeds.error": "what went wrong at the feed",
    "forms.name": "our own name of a form",
    "forms.step": "our own name of a step",
    "forms.session": "our own number of an event",
    "heartbeats.name": "a process",
    "heartbeats.kind": "worker or clock",
    "inbox.event_id": "LINE's random id of an event; row deleted after 30 days",
    "inbox.claim": "a worker's name",
    "invitations.hash": "of a random code",
    "invitations.role": "of a post, not yet of a person",
    "invitations.area": "of a post",
    "invitations.post": "of a post",
    "job_slots.job": "our own name of a job",
    "job_slots.counts": "counts",
    "job_slots.error": "our own mistake",
    "menu_links.rich_menu_id": "a menu that many share",
    "menus.key": "our own name of a menu",
    "menus.rich_menu_id": "LINE's random id of a menu",
    "menus.content": "hash of a picture",
    "officials.role": "of a post",
    "officials.kind": "of a post",
    "officials.area": "of a post",
    "officials.village": "of a post",
    "officials.title": "of a post",
    "outbox.key": "LINE's random id of an event; row deleted after 30 days",
    "outbox.method": "reply, push, multicast",
    "outbox.state": "bookkeeping",
    "outbox.retry_key": "random",
    "outbox.claim": "a worker's name",
    "people.kind": "user, group or room",
    "readings.station": "a station",
    "readings.source": "a feed",
    "stations.id": "a station",
    "stations.kind": "a station",
    "stations.name_th": "a station",
    "stations.name_en": "a station",
    "stations.tambon": "a station",
    "stations.source": "a feed",
    "versions.subject": "names of shared facts",
}


def person(session: Session, line_id: str) -> None:
    """Everything that says who this is; what is still to be sent to them goes out and then has 30 days at most.

    The note of their menu goes when jobs/link_menus.py has taken the menu off their phone.
    """
    inbox.erase(session, f'"{line_id}"')  # also what they wrote in groups
    session.execute(delete(OpenForm).where(OpenForm.user == line_id))
    session.execute(delete(OpenForm).where(OpenForm.chat == line_id))
    session.execute(
        update(Received)
        .where(Received.chat == line_id, Received.handled_at.is_not(None))
        .values(chat="", body=None, reply_token="", error="")
    )
    session.execute(
        delete(Outgoing).where(Outgoing.chat == line_id, Outgoing.ended_at.is_not(None))
    )
    session.execute(
        update(Holding)
        .where(Holding.line_id == line_id)
        .values(
            line_id="",
            name="",
            phone="",
            ended_at=func.coalesce(Holding.ended_at, datetime.now(UTC)),
        )
    )
    menus.note_forgotten(session, line_id, datetime.now(UTC))
    session.execute(delete(Known).where(Known.line_id == line_id))


def what_is_old(session: Session, now: datetime) -> dict[str, int]:
    """The daily retention: counts of rows that went, by reason."""
    blocked = list(
        session.scalars(select(Known.line_id).where(Known.blocked_at < now - AFTER_BLOCK))
    )
    for line_id in blocked:
        person(session, line_id)
    old = now - KEPT
    menus.drop_old_links(session, old)
    return {
        "people": len(blocked),
        "inbox": _gone(
            session,
            delete(Received).where(Received.arrived_at < old, Received.handled_at.is_not(None)),
        ),
        "outbox": _gone(session, delete(Outgoing).where(Outgoing.ended_at < old)),
        "unsent": _gone(session, delete(Unsent).where(Unsent.at < old)),
        "forms": _gone(session, delete(OpenForm).where(OpenForm.changed_at < old)),
        "slots": _gone(session, delete(Slot).where(Slot.slot < old)),
        "alarms": _gone(session, delete(Alarm).where(Alarm.last_at < old)),
        "heartbeats": _gone(session, delete(Heartbeat).where(Heartbeat.seen_at < old)),
    }


def _gone(session: Session, statement: object) -> int:
    return int(session.execute(statement).rowcount)  # type: ignore[call-overload]
