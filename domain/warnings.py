"""Warnings to many: what they hold, who may do what with them, and when one may go out. A state machine, pure.

draft → submitted → approved → sending → in force → over; returned or rejected with a reason; cancelled with a
correction. Two people for every warning; alone only for lives, with a typed reason, and everybody hears of it.
Model: GOV.UK Emergency Alerts. Tables: store/warnings.py. Sending: bot/warning_post.py. Pages: web/console/warnings.py.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from domain.official import APPROVER, OFFICER, PROVINCE, Official, ranks
from domain.warning_words import (
    CRITICAL,
    DRILL,
    DRILL_MARK,
    FOR_LIVES,
    INFO,
    KINDS,
    LEVELS,
    LONGEST_TEXT,
    MODES,
    REACH_LABELS,
    REAL,
    SHORTEST_REASON,
    SHORTEST_REASON_ALONE,
    TRAINING,
    URGENCY,
    USUAL_LENGTH,
    WARNING,
    Content,
    Notice,
    Picture,
    problems,
    spoken,
    touches,
    urgency_of,
)
from domain.words import N_

__all__ = [
    "CRITICAL",
    "DISTRICT",
    "DRILL",
    "DRILL_MARK",
    "FOR_LIVES",
    "INFO",
    "KINDS",
    "LEVELS",
    "LONGEST_TEXT",
    "MODES",
    "REACH_LABELS",
    "REAL",
    "SHORTEST_REASON",
    "SHORTEST_REASON_ALONE",
    "TRAINING",
    "URGENCY",
    "USUAL_LENGTH",
    "WARNING",
    "Content",
    "Notice",
    "Picture",
    "problems",
    "spoken",
    "touches",
    "urgency_of",
]

DRAFT, SUBMITTED, RETURNED, REJECTED, APPROVED, SENDING, IN_FORCE, OVER, CANCELLED = STATES = (
    "draft", "submitted", "returned", "rejected", "approved", "sending", "in_force", "over", "cancelled",
)  # fmt: skip
STATE_LABELS = {
    DRAFT: N_("draft"),
    SUBMITTED: N_("waits for a second person"),
    RETURNED: N_("sent back"),
    REJECTED: N_("rejected"),
    APPROVED: N_("approved, waits for its hour"),
    SENDING: N_("being sent"),
    IN_FORCE: N_("in force"),
    OVER: N_("over"),
    CANCELLED: N_("cancelled"),
}
# Which step may be taken from where, and where it leads.
MOVES: dict[str, tuple[tuple[str, ...], str]] = {
    "submit": ((DRAFT, RETURNED), SUBMITTED),
    "take back": ((SUBMITTED,), DRAFT),
    "return": ((SUBMITTED,), RETURNED),
    "reject": ((SUBMITTED,), REJECTED),
    "approve": ((SUBMITTED,), APPROVED),
    "send alone": ((DRAFT, RETURNED, SUBMITTED), APPROVED),
    "cancel": ((APPROVED, SENDING, IN_FORCE), CANCELLED),
}
BY_ITSELF = {
    "begin": ((APPROVED,), SENDING),
    "sent": ((SENDING,), IN_FORCE),
    "end": ((APPROVED, SENDING, IN_FORCE), OVER),
}
STEP_LABELS = {
    "make": N_("written"),
    "write": N_("changed"),
    "submit": N_("submitted"),
    "take back": N_("taken back"),
    "return": N_("sent back"),
    "reject": N_("rejected"),
    "approve": N_("approved"),
    "send alone": N_("sent by one person alone"),
    "review": N_("reviewed afterwards"),
    "cancel": N_("cancelled"),
    "begin": N_("sending began"),
    "sent": N_("sent"),
    "end": N_("over"),
}

NOT_NOW = N_("That step is not possible any more: the warning has moved on. Please look again.")
NOT_YOUR_AREA = N_("This needs a post that covers the whole area of the warning.")
NEEDS_PROVINCE = N_("A warning of danger to life needs an approver of the province.")
NOT_YOUR_OWN = N_("Nobody approves what they wrote or submitted. A second person must look at it.")
SAY_WHY = N_("Please say why, in a few words: the others read it.")
SAY_WHY_ALONE = N_("Sent by one person: please write in a full sentence why nobody else can look.")
NOT_ALONE = N_(
    "Alone only for lives: a real danger-to-life warning about fire, smoke, shelter or evacuation."
)
NOT_SO_FAR_ALONE = N_(
    "Alone only within one district, by an approver of all of it. Farther only an approver of the province."
)
DISTRICT = 4  # digits of its code
NOT_YOURS = N_("Only who submitted it can take it back.")


class NotPossible(Exception):
    """Why a step cannot be taken: a source text for the reader."""


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a warning stands. `issued` is what was approved: copied then, so that nothing later changes it. `writers`: all
    who ever wrote a part of it (words, picture, area, times); `written_by`: the last of them."""

    content: Content
    state: str = DRAFT
    issued: Content | None = None
    written_by: str = ""
    writers: tuple[str, ...] = ()
    submitted_by: str = ""
    approved_by: str = ""
    alone: bool = False
    correction: str = ""

    @property
    def authors(self) -> frozenset[str]:
        """Whose own it is: nobody of them is its second person."""
        return frozenset({*self.writers, self.written_by, self.submitted_by} - {""})


def may_write(standing: Standing, by: Official) -> bool:
    return standing.state in (DRAFT, RETURNED) and by.may_all(standing.content.areas, OFFICER)


