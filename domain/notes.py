"""What people write to officials besides fires and permits: a question, a complaint or idea, a wish for gear; and the answer.

Handlers: talk_to_officer, complaint_feedback, equipment_request; officials answer with note_work. Table: store/notes.py.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from domain.words import N_

QUESTION, COMPLAINT, GEAR = KINDS = ("question", "complaint", "gear")
KIND_LABELS = {
    QUESTION: N_("A question"),
    COMPLAINT: N_("A complaint or an idea"),
    GEAR: N_("A wish for gear"),
}
LONGEST = 1000
MOST_A_DAY = 10  # of one person


@dataclass(frozen=True, slots=True)
class Note:
    """As officials see it: without who wrote it; the answer finds them by itself."""

    id: int
    kind: str
    area: str
    at: datetime
    words: str
    phone: str = ""
    is_answered: bool = False
