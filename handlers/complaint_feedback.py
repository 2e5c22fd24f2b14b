"""A complaint or an idea: kept for the officials of the place, who may answer (handlers/note_work.py)."""

from __future__ import annotations

from domain.notes import COMPLAINT
from domain.words import N_
from handlers import writing

NEEDS = writing.NEEDS
FORM = writing.form_for(
    "complaint_feedback",
    COMPLAINT,
    N_("Tell me what is wrong or what could be better, in one message."),
)
handle = writing.handle_with(FORM)
answer = writing.answer_with(FORM)
