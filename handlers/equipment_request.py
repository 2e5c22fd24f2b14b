"""Masks, blowers, water, food: what is needed, where and for how many; the posts of the place see it and may answer."""

from __future__ import annotations

import re

from domain.conversation import Context, Event
from domain.notes import GEAR
from domain.words import N_
from handlers import writing

NEEDS = writing.NEEDS
FORM = writing.form_for(
    "equipment_request",
    GEAR,
    N_("What is needed, where and for how many? For example: 40 masks for the school of Ban Dong"),
)
# "ไม้ตบไฟสิบอัน", "2 pumps": what and how many; the place is the person's own.
COUNTED = re.compile(
    r"\d|[๐-๙]|(?:หนึ่ง|สอง|สาม|สี่|ห้า|หก|เจ็ด|แปด|เก้า|สิบ|ซาว|ร้อย)\s?(?:อัน|ตัว|เครื่อง|ใบ|ชิ้น|ด้าม|ชุด|กล่อง|คู่|ลัง|ถัง|คัน|ผืน|เล่ม)"
    r"|\b(?:two|three|four|five|six|seven|eight|nine|ten|twenty)\b",
    re.IGNORECASE,
)


def is_told(event: Event, context: Context) -> bool:
    return context.person.area is not None and bool(COUNTED.search(event.text))


handle = writing.handle_with(FORM, is_told)
answer = writing.answer_with(FORM)
