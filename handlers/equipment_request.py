"""Masks, blowers, water, food: what is needed, where and for how many; the posts of the place see it and may answer."""

from __future__ import annotations

from domain.notes import GEAR
from domain.words import N_
from handlers import writing

NEEDS = writing.NEEDS
FORM = writing.form_for(
    "equipment_request",
    GEAR,
    N_("What is needed, where and for how many? For example: 40 masks for the school of Ban Dong"),
)
handle = writing.handle_with(FORM)
answer = writing.answer_with(FORM)
