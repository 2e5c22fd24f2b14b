"""Approved warnings on their way: letters of at most 500 people into the outbox, corrections, and the CAP message.

Called by the job every minute and by the console when something was approved or cancelled; either may come first.
Whether a warning may reach a phone is asked again in the commit that queues it (domain/warnings.py).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from xml.etree import ElementTree

import orjson
import structlog
from sqlalchemy.orm import Session

from bot import cards, warning_cap
from bot.warning_cap import Press
from domain import cap, cap_rules, quota
from domain import warnings as rules
from domain.cap import Reference
from domain.conversation import Show
from domain.warning_desk import takes_the_place
from domain.warnings import Notice
from store import cap as cap_store
from store import quota as quota_store
from store import warning_letters as letters
from store import warnings
from store.cap import CapMessage
from store.db import Database
from store.outbox import Letter
from store.warning_letters import CORRECTION, WARNING, WarningLetter
from store.warnings import WarningRow

log = structlog.get_logger()
LETTER_LIVES = timedelta(hours=2)
CORRECTION_LIVES = timedelta(hours=23)
# Corrections are made within a day of the cancellation: older ones need not be looked at each minute.
MOST_OPEN, MOST_CANCELLED = 1000, 50
NO_QUOTA = "not enough of the month's messages is left"


@dataclass(frozen=True, slots=True)
class Office:
    """`now` is business time: what warnings begin and end by."""

    database: Database
    press: Press
    now: datetime
    alarm: Callable[[str], None]


def work(office: Office) -> dict[str, int]:
    """Everything that is due: begin, end, correct. One that cannot be worked stops none of the others."""
    counts = {"begun": 0, "over": 0, "corrected": 0, "held": 0}
    broken: list[str] = []
    with office.database.read() as session:
        rows = [
            *warnings.listed(session, warnings.OPEN_STATES, most=MOST_OPEN),
            *warnings.listed(session, (rules.CANCELLED,), most=MOST_CANCELLED),
        ]
    for row in rows:
        try:
            done = _one(office, row)
        except Exception:
            log.exception("warning not worked", warning=row.id)
            broken.append(row.number)
            continue
        if done:
            counts[done] += 1
    if broken:
        office.alarm(f"{len(broken)} warnings could not be worked: {', '.join(broken[:5])}")
        counts["broken"] = len(broken)
    return counts


def _one(office: Office, row: WarningRow) -> str:
    if row.state == rules.CANCELLED:
        return "corrected" if _correct(office, row) else ""
    if row.ends is None or row.ends <= office.now:
        return "over" if _end(office, row) else ""
    if row.state == rules.APPROVED:
        return _begin(office, row)
    if row.state == rules.SENDING and row.held:
        _push_held(office, row)
    elif row.state == rules.SENDING:
        _look_after(office, row)
    return ""


def _begin(office: Office, row: WarningRow) -> str:
    """In force from here on: on the page, in the feed, told when asked; and on the phones, if the month's messages do."""
    if row.said.starts > office.now:
        return ""
    if row.said.mode == rules.TRAINING:
        return "begun" if _practise(office, row) else ""
    people, allowed = _people(office, row)
    with office.database.write() as session:
        fresh = _still(session, office, row, rules.APPROVED)
        if fresh is None:
            return ""
        is_replaced = warnings.replaced_by(session, row.id) is not None
        step = "end" if is_replaced else "begin"
        if not warnings.keep(session, fresh, rules.move(step, fresh.standing), step, 0, _real()):
            return ""
        if is_replaced:
            return "over"
        _end_older(session, fresh)
        _publish(session, office, warnings.notice(session, fresh), fresh)
        if allowed:
            _queue_all(session, office, fresh, people)
        else:
            warnings.note_held(session, row.id, NO_QUOTA)
    if not allowed:
        office.alarm(f"warning {row.number} does not reach the phones: {NO_QUOTA}")
    return "begun" if allowed else "held"


def _still(session: Session, office: Office, row: WarningRow, state: str) -> WarningRow | None:
    """Asked again, in the commit that queues: it may have been sent, cancelled or replaced since it was looked at."""
    fresh = warnings.get(session, row.id)
    if fresh is None or fresh.state != state:
        return None
    return fresh if rules.may_reach_phones(fresh.standing, office.now) else None


def _people(office: Office, row: WarningRow) -> tuple[dict[str, list[str]], bool]:
    """Who gets it, by language, and whether as many messages may be spent on it now."""
    with office.database.read() as session:
        people = letters.people_of(session, row.said.areas)
        known = quota_store.now_known(session)
    total = sum(map(len, people.values()))
    return people, not total or quota.may_push(rules.urgency_of(row.said), total, known)


def _push_held(office: Office, row: WarningRow) -> None:
    """It was held back from the phones; a new month, or a bigger plan, lets it go after all."""
    people, allowed = _people(office, row)
    if not allowed:
        return
    with office.database.write() as session:
        fresh = _still(session, office, row, rules.SENDING)
        if fresh is None or not fresh.held:
            return
        _queue_all(session, office, fresh, people)


def _practise(office: Office, row: WarningRow) -> bool:
    """A practice goes through the same states, and nowhere else."""
    with office.database.write() as session:
        standing = rules.move("begin", row.standing)
        if not warnings.keep(session, row, standing, "begin", 0, _real()):
            return False
        again = warnings.get(session, row.id)
        if again is None:
            return False
        session.refresh(again)
        return warnings.keep(session, again, rules.move("sent", standing), "sent", 0, _real())


