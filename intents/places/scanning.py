"""Names in a message as they are written, spaces and tone marks aside: one pass with a look-up of three letters.

The names come from names.py, landmarks.py, elsewhere.py; misspelt ones are left
to guessing.py, Latin letters to latin.py.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import OSA

from domain.lampang import DISTRICTS, PROVINCE, TAMBONS
from intents.places import elsewhere, names
from intents.places.folding import fold, sound
from intents.places.landmarks import LANDMARKS, Landmark
from intents.places.words import ends_well

NO_PLACE = "-"


@dataclass(frozen=True, slots=True)
class Name:
    """`code` is an area's, "" for a place outside the province, NO_PLACE for a word that is none.

    `needs` is what must stand around it: nothing, "cue" (any cue, or nothing else in the message), "title"
    (จังหวัด, อำเภอ …), "letter" (the very spelling).
    """

    written: str
    code: str
    needs: str = ""
    landmark: Landmark | None = None
    # Ends in an open vowel: the next letter may be its final consonant and make it another word.
    is_open: bool = False


@dataclass(frozen=True, slots=True)
class Hit:
    """`cue` is "district", "tambon", "province", "house", "place" or "" by the word before it."""

    name: Name
    start: int
    end: int
    cue: str


# Enough for any honest message; a longer list costs time for nothing.
MOST_HITS = 12

_FINALS = "กงดนบมยว"
_OPEN = re.compile(r"[าอะุูิี]$")
_VOWEL_AFTER = re.compile(r"[ะาำิีึืุูั]")


def _name(written: str, code: str, needs: str = "", landmark: Landmark | None = None) -> Name:
    if not needs and written in names.WORDS:
        needs = "cue"
    if written in names.TO_THE_LETTER:
        needs = "letter"
    is_open = len(written) < 9 and bool(_OPEN.search(written))
    return Name(written, code, needs, landmark, is_open)


def _thai_names() -> list[Name]:
    """Later ones win over earlier ones of the same folded spelling: decoys last."""
    found = [_name(each, "") for each in f"{elsewhere.PROVINCES} {elsewhere.TOWNS}".split()]
    found += [_name(each, "", "cue") for each in elsewhere.PROVINCES_AND_WORDS]
    found += [
        _name(each, "", "title")
        for each in elsewhere.PROVINCES_AND_PARTICLES + elsewhere.TOWNS_AND_WORDS
    ]
    for code, spellings in names.ALSO.items():
        found += [_name(each, code) for each in spellings.split()]
    for landmark in LANDMARKS:
        found += [_name(each, landmark.code, "", landmark) for each in landmark.names]
    # Tambons before districts: nine names are both and mean the district unless a ต. is said.
    found += [_name(area.name_th, area.code) for area in (*TAMBONS, *DISTRICTS, PROVINCE)]
    found += [Name(each, NO_PLACE) for each in names.DECOYS.split()]
    return found


_MUEANG = "เมือง"
_NOTHING = Name("", NO_PLACE)


def _squeezed(text: str) -> str:
    return fold(text).replace(" ", "").replace(".", "").replace("-", "")


KEYS = {_squeezed(each.written): each for each in _thai_names()}
# Also with the spaces and full stops of "รพ.ลำปาง" and "มทร.ล้านนา ลำปาง".
_WRITTEN = {
    form(each.written): each
    for each in _thai_names()
    for form in (fold, lambda text: fold(text).replace(" ", ""), _squeezed)
}
_BY_START: dict[str, list[tuple[str, Name]]] = {}
for _key, _each in sorted(_WRITTEN.items(), key=lambda pair: -len(pair[0])):
    _BY_START.setdefault(_key[:3], []).append((_key, _each))

_LONGER = {
    short: [
        (key, each)
        for key, each in KEYS.items()
        if key.startswith(short)
        and len(key) >= len(short) + 3
        and each.code[:2] == "52"
        and each.landmark is None
    ]
    for short in (fold(each) for each in ("เมือง", "เถิน", "พระบาท", "ลำปาง"))
}

_CUES: dict[str, str] = {}
for _words, _kind in (
    (names.PLACE_CUES.split(), "place"),
    (names.HOUSE_CUES, "house"),
    (names.PROVINCE_CUES, "province"),
    (names.DISTRICT_CUES, "district"),
    (names.TAMBON_CUES, "tambon"),
):
    _CUES.update((_squeezed(each), _kind) for each in _words)
_LONGEST_CUE = max(map(len, _CUES))
# Lengths of the cues that end in a letter, the longest first.
_CUE_LENGTHS = {
    last: sorted({len(cue) for cue in _CUES if cue[-1] == last}, reverse=True)
    for last in {cue[-1] for cue in _CUES}
}
_IS_THAI = re.compile(r"[ก-๎]")


def cue_before(text: str, start: int) -> str:
    """What the word before says the name is (see Hit)."""
    window = text[max(0, start - _LONGEST_CUE - 4) : start]
    before = window.rstrip(" .:-")
    lengths: Sequence[int] = _CUE_LENGTHS.get(before[-1:], ())
    if lengths and "." in before:
        lengths = range(min(len(before), _LONGEST_CUE), 0, -1)
    dotted = "." in window[len(before) :]
    for length in lengths:
        kind = _CUES.get(before[-length:].replace(".", ""))
        if kind is None:
            continue
        # A single letter is a title only with its full stop or standing by itself.
        if length == 1 and not dotted and _IS_THAI.match(before[-2:-1] or " "):
            continue
        return kind
    return ""


def scan(folded: str, text: str) -> list[Hit]:
    """All names (and decoys), leftmost and longest, with their cues; `text` is the message as typed."""
    hits = _scan_thai(folded, text)
    if not hits and " " in folded.strip():
        # Voice typing and careful people put spaces between syllables.
        return [hit for hit in _scan_thai(folded.replace(" ", ""), text) if _is_safe(hit)]
    return hits


def _is_safe(hit: Hit) -> bool:
    return hit.end - hit.start >= 4 and (not hit.name.needs or hit.cue in ("district", "tambon"))


def _scan_thai(folded: str, text: str) -> list[Hit]:
    hits: list[Hit] = []
    position, last = 0, len(folded) - 2
    get = _BY_START.get
    while position < last and len(hits) < MOST_HITS:
        names_here = get(folded[position : position + 3])
        if names_here:
            hit = _hit(folded, position, names_here, text)
            if hit:
                hits.append(hit)
                position = hit.end
                continue
        position += 1
    return hits


def _hit(folded: str, start: int, names_here: list[tuple[str, Name]], text: str) -> Hit | None:
    if start and folded[start - 1] in "เแโไ":
        return None
    for key, name in names_here:
        if not folded.startswith(key, start):
            continue
        hit = _as_far_as_it_goes(key, name, folded, start)
        if hit and _stands(hit, folded, text):
            return hit
    return None


def _as_far_as_it_goes(key: str, name: Name, folded: str, start: int) -> Hit | None:
    cue, end = cue_before(folded, start), start + len(key)
    if name.code == NO_PLACE:
        return None if cue in ("district", "tambon") else Hit(name, start, end, cue)
    if _IS_THAI.match(folded, end):
        if key != _MUEANG and key.endswith(_MUEANG) and _is_longer(folded, end):
            return None  # อ.เมือง|ปาน
        name, end = _longer(key, name, folded, start)
    return Hit(name, start, end, cue)


def _is_longer(folded: str, end: int) -> bool:
    start = end - len(_MUEANG)
    here = _BY_START.get(folded[start : start + 3], ())
    if any(len(key) > len(_MUEANG) and folded.startswith(key, start) for key, _ in here):
        return True
    return _longer(_MUEANG, _NOTHING, folded, start)[0] is not _NOTHING


def _longer(key: str, name: Name, folded: str, start: int) -> tuple[Name, int]:
    """The longer name that a shorter one begins, misspelt further on: เถิน|บุลี, ลำปาง|หรวง."""
    for other, longer in _LONGER.get(key, ()):
        for end in (start + len(other), start + len(other) - 1, start + len(other) + 1):
            piece = folded[start:end]
            apart = OSA.distance(piece, other) + OSA.distance(sound(piece), sound(other))
            if apart <= 2 and len(piece) > len(key) + 1:
                return longer, min(end, len(folded))
    return name, start + len(key)


def _unstretched(text: str) -> str:
    return re.sub(r"([ะ-ู])\1+", r"\1", text)


def _stands(hit: Hit, folded: str, text: str) -> bool:
    if hit.name.code == NO_PLACE:
        return True
    following = folded[hit.end : hit.end + 1]
    if _VOWEL_AFTER.match(following) or not _MET[hit.name.needs](hit, folded, text):
        return False
    return not (hit.name.is_open and following and following in _FINALS) or ends_well(
        folded, hit.end
    )


def _has_cue(hit: Hit, folded: str, text: str) -> bool:
    if hit.cue in ("place", "house"):
        return ends_well(folded, hit.end)
    return bool(hit.cue) or _is_alone(hit, folded) or _is_by_its_district(hit, folded)


_DISTRICT_NAMES = {each.code: fold(each.name_th) for each in DISTRICTS}


def _is_by_its_district(hit: Hit, folded: str) -> bool:
    name = _DISTRICT_NAMES.get(hit.name.code[:4], "-")
    return (
        name in folded[hit.end : hit.end + 20] or name in folded[max(0, hit.start - 20) : hit.start]
    )


def _has_title(hit: Hit, folded: str, text: str) -> bool:
    return hit.cue in ("province", "district") or hit.end - hit.start == len(folded.strip())


def _is_to_the_letter(hit: Hit, folded: str, text: str) -> bool:
    return hit.cue in ("district", "tambon") or hit.name.written in _unstretched(text)


_MET: dict[str, Callable[[Hit, str, str], bool]] = {
    "": lambda hit, folded, text: True,
    "cue": _has_cue,
    "title": _has_title,
    "letter": _is_to_the_letter,
}
_POLITE = re.compile(
    r"(?:คะ|คับ|ครับ|จา|จะ|เจา|นะ|เนอ|งับ|ฮับ|คา|คราบ|หนา|ละ|จังหวัด|จ|ลำปาง|[\s.,!?()…])*$"
)


def _is_alone(hit: Hit, folded: str) -> bool:
    """Nothing but politeness around it."""
    if len(folded) - (hit.end - hit.start) > 24:
        return False
    return not folded[: hit.start].strip(" .,!?()") and bool(_POLITE.match(folded[hit.end :]))
