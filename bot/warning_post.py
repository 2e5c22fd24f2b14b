"""Approved warnings on their way: when they begin and end, corrections, and the CAP message. Letters: bot/warning_pages.py.

Called by the job every minute and by the console when something was approved or cancelled; either may come first.
Whether a warning may reach a phone is asked again in the commit that queues it (domain/warnings.py).
"""

from __future__ import annotations

from datetime import UTC, datetime
from xml.etree import ElementTree

import structlog
from sqlalchemy.orm import Session

from bot import warning_cap
from bot import warning_pages as pages
from bot.warning_pages import Office
from domain import cap, cap_rules, quota
from domain import warnings as rules
from domain.cap import Reference
from domain.warning_desk import takes_the_place
from domain.warnings import Notice
from store import cap as cap_store
from store import quota as quota_store
from store import warning_letters as letters
from store import warning_reach as reach
from store import warnings
from store.cap import CapMessage
from store.warning_letters import SCRIPT, WARNING, WarningLetter
from store.warnings import WarningRow

__all__ = ["Office", "work"]

log = structlog.get_logger()
# Corrections are made within a day of the cancellation: older ones need not be looked at each minute.
MOST_OPEN, MOST_CANCELLED = 1000, 50
NO_QUOTA = "not enough of the month's messages is left"


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
    elif row.state == rules.SENDING and row.cursor != pages.END:
        pages.spread(office, row.id)  # its process ended in the middle
    elif row.state == rules.SENDING:
        _look_after(office, row)
    return ""


def _begin(office: Office, row: WarningRow) -> str:
    """In force from here on: on the page, in the feed, told when asked; and on the phones, if the month's messages do."""
    if row.said.starts > office.now:
        return ""
    if row.said.mode == rules.TRAINING:
        return "begun" if _practise(office, row) else ""
    allowed = _is_allowed(office, row)
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
        if not allowed:
            warnings.note_held(session, row.id, NO_QUOTA)
    if not allowed:
        office.alarm(f"warning {row.number} does not reach the phones: {NO_QUOTA}")
        return "held"
    pages.spread(office, row.id)
    return "begun"


def _still(session: Session, office: Office, row: WarningRow, state: str) -> WarningRow | None:
    """Asked again, in the commit that queues: it may have been sent, cancelled or replaced since it was looked at."""
    fresh = warnings.get(session, row.id)
    if fresh is None or fresh.state != state:
        return None
    return fresh if rules.may_reach_phones(fresh.standing, office.now) else None


def _is_allowed(office: Office, row: WarningRow) -> bool:
    """Whether as many messages may be spent on it now: persons, members of groups, village heads."""
    with office.database.read() as session:
        messages = reach.count(session, row.said, office.now).messages
        known = quota_store.now_known(session)
    return not messages or quota.may_push(rules.urgency_of(row.said), messages, known)


def _push_held(office: Office, row: WarningRow) -> None:
    """It was held back from the phones; a new month, or a bigger plan, lets it go after all."""
    if not _is_allowed(office, row):
        return
    with office.database.write() as session:
        if _still(session, office, row, rules.SENDING) is not None:
            warnings.note_held(session, row.id, "")
    pages.spread(office, row.id)


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
        notice = warnings.notice(session, row)
        keys = [one.key for one in letters.of_warning(session, row.id, WARNING, SCRIPT)]
        sent = [m.kind for m in cap_store.of_warning(session, row.id)]
        if sent and cap.CANCEL not in sent:
            _publish(session, office, notice, row)
    words, corrected = pages.Words(office, notice), False
    for key in keys:  # each in a short commit of its own
        with office.database.write(durable=False) as session:
            letter, ids = session.get(WarningLetter, key), letters.reached(session, key)
            if letter is not None and ids:
                corrected = pages.correct(session, office, letter, ids, words) or corrected
    with office.database.write(durable=False) as session:
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
            one.kind in (WARNING, SCRIPT)
            and one.state == "sent"
            and pages.correction_key(one.key) not in known
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
