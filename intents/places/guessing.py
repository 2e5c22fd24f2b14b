"""Misspelt Thai names, by edit distance on what is left of a message when its everyday words are taken out.

A swap of neighbours is one edit. Two distances are added: of the folded spellings, and of their sounds (folding.py), so that เเจ้ฮ่ม for แจ้ห่ม costs less
than a letter of another sound.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from itertools import islice

from rapidfuzz.distance import OSA
from rapidfuzz.process import extract

from domain.lampang import DISTRICTS, PROVINCE, TAMBONS
from intents.places.folding import fold, sound
from intents.places.scanning import KEYS, NO_PLACE, Hit, Name, cue_before
from intents.places.words import LONG_EVERYDAY, STARTS, ends_well

# Further on in a long text a misspelt name is not worth the time.
_LONGEST = 300
_MOST_CHUNKS = 10
_MOST_LOOKS = 30
# Edits between the sounds of a name and of what was typed.
_MOST_APART = 3


_STARTS = re.compile(
    "|".join(sorted({fold(word) for word in STARTS.split()}, key=len, reverse=True))
)
_HOUSE = fold("บ้าน")
_CUE = re.compile(r"(?:(?<![ก-๎])[ตอ]|[ตอ]\.|ตำบล|อำเพอ|แถว|ที|ตี|ฝุน|อยู|ไหม|ควัน)\s{0,2}")
_LETTERS_LEFT = re.compile(r"[^|\s]")
LEAST_LETTERS = 3
_WORD = re.compile(r"[^\W\d_]{2,}|[ก-๎]{2,}")
_CHUNK = re.compile(r"[ก-๎]{3,24}")

_NAMES: dict[str, list[tuple[str, Name]]] = {}
for _key, _each in KEYS.items():
    if (
        _each.code != NO_PLACE
        and re.fullmatch(r"[ก-๎]{3,}", _key)
        and (_each.code or len(_key) >= 5)
    ):
        _NAMES.setdefault(sound(_key), []).append((_key, _each))
_SOUNDS = list(_NAMES)
_OFFICIAL = {each.name_th for each in (*TAMBONS, *DISTRICTS, PROVINCE)}
_BY_FIRST: dict[str, list[str]] = {}
# By the first letter and one of the two behind it: not both of these are amiss in a name that is still to be known.
_BY_TWO: dict[str, list[str]] = {}
for _sound in _SOUNDS:
    _BY_FIRST.setdefault(_sound[0], []).append(_sound)
    for _letter in {*_sound[1:3]}:
        _BY_TWO.setdefault(_sound[0] + _letter, []).append(_sound)


def guess(folded: str) -> list[Hit]:
    """The nearest name; several if equally near, none if nothing is near enough."""
    folded = folded[:_LONGEST]
    best: list[Hit] = []
    province: list[Hit] = []
    lowest = 99
    for distance, hits in islice(_looks(folded), _MOST_LOOKS):
        if hits and hits[0].name.code == PROVINCE.code:
            province = hits
        elif hits and distance < lowest:
            lowest, best = distance, hits
    return best or province


def _looks(folded: str) -> Iterator[tuple[int, list[Hit]]]:
    rest = LONG_EVERYDAY.sub(lambda match: "|" * len(match.group()), folded)
    chunks = [match.span() for match in _CHUNK.finditer(rest)]
    whole = folded.strip(" .,!?()")
    if len(whole) <= 24 and len(_LETTERS_LEFT.findall(rest)) >= LEAST_LETTERS:
        yield _nearest(whole.replace(" ", ""), 0, "alone")
    alone = len(chunks) == 1 and len(_WORD.findall(rest)) == 1
    for start, end in chunks[:_MOST_CHUNKS]:
        cue = cue_before(folded, start)
        yield _nearest(folded[start:end], start, "alone" if alone and cue in ("", "place") else cue)
        # and again from each syllable that begins many names
        for at in _STARTS.finditer(folded, start + 1, end):
            yield _nearest(folded[at.start() : end], at.start(), cue_before(folded, at.start()))
    for start in _after_cues(folded):
        if rest[start : start + 1] != "|":
            yield _beginning(folded[start : start + 24], start, cue_before(folded, start))


def _after_cues(folded: str) -> list[int]:
    starts = {match.end() for match in _CUE.finditer(folded)}
    starts |= {match.start() for match in _STARTS.finditer(folded)}
    return sorted(starts)[:_MOST_CHUNKS]


@cache
def _about_as_long(first: str, length: int) -> list[str]:
    """The sounds of names that begin with this letter (or any) and are not too long or short to be near."""
    sounds = _BY_FIRST.get(first, ()) if first else _SOUNDS
    return [each for each in sounds if abs(len(each) - length) <= _MOST_APART]


@lru_cache(maxsize=1024)
def _near(chunk: str, first_letter_too: bool) -> tuple[tuple[int, str, Name], ...]:
    """Names with their summed distance to the chunk, nearest first; all of them cost ten times the time."""
    heard = sound(chunk)
    if len(heard) < 3:
        return ()
    sounds = _about_as_long("" if first_letter_too else heard[0], len(heard))
    found = []
    for key_sound, apart, _ in extract(
        heard, sounds, scorer=OSA.distance, score_cutoff=_MOST_APART, limit=8, processor=None
    ):
        for key, name in _NAMES[key_sound]:
            found.append((apart + OSA.distance(chunk, key), key, name))
    return tuple(sorted(found, key=lambda each: each[0]))


def _allowed(key: str, cue: str, name: Name) -> int:
    """Faults forgiven, by the length of what sets the name apart: short names are near to many words.

    `cue` may be "alone": the name is the whole message.
    """
    if name.needs == "title":
        return -1
    size = len(key.removeprefix(_HOUSE))
    if len(key) <= 3:
        return 2 if cue == "district" else -1
    if not name.code:
        return (size - 3) // 2
    if cue in ("district", "tambon"):
        return min(6, (size + 1) // 2)
    if cue == "alone":
        return min(6, (size - 1) // 2 if size == len(key) or size < 3 else size // 2)
    if cue == "place":
        return min(6, (size - 1) // 2)
    if cue == "house":
        return min(5, (size - 2) // 2)
    return -1 if name.needs or len(key) < 5 else min(4, (size - 2) // 2)


def _nearest(chunk: str, start: int, cue: str) -> tuple[int, list[Hit]]:
    if not cue and len(chunk) < 4:
        return 99, []
    found = [
        each
        for each in _near(chunk, cue in ("alone", "district", "tambon"))
        if each[0] <= _allowed(each[1], cue, each[2]) or _is_house(chunk, each[1], cue)
    ]
    if not found:
        return 99, []
    return _best(found, start, len(chunk), cue)


def _is_house(chunk: str, key: str, cue: str) -> bool:
    """Only the word บ้าน is misspelt."""
    own = key.removeprefix(_HOUSE)
    return (
        own != key and bool(cue) and len(own) >= 3 and chunk.endswith(own) and chunk[:1] in "บปผพ"
    )


def _best(
    found: list[tuple[int, str, Name]], start: int, length: int, cue: str
) -> tuple[int, list[Hit]]:
    lowest = found[0][0]
    hits: dict[str, Hit] = {}
    for distance, _, name in found:
        if distance == lowest:
            hits.setdefault(name.code, Hit(name, start, start + length, cue))
    if len(hits) > 1:
        hits.pop("", None)  # rather here than elsewhere
    # Rather an area's own name than a landmark or a by-name.
    official = [hit for hit in hits.values() if hit.name.written in _OFFICIAL]
    return lowest, official or list(hits.values())


def _beginning(text: str, start: int, cue: str) -> tuple[int, list[Hit]]:
    """A name with anything after it."""
    heard = sound(text)
    found = []
    for key_sound in _alike(heard):
        size = len(key_sound)
        if OSA.distance(heard[:size], key_sound, score_cutoff=2) > 2:
            continue
        for key, name in _NAMES[key_sound]:
            allowed = min(3, _allowed(key, cue, name))
            if allowed < 0:
                continue
            distance = _distance_of_beginning(text, key, key_sound)
            if distance <= allowed:
                found.append((distance, key, name))
    if not found:
        return 99, []
    return _best(sorted(found, key=lambda each: each[0]), start, len(text), cue)


def _alike(heard: str) -> Iterable[str]:
    """The sounds of names that begin much like this one."""
    one, other = (_BY_TWO.get(heard[:1] + letter, []) for letter in (heard[1:2], heard[2:3]))
    return dict.fromkeys((*one, *other))


def _distance_of_beginning(text: str, key: str, key_sound: str) -> int:
    return min(
        (
            OSA.distance(text[:length], key) + OSA.distance(sound(text[:length]), key_sound)
            for length in (len(key) - 1, len(key), len(key) + 1)
            if ends_well(text, length)
        ),
        default=99,
    )
