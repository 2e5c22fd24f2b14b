"""A message as tokens of time: `scan("พรุ่งนี้ 7 โมง")` has the kinds "rno" and the values 1, 7, 0.

The letters are explained in words.py; here come those of numbers: n (0 to 999), e (61-99: may be a short year), G (a
full year), F (7.30: may be a clock), C (a clock, in minutes), D (a date), S (day and month), _ (any other text).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any

from domain.lampang import DISTRICTS, TAMBONS
from intents.normalise import typed
from intents.when.calendar import full_year
from intents.when.holidays import NAMES
from intents.when.words import vocabulary
from intents.words import GOES_ON, LEADS_IN, by_letter, prefix_tree

# Further on in a text (LINE's longest has 5,000) nobody says when.
LONGEST = 1500
MOST_TOKENS = 250
IMPOSSIBLE = -1
_OTHER = ("_", None)

# Without any word of these kinds and without a digit no rule of grammar.py finds anything (a test says so).
TELLING = frozenset("#@ABEHJKLMNPOQRUVWabdijkmopqrtwyz")
_THAI_SPACE = re.compile(" +(?<=[\u0e01-\u0e4e] )(?=[\u0e01-\u0e4e])")
_DIGITS = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class Tokens:
    kinds: str
    values: tuple[Any, ...]


_NOTHING = Tokens("", ())


def scan(text: str) -> Tokens:
    text = typed(text[:LONGEST])
    if " " in text:
        text = _THAI_SPACE.sub("", text)
    words, pattern, telling = _scanner()
    if not telling.search(text):
        return _NOTHING
    kinds: list[str] = []
    values: list[Any] = []
    at = 0
    for found in pattern.finditer(text):
        if len(kinds) > MOST_TOKENS:
            break
        start, end = found.span()
        if start > at and not text[at:start].isspace():
            kinds.append("_")
            values.append(None)
        at = end
        read = _NUMBERS.get(found.lastgroup)
        kind, value = read(found[0]) if read else words.get(found[0], _OTHER)
        kinds.extend(kind)
        values.extend([value] * len(kind))
    if at < len(text) and not text[at:].isspace():
        kinds.append("_")
        values.append(None)
    return Tokens("".join(kinds), tuple(values))


def _iso_date(text: str) -> tuple[str, Any]:
    year, month, day = (int(each) for each in _DIGITS.findall(text))
    return "D", (full_year(year), month, day)


def _slashed_date(text: str) -> tuple[str, Any]:
    day, month, year = _DIGITS.findall(text)
    return "D", (int(year), int(month), int(day))


def _slashed_day(text: str) -> tuple[str, Any]:
    day, month = (int(each) for each in _DIGITS.findall(text))
    return "S", (day, month)


def _clock(text: str) -> tuple[str, Any]:
    parts = [int(each) for each in _DIGITS.findall(text)]
    if len(parts) == 1 and parts[0] >= 100:  # 1430 น.
        parts = [parts[0] // 100, parts[0] % 100]
    return "C", minutes_of(parts[0], parts[1] if len(parts) > 1 else 0)


def _twelve_hours(text: str) -> tuple[str, Any]:
    hour, minute = [*(int(each) for each in _DIGITS.findall(text)), 0][:2]
    if not 1 <= hour <= 12 or minute > 59:
        return "_", None
    return "T", (hour % 12 + (12 if "p" in text else 0)) * 60 + minute


def _decimal(text: str) -> tuple[str, Any]:
    hour, minute = _DIGITS.findall(text)
    if len(hour) > 2 or len(minute) != 2:
        return "_", None
    minutes = minutes_of(int(hour), int(minute))
    return ("F", minutes) if minutes != IMPOSSIBLE else ("_", None)


def _number(text: str) -> tuple[str, Any]:
    value = int(_DIGITS.findall(text)[0])
    if 1950 <= value <= 2150 or 2450 <= value <= 2650:
        return "G", value
    if value > 999:
        return "_", None
    return ("e" if 61 <= value <= 99 else "n"), value


def minutes_of(hour: int, minute: int) -> int:
    """Minutes since midnight, 24:00 as 1440; IMPOSSIBLE for a clock that does not exist."""
    if hour > 24 or minute > 59 or (hour == 24 and minute):
        return IMPOSSIBLE
    return hour * 60 + minute


_NUMBERS: dict[str | None, Callable[[str], tuple[str, Any]]] = {
    "iso": _iso_date,
    "slashed": _slashed_date,
    "slash": _slashed_day,
    "twelve": _twelve_hours,
    "clock": _clock,
    "decimal": _decimal,
    "number": _number,
}


@cache
def _scanner() -> tuple[dict[str, tuple[str, Any]], re.Pattern[str], re.Pattern[str]]:
    words = vocabulary(NAMES)
    for area in (*DISTRICTS, *TAMBONS):  # วันแม่เมาะ is no Mother's Day
        words.setdefault(f"วัน{area.name_th}", ("_", None))
    thai = [word for word in words if not word[0].isascii()]
    latin = [word for word in words if word[0].isascii() and word[0].isalpha()]
    signs = [word for word in words if word not in latin and word not in thai]
    numbers = (
        r"(?P<junk>(?:\+66\s?|\b0)\d{1,2}[ \-]?\d{3}[ \-]?\d{3,4}(?!\d)|\d[\d,]{5,}|\d+[.,]\d{3,})",
        r"(?P<iso>(?<!\d)\d{4}-\d{1,2}-\d{1,2}(?!\d)(?:t(?=\d))?)",
        r"(?P<slashed>(?<!\d)\d{1,2}(?P<by>[/.\-])\d{1,2}(?P=by)(?:\d{4}|\d{2})(?!\d))",
        r"(?P<slash>(?<![\d/])\d{1,2}/\d{1,2}(?![\d/]|\s?(?:หมู่|ม\.)))",
        r"(?P<twelve>(?<![\d.])\d{1,2}(?:[:.]\d{2})?\s?[ap]\.?\s?m(?:\.|\b)(?!\s?2[.,]?5))",
        r"(?P<clock>(?<![\d.])(?:\d{1,2}:\d{2}(?::\d{2})?(?![\d:])(?:\s?น\.|\s?น(?![ก-๎]))?"
        r"|(?:\d{1,2}\.\d{2}|\d{1,4})\s?(?:น\.|น(?![ก-๎]))|\d{1,2}\s?o'?clock))",
        r"(?P<decimal>\d+[.,]\d+)",
        r"(?P<number>\d+(?:st|nd|rd|th)?)",
    )
    parts = (
        rf"(?=[+\d])(?:{'|'.join(numbers)})",
        r"pm\s?[.\-_]?\s?2\s?[.,]?\s?5|https?://\S+|(?:บ้านเลขที่|เลขที่|หมู่ที่|หมู่|ม\.|เบอร์|โทร\.?)\s?[\d/\-]+",
        *by_letter(thai, LEADS_IN, GOES_ON),
        f"{prefix_tree(latin)}(?![a-z0-9])|{prefix_tree(signs)}",
        r"[a-z][a-z0-9']*",
    )
    telling = [word for word, (kind, _) in words.items() if TELLING & {*kind}]
    return words, re.compile("|".join(parts)), re.compile(rf"\d|{prefix_tree(telling)}")