def _queue_all(
    session: Session, office: Office, row: WarningRow, people: dict[str, list[str]]
) -> None:
    notice = warnings.notice(session, row)
    lives = min(LETTER_LIVES, notice.content.ends - office.now)
    for language, ids in people.items():
        for part in range(0, len(ids), letters.A_CHUNK):
            key = f"warning:{row.id}:{language}:{part // letters.A_CHUNK}"
            _queue(
                session, office, notice, key, language, ids[part : part + letters.A_CHUNK], lives
            )
            session.flush()
    warnings.note_people(session, row.id, sum(map(len, people.values())))
    warnings.note_held(session, row.id, "")


def _queue(
    session: Session,
    office: Office,
    notice: Notice,
    key: str,
    language: str,
    ids: list[str],
    lives: timedelta,
) -> None:
    """The chat of a multicast is its own key: chunks need not wait for one another."""
    kind, _, rest = key.partition(":")
    drawn = cards.render([Show("warning", notice)], office.press.look.in_language(language))
    letter = Letter(
        key=key,
        method="multicast",
        chat=key,
        messages=orjson.dumps(drawn),
        urgency=rules.urgency_of(notice.content),
        not_after=_real() + lives,
        recipients=orjson.dumps(ids),
        people=len(ids),
    )
    row = WarningLetter(
        key=key,
        warning=int(rest.partition(":")[0]),
        kind=kind,
        language=language,
        people=len(ids),
        state=letters.QUEUED,
    )
    letters.queue(session, letter, row, _real())


def _end_older(session: Session, row: WarningRow) -> None:
    """The warning it replaces is over in the same moment, and what of it still waits is taken back."""
    older = warnings.get(session, row.replaces)
    if older is None or older.state not in warnings.OPEN_STATES:
        return
    if not takes_the_place(row.said, older.said):  # asked at the approval, and here once more
        return
    if warnings.keep(session, older, rules.move("end", older.standing), "end", 0, _real()):
        letters.recall(session, older.id, _real())


def _end(office: Office, row: WarningRow) -> bool:
    with office.database.write() as session:
        if not warnings.keep(session, row, rules.move("end", row.standing), "end", 0, _real()):
            return False
        letters.recall(session, row.id, _real())
        letters.look_after(session, row.id)
    return True


def _look_after(office: Office, row: WarningRow) -> None:
    with office.database.write(durable=False) as session:
        if not letters.look_after(session, row.id):
            warnings.keep(session, row, rules.move("sent", row.standing), "sent", 0, _real())


def _correct(office: Office, row: WarningRow) -> bool:
    """Exactly who got the warning gets its correction; letters whose fate is not known yet are waited for."""
    with office.database.read() as session:
        if row.sent_at is None or not _is_uncorrected(session, row.id):
            return False
    with office.database.write() as session:
        letters.recall(session, row.id, _real())
        letters.look_after(session, row.id)
        notice, corrected = warnings.notice(session, row), False
        for one in letters.of_warning(session, row.id, WARNING):
            key = one.key.replace(WARNING, CORRECTION, 1)
            ids = letters.reached(session, one.key)
            if ids and session.get(WarningLetter, key) is None:
                _queue(session, office, notice, key, one.language, ids, CORRECTION_LIVES)
                corrected = True
        sent = [m.kind for m in cap_store.of_warning(session, row.id)]
        if sent and cap.CANCEL not in sent:
            _publish(session, office, notice, row)
        letters.look_after(session, row.id)
    return corrected


def _is_uncorrected(session: Session, warning: int) -> bool:
    """Whether a letter is still on its way, or was sent and has no correction, or its CAP message no Cancel."""
    every = letters.of_warning(session, warning)
    known = {one.key for one in every}
    published = [message.kind for message in cap_store.of_warning(session, warning)]
    return (
        any(one.state == letters.QUEUED for one in every)
        or any(
            one.kind == WARNING
            and one.state == "sent"
            and one.key.replace(WARNING, CORRECTION, 1) not in known
            for one in every
        )
        or (bool(published) and cap.CANCEL not in published)
    )


def _publish(session: Session, office: Office, notice: Notice, row: WarningRow) -> None:
    """The CAP message of this moment, checked by the standard's own rules before it is kept for ever."""
    own = cap_store.of_warning(session, row.id)
    earlier = [*_chain(session, row), *own]
    references = [Reference(office.press.sender, m.identifier, m.sent_at) for m in earlier]
    sent = office.now.replace(microsecond=0)
    made = warning_cap.message(office.press, notice, sent, len(own) + 1, references)
    xml = cap.write(made)
    found = cap_rules.faults(ElementTree.fromstring(xml))  # noqa: S314 - our own text of a moment ago
    if found:
        office.alarm(f"CAP of {notice.number} is not published: {found[0]}")
        return
    cap_store.add(
        session,
        CapMessage(
            identifier=made.identifier, warning=row.id, kind=made.kind, sent_at=sent, xml=xml
        ),
    )
    session.flush()


def _chain(session: Session, row: WarningRow) -> list[CapMessage]:
    """Every message of the warnings whose place this one takes, oldest first."""
    found: list[CapMessage] = []
    seen = {row.id}
    older = warnings.get(session, row.replaces)
    while older and older.id not in seen and takes_the_place(row.said, older.said):
        seen.add(older.id)
        found = [*cap_store.of_warning(session, older.id), *found]
        row, older = older, warnings.get(session, older.replaces)
    return found


def _real() -> datetime:
    return datetime.now(UTC)
