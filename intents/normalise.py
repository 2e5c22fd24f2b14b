"""How people type, folded to one spelling before match.py compares anything: `normalise("ค่าฝุ้น แม่เมาะ เท่าไร คะ")`.

Every step is a small function that changes nothing when it is run again. The words are in lexicon/spellings.yaml.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache, lru_cache
from itertools import product
from typing import Any
from unicodedata import normalize as compose

from intents.keyboard import repair_layout
from intents.words import HERE, by_letter, finder, prefix_tree, read_yaml

# LINE's limit is 5,000 characters. Of a text that is longer than anybody's wish only so much is read.
LONGEST = 700
FIRST, LAST, AROUND = 450, 200, 200
_BURNS = re.compile(r"ไฟ(?:ไหม้|ป่า|ลุก|ลาม|กำลัง)|ไหม้|ควัน|🔥|\b(?:fire|smoke|burn)", re.IGNORECASE)
# One step can make room for another (a dropped particle joins two halves); more rounds than this were never needed.
ROUNDS = 6

_DROPPED = "\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\u00ad\u0e4f\u0e5a\u0e5b\u0e46\ufe0f"
_CHARACTERS = str.maketrans(
    {**dict.fromkeys(_DROPPED, ""), **dict(zip("๐๑๒๓๔๕๖๗๘๙", "0123456789", strict=True))}
)
_EMOJI = {"👍": " โอเค ", "👌": " โอเค ", "🙏": " ขอบคุณ ", "🔥": " ไฟไหม้ ", "💨": " ควัน "}
_UNUSUAL = re.compile(r"[^\x00-\x7f\u0e00-\u0e7f]")
_TONES = "\u0e48\u0e49\u0e4a\u0e4b"
_SARA_AM = re.compile("\u0e4d([\u0e48-\u0e4b]?)\u0e32|([\u0e48-\u0e4b])\u0e4d\u0e32")
_MARKS_ASTRAY = re.compile(
    "([\u0e31\u0e34-\u0e3a\u0e47-\u0e4e])(?:\\1|(?<=[\u0e48-\u0e4b])[\u0e31\u0e34-\u0e3a])"
)
_MARKS = re.compile("[\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]{2,}")
_VOWEL_TWICE = re.compile("([\u0e30\u0e32\u0e33])\\1+")
_DUST = re.compile(
    r"p\s*\.?\s*m\s*[.\-_]?\s*2\s*[.,จ]?\s*5|"
    r"พี\s*เอ[็]?[มฺ]\s*(?:2|สอง)\s*(?:\.|,|จุด)?\s*(?:5|ห้า)|พี\s*เอ[็]?ม|"
    r"(?<=ค่า)\s*2\s*[.,]\s*5|(?<=ฝุ่น)\s*2\s*[.,]\s*5|สอง\s*จุด\s*ห้า"
)
# F-2569-0012, F-12, f 12, เอฟสิบสอง and "เลข 12" are read aloud; which number it is says nothing about the wish.
_SPOKEN = "(?:หนึ่ง|สอง|สาม|สี่|ห้า|หก|เจ็ด|แปด|เก้า|สิบ|ยี่|ร้อย|เอ็ด)+"
_LETTER_AND_NUMBER = re.compile(r"[fb][ -]?\d")
_CASE = re.compile(
    r"(?<![a-z0-9])([fb])[ -]?(?:25\d\d-)?\d{1,4}(?![0-9a-z])"
    rf"|(เอฟ|บี) ?(?:\d{{1,4}}(?!\d)|{_SPOKEN})"
    r"|(?:หมายเลข|เลขเรื่อง|เลขที่|เลข)\d{1,4}(?![\d.])"
)
_THRICE = re.compile(r"(.)\1\1")
_LETTERS = "0-9a-z\u0e01-\u0e3a\u0e40-\u0e45\u0e47-\u0e4e"
# A full stop before a letter and a dash or apostrophe after one stay: อ.งาว, f-1, don't.
_NOT_A_LETTER = re.compile(
    f"[^{_LETTERS}](?:(?<![.'-])|(?<=\\.)(?![{_LETTERS}])|(?<=[-'])(?<![a-z0-9].))"
)
_SPACE_BY_THAI = re.compile(" (?:(?=[\u0e01-\u0e4e])|(?<=[\u0e01-\u0e4e] ))")


def normalise(text: str) -> str:
    """The text in one spelling, without particles, punctuation or spaces between Thai words."""
    text = heard(text)
    for _ in range(ROUNDS):
        for step in TYPING:
            text = step(text)
        before = text
        for step in WORDS:
            text = step(text)
        if text == before:
            break
    return text


def heard(text: str) -> str:
    """What is read of a text: all of it; of a very long one its beginning, its end, and what it says of a fire between."""
    if len(text) <= LONGEST:
        return text
    burns = _BURNS.search(text, FIRST, len(text) - LAST)
    if burns is None:
        return f"{text[:FIRST]}\n{text[-LAST:]}"
    start = burns.start() - AROUND // 2
    return f"{text[: FIRST - AROUND]}\n{text[start : start + AROUND]}\n{text[-LAST:]}"


@lru_cache(maxsize=64)
def typed(text: str) -> str:
    """As typed, but in one spelling of each character: for what is read off letters and digits (amounts, times).

    Several readers ask about the same message one after the other.
    """
    return order_marks(fold_characters(text))


def fold_characters(text: str) -> str:
    """Thai digits to ours, invisible characters away, small letters."""
    if _UNUSUAL.search(text):
        for emoji, word in _EMOJI.items():
            text = text.replace(emoji, word)
        text = compose("NFKC", text)
    return text.translate(_CHARACTERS).lower()


def order_marks(text: str) -> str:
    """Vowel before tone mark, no mark twice, a decomposed sara am in one piece."""
    text = text.replace("เเ", "แ")
    if _MARKS_ASTRAY.search(text):
        text = _MARKS.sub(_in_order, text)
    if "\u0e4d" in text:
        text = _SARA_AM.sub(lambda found: (found[1] or found[2] or "") + "\u0e33", text)
    return _VOWEL_TWICE.sub(r"\1", text)


def _in_order(found: re.Match[str]) -> str:
    return "".join(sorted(dict.fromkeys(found[0]), key=lambda mark: mark in _TONES))


def shorten_drawn_out(text: str) -> str:
    """A letter three times or more is one: "มากกกก". Digits stay: 1000; so does ขอออก, which is spelled so."""
    for letter in set(_THRICE.findall(text)):
        least = 4 if letter == "อ" else 3
        if letter * least in text and not (letter.isdigit() or letter.isspace()):
            text = re.sub(f"{re.escape(letter)}{{{least},}}", letter, text)
    return text


def join_dust(text: str) -> str:
    """PM2.5 in every spelling, spoken ones too, is `pm25`."""
    return _DUST.sub("pm25", text) if "2" in text or "พี" in text or "สอง" in text else text


def join_case_numbers(text: str) -> str:
    """The number of a fire or a request, however it is said: `f-1`, `b-1`, `เลข1`."""
    has_one = "เลข" in text or "เอฟ" in text or "บี" in text or _LETTER_AND_NUMBER.search(text)
    return _CASE.sub(_case, text) if has_one else text


def _case(found: re.Match[str]) -> str:
    letter = found[1] or {"เอฟ": "f", "บี": "b"}.get(found[2], "")
    return f"{letter}-1" if letter else "เลข1"


def drop_signs(text: str) -> str:
    """Everything but letters and digits becomes a space; none is left beside Thai letters, which need none."""
    text = " ".join(_NOT_A_LETTER.sub(" ", text).split())
    return _SPACE_BY_THAI.sub("", text) if " " in text else text


def fold_spellings(text: str) -> str:
    """Typos, chat spellings and Kham Mueang words, as one standard word each."""
    spellings, words = _spellings()
    text = words.sub(lambda found: spellings[found[0]], text)
    for seen, where, means in _surroundings():
        if seen in text:
            text = where.sub(means, text)
    return text


def drop_particles(text: str) -> str:
    """Politeness says nothing about the wish; alone ("ค่ะ") it is an answer and stays."""
    anywhere, ending = _particles()
    rest = ending.sub("", anywhere.sub("", text)).strip()
    return rest or text


TYPING: tuple[Callable[[str], str], ...] = (
    repair_layout,
    fold_characters,
    drop_particles,  # while spaces still show where a word ends
    drop_signs,
    order_marks,
    shorten_drawn_out,
    join_dust,
    join_case_numbers,
)
WORDS: tuple[Callable[[str], str], ...] = (fold_spellings, drop_particles)


@cache
def _lexicon() -> dict[str, Any]:
    found: dict[str, Any] = read_yaml(HERE / "lexicon" / "spellings.yaml")
    return found


@cache
def _particles() -> tuple[re.Pattern[str], re.Pattern[str]]:
    listed = _lexicon()["particles"]
    spared = "".join(f"(?<!{word})" for word in listed["within"])
    more = rf"(?:{prefix_tree(listed['ending'])}{spared})*(?=\s|$)"
    ending = re.compile("|".join(one + spared + more for one in by_letter(listed["ending"])))
    return finder(listed["anywhere"]), ending


@cache
def _spellings() -> tuple[dict[str, str], re.Pattern[str]]:
    lexicon = _lexicon()
    standard: dict[str, str] = {}
    for word in lexicon["slips"]:
        slips = slips_of(word) - set(lexicon["not_slips"])
        standard.update(dict.fromkeys(slips, word))
    for word in lexicon["sounds"]:
        standard.update(dict.fromkeys(northern_spellings(word), word))
    for word, written in lexicon["spellings"].items():
        standard.update(dict.fromkeys(map(fold_characters, written), word))
    # A standard word stands for itself, so that no shorter slip is found inside it.
    standard.update({word: word for word in (*lexicon["spellings"], *lexicon["slips"])})
    return standard, finder(standard)


@cache
def _surroundings() -> tuple[tuple[str, re.Pattern[str], str], ...]:
    return tuple(
        (rule["seen"], re.compile(rule["where"]), rule["means"])
        for rule in _lexicon()["surroundings"]
    )


_NORTHERN = {"ช": "จ", "ร": "ฮ", "ท": "ต", "พ": "ป", "ค": "ก"}


def slips_of(word: str) -> set[str]:
    """A word with one tone mark wrong or missing, or ใ and ไ confused."""
    found = set()
    for at, character in enumerate(word):
        head, tail = word[:at], word[at + 1 :]
        if character in _TONES:
            found |= {head + tail} | {head + tone + tail for tone in _TONES}
        elif character in "ใไ":
            found |= {head + other + tail for other in "ใไ"}
    return found - {word}


def northern_spellings(word: str) -> set[str]:
    """The first sound as it is spoken in Lampang (ch to c, r to h, th ph kh without breath), under any tone mark."""
    at = next((at for at, character in enumerate(word) if character in _NORTHERN), -1)
    if at < 0 or at > 1:
        return set()
    spoken = word[:at] + _NORTHERN[word[at]] + word[at + 1 :]
    tone = next((at for at, character in enumerate(spoken) if character in _TONES), -1)
    if tone < 0:
        return {spoken}
    return {spoken[:tone] + mark + spoken[tone + 1 :] for (mark,) in product(_TONES)}
