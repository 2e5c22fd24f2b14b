"""Typing errors for the training: `slips("ค่าฝุ่นวันนี้")` gives the sentence again with slips, the same ones each time.

What normalise() repairs needs no example, so these are the slips that it leaves: a letter lost, doubled or moved.
"""

from __future__ import annotations

from zlib import crc32

TIMES = 2
# A shorter text is another word after a slip.
LEAST_LETTERS = 8
MARKS = "\u0e31\u0e34\u0e35\u0e36\u0e37\u0e38\u0e39\u0e47\u0e48\u0e49\u0e4a\u0e4b\u0e4c"
CONFUSED = str.maketrans("ใไนณสศษทธซชคฆรล", "ไใณนศสศธทชซฆคลร")


def slips(text: str) -> list[str]:
    """`text` as normalise() leaves it."""
    if len(text) < LEAST_LETTERS:
        return []
    made = []
    for time in range(TIMES):
        seed = crc32(f"{time} {text}".encode())
        made.append(_slip(text, seed))
    return [slipped for slipped in dict.fromkeys(made) if slipped != text]


def _slip(text: str, seed: int) -> str:
    """One slip in each stretch of about a dozen letters."""
    for _ in range(1 + len(text) // 12):
        seed = seed * 48271 % 2147483647
        at, way = seed % (len(text) - 1), seed // 65536 % 5
        text = _WAYS[way](text, at)
    return text


def _lose_mark(text: str, at: int) -> str:
    marks = [place for place, letter in enumerate(text) if letter in MARKS]
    return _lose(text, marks[at % len(marks)] if marks else at)


def _lose(text: str, at: int) -> str:
    return text[:at] + text[at + 1 :]


def _swap(text: str, at: int) -> str:
    return text[:at] + text[at + 1] + text[at] + text[at + 2 :]


def _double(text: str, at: int) -> str:
    return text[: at + 1] + text[at:]


def _confuse(text: str, at: int) -> str:
    places = [place for place, letter in enumerate(text) if letter != letter.translate(CONFUSED)]
    if not places:
        return _swap(text, at)
    place = places[at % len(places)]
    return text[:place] + text[place].translate(CONFUSED) + text[place + 1 :]


_WAYS = (_lose_mark, _lose, _swap, _double, _confuse)
