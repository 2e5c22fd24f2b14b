"""What a person wants: `match("ฝุ่นแม่เมาะวันนี้เท่าไหร่")` names one of the 33 intents, or the likeliest when unsure.

The knowledge is data: one YAML file per intent beside this file and the words of the field in lexicon/, learned by
`flask intents train` (training.py) into weights.bin (model.py). Places and times: places/, when/, understand.py.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from math import exp

from domain.conversation import Meaning
from domain.wishes import INTENTS
from intents.features import PLACES, Vocabulary, features_of, vocabulary_of
from intents.model import Model, read_model
from intents.normalise import normalise

__all__ = ["INTENTS", "match"]

FIRE = "fire_report"
NONE = "out_of_scope"
# A wish this likely is taken for it, else the person is asked.
SURE = 0.5
GUESSES = 3
# Words that speak of a fire seen now, in points of fire_report.yaml: from here on it is a report, unless the whole
# sounds too little like one, or much more like another wish (in scores: 1.0 is far on its side, -1.0 far on the other).
FIRE_SEEN, FIRE_UNHEARD, FIRE_BEHIND = 7.0, -0.7, 1.1
# So much behind the best a report of fire still comes first; so much behind, it is asked about.
FIRE_FIRST, FIRE_ASKED = 0.05, 0.35
EXCLUDED = -3.0
# A longer text is a story with a wish in it: its clauses, of so many letters at least, are heard one by one as well.
STORY, CLAUSE, CLAUSES, CLAUSE_WORTH = 50, 12, 8, 0.5
# Further on no clause and no second wish is looked for.
HEARD = 400
BREAK = re.compile(r"[\s,.!?…]+")
BARE_PLACE = re.compile(
    rf"(?:{PLACES['@named']}|ที่|แถว|จังหวัด|อำเภอ|ตำบล|บ้าน|[จอตม]\.?|in|at|near| )+"
)
# What opens a message without being its wish.
COURTESIES = {"greeting", "thanks", "affirm", "deny", "cancel", NONE}
# "… แล้วเผาตอซังได้ไหม", "… and may I burn": a second wish after the first.
NEXT_WISH = re.compile(r"\s+แล้ว(?!\s)|แล้วก็|\s+และ|\s+อีกเรื่อง|[?\n]+|\s+(?:and|also|AND)\s+")
NEXT_WISH_CUES = ("แล้ว", "และ", "อีกเรื่อง", "?", "\n", " and ", " also ", " AND ")
WISHES = 3  # as many as are looked at


@dataclass(frozen=True, slots=True)
class Knowledge:
    model: Model
    vocabulary: Vocabulary
    known: Mapping[str, str]
    never: Mapping[str, list[str]]
    fire: tuple[tuple[frozenset[str], float], ...]
    temperature: float


@cache
def _knowledge() -> Knowledge:
    return knowledge_of(read_model())


def knowledge_of(model: Model) -> Knowledge:
    head = model.head
    return Knowledge(
        model=replace(model, head={}),
        vocabulary=vocabulary_of({word: tuple(terms) for word, terms in head["terms"].items()}),
        known=head["known"],
        never=head["never"],
        fire=tuple((frozenset(terms), worth) for terms, worth in head["fire"]),
        temperature=head["temperature"],
    )


def match(text: str) -> Meaning:
    """The wish in a message. `intent` is empty when unsure; `likely` then holds what to ask about, best first.

    Of two wishes in one message `likely` has the second as its second, and `intent` is the first or the fire.
    """
    return match_with(_knowledge(), text)


def match_with(knowledge: Knowledge, text: str) -> Meaning:
    plain = normalise(text)
    known = knowledge.known.get(plain)
    if known is not None:
        return Meaning(intent=known, score=1.0, likely=(known,))
    whole = _decide(knowledge, plain, text)
    if whole.likely[:1] == (FIRE,) or not any(cue in text for cue in NEXT_WISH_CUES):
        return whole
    return _of_several(knowledge, text[:HEARD]) or whole


def _of_several(knowledge: Knowledge, text: str) -> Meaning | None:
    """Of several wishes in one message a fire seen now, else the first, where that is clear by itself."""
    parts = [part for part in NEXT_WISH.split(text, maxsplit=WISHES - 1) if part.strip()]
    if len(parts) < 2:
        return None
    found = [_decide(knowledge, normalise(part), part) for part in parts]
    clear = [each for each in found if each.intent and each.intent not in COURTESIES]
    fire = next((each for each in clear if each.intent == FIRE), None)
    first = fire or (found[0] if found[0] in clear else None)
    if first is None:
        return None
    wishes = (first.intent, *(each.intent for each in clear))
    return replace(first, likely=tuple(dict.fromkeys((*wishes, *first.likely)))[:GUESSES])


def _decide(knowledge: Knowledge, plain: str, text: str) -> Meaning:
    if not plain:
        return Meaning()
    masked, terms = knowledge.vocabulary.read(plain)
    if PLACES["@named"] in masked and BARE_PLACE.fullmatch(masked):
        likely = ("pm25_lookup", "set_area", "fire_status")
        return Meaning("pm25_lookup", 0.6, likely, is_bare_place=True)
    scores = _scores(knowledge, masked, terms)
    if len(plain) > STORY:
        scores = _with_clauses(knowledge, scores, text)
    for intent in knowledge.never.get(plain, ()):
        scores[knowledge.model.intents.index(intent)] = EXCLUDED
    return _meaning(knowledge, scores, terms)


def _scores(knowledge: Knowledge, masked: str, terms: set[str]) -> list[float]:
    return knowledge.model.scores(features_of(masked, terms))


def _with_clauses(knowledge: Knowledge, whole: list[float], text: str) -> list[float]:
    clauses = [
        _scores(knowledge, *knowledge.vocabulary.read(normalise(clause)))
        for clause in _clauses(text)
    ]
    if len(clauses) < 2:
        return whole
    best = map(max, zip(*clauses, strict=True))
    return [score + CLAUSE_WORTH * clause for score, clause in zip(whole, best, strict=True)]


def _clauses(text: str) -> list[str]:
    found, begun = [], ""
    for piece in BREAK.split(text[:HEARD]):
        begun = f"{begun} {piece}".strip()
        if len(begun) >= CLAUSE:
            found.append(begun)
            begun = ""
    if begun:
        found.append(begun)
    return found[:CLAUSES]


def _meaning(knowledge: Knowledge, scores: list[float], terms: set[str]) -> Meaning:
    intents = knowledge.model.intents
    order = sorted(range(len(scores)), key=scores.__getitem__, reverse=True)
    ranked = [intents[at] for at in order[: GUESSES + 1]]
    best, report = scores[order[0]], scores[intents.index(FIRE)]
    heard = report > FIRE_UNHEARD and best - report < FIRE_BEHIND
    seen = heard and _is_fire_seen(knowledge, terms)
    asked = False
    if seen or best - report <= FIRE_FIRST:
        ranked = [FIRE, *(intent for intent in ranked if intent != FIRE)]
    elif best - report <= FIRE_ASKED:
        asked = True
        ranked = [ranked[0], FIRE, *(intent for intent in ranked[1:] if intent != FIRE)]
    factor = knowledge.temperature
    whole = sum([exp(factor * (score - best)) for score in scores])
    share = exp(factor * (scores[intents.index(ranked[0])] - best)) / whole
    sure = seen or (share >= SURE and not asked)
    return Meaning(ranked[0] if sure else "", round(min(share, 0.99), 3), tuple(ranked[:GUESSES]))


def _is_fire_seen(knowledge: Knowledge, terms: set[str]) -> bool:
    return sum(worth for words, worth in knowledge.fire if words <= terms) >= FIRE_SEEN
