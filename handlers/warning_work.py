"""Presses on a warning that waits for a second person: look at it as it is sent, approve it, send it back with a reason.

The console's own rules (domain/warning_desk.take_step) and its own step; the press carries the version that was seen.
Card: bot/cards/warning_desk.py. Carried out by bot/changes/warnings.py. Sent by jobs/send_warnings.py within a minute.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from domain import forms, warnings
from domain.conversation import Context, Effect, Event, Say, Show
from domain.official import Official
from domain.warning_changes import MoveWarning
from domain.warning_desk import CONFIRM, WAITS, AskedWarning, AsSent, take_step
from domain.warnings import NotPossible
from domain.words import N_, Moment, Phrase

NEEDS = frozenset({"posts", "warning_asked"})
PRESSED = True
NAME = "warning_work"

PRIVATE = N_("Warnings are approved in our private chat, not in a group.")
NOT_FOUND = N_("I know of no such warning in your area.")
CHANGED = N_(
    "This card is old: %(number)s has changed since, it is now “%(state)s”. Nothing was done."
)
SENT = N_("%(number)s is approved. It goes to %(n)s people within a minute.")
LATER = N_("%(number)s is approved. It goes to %(n)s people at %(at)s.")
TOO_FEW = N_(
    "%(number)s is approved and announced. It does not go to the phones: too few of the month's messages are left."
)
PRACTISED = N_("%(number)s is approved. It is a practice: no phone gets it.")
SENT_BACK = N_("%(number)s went back to its writer with your reason.")
LONGEST_REASON = 300


def handle(event: Event, context: Context) -> list[Effect]:
    if not event.is_private:
        return [Say(PRIVATE)]
    asked = context.facts.warning_asked
    if asked is None:
        return [Say(NOT_FOUND)]
    act = event.data.get("act", "see")
    if act == "see":
        return _as_sent(asked, event, context)
    if event.data.get("v") != str(asked.version):
        return _stale(asked, event, context)
    step = "return" if act == "no" else "approve"
    if why := _why_not(asked, step, event, context):
        return [Say(why)]
    if act == "no":
        known = {"w": asked.notice.number, "v": asked.version}
        return forms.open_form(FORM, event, context, known)
    return (
        _approve(asked, context) if act == "sure" else [Show("warning_desk", asked.note(CONFIRM))]
    )


def answer(event: Event, context: Context) -> list[Effect] | None:
    return forms.take(FORM, event, context) if event.is_private else None


def finish(answers: Mapping[str, Any], event: Event, context: Context) -> list[Effect]:
    """Everything is looked at again: the question may have been open for hours."""
    asked, reason = context.facts.warning_asked, str(answers["reason"])
    if asked is None:
        return [Say(NOT_FOUND)]
    if asked.version != answers["v"]:
        return _stale(asked, event, context)
    if why := _why_not(asked, "return", event, context, reason):
        return [Say(why)]
    number = asked.notice.number
    return [
        MoveWarning(number, asked.version, "return", reason),
        Say(SENT_BACK, {"number": number}),
    ]


def _as_sent(asked: AskedWarning, event: Event, context: Context) -> list[Effect]:
    """The very card in each language it is sent in, then what there is to decide."""
    shown: list[Effect] = [
        Show("warning_as_sent", AsSent(asked.notice, code)) for code in ("th", "en")
    ]
    return [*shown, Show("warning_desk", _note(asked, event, context))]


def _note(asked: AskedWarning, event: Event, context: Context) -> Any:
    return asked.note(WAITS, may_decide=not _why_not(asked, "approve", event, context))


def _stale(asked: AskedWarning, event: Event, context: Context) -> list[Effect]:
    """An old card moves nothing; what waits now is shown anew."""
    state = Phrase(warnings.STATE_LABELS[asked.standing.state])
    said = Say(CHANGED, {"number": asked.notice.number, "state": state})
    note = _note(asked, event, context)
    return [said, Show("warning_desk", note)] if note.may_decide else [said]


def _why_not(
    asked: AskedWarning,
    step: str,
    event: Event,
    context: Context,
    reason: str = "x" * warnings.SHORTEST_REASON_ALONE,
) -> str:
    by = Official(event.user, context.facts.posts)
    try:
        take_step(asked, step, by, context.now, reason)
    except NotPossible as why:
        return str(why)
    return ""


def _approve(asked: AskedWarning, context: Context) -> list[Effect]:
    content, number = asked.content, asked.notice.number
    values: dict[str, Any] = {"number": number, "n": asked.brief.reach.people}
    said = Say(SENT, values)
    if content.mode == warnings.TRAINING:
        said = Say(PRACTISED, values)
    elif content.starts > context.now:
        said = Say(LATER, {**values, "at": Moment(content.starts)})
    elif not asked.brief.fits:
        said = Say(TOO_FEW, values)
    return [MoveWarning(number, asked.version, "approve"), said]


def _read_reason(event: Event, context: Context) -> str:
    said = forms.words(LONGEST_REASON)(event, context)
    if len(said) < warnings.SHORTEST_REASON:
        raise forms.NotAnAnswer(warnings.SAY_WHY)
    return str(said)


FORM = forms.Form(
    NAME,
    (forms.Step("reason", N_("What should be changed? The writer reads it."), _read_reason),),
    finish,
)
