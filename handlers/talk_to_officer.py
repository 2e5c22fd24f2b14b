"""A question for a person: kept, shown to the posts of the place, and the answer comes back here (handlers/note_work.py)."""

from __future__ import annotations

from domain.notes import QUESTION
from domain.words import N_
from handlers import writing

NEEDS = writing.NEEDS
FORM = writing.form_for(
    "talk_to_officer",
    QUESTION,
    N_("What would you like to ask the officials? Type it in one message."),
)
handle = writing.handle_with(FORM)
answer = writing.answer_with(FORM)
