"""The form that takes a note to officials: what to say, and a number if one likes. Shared by three wishes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from domain import forms, notes
from domain.conversation import Button, Context, Effect, Event, Say
from domain.note_changes import WriteNote
from domain.words import N_

NEEDS = frozenset({"notes"})
PRIVATE = N_("Please tell me that in our private chat: it is between you and the officials.")
TOO_MANY = N_("You have written a lot today. If it is urgent, please call 1784.")
SENT = N_(
    "Kept for the officials of your area. Nobody has read it yet; when they answer, I tell you. "
    "If it is urgent, call 1784."
)
PHONE = N_("May they call you? Type a number, or leave it out.")
# What a note to officials may sound like: none of these is a wish of its own while they are asked what to say.
NOTES = frozenset({"complaint_feedback", "talk_to_officer", "equipment_request"})
# "ฝุ่นเยอะมาก ไม่มีใครดูแล" is a note; asked of a place it is a question for me.
ABOUT_THE_AIR = frozenset({"pm25_lookup", "pm25_forecast", "pm25_history", "health_advice"})
# What was told with the wish itself is not asked for again.
HANDED_ON = N_("I hand that on in your words. If you would rather not, type cancel.")
CALL = Button(N_("Call 1784"), "link", "tel:1784")


def form_for(name: str, kind: str, ask: str) -> forms.Form:
    """The form of the handler `name`, whose notes are of `kind`."""

    def finish(answers: Mapping[str, Any], event: Event, context: Context) -> list[Effect]:
        note = WriteNote(kind, answers["words"], _area(context), answers.get("phone") or "")
        return [note, Say(SENT, buttons=(CALL,))]

    steps = (
        forms.Step("words", ask, forms.words(notes.LONGEST)),
        forms.Step("phone", PHONE, forms.phone, optional=True),
    )
    return forms.Form(name, steps, finish)


def handle_with(
    form: forms.Form, is_told: Callable[[Event, Context], bool] = lambda event, context: False
) -> Callable[[Event, Context], list[Effect]]:
    """`is_told` says whether the message that opens the form is already the note."""

    def handle(event: Event, context: Context) -> list[Effect]:
        if not event.is_private:
            return [Say(PRIVATE)]
        if context.facts.notes_written >= notes.MOST_A_DAY:
            return [Say(TOO_MANY, buttons=(CALL,))]
        words = " ".join(event.text.split())
        if len(words) > notes.LONGEST or not is_told(event, context):
            return forms.open_form(form, event, context)
        return [Say(HANDED_ON), *forms.open_form(form, event, context, {"words": words})]

    return handle


def answer_with(form: forms.Form) -> Callable[[Event, Context], list[Effect] | None]:
    def answer(event: Event, context: Context) -> list[Effect] | None:
        state = context.form
        if state is not None and state.step == "words" and _goes_its_own_way(event):
            return None
        return forms.take(form, event, context)

    return answer


def _goes_its_own_way(event: Event) -> bool:
    """A sure other wish is answered by itself, and the question stays open."""
    is_about_air = event.meaning.intent in ABOUT_THE_AIR
    return forms.is_other_wish(event, NOTES) and not (is_about_air and event.meaning.place is None)


def _area(context: Context) -> str:
    return context.person.area.code if context.person.area else ""
