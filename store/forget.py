"""What of a person is kept where, and how it goes: on request, after a block, and when its time is over.

A test fails for every new text or blob column until it is named here: as personal, or as not.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from store import (
    alert_outcomes,
    console,
    duty,
    duty_alarms,
    fires,
    group_offers,
    hand_overs,
    inbox,
    menus,
    mission_notices,
    missions,
    mornings,
    notes,
    permits,
    photos,
    proposals,
    sensors,
    setting_changes,
    subscriptions,
    volunteers,
    warnings,
)
from store.alarms import Alarm
from store.forms import OpenForm
from store.group_offers import GroupOffer
from store.heartbeats import Heartbeat
from store.inbox import Received
from store.officials import Holding
from store.outbox import Outgoing
from store.people import Known
from store.slots import Slot
from store.unsent import Unsent

AFTER_BLOCK = timedelta(days=90)
KEPT = timedelta(days=30)
TWO_YEARS = timedelta(days=730)

# Columns that can point at a person, with how they go.
PERSONAL = {
    "people.line_id": "row deleted on request, and 90 days after a block",
    "people.area": "with its row",
    "people.language": "with its row",
    "people.village": "with its row, and when they choose another home",
    "people.role": "with its row",
    "people.role_area": "with its row",
    "people.post": "with its row",
    "people.last_answer": "with its row",
    "officials.line_id": "ended and emptied on request; the holding itself stays for the record",
    "officials.name": "emptied on request",
    "officials.phone": "emptied on request",
    "fires.owner": "emptied on request; what became of the fire stays",
    "fires.owner_name": "emptied on request",
    "fires.owner_phone": "emptied on request",
    "fire_reports.line_id": "emptied on request and after 2 years; the report itself stays without its sender",
    "fire_reports.chat": "emptied on request and after 2 years",
    "fire_reports.words": "emptied on request and after 2 years",
    "fire_reports.phone": "emptied on request and after 2 years",
    "fire_events.who": "emptied on request and after 2 years",
    "fire_events.who_name": "emptied on request and after 2 years",
    "fire_events.note": "emptied on request where the person wrote it, and after 2 years",
    "fires.closing": "who accepted it is emptied after 2 years; units, rai and cause stay",
    "tips.line_id": "emptied on request and after 2 years",
    "tips.words": "row deleted after 2 years",
    "crowd_questions.line_id": "row deleted on request and after 2 years",
    "report_blocks.line_id": "row deleted on request",
    "report_blocks.by": "emptied on request",
    "report_blocks.reason": "row deleted on request",
    "console_links.line_id": "row deleted on request and after a day",
    "console_links.then": "row deleted on request and after a day",
    "console_sessions.line_id": "row deleted on request and 90 days after its last page",
    "console_sessions.browser": "row deleted on request and 90 days after its last page",
    "proposals.proposed_by": "emptied on request",
    "setting_changes.proposed_by": "emptied on request; the change names posts",
    "warnings.written_by": "emptied on request; the steps name posts",
    "warnings.writers": "ids of officials: taken out on request",
    "warnings.submitted_by": "emptied on request",
    "warnings.approved_by": "emptied on request",
    "volunteers.line_id": "row deleted on request; 2 years after they left or were not approved",
    "volunteers.name": "with its row",
    "volunteers.phone": "emptied when they leave or are not approved; row deleted on request",
    "volunteers.home": "with its row",
    "volunteers.village": "emptied when they leave or are not approved; row deleted on request",
    "volunteers.kind": "with its row",
    "volunteers.skills": "with its row",
    "volunteers.kit": "emptied when they leave or are not approved; row deleted on request",
    "volunteers.contact_name": "emptied when they leave or are not approved; row deleted on request",
    "volunteers.contact_phone": "emptied when they leave or are not approved; row deleted on request",
    "volunteers.state": "with its row",
    "volunteers.decided_by": "emptied on request",
    "volunteers.near": "emptied when they go off duty and after 12 hours",
    "missions.line_id": "emptied on request, once they are home, and after 2 years; the mission stays without them",
    "missions.way": "emptied on request and after 2 years",
    "missions.last_area": "emptied on request and after 2 years",
    "missions.home_by": "emptied on request and after 2 years",
    "missions.cleared_by": "emptied on request and after 2 years",
    "mission_calls.by": "emptied on request; row deleted after 2 years",
    "mission_notices.recipient": "row deleted on request and after 30 days",
    "mission_notices.note": "row deleted on request and after 30 days",
    "permits.holder": "emptied on request and after 2 years; what burnt where and when stays",
    "permits.name": "emptied on request of who filed it and after 2 years",
    "permits.phone": "emptied on request and after 2 years",
    "permits.village": "emptied after 2 years, with the exact place",
    "permits.deciders": "ids of officials: taken out on request and after 2 years",
    "permit_log.who": "emptied on request and after 2 years",
    "permit_log.reason": "emptied on request where the person wrote it, and after 2 years",
    "burn_limits.set_by": "emptied on request",
    "burn_switches.set_by": "emptied on request",
    "call_list.name": "of who has no post here: row deleted when an official takes it off the list, and 2 years after it was last checked",
    "call_list.phone": "with its row",
    "hand_overs.words": "emptied on request of who wrote it; row deleted after a year",
    "notes.line_id": "row deleted on request and after a year",
    "notes.words": "with its row",
    "notes.phone": "with its row",
    "notes.answer": "with its row",
    "notes.answered_by": "emptied on request",
    "forms.chat": "row deleted on request",
    "forms.user": "row deleted on request",
    "forms.answers": "row deleted on request",
    "group_offers.line_id": "a group: row deleted with the group, and after 30 days",
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
    "photos.message_id": "row deleted after 2 years; LINE names what is taken back by it",
    "photos.sender": "emptied on request, which also deletes their voices; row deleted after 2 years",
    "photos.name": "our random name of files without EXIF; deleted when taken back, and after 2 years",
    "subscriptions.area": "row deleted on request, when they unsubscribe, and 90 days after a block",
    "sensors.host": "emptied on request, after a block, and when the sensor is retired",
    "unsent.message_id": "row deleted after 30 days",
}

# Text and bytes that say nothing about a person: measured air, public numbers, our own bookkeeping.
NOT_PERSONAL = {
    "alarms.text": "our own sentences with row numbers",
    "bans.area": "of an order",
    "bans.text": "public",
    "bans.number": "public",
    "bans.issuer": "an office",
    "bans.link": "public",
    "bans.excepts": "our own words",
    "bans.entered_by": "an office or post, for the record of the order",
    "bans.ended_by": "an office or post, for the record of the order",
    "buyers.name_th": "public, of a business",
    "buyers.name_en": "public, of a business",
    "buyers.area": "public",
    "buyers.takes": "public",
    "buyers.phone": "public, of a business",
    "buyers.note_th": "public",
    "buyers.note_en": "public",
    "buyers.source": "public",
    "penalties.kind": "our own word",
    "penalties.area": "of a law",
    "penalties.lands": "our own words",
    "penalties.law_th": "public",
    "penalties.law_en": "public",
    "penalties.section": "public",
    "penalties.says_th": "public",
    "penalties.says_en": "public",
    "penalties.penalty_th": "public",
    "penalties.penalty_en": "public",
    "penalties.link": "public",
    "penalties.source": "public",
    "penalties.entered_by": "an office or post, for the record of the law",
    "penalties.ended_by": "an office or post, for the record of the law",
    "alarm_steps.what": "our own word",
    "call_list.area": "an area",
    "duty_alarms.kind": "our own word",
    "duty_alarms.subject": "our own word with a row number or the name of a feed",
    "duty_alarms.area": "an area",
    "duty_alarms.about": "a reference number or the name of a feed",
    "group_offers.area": "a district",
    "hand_overs.area": "an area",
    "hand_overs.matters": "counts and reference numbers",
    "shifts.area": "an area",
    "alert_chunks.state": "what became of a message to many",
    "alert_states.area": "of the air",
    "alert_states.source": "stations",
    "alert_stops.area": "of the air",
    "alert_stops.why": "an official's reason",
    "alert_texts.name": "our own name of a text",
    "alert_texts.language": "of a text",
    "alert_texts.text": "what is said to all",
    "alert_words.language": "of a text",
    "alert_words.body": "what is said to all",
    "alerts.key": "area, level and hour",
    "alerts.district": "of the air",
    "alerts.areas": "of the air",
    "alerts.kind": "our own word",
    "alerts.stations": "stations",
    "alerts.reason": "our own word",
    "alerts.cursor": "row numbers",
    "audit.role": "of a post",
    "audit.what": "our own word",
    "audit.subject": "our own number of a thing",
    "audit.area": "of a post or a thing",
    "audit.before": "what an official changed: never a name, a number or a LINE id",
    "audit.after": "what an official changed: never a name, a number or a LINE id",
    "console_links.hash": "of a random link",
    "console_links.code_hash": "of a random code",
    "console_links.browser": "hash of a random number",
    "console_sessions.hash": "of a random number",
    "console_tries.who": "hash of an address or a random number; row deleted after a day",
    "choices.offered": "names of wishes, counted by day without a person",
    "choices.chosen": "the name of a wish, counted by day without a person",
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
    "fires.state": "of a fire",
    "fires.kind": "of a fire",
    "fires.area": "of a fire",
    "fires.name": "of a hill or village",
    "fires.danger": "of a fire",
    "fires.apart": "row numbers",
    "fire_reports.kind": "of a fire",
    "fire_reports.seen": "from the place itself or from afar",
    "fire_reports.bearing": "a direction",
    "fire_reports.name": "of a hill or village",
    "fire_reports.area": "of a fire",
    "fire_reports.danger": "of a fire",
    "fire_events.what": "our own word",
    "crowd_questions.answer": "yes or no to smoke seen from home",
    "tips.area": "of a fire",
    "forecasts.source": "a model",
    "forecasts.area": "a district",
    "permits.state": "our own word",
    "permits.tambon": "an area",
    "permits.residue": "our own word",
    "permits.land": "our own word",
    "permits.back_to": "our own word",
    "permits.public_id": "random; its page shows validity, not the person",
    "permit_log.post": "of a post",
    "permit_log.what": "our own word",
    "permit_log.before": "our own word",
    "permit_log.after": "our own word",
    "burn_limits.area": "an area",
    "burn_switches.district": "an area",
    "burn_switches.reason": "an official's reason for all, told to everybody who asks",
    "forms.name": "our own name of a form",
    "forms.step": "our own name of a step",
    "forms.session": "our own number of an event",
    "heartbeats.name": "a process",
    "heartbeats.kind": "worker or clock",
    "hotspot_pixels.source": "a feed",
    "hotspot_pixels.satellite": "a satellite",
    "hotspot_pixels.instrument": "a satellite",
    "hotspot_pixels.confidence": "of a satellite's pixel",
    "hotspot_pixels.land": "of a satellite's pixel",
    "hotspot_pixels.area": "of a satellite's pixel",
    "hotspots.satellite": "a satellite",
    "hotspots.instrument": "a satellite",
    "hotspots.confidence": "of a satellite's pixel",
    "hotspots.land": "of a satellite's pixel",
    "hotspots.area": "of a satellite's pixel",
    "hotspots.sources": "feeds",
    "hotspots.outcome": "our own word",
    "hotspot_checks.area": "of a satellite's pixels",
    "hotspot_checks.state": "our own word; who answered is kept as the number of a post",
    "inbox.event_id": "LINE's random id of an event; row deleted after 30 days",
    "inbox.claim": "a worker's name",
    "mission_calls.task": "of a fire",
    "mission_notices.what": "our own word",
    "missions.task": "of a fire",
    "missions.state": "of a mission",
    "missions.signal": "phone, radio or none",
    "invitations.hash": "of a random code",
    "invitations.role": "of a post, not yet of a person",
    "invitations.area": "of a post",
    "invitations.post": "of a post",
    "invitations.village": "of a post",
    "job_slots.job": "our own name of a job",
    "job_slots.counts": "counts",
    "job_slots.error": "our own mistake",
    "menu_links.rich_menu_id": "a menu that many share",
    "loudspeaker_hours.times": "of a post",
    "menus.key": "our own name of a menu",
    "menus.rich_menu_id": "LINE's random id of a menu",
    "menus.content": "hash of a picture",
    "officials.role": "of a post",
    "officials.kind": "of a post",
    "officials.area": "of a post",
    "officials.village": "of a post",
    "officials.title": "of a post",
    "notes.kind": "a question, a complaint or gear",
    "notes.area": "of a tambon or district",
    "outbox.key": "LINE's random id of an event; row deleted after 30 days",
    "outbox.method": "reply, push, multicast",
    "outbox.state": "bookkeeping",
    "outbox.retry_key": "random",
    "outbox.claim": "a worker's name",
    "proposals.role": "of a post",
    "proposals.area": "of a post",
    "proposals.village": "of a post",
    "proposals.title": "of a post",
    "proposals.state": "bookkeeping",
    "people.kind": "user, group or room",
    "photos.kind": "photo, video or voice",
    "photos.subject": "our own number of a report, permit or mission",
    "photos.state": "bookkeeping",
    "photos.why": "our own words for what went wrong",
    "photos.claim": "a worker's name",
    "photos.suffix": "of a file",
    "photos.media_type": "of a file",
    "raw_readings.sensor": "a sensor",
    "raw_readings.faults": "our own words of rules",
    "readings.station": "a station",
    "readings.source": "a feed",
    "rules.name": "our own name of a number",
    "sensor_hours.sensor": "a sensor",
    "sensor_hours.faults": "our own words of rules",
    "sensor_hours.flags": "our own words of rules",
    "sensor_hours.how": "how a value was corrected",
    "sensors.id": "a sensor",
    "setting_changes.kind": "our own word",
    "setting_changes.name": "our own name of a number or a text, or a row number",
    "setting_changes.language": "of a text",
    "setting_changes.area": "of a number to call, or the province",
    "setting_changes.before": "a number, a text for all, or a public number",
    "setting_changes.after": "a number, a text for all, or a public number",
    "setting_changes.why": "an official's reason",
    "setting_changes.state": "bookkeeping",
    "sensors.kind": "a sensor",
    "sensors.token_hash": "of a random token",
    "sensors.fit_station": "a station",
    "stations.id": "a station",
    "stations.kind": "a station",
    "stations.name_th": "a station",
    "stations.name_en": "a station",
    "stations.tambon": "a station",
    "stations.source": "a feed",
    "versions.subject": "names of shared facts",
    "warnings.state": "bookkeeping",
    "warnings.areas": "of a warning",
    "warnings.draft": "a warning's words, for the public",
    "warnings.issued": "a warning's words, for the public",
    "warnings.correction": "words for the public",
    "warnings.held": "our own sentence",
    "warning_steps.step": "our own word",
    "warning_steps.reason": "why an official took a step",
    "warning_letters.key": "our own name of a letter",
    "warning_letters.kind": "our own word",
    "warning_letters.language": "of a letter",
    "warning_letters.state": "bookkeeping",
    "warnings.cursor": "row numbers",
    "warning_pictures.name": "random",
    "warning_pictures.sha1": "of a picture for the public",
    "warning_pictures.body": "a picture for the public, without EXIF; deleted after a day where no warning holds it",
    "cap_messages.identifier": "our own number",
    "cap_messages.kind": "our own word",
    "cap_messages.xml": "published for ever",
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
    holdings = list(session.scalars(select(Holding.id).where(Holding.line_id == line_id)))
    duty.forget(session, holdings, datetime.now(UTC))
    hand_overs.forget(session, holdings)
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
    fires.forget(session, line_id)
    group_offers.forget(session, line_id)
    notes.forget(session, line_id)
    permits.forget(session, line_id)
    mission_notices.forget(session, line_id, missions.ids_of(session, line_id))
    missions.forget(session, line_id)
    volunteers.forget(session, line_id)
    console.forget(session, line_id)
    proposals.forget(session, line_id)
    setting_changes.forget(session, line_id)
    warnings.forget(session, line_id)
    photos.forget_person(session, line_id, datetime.now(UTC))
    sensors.forget_host(session, line_id)
    subscriptions.forget(session, line_id)
    mornings.end(session, line_id)
    alert_outcomes.forget(session, line_id)
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
        "logins": console.drop_old(session, now),
        "fire reports": fires.forget_old(session, now - TWO_YEARS),
        "burn requests": permits.forget_old(session, now - TWO_YEARS),
        "missions": missions.forget_old(session, now - TWO_YEARS),
        "mission notices": mission_notices.forget_old(session, now),
        "volunteers": volunteers.forget_old(session, now),
        "notes": notes.forget_old(session, now),
        "duty": duty.forget_old(session, now) + hand_overs.forget_old(session, now),
        "duty alarms": duty_alarms.forget_old(session, now),
        "inbox": _gone(
            session,
            delete(Received).where(Received.arrived_at < old, Received.handled_at.is_not(None)),
        ),
        "alert outcomes": alert_outcomes.forget_old(session, old.date()),
        "warning pictures": warnings.drop_unused_pictures(session, now),
        "outbox": _gone(session, delete(Outgoing).where(Outgoing.ended_at < old)),
        "photos": photos.forget_old(session, now),
        "group offers": _gone(session, delete(GroupOffer).where(GroupOffer.at < old)),
        "unsent": _gone(session, delete(Unsent).where(Unsent.at < old)),
        "forms": _gone(session, delete(OpenForm).where(OpenForm.changed_at < old)),
        "slots": _gone(session, delete(Slot).where(Slot.slot < old)),
        "alarms": _gone(session, delete(Alarm).where(Alarm.last_at < old)),
        "heartbeats": _gone(session, delete(Heartbeat).where(Heartbeat.seen_at < old)),
    }


def _gone(session: Session, statement: object) -> int:
    return int(session.execute(statement).rowcount)  # type: ignore[call-overload]
