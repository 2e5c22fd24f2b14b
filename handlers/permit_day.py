"""What the holder of a burn request does: takes a day that is offered, starts at the plot, says that it is out, that
it spreads, or that it is under control. What runs by itself that day: jobs/permits_day.py.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from domain import forms, lampang, permits
from domain import permit_rules as rules
from domain.burn_cards import PermitCard
from domain.conversation import (
    Button,
    Context,
    Effect,
    Event,
    FireWords,
    Meaning,
    RestsOn,
    Say,
    Show,
)
from domain.permit_changes import SUBJECT, UNDER_CONTROL, MovePermit, NotePermit
from domain.permits import Permit
from domain.photos import KeepPhoto
from domain.places import PlaceFound, Point
from domain.sightings import FIELD
from domain.words import N_, Phrase
from handlers import fire_report
from handlers.burn_permit_request import judged
from handlers.burn_permit_status import NOT_FOUND

NEEDS = (
    frozenset({"air", "bans", "near", "outlook", "permits", "posts", "warnings"})
    | fire_report.NEEDS
)
PRESSED = True
NAME = "permit_day"

PRIVATE = N_("Please tell me that in our private chat.")
CHANGED = N_("%(number)s has changed meanwhile: %(state)s.")
TAKEN = N_(
    "Good, %(day)s it is. %(number)s goes on: %(state)s. Do not light anything before I say so."
)
DROPPED = N_("All right, %(number)s is cancelled. You can ask for another day any time.")
GONE = N_("That place is not free any more, sorry. Shall we look for another day?")
TOO_SOON = N_("%(number)s is for %(day)s, %(at)s. Please start then, not before.")
TOO_LATE = N_(
    "The time of %(number)s is over: do not light it. Ask for another day, it is no trouble."
)
NOT_NOW = N_("Do not light it, sorry: %(reason)s. I look for another day with you.")
WHERE = N_("Are you at the plot? Send your location from there, then you may start.")
TOO_FAR = N_("That is not at the plot. Please send your location when you stand there.")
STARTED = N_(
    "Noted, %(number)s burns until %(at)s at the latest. Stay with it. If it leaves the plot, tap "
    "'It spreads' and call 199."
)
REAL_RAI = N_("Well done. How many rai did burn?")
OUT_PHOTO = N_("A photo of the plot, without a glowing spot?")
OUT = N_(
    "Thank you: %(number)s is out, %(rai)s rai. Look once more tomorrow morning, ash can glow overnight."
)
UNDER_NOTED = N_("Thank you, noted with the report. If that changes, tap 'It spreads' at once.")
ASK = Button(N_("Another day"), "do", "do=burn_permit_request")


def handle(event: Event, context: Context) -> list[Effect]:
    permit = context.facts.permits.named
    act = event.data.get("act", "")
    is_theirs = permit is not None and permit.holder == event.user
    if act == "spread":  # whatever the state or the button's age: a fire that runs is a fire
        return _spread(permit if is_theirs else None, event, context)
    if not event.is_private:
        return [Say(PRIVATE)]
    if permit is None or not is_theirs:
        return [Say(NOT_FOUND)]
    return _act(act, permit, event, context)


def answer(event: Event, context: Context) -> list[Effect] | None:
    return forms.take(FORM, event, context) if event.is_private else None


def _act(act: str, permit: Permit, event: Event, context: Context) -> list[Effect]:
    match act, permit.state:
        case "take", permits.OFFERED:
            return _take(permit, context)
        case "drop", permits.OFFERED:
            return _move(permit, permits.CANCELLED, "drop", _say(DROPPED, permit))
        case "start", permits.APPROVED:
            why = _why_not_now(permit, context)
            known = {"act": act, "permit": permit.id}
            return [why] if why else forms.open_form(FORM, event, context, known)
        case "out", permits.BURNING | permits.SPREAD:
            return ask_out(permit, event, context)
        case "under", permits.APPROVED | permits.BURNING:
            return [NotePermit(permit, UNDER_CONTROL), _say(UNDER_NOTED, permit)]
        case _:
            return [_say(CHANGED, permit, state=_state(permit.state))]


def burning_of(event: Event, context: Context) -> Permit | None:
    """The speaker's own plot that burns, or is on fire, just now."""
    burning = (permits.BURNING, permits.SPREAD)
    mine = [one for one in context.facts.permits.held_by(event.user) if one.state in burning]
    return mine[-1] if mine and event.user and event.is_private else None


def ask_out(permit: Permit, event: Event, context: Context) -> list[Effect]:
    return forms.open_form(FORM, event, context, {"act": "out", "permit": permit.id})


def _take(permit: Permit, context: Context) -> list[Effect]:
    """The offered place is theirs as long as the offer stands and nothing has come in its way."""
    until = permit.offered_until
    judgement = judged(
        replace(permit, state=permit.back_to), context
    )  # as who decides next sees it
    hard = rules.against(permit, judgement, context.facts.bans)
    if hard or (until is not None and until < context.now):
        return [_say(GONE, permit, ASK)]
    waits = permits.waits_for(replace(permit, state=permit.back_to), context.facts.permits.posts)
    moved = _say(TAKEN, permit, day=permit.day, state=Phrase(waits))
    move = MovePermit(permit, permit.back_to, "take", {"offered_until": None}, judged=judgement)
    return [RestsOn(SUBJECT), move, moved]


