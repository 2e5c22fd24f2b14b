"""What the officials have announced: what is in force where one lives, or that there is nothing, and whom to ask.

A rumour is never called true or false. Sent warnings: domain/warnings.py. Asked in other words: handlers/broadcast.py.
"""

from __future__ import annotations

import re

from domain import warnings
from domain.conversation import Context, Effect, Event, Say, Show
from domain.words import N_
from handlers.offered import CALL_DISASTER, NUMBERS

NEEDS = frozenset({"warnings"})
PRESSED = True
MOST_CARDS = 3

NOTHING = N_("I know of no warning about this now. To be sure, call 1784 or ask your village head.")
NO_EVACUATION = N_(
    "Nobody has announced an evacuation here. To be sure, call 1784 or ask your village head. This is in force:"
)
# The wishes' model knows no question about announcements; these words together make one.
ANNOUNCED = r"(?:ประกาศ|เตือนภัย|คำเตือน|อพยพ|หนีภัย|warning|announcement|evacuat)"
ASKED = re.compile(
    rf"(?:มี|ได้ยิน|ได้ข่าว|เขาว่า|เปิ้นว่า|เห็นว่า|ข่าวลือ|ข่าวว่า|any|is there|are there|true).*{ANNOUNCED}.*"
    r"|.*(?:อพยพ|evacuat).*(?:จริง|แต๊|ไหม|มั้ย|ก่อ|หรือเปล่า|รึเปล่า|หรือยัง|แล้วยัง|\?)"
    rf"|{ANNOUNCED}.*(?:จริงไหม|จริงมั้ย|จริงหรือ|แต๊ก่อ|ล่าสุด|วันนี้|ตอนนี้|now|today)",
    re.IGNORECASE,
)
QUESTION = re.compile(
    r"ไหม|มั้ย|หรือ|รึ|อะไร|หยัง|ก่อ|จริง|แต๊|บ้าง|พ่อง|ล่าสุด|ตอนนี้|วันนี้|\?|^is |^are |any |true|now",
    re.IGNORECASE,
)
# Somebody sends one, asks about the burn ban (which has its own answer), or sees fire themselves: that comes first.
NOT_ASKED = re.compile(
    r"ส่ง|แจ้งชาวบ้าน|แจ้งลูกบ้าน|ออกประกาศ|ร่าง|ให้ทุก|ถึงชาวบ้าน|เผา|เพา|ปิดแจ้ง|burn|send"
    r"|ไฟไหม้|ไฟลาม|ไฟมา|ไฟใกล้|ไฟใก้|เห็นไฟ|เห็นควัน|fire is|fire near|see (?:a )?fire",
    re.IGNORECASE,
)
EVACUATION = re.compile(r"อพยพ|หนีภัย|evacuat", re.IGNORECASE)


def is_asked(text: str) -> bool:
    plain = " ".join(text.split())
    if len(plain) > 120 or NOT_ASKED.search(plain) or not QUESTION.search(plain):
        return False
    return ASKED.search(plain) is not None


def handle(event: Event, context: Context) -> list[Effect]:
    """The place that is named, else one's home; who has none is told all of the province."""
    named = event.meaning.place
    area = named.area if named and named.area else context.person.area
    code = area.code if area else ""
    found = [one for one in context.facts.warnings if warnings.touches(one.content, code)]
    if not found:
        return [Say(NOTHING, buttons=(CALL_DISASTER, NUMBERS))]
    shown: list[Effect] = [Show("warning", one) for one in found[:MOST_CARDS]]
    if EVACUATION.search(event.text) and not any(w.content.kind == "evacuation" for w in found):
        return [Say(NO_EVACUATION, buttons=(CALL_DISASTER,)), *shown]
    return shown
