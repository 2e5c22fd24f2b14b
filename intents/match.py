"""What a person wants: `match("ฝุ่นแม่เมาะวันนี้เท่าไหร่")` names one of the 33 intents, or the likeliest when unsure.

The knowledge is data: one YAML file per intent beside this file (phrases, words, examples, look-alikes), the words of
the field in lexicon/concepts.yaml (see wishes.py, which reads them). Places and times: places.py, understand.py.
"""

from __future__ import annotations

import re

from domain.conversation import Meaning
from intents.labels import short_label
from intents.normalise import LONGEST, normalise
from intents.wishes import Wishes, read_wishes

__all__ = ["INTENTS", "match", "short_label"]

INTENTS = (
    "pm25_lookup",
    "pm25_forecast",
    "pm25_history",
    "health_advice",
    "fire_report",
    "fire_status",
    "burn_permit_request",
    "burn_permit_status",
    "burn_permit_cancel",
    "burn_rules",
    "volunteer_signup",
    "volunteer_status",
    "volunteer_resign",
    "subscribe_alerts",
    "unsubscribe_alerts",
    "set_area",
    "no_burn_alternatives",
    "pes_info",
    "equipment_request",
    "open_data",
    "emergency_contact",
    "help",
    "greeting",
    "thanks",
    "change_language",
    "talk_to_officer",
    "delete_my_data",
    "cancel",
    "affirm",
    "deny",
    "broadcast",
    "complaint_feedback",
    "out_of_scope",
)

# Points as the YAML files give them. Below KNOWN nothing was understood; below SURE, or with a rival closer than
# MARGIN, the person is asked.
KNOWN, SURE, MARGIN = 2.0, 4.0, 1.0
# A fire seen now wins from FIRE_SURE on whatever else was said; from FIRE_DOUBT on it is not guessed away unless
# another wish is FIRE_MARGIN clearer.
FIRE_SURE, FIRE_DOUBT, FIRE_MARGIN = 7.0, 3.0, 3.0
GUESSES = 3

FIRE = "fire_report"
NONE = "out_of_scope"
# What opens a message without being its wish.
COURTESIES = {"greeting", "thanks", "affirm", "deny", "cancel", NONE}
# "… แล้วเผาตอซังได้ไหม", "… and may I burn": a second wish after the first.
NEXT_WISH = re.compile(r"\s+แล้ว(?!\s)|แล้วก็|\s+และ|\s+อีกเรื่อง|[?\n]+|\s+and\s+|\s+also\s+", re.IGNORECASE)


def match(text: str) -> Meaning:
    """The wish in a message. `intent` is empty when unsure; `likely` then holds what to ask about, best first."""
    plain = normalise(text)
    wishes = read_wishes(INTENTS)
    known = wishes.sentences.get(plain)
    if known is not None:
        return Meaning(intent=known, score=1.0, likely=(known,))
    whole = _decide(wishes, plain)
    return whole if whole.intent == FIRE else _first_wish(wishes, text[:LONGEST]) or whole


def _first_wish(wishes: Wishes, text: str) -> Meaning | None:
    """The first of two wishes in one message, where it is clear by itself."""
    parts = NEXT_WISH.split(text, maxsplit=1)
    if len(parts) < 2 or not parts[1].strip():
        return None
    first = _decide(wishes, normalise(parts[0]))
    return first if first.intent and first.intent not in COURTESIES else None


def _decide(wishes: Wishes, plain: str) -> Meaning:
    points = wishes.points(plain)
    ranked = sorted(points, key=lambda intent: (-points[intent], wishes.order[intent]))
    best = ranked[0] if ranked else NONE
    first = points.get(best, 0.0)
    fire = points.get(FIRE, 0.0)
    if fire >= FIRE_SURE:
        return _meaning(FIRE, points, ranked)
    if first < KNOWN:
        return Meaning(intent=NONE if plain else "", score=0.3)
    if fire >= FIRE_DOUBT and best != FIRE and first - fire < FIRE_MARGIN:
        return _meaning("", points, [FIRE, *(intent for intent in ranked if intent != FIRE)])
    second = points[ranked[1]] if len(ranked) > 1 else 0.0
    sure = first >= SURE and first - second >= MARGIN
    return _meaning(best if sure else "", points, ranked)


def _meaning(intent: str, points: dict[str, float], ranked: list[str]) -> Meaning:
    if intent:
        ranked = [intent, *(other for other in ranked if other != intent)]
    likely = tuple(wish for wish in ranked if points[wish] > 0 and (intent or wish != NONE))[:GUESSES]
    best = points[ranked[0]]
    rival = max((points[other] for other in ranked[1:]), default=0.0)
    score = best / (best + max(rival, 0.0) + KNOWN)
    return Meaning(intent=intent, score=round(min(score, 0.99), 3), likely=likely)