def finish(answers: Mapping[str, Any], event: Event, context: Context) -> list[Effect]:
    permit = context.facts.permits.of(int(answers["permit"]))
    if permit is None or permit.holder != event.user:
        return [Say(NOT_FOUND)]
    if answers["act"] == "out":
        return _out(permit, answers, context)
    return _start(permit, answers, context)


def _start(permit: Permit, answers: Mapping[str, Any], context: Context) -> list[Effect]:
    """Looked at once more: between the press and the place the air, the hour or the switch may have turned."""
    if permit.state != permits.APPROVED:
        return [_say(CHANGED, permit, state=_state(permit.state))]
    why = _why_not_now(permit, context)
    if why:
        return [why]
    here = Point(*answers["place"])
    values = {"started_at": context.now, "point": permit.point or here}
    burning = replace(permit, state=permits.BURNING, version=permit.version + 1)
    note = Phrase(STARTED, {"number": permit.reference, "at": permit.ends})
    return _move(
        permit, permits.BURNING, "start", Show("burn_permit", PermitCard(burning, note)), **values
    )


def _why_not_now(permit: Permit, context: Context) -> Say | None:
    if context.now >= permit.ends:
        return _say(TOO_LATE, permit, ASK)
    if not permits.is_time_to_start(permit, context.now):
        return _say(TOO_SOON, permit, day=permit.day, at=permit.begins)
    hard = judged(permit, context).hard
    return _say(NOT_NOW, permit, ASK, reason=hard[0]) if hard else None


def _out(permit: Permit, answers: Mapping[str, Any], context: Context) -> list[Effect]:
    if not permits.can_move(permit, permits.OUT):
        return [_say(CHANGED, permit, state=_state(permit.state))]
    rai = float(answers["rai"])
    photo = answers.get("photo")
    kept = [KeepPhoto(photo, "photo", f"permit:{permit.id}")] if photo else []
    said = _say(OUT, permit, rai=f"{rai:g}")
    return [*kept, *_move(permit, permits.OUT, "out", said, real_rai=rai)]


def _spread(permit: Permit | None, event: Event, context: Context) -> list[Effect]:
    """A fire report at once, at the plot, with the number to call; the request remembers it."""
    place = point = None
    if permit is not None:
        place, point = PlaceFound(lampang.area(permit.tambon), point=permit.point), permit.point
        context = replace(context, facts=replace(context.facts, near=place))
    words = FireWords(kind=FIELD, burns=True, danger="spreading")
    told = Meaning("fire_report", 1.0, place=place, topic="fire", fire=words)
    number = permit.reference if permit else ""
    as_words = replace(
        event, kind="text", text=f"ลาม {number}".strip(), data={}, meaning=told, point=point
    )
    moved: list[Effect] = []
    if permit is not None and permits.can_move(permit, permits.SPREAD):
        moved = [RestsOn(SUBJECT), MovePermit(permit, permits.SPREAD, "spread")]
    return [*moved, *fire_report.handle(as_words, context)]


def _move(permit: Permit, to: str, what: str, said: Say | Show, **values: Any) -> list[Effect]:
    return [RestsOn(SUBJECT), MovePermit(permit, to, what, values), said]


def _state(state: str) -> Phrase:
    return Phrase(permits.STATE_LABELS[state])


def _say(text: str, permit: Permit, *buttons: Button, **values: Any) -> Say:
    return Say(text, {"number": permit.reference, **values}, buttons)


def _read_place(event: Event, context: Context) -> list[float]:
    """Only a shared location, at the plot; a request without a place on the map gets it here, in its tambon."""
    if event.point is None:
        raise forms.NotAnAnswer(WHERE)
    permit = context.facts.permits.named
    near = context.facts.near
    area = near.area if near else None
    elsewhere = (
        permit is not None
        and permit.point is None
        and area is not None
        and area.code != permit.tambon
    )
    if permit is not None and (elsewhere or not permits.is_at_plot(permit, event.point)):
        raise forms.NotAnAnswer(TOO_FAR)
    return [event.point.lat, event.point.lon]


def _read_rai(event: Event, context: Context) -> float:
    said = event.text.strip().replace(",", ".")
    if event.meaning.rai is not None:
        rai = float(event.meaning.rai)
    else:
        try:
            rai = float(said)
        except ValueError:
            raise forms.NotAnAnswer(N_("How many rai? For example: 2, or 1 rai 2 ngan.")) from None
    if not 0 <= rai <= 1000:
        raise forms.NotAnAnswer(N_("How many rai? For example: 2, or 1 rai 2 ngan."))
    return round(rai, 4)


def _read_photo(event: Event, context: Context) -> str:
    if event.kind != "photo":
        raise forms.NotAnAnswer(N_("Please send a photo, or skip it."))
    return event.message_id


def _ends(answers: Mapping[str, Any]) -> bool:
    return answers.get("act") == "out"


FORM = forms.Form(
    NAME,
    (
        forms.Step(
            "place",
            WHERE,
            _read_place,
            (Button(N_("Send location"), "location"),),
            needed=lambda answers: answers.get("act") == "start",
        ),
        forms.Step("rai", REAL_RAI, _read_rai, needed=_ends),
        forms.Step(
            "photo",
            OUT_PHOTO,
            _read_photo,
            (Button(N_("Camera"), "camera"),),
            optional=True,
            needed=_ends,
        ),
    ),
    finish,
)
