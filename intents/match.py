"""What a person wants: `match("ฝุ่นแม่เมาะวันนี้เท่าไหร่")` names one of the 33 intents, or the likeliest when unsure.

The knowledge is data: one YAML file per intent beside this file (phrases, words, examples, look-alikes), the words of
the field in lexicon/concepts.yaml (see wishes.py, which reads them). Places and times: places.py, understand.py.
"""

from __future__ import annotations

import re

from domain.conversation import Meaning
from intents.labels import short_label
from intents.normalise import LONGEST, normalise
from intents.resemblance import resemblance
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
KNOWN, SURE, MARGIN = 3.0, 4.0, 0.5
# A fire seen now wins from FIRE_SURE on whatever else was said; from FIRE_DOUBT on it is not guessed away unless
# another wish is FIRE_MARGIN clearer.
FIRE_SURE, FIRE_DOUBT, FIRE_MARGIN = 7.0, 3.0, 3.0
GUESSES = 3
# What one unit of likeness to the known sentences is worth in points.
RESEMBLANCE = 3.0

FIRE = "fire_report"
NONE = "out_of_scope"
# What opens a message without being its wish.
COURTESIES = {"greeting", "thanks", "affirm", "deny", "cancel", NONE}
# These give way to a wish that has so many points by its words: "สวัสดีค่ะ ขอดูค่าฝุ่น".
POLITE, POLITE_UNTIL = {"greeting", "thanks", "affirm"}, 5.0
# "… แล้วเผาตอซังได้ไหม", "… and may I burn": a second wish after the first.
NEXT_WISH = re.compile(r"\s+แล้ว(?!\s)|แล้วก็|\s+และ|\s+อีกเรื่อง|[?\n]+|\s+(?:and|also|AND)\s+")
WISHES = 3  # as many as are looked at
NEXT_WISH_CUES = ("แล้ว", "และ", "อีกเรื่อง", "?", "\n", " and ", " also ", " AND ")


def match(text: str) -> Meaning:
    """The wish in a message. `intent` is empty when unsure; `likely` then holds what to ask about, best first."""
    plain = normalise(text)
    wishes = read_wishes(INTENTS)
    known = wishes.sentences.get(plain)
    if known is not None:
        return Meaning(intent=known, score=1.0, likely=(known,))
    whole = _decide(wishes, plain)
    if whole.likely[:1] == (FIRE,) or not any(cue in text for cue in NEXT_WISH_CUES):
        return whole
    return _of_several(wishes, text[:LONGEST]) or whole


def _of_several(wishes: Wishes, text: str) -> Meaning | None:
    """Of several wishes in one message a fire seen now, else the first, where that is clear by itself."""
    parts = [part for part in NEXT_WISH.split(text, maxsplit=WISHES - 1) if part.strip()]
    if len(parts) < 2:
        return None
    found = [_decide(wishes, normalise(part)) for part in parts]
    fire = next((meaning for meaning in found if meaning.intent == FIRE), None)
    clear = found[0].intent and found[0].intent not in COURTESIES
    return fire or (found[0] if clear else None)


def _decide(wishes: Wishes, plain: str) -> Meaning:
    said = wishes.points(plain)
    points = _points(wishes, plain, said)
    order = wishes.order
    worth = sorted((-points[intent], order[intent], intent) for intent in points)
    ranked = [intent for _, _, intent in worth]
    seen = said.get(FIRE, 0.0)
    if seen >= FIRE_SURE:
        return _meaning(FIRE, points, ranked)
    if not ranked or points[ranked[0]] < KNOWN:
        return Meaning(intent=NONE if plain else "", score=0.3)
    first, best = points[ranked[0]], ranked[0]
    if seen >= FIRE_DOUBT and best != FIRE and first - points[FIRE] < FIRE_MARGIN:
        return _meaning("", points, [FIRE, *(intent for intent in ranked if intent != FIRE)])
    second = points[ranked[1]] if len(ranked) > 1 else 0.0
    sure = first >= SURE and first - second >= MARGIN
    return _meaning(best if sure else "", points, ranked)


def _points(wishes: Wishes, plain: str, said: dict[str, float]) -> dict[str, float]:
    """What the words say, and what the text sounds like."""
    points = dict(said)
    for intent, likeness in resemblance(wishes.resembling, plain).items():
        points[intent] = points.get(intent, 0.0) + RESEMBLANCE * likeness
    if said.get(FIRE, 0.0) <= 0.0 and FIRE in points:
        points[FIRE] /= 2  # nobody speaks of fire: sounding like a report is not enough
    if any(worth >= POLITE_UNTIL for intent, worth in said.items() if intent not in POLITE):
        points = {intent: worth for intent, worth in points.items() if intent not in POLITE}
    return points


def _meaning(intent: str, points: dict[str, float], ranked: list[str]) -> Meaning:
    if intent and ranked[0] != intent:
        ranked = [intent, *(other for other in ranked if other != intent)]
    likely = tuple(
        wish for wish in ranked[: GUESSES + 1] if points[wish] > 0 and (intent or wish != NONE)
    )
    best, rival = points[ranked[0]], points[ranked[1]] if len(ranked) > 1 else 0.0
    score = best / (best + max(rival, 0.0) + KNOWN)
    return Meaning(intent=intent, score=round(min(score, 0.99), 3), likely=likely[:GUESSES])
