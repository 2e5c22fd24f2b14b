"""An official asks for today: one card with air, fires, who is out, what waits for them; and lists of what waits.

By exact words, and only from who holds a post, in the private chat. What it holds: domain/official_day.py.
"""

from __future__ import annotations

import re
from itertools import groupby

from domain import lampang
from domain.conversation import Button, Context, Effect, Event, Say, Show
from domain.hotspot_checks import Check, CheckList, ToLook
from domain.menus import OFFICIALS
from domain.notes import KIND_LABELS
from domain.official_day import OfficialDay
from domain.words import N_, Phrase
from handlers import not_understood, volunteer_work

NEEDS = frozenset({"posts", "official_day"})
PRESSED = True
MOST_CARDS = 4
MOST_PLACES = 4  # on one card of hotspots
EXACT = re.compile(
    r"(?:น้องเข้ม\s*)?(?:ขอ)?สรุป\s*(?:วันนี้)?\s*(?:หน่อย)?\s*(?:ค่ะ|ครับ|คับ|เจ้า)?"
    r"|(?:today'?s )?summary(?: today)?(?:,? please)?[.!]?",
    re.IGNORECASE,
)
WAITS = re.compile(
    r"(?:น้องเข้ม\s*)?(?:ตอนนี้|วันนี้)?\s*(?:มี)?\s*(?:งาน|เรื่อง)?\s*(?:อะไร|หยัง)\s*(?:ที่|ตี้)?\s*(?:รอ|ค้าง|ค้างรอ)\s*"
    r"(?:ฉัน|ผม|ดิฉัน|หนู|เรา|เฮา|เปิ้น)?\s*(?:อยู่)?\s*(?:บ้าง|พ่อง)?\s*(?:คะ|ค่ะ|ครับ|คับ|เจ้า)?\s*\??"
    r"|งานค้าง|เรื่องค้าง|what(?:'s| is)? wait(?:s|ing)(?: for me)?\??",
    re.IGNORECASE,
)
PRIVATE = N_("Please ask me in our private chat: that is for officials.")
NOTHING_LEFT = N_("Nothing of that waits for you any more.")
MORE = N_("%(n)s more wait after these.")
NOTE = N_("%(kind)s from %(area)s:\n%(words)s")
ANSWER = N_("Answer")
AGAIN = Button(N_("Today's summary"), "do", "do=officials_summary")


def is_asked(text: str) -> bool:
    return any(one.fullmatch(_plain(text)) for one in (EXACT, WAITS))


def _plain(text: str) -> str:
    return " ".join(text.split())


def is_for(role: str) -> bool:
    """Whoever holds no post is understood as anybody else; the posts themselves are looked at again in handle."""
    return role in OFFICIALS


def handle(event: Event, context: Context) -> list[Effect]:
    if not event.is_private:
        return [Say(PRIVATE)]
    day = context.facts.official_day
    if not context.facts.posts or day is None:
        return not_understood.handle(event, context)
    match event.data.get("act", ""):
        case "volunteers":
            return _volunteers(day, context)
        case "checks":
            return _checks(day)
        case "notes":
            return _notes(day)
        case "waits":
            return [Show("official_waits", day)]
        case _:
            is_waits = event.kind == "text" and WAITS.fullmatch(_plain(event.text))
            return [Show("official_waits" if is_waits else "officials_summary", day)]


def _volunteers(day: OfficialDay, context: Context) -> list[Effect]:
    cards = [volunteer_work.card(one, context) for one in day.volunteers[:MOST_CARDS]]
    return _listed(cards, len(day.volunteers) - len(cards))


def _checks(day: OfficialDay) -> list[Effect]:
    """As the round's letters show them, tambon by tambon; an answer is checked at its press."""
    cards: list[Effect] = []
    shown = 0
    for area, found in groupby(sorted(day.checks, key=_by_area), key=lambda one: one.area):
        looks = tuple(ToLook(one) for one in found)
        for first in range(0, len(looks), MOST_PLACES):
            some = looks[first : first + MOST_PLACES]
            if len(cards) < MOST_CARDS:
                cards.append(
                    Show("hotspot_check", CheckList(area, some, first=first + 1, total=len(looks)))
                )
                shown += len(some)
    return _listed(cards, len(day.checks) - shown)


def _notes(day: OfficialDay) -> list[Effect]:
    """What residents wrote and nobody has answered, the oldest first; who wrote stays unknown."""
    cards: list[Effect] = []
    for one in day.notes[:MOST_CARDS]:
        area = lampang.area(one.area) or lampang.PROVINCE
        values = {"kind": Phrase(KIND_LABELS[one.kind]), "area": area, "words": one.words}
        cards.append(Say(NOTE, values, (Button(ANSWER, "do", f"do=note_work&note={one.id}"),)))
    return _listed(cards, len(day.notes) - len(cards))


def _by_area(check: Check) -> tuple[str, int]:
    return check.area, check.id


def _listed(cards: list[Effect], more: int) -> list[Effect]:
    if not cards:
        return [Say(NOTHING_LEFT, buttons=(AGAIN,))]
    return [*cards, Say(MORE, {"n": more}, (AGAIN,))] if more > 0 else cards
