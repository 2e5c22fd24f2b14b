"""ข้อความชาวบ้าน: what residents wrote to officials, by area, answered by the chat's own handler (bot/note_desk.py).

Seen by posts that hold the place of the note, its telephone number, too. Who wrote it nobody sees; the answer finds them.
"""

from __future__ import annotations

from datetime import timedelta
from itertools import groupby

from flask import Response, abort, redirect, request

from bot import note_desk
from bot.changes.doing import DecideAgain
from domain import notes as rules
from domain.notes import Note
from domain.official import PROVINCE
from domain.words import N_
from store import audit, notes
from web.console import frame, pressing

page = frame.a_page("console_notes")
LIST = "/console/notes"
ANSWERED_WITHIN = timedelta(days=30)
WORDS = N_("Please type the answer, at most 1000 letters.")


@page.get(LIST)
def every() -> Response:
    return _show()


def _show(trouble: str = "", status: int = 200) -> Response:
    now = frame.shown_now()
    with frame.database().read() as reading:
        waiting = [one for one in notes.waiting(reading, now) if _is_yours(one)]
        done = [
            one for one in notes.answered(reading, now - ANSWERED_WITHIN) if _is_yours(one.note)
        ]
    waiting.sort(key=lambda one: (_area(one), one.at, one.id))
    return frame.render(
        "notes.html",
        status,
        waiting=[(area, list(some)) for area, some in groupby(waiting, _area)],
        done=done,
        kinds=rules.KIND_LABELS,
        longest=rules.LONGEST,
        area_of=_area,
        typed=request.form.get("words", ""),
        typed_for=(request.view_args or {}).get("note_id", 0),
        trouble=trouble,
    )


def _area(note: Note) -> str:
    return note.area or PROVINCE


def _is_yours(note: Note) -> bool:
    return frame.official().may(_area(note))


@page.post(f"{LIST}/<int:note_id>/answer")
def answer(note_id: int) -> Response:
    """As from the chat: whoever is first answers, and the writer reads name and words."""
    here = frame.official()
    with frame.database().read() as reading:
        note = notes.find(reading, note_id)
    if note is None or not here.sees(_area(note)):
        abort(404)
    if not _is_yours(note):
        abort(403)
    words = frame.plain(request.form.get("words", "")).strip()
    if not 1 <= len(words) <= rules.LONGEST:
        return _show(WORDS, 400)
    try:
        with frame.database().write() as session:
            is_sent, said = note_desk.answer(
                pressing.doing(session), frame.database(), note_id, words
            )
            if is_sent:
                by, subject = here.post_for(_area(note)), f"note:{note_id}"
                audit.note(session, by, "note answered", subject, _area(note), frame.real_now())
    except DecideAgain:
        return _show(note_desk.ANSWERED, 409)
    return redirect(LIST, 303) if is_sent else _show(said.text, 409)  # type: ignore[return-value]
