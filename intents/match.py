"""What a person wants: `match("ฝุ่นแม่เมาะวันนี้เท่าไหร่")` names one of the 33 intents, or the likeliest when unsure.

The knowledge is data: one YAML file per intent beside this file and the words of the field in lexicon/, learned by
`flask intents train` (training.py) into weights.bin (model.py). Places and times: places/, when/, understand.py.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from math import exp
from typing import Any

from domain.conversation import Meaning
from domain.wishes import INTENTS
from intents.features import PLACES, Vocabulary, features_of, vocabulary_of
from intents.model import Model, read_head, read_model
from intents.normalise import heard, normalise

__all__ = ["INTENTS", "match"]

FIRE = "fire_report"
NONE = "out_of_scope"
NUMBERS = "emergency_contact"
# A wish this likely is taken for it, else the person is asked.
SURE = 0.5
GUESSES = 3
# Words that speak of a fire seen now, in points of fire_report.yaml: from here on it is a report, unless the whole
# sounds too little like one, or much more like another wish (in scores: 1.0 is far on its side, -1.0 far on the other).
FIRE_SEEN, FIRE_UNHEARD, FIRE_BEHIND = 7.0, -0.7, 1.1
# So much behind the best, a fire that the words speak of is asked about instead of taken; further behind, as the second
# (of 20 such sentences, unseen, 3 were reports).
FIRE_SEEN_SURE, FIRE_SEEN_FIRST = 0.35, 0.5
# So much behind the best a report of fire still comes first; so much behind, it is asked about.
FIRE_FIRST, FIRE_ASKED = 0.05, 0.6
EXCLUDED = -3.0
# A longer text is a story with a wish in it: its clauses, of so many letters at least, are heard one by one as well.
STORY, CLAUSE, CLAUSES, CLAUSE_WORTH = 50, 12, 8, 0.5
# Further on no clause and no second wish is looked for.
HEARD = 400
BREAK = re.compile(r"[\s,.!?…]+")
BARE_PLACE = re.compile(
    rf"(?:{PLACES['@named']}|ที่|แถว|จังหวัด|อำเภอ|ตำบล|บ้าน|[จอตม]\.?|in|at|near| )+"
)
# A phone number, or any longer number, by itself is an answer to something, never a wish.
NUMBER_ALONE = re.compile(r"\+?\d(?:[\s()\-–]*\d){4,}")
# What opens a message without being its wish.
COURTESIES = {"greeting", "thanks", "affirm", "deny", "cancel", NONE}
# "… แล้วเผาตอซังได้ไหม", "… and may I burn": a second wish after the first.
NEXT_WISH = re.compile(
    r"\s+แล้ว(?!\s)|แล้วก็|\s+และ|\s*อีก(?:เรื่อง|อย่าง)|[?\n]+|\s+(?:and|also|plus|AND)\s+"
)
NEXT_WISH_CUES = ("แล้ว", "และ", "อีก", "?", "\n", " and ", " also ", " plus ", " AND ")
# "ฝุ่นเท่าไหร่แล้วเผาได้ไหม": a question is over, another wish may follow. Parts cut here must be surer.
ASKED = (
    "ไหม", "มั้ย", "ไม๊", "เท่าไหร่", "เท่าไร", "ยังไง", "อย่างไร", "ที่ไหน", "หรือยัง", "ก่อ", "เต้าใด", "จะใด",
)  # fmt: skip
QUESTION_OVER = re.compile(
    r"(?=[\sแคจเ])(?:(?:"  # what may follow is looked at first: most letters are none of it
    + "|".join(f"(?<={word})" for word in ASKED)
    + ")"
    r"(?:ครับ|คับ|ค่ะ|คะ|จ้า|เจ้า)?(?:\s*แล้ว|\s+)|(?<=\S)และ)"
)
SURE_ALONE, SURE_AFTER_A_QUESTION = 0.5, 0.85
WISHES = 3  # as many as are looked at


@dataclass(frozen=True, slots=True, eq=False)
class Knowledge:
    model: Model
    vocabulary: Vocabulary
    known: Mapping[str, str]
    never: Mapping[str, list[str]]
    fire: tuple[tuple[frozenset[str], float], ...]
    temperature: float


@cache
def _knowledge() -> Knowledge:
    # The words first: the weights then take the memory that building their pattern has left free.
    vocabulary = _vocabulary_of(read_head())
    return knowledge_of(read_model(), vocabulary)


def _vocabulary_of(head: Mapping[str, Any]) -> Vocabulary:
    return vocabulary_of({word: tuple(terms) for word, terms in head["terms"].items()})


def knowledge_of(model: Model, vocabulary: Vocabulary | None = None) -> Knowledge:
    head = model.head
    return Knowledge(
        model=replace(model, head={}),
        vocabulary=vocabulary or _vocabulary_of(head),
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
    text = heard(text)
    plain = normalise(text)
    known = knowledge.known.get(plain)
    if known is not None:
        return Meaning(intent=known, score=1.0, likely=(known,))
    if NUMBER_ALONE.fullmatch(text.strip()):
        return Meaning(NONE, 0.99, (NONE,))
    whole = _decide(knowledge, plain, text)
    for where, cues, least in _SEVERAL:
        if any(cue in text for cue in cues):
            cut = [part for part in where.split(text[:HEARD], WISHES - 1) if part.strip()]
            if len(cut) > 1:
                return _of_several(knowledge, whole, cut, least)
    return whole


_SEVERAL = (
    (NEXT_WISH, NEXT_WISH_CUES, SURE_ALONE),
    (QUESTION_OVER, (*ASKED, "และ"), SURE_AFTER_A_QUESTION),
)


def _of_several(knowledge: Knowledge, whole: Meaning, parts: list[str], least: float) -> Meaning:
    """Of several wishes in one message a fire seen now, else the first, where that is clear by itself."""
    found = [_decide(knowledge, normalise(part), part) for part in parts]
    clear = [each for each in found if _is_clear(each, least)]
    fires = [each for each in (whole, *clear) if each.likely[:1] == (FIRE,)]
    sure = [each for each in fires if each.intent]
    first = [*sure, *fires, found[0]][0]
    if not first.intent or first not in (whole, *clear):
        return whole
    wishes = tuple(dict.fromkeys((first.intent, *(each.intent for each in clear))))
    if least > SURE_ALONE and len(wishes) < 2:
        return whole
    likely = tuple(dict.fromkeys((*wishes, *first.likely)))[:GUESSES]
    return replace(first, likely=likely, also=wishes[1] if len(wishes) > 1 else "")


def _is_clear(found: Meaning, least: float) -> bool:
    is_wish = found.intent not in ("", *COURTESIES) and not found.is_bare_place
    return is_wish and found.score >= least


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
    clauses = [_clause_scores(knowledge, clause) for clause in _clauses(text)]
    if len(clauses) < 2:
        return whole
    best = map(max, zip(*clauses, strict=True))
    return [score + CLAUSE_WORTH * clause for score, clause in zip(whole, best, strict=True)]


@lru_cache(maxsize=4 * CLAUSES)
def _clause_scores(knowledge: Knowledge, clause: str) -> list[float]:
    """The parts of a message have many clauses of the whole: these are heard once."""
    return _scores(knowledge, *knowledge.vocabulary.read(normalise(clause)))


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
    others = [intent for intent in ranked if intent != FIRE]
    behind = best - report
    # A fire where somebody is hurt is no question: its answer begins with the numbers.
    is_plain = behind <= FIRE_SEEN_SURE or ranked[0] == NUMBERS
    is_asked = not is_plain if seen else FIRE_FIRST < behind <= FIRE_ASKED
    if behind <= FIRE_FIRST or (seen and (is_plain or behind <= FIRE_SEEN_FIRST)):
        ranked = [FIRE, *others]
    elif is_asked:
        ranked = [others[0], FIRE, *others[1:]]
    factor = knowledge.temperature
    whole = sum([exp(factor * (score - best)) for score in scores])
    share = exp(factor * (scores[intents.index(ranked[0])] - best)) / whole
    sure = not is_asked and (share >= SURE or (seen and ranked[0] == FIRE))
    return Meaning(ranked[0] if sure else "", round(min(share, 0.99), 3), tuple(ranked[:GUESSES]))


def _is_fire_seen(knowledge: Knowledge, terms: set[str]) -> bool:
    return sum(worth for words, worth in knowledge.fire if words <= terms) >= FIRE_SEEN
