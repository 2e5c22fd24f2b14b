"""A resident's note answered in the browser (web/console/notes.py) by the chat's own handler: same rules, words and change."""

from __future__ import annotations

from dataclasses import replace

from bot.changes import notes as changes
from bot.changes.doing import Doing
from bot.facts import READS
from bot.facts.asked import Asked
from domain.conversation import Say
from domain.note_changes import AnswerNote
from handlers import note_work
from store.db import Database

NEEDS = ("notes", "posts")

ANSWERED = note_work.ANSWERED


def answer(doing: Doing, database: Database, note_id: int, words: str) -> tuple[bool, Say]:
    """Whether it was sent, and what the chat would have said."""
    event = replace(doing.event, data={**doing.event.data, "note": str(note_id)})
    context = doing.context
    for need in NEEDS:
        asked = Asked(doing.session, database, event, context, context.facts, 0)
        context = replace(context, facts=READS[need](asked))
    said, is_sent = Say(""), False
    for effect in note_work.FORM.finish({"words": words}, event, context):
        if isinstance(effect, AnswerNote):
            changes.answer(doing, effect)
            is_sent = True
        elif isinstance(effect, Say):
            said = effect
    return is_sent, said
