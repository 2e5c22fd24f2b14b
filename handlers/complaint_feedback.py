"""A complaint or an idea: kept for the officials of the place, who may answer (handlers/note_work.py)."""

from __future__ import annotations

import re

from domain.conversation import Context, Event
from domain.notes import COMPLAINT
from domain.words import N_
from handlers import writing

NEEDS = writing.NEEDS
FORM = writing.form_for(
    "complaint_feedback",
    COMPLAINT,
    N_("Tell me what is wrong or what could be better, in one message."),
)
# "อยากร้องเรียนเจ้าหน้าที่" only announces a complaint, "แจ้งไปสามครั้งแล้วไม่มีใครมา" is one; so is anything long.
ANNOUNCES = re.compile(
    r"ร้องเรียน|เสนอแนะ|ข้อเสนอ|ติชม|ปรับปรุง|complain|feedback|suggest", re.IGNORECASE
)
LEAST, LONG = 20, 60


def is_told(event: Event, context: Context) -> bool:
    letters = len(event.text.strip())
    return letters >= LONG or (letters >= LEAST and not ANNOUNCES.search(event.text))


handle = writing.handle_with(FORM, is_told)
answer = writing.answer_with(FORM)