def write(standing: Standing, content: Content, by: Official) -> Standing:
    """New words for a draft. What others wrote before may stand in it still: all of them stay its writers, also after a no."""
    if standing.state not in (DRAFT, RETURNED):
        raise NotPossible(NOT_NOW)
    if not (may_write(standing, by) and by.may_all(content.areas, OFFICER)):
        raise NotPossible(NOT_YOUR_AREA)
    writers = dict.fromkeys((*standing.writers, standing.written_by, by.line_id))
    known = tuple(one for one in writers if one)
    return replace(standing, content=content, written_by=by.line_id, writers=known)


def take(step: str, standing: Standing, by: Official, now: datetime, reason: str = "") -> Standing:
    """One step by a person. NotPossible says why not; the standing that comes back is the whole truth."""
    start, leads_to = MOVES[step]
    if standing.state not in start:
        raise NotPossible(NOT_NOW)
    _RULES[step](standing, by, reason.strip())
    moved = replace(standing, state=leads_to)
    if step == "submit":
        _check(standing.content, now)
        return replace(moved, submitted_by=by.line_id)
    if step in ("approve", "send alone"):
        _check(standing.content, now)
        is_alone = step == "send alone"
        issued = replace(standing.content, script=spoken(standing.content))
        return replace(moved, issued=issued, approved_by=by.line_id, alone=is_alone)
    return replace(moved, correction=reason.strip()) if step == "cancel" else moved


def _check(content: Content, now: datetime) -> None:
    found = problems(content, now)
    if found:
        raise NotPossible(found[0])


def _may_submit(standing: Standing, by: Official, _: str) -> None:
    if not by.may_all(standing.content.areas, OFFICER):
        raise NotPossible(NOT_YOUR_AREA)


def _may_take_back(standing: Standing, by: Official, _: str) -> None:
    if by.line_id != standing.submitted_by:
        raise NotPossible(NOT_YOURS)


def _may_approve(standing: Standing, by: Official, _: str) -> None:
    if by.line_id in standing.authors:
        raise NotPossible(NOT_YOUR_OWN)
    if not by.may_all(standing.content.areas, APPROVER):
        raise NotPossible(NOT_YOUR_AREA)
    if standing.content.level == CRITICAL and not by.may(PROVINCE, APPROVER):
        raise NotPossible(NEEDS_PROVINCE)


def _may_refuse(standing: Standing, by: Official, reason: str) -> None:
    _may_approve(standing, by, reason)
    if len(reason) < SHORTEST_REASON:
        raise NotPossible(SAY_WHY)


def _may_send_alone(standing: Standing, by: Official, reason: str) -> None:
    if not by.may_all(standing.content.areas, APPROVER):
        raise NotPossible(NOT_YOUR_AREA)
    content = standing.content
    if content.level != CRITICAL or content.kind not in FOR_LIVES or content.mode != REAL:
        raise NotPossible(NOT_ALONE)
    if not by.may(PROVINCE, APPROVER) and not _is_in_one_district(content.areas, by):
        raise NotPossible(NOT_SO_FAR_ALONE)
    if len(reason) < SHORTEST_REASON_ALONE:
        raise NotPossible(SAY_WHY_ALONE)


def _is_in_one_district(areas: tuple[str, ...], by: Official) -> bool:
    """One post holds it all, and it is a district at most: docs/decisions/0015-who-may-send-alone.md."""
    districts = {one[:DISTRICT] for one in areas}
    (first, *others) = districts
    is_one = not others and len(first) == DISTRICT
    return is_one and any(
        ranks(post.role, APPROVER) and all(post.covers(one) for one in areas) for post in by.posts
    )


def _may_cancel(standing: Standing, by: Official, reason: str) -> None:
    """To stop a wrong one takes one person, also who sent it."""
    if not by.may_all((standing.issued or standing.content).areas, APPROVER):
        raise NotPossible(NOT_YOUR_AREA)
    if len(reason) < SHORTEST_REASON:
        raise NotPossible(SAY_WHY)


_RULES = {
    "submit": _may_submit,
    "take back": _may_take_back,
    "return": _may_refuse,
    "reject": _may_refuse,
    "approve": _may_approve,
    "send alone": _may_send_alone,
    "cancel": _may_cancel,
}


def steps_for(standing: Standing, by: Official) -> list[str]:
    """The steps this person may take now; a reason is asked for when they do."""
    found = []
    for step, (start, _) in MOVES.items():
        if standing.state not in start:
            continue
        try:
            _RULES[step](standing, by, "x" * SHORTEST_REASON_ALONE)
        except NotPossible:
            continue
        found.append(step)
    return found


def may_review(standing: Standing, by: Official) -> bool:
    """Who looks afterwards at what one person sent alone: another approver of the area."""
    areas = (standing.issued or standing.content).areas
    is_other = by.line_id not in {standing.approved_by, *standing.authors}
    return standing.alone and is_other and by.may_all(areas, APPROVER)


def move(step: str, standing: Standing) -> Standing:
    """A step that time takes."""
    start, leads_to = BY_ITSELF[step]
    if standing.state not in start:
        raise NotPossible(NOT_NOW)
    return replace(standing, state=leads_to)


def may_reach_phones(standing: Standing, now: datetime) -> bool:
    """Asked again before each letter: never a draft, a practice, what is over or not yet begun."""
    issued = standing.issued
    return (
        standing.state in (APPROVED, SENDING)
        and issued is not None
        and issued.mode in (REAL, DRILL)
        and issued.starts <= now < issued.ends
    )


def is_in_force(standing: Standing, now: datetime) -> bool:
    issued = standing.issued
    return (
        standing.state in (SENDING, IN_FORCE)
        and issued is not None
        and issued.mode in (REAL, DRILL)
        and issued.starts <= now < issued.ends
    )
