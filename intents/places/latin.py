"""Names in Latin letters: "Mae Moh", "Hangchat", "Koh Kha district", also misspelt.

Spellings: names.py; the key that makes them comparable: folding.py.
"""

from __future__ import annotations

import re
from functools import lru_cache

from rapidfuzz.distance import OSA
from rapidfuzz.process import extract

from domain.lampang import DISTRICTS, PROVINCE, TAMBONS
from intents.places import elsewhere, names
from intents.places.folding import sound_latin
from intents.places.landmarks import LANDMARKS
from intents.places.scanning import NO_PLACE, Hit, Name

Word = tuple[str, int, int]  # as typed, start, end

_LONGEST = 5  # words of a name
_MOST_WORDS = 60


def _names() -> dict[str, Name]:
    """By their sound; later ones win: a district over the tambon of its name."""
    found: dict[str, Name] = {}
    for each in elsewhere.LATIN:
        found[sound_latin(each)] = Name(each, "")
    for landmark in LANDMARKS:
        for each in landmark.names:
            if each.isascii():
                found[sound_latin(each)] = Name(each, landmark.code, "", landmark)
    for code, spellings in names.LATIN.items():
        for each in spellings.split(","):
            found[sound_latin(each)] = Name(each.strip(), code)
    for area in (*TAMBONS, *DISTRICTS, PROVINCE):
        found[sound_latin(area.name_en)] = Name(area.name_en, area.code)
    return found


def _letters(text: str) -> str:
    return re.sub(r"[^a-z]", "", text.lower())


_KEYS = _names()
_SOUNDS = list(_KEYS)
_SPELLINGS = {
    _letters(each)
    for each in (
        *(area.name_en for area in (*TAMBONS, *DISTRICTS, PROVINCE)),
        *(each for spellings in names.LATIN.values() for each in spellings.split(",")),
        *elsewhere.LATIN,
        *(each for landmark in LANDMARKS for each in landmark.names),
    )
}
_STARTS = {key[:2] for key in _KEYS}

_WORD = re.compile(r"[a-z][a-z'-]*")
_TITLES = {
    "district": "district",
    "amphoe": "district",
    "amphur": "district",
    "ampher": "district",
    "amphoer": "district",
    "tambon": "tambon",
    "tambol": "tambon",
    "subdistrict": "tambon",
    "sub-district": "tambon",
}
_EVERYDAY_WORDS = (
    "a about air alert am an and any april aqi are area at be burn burning can change check close current day do dust fire for forecast "
    "forest from good haze hello help here hi hotspot how i in is it level march me morning my near no now of ok on or outside pm please "
    "report road see send set show smoke smoky status tell temple thank thanks that the there this to today tomorrow update us want warning was "
    "weather what when where which yesterday you"
)
_EVERYDAY = set(_EVERYDAY_WORDS.split())


def scan_latin(folded: str) -> list[Hit]:
    words = [
        (match.group(), match.start(), match.end())
        for match, _ in zip(_WORD.finditer(folded), range(_MOST_WORDS), strict=False)
    ]
    if not words:
        return []
    return _exact(words) or _guessed(words)


@lru_cache(maxsize=2048)
def _sound(word: str) -> str:
    return sound_latin(word)


def _exact(words: list[Word]) -> list[Hit]:
    hits = []
    position = 0
    while position < len(words):
        word = words[position][0]
        length = 0
        if word not in _EVERYDAY and _sound(word)[:2] in _STARTS:
            length, name = _longest(words, position)
            if length:
                cue = _cue(words, position, length)
                start, end = words[position][1], words[position + length - 1][2]
                hits.append(Hit(name, start, end, cue))
        position += length or 1
    return hits


def _longest(words: list[Word], position: int) -> tuple[int, Name]:
    for length in range(min(_LONGEST, len(words) - position), 0, -1):
        typed = "".join(word for word, _, _ in words[position : position + length])
        if len(typed) > 40:
            continue
        name = _KEYS.get(_sound(typed))
        if name and _is_close(typed, name, length):
            return length, name
    return 0, Name("", NO_PLACE)


def _is_close(typed: str, name: Name, length: int) -> bool:
    """A short word of the same sound is more often English ("turn", "now") than a name."""
    return typed in _SPELLINGS or len(typed) >= 6 or length > 1


def _cue(words: list[Word], position: int, length: int) -> str:
    for at in (position - 1, position + length):
        if 0 <= at < len(words) and words[at][0] in _TITLES:
            return _TITLES[words[at][0]]
    return ""


def _guessed(words: list[Word]) -> list[Hit]:
    """One or two letters amiss in a name of at least five sounds, in what is left beside everyday words."""
    rest = [each for each in words if each[0] not in _EVERYDAY and each[0] not in _TITLES]
    best: tuple[float, Hit] | None = None
    for position in range(min(len(rest), 8)):
        for length in (3, 2, 1):
            some = rest[position : position + length]
            typed = "".join(word for word, _, _ in some)
            if len(some) < length or not 6 <= len(typed) <= 30:
                continue
            hit = _nearest(typed, some)
            if hit and (best is None or hit[0] < best[0]):
                best = hit
    return [best[1]] if best else []


def _nearest(typed: str, some: list[Word]) -> tuple[float, Hit] | None:
    sound = _sound(typed)
    allowed = 1 if len(sound) < 7 else 2
    near = extract(
        sound, _SOUNDS, scorer=OSA.distance, score_cutoff=allowed, limit=3, processor=None
    )
    near = [each for each in near if each[0][:1] == sound[:1] and len(each[0]) >= 5]
    if not near:
        return None
    codes = {_KEYS[each[0]].code for each in near if each[1] == near[0][1]}
    if len(codes) > 1:
        return None
    return near[0][1] / len(sound), Hit(_KEYS[near[0][0]], some[0][1], some[-1][2], "")
