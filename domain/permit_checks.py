"""What a village head answers about a plot, by button or in own words: land, yes or no, how many people watch. Pure.

The form that asks it: handlers/permit_work.py.
"""

from __future__ import annotations

import re

from domain.conversation import Context, Event
from domain.forms import NotAnAnswer
from domain.permits import DISPUTED, DISPUTED_WORDS, FARM_LAND, FOREST_LAND, LANDS
from domain.words import N_

WHICH_LAND = N_("Tap the kind of land, or type it: with papers, ส.ป.ก., in a forest.")
YES_OR_NO = N_("Yes or no? Tap it, or type it.")
HOW_MANY = N_("How many people? A number, please.")
# Told of the land, the first that fits; what is disputed is often near a forest and is named first.
LAND_WORDS = (
    (DISPUTED, (*(one for one in DISPUTED_WORDS if "ป่า" not in one), "ไร่บน", "disputed")),
    (FOREST_LAND, ("ป่า", "อุทยาน", "forest")),
    (FARM_LAND, ("เอกสาร", "โฉนด", "น.ส.", "นส.", "นส3", "ทำกิน", "ที่นา", "papers", "deed")),
)
# A bare "มี" or "ยัง" is an answer here, though it says nothing anywhere else.
NO_WORDS = ("ไม่", "ยัง", "บ่", "เปล่า")
# By the word: "they know" is a yes.
NO_IN_ENGLISH = re.compile(r"\b(?:no|not|none|nope|don'?t|haven'?t|isn'?t)\b")
YES_WORDS = ("มี", "ใช่", "รู้", "บอกแล้ว", "แล้ว", "ครับ", "ค่ะ", "คะ", "เจ้า", "ได้", "yes", "ok", "know")
MOST_WATCHERS = 99


def read_land(event: Event, context: Context) -> str:
    picked = event.data.get("pick", "")
    if picked in LANDS:
        return picked
    text = event.text.lower()
    for land, words in LAND_WORDS:
        if any(word in text for word in words):
            return land
    raise NotAnAnswer(WHICH_LAND)


def read_yes(event: Event, context: Context) -> str:
    """ "yes" or "no"; a no anywhere in the words counts, for it is the one that must not be lost."""
    picked = event.data.get("pick", "")
    if picked in ("yes", "no"):
        return picked
    text = event.text.lower().strip()
    is_no = any(word in text for word in NO_WORDS) or NO_IN_ENGLISH.search(text)
    if event.meaning.intent == "deny" or is_no:
        return "no"
    if event.meaning.intent == "affirm" or any(word in text for word in YES_WORDS):
        return "yes"
    raise NotAnAnswer(YES_OR_NO)


def read_count(event: Event, context: Context) -> int:
    said = event.data.get("pick", "") or event.text.strip().removesuffix("คน").strip()
    if not (said.isdecimal() and int(said) <= MOST_WATCHERS):
        raise NotAnAnswer(HOW_MANY)
    return int(said)
