"""An official answers a note of somebody in their area; who wrote it stays unknown to them, the answer finds its way."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from domain import forms, posts
from domain.conversation import Context, Effect, Event, Say
from domain.note_changes import AnswerNote
from domain.words import N_

NEEDS = frozenset({"notes", "posts"})
PRESSED = True
NOT_YOURS = N_("That note is for the officials of another area.")
ANSWERED = N_("Somebody has answered that already, thank you.")
DONE = N_("Sent. They read your name and your words.")


def handle(event: Event, context: Context) -> list[Effect]:
    note = context.facts.note
    if (
        note is None
        or not event.is_private
        or not posts.may(context.facts.posts, note.area or "52")
    ):
        return [Say(NOT_YOURS)]
    if note.is_answered:
        return [Say(ANSWERED)]
    return forms.open_form(FORM, event, context, {"note": str(note.id)})


def answer(event: Event, context: Context) -> list[Effect] | None:
    return forms.take(FORM, event, context)


def _finish(answers: Mapping[str, Any], event: Event, context: Context) -> list[Effect]:
    note = context.facts.note
    if note is None or not posts.may(context.facts.posts, note.area or "52"):
        return [Say(NOT_YOURS)]
    if note.is_answered:
        return [Say(ANSWERED)]
    by = next(
        (post.name or post.title for post in context.facts.posts if post.covers(note.area or "52")),
        "",
    )
    return [AnswerNote(note, answers["words"], by), Say(DONE)]


FORM = forms.Form(
    "note_work",
    (forms.Step("words", N_("What is your answer? Type it in one message."), forms.words(1000)),),
    _finish,
)
