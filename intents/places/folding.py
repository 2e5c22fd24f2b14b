"""Making spellings comparable: marks and letters that people leave out or mix up are folded away.

`fold` keeps the words readable and is used on whole messages; `sound` and `sound_latin` go further and are used on
single names.
"""

from __future__ import annotations

import re

# Deleted: tone marks, the short mark ็, the killer ์, ฺ, ๎, joiners and the byte order mark.
_GONE = "่้๊๋็์ฺ๎\u200b\u200c\u200d\u2060\ufeff\u00ad"
# Letters of one sound and one class, told apart in writing only.
_SAME = {
    **dict.fromkeys("ศษ", "ส"),
    **dict.fromkeys("ธฒฑ", "ท"),
    "ใ": "ไ",
    "ณ": "น",
    "ฬ": "ล",
    "ภ": "พ",
    "ฎ": "ด",
    "ฏ": "ต",
    "ฐ": "ถ",
    "ฆ": "ค",
    "ฅ": "ค",
    "ฃ": "ข",
    "ๅ": "า",
    "\u00a0": " ",
    "\t": " ",
    "\n": " ",
    "\r": " ",
}
_FOLDED = str.maketrans(
    {
        **{each: None for each in _GONE},
        **_SAME,
        **dict(zip("๐๑๒๓๔๕๖๗๘๙", "0123456789", strict=True)),
    }
)
# No vowel is written twice; a consonant may be (กว๋าว|วันนี้), but not three times.
_DOUBLED = re.compile(r"([ะ-ฺเ-๎])\1+|([ก-ฮ])\2{2,}")


def fold(text: str) -> str:
    """Lower case, no tone marks, ใ as ไ, letters of one sound as one, stretched letters as one.

    A sara am typed as nikhahit and sara aa (U+0E4D U+0E32, a tone mark between or not) becomes one letter.
    """
    text = text.lower().translate(_FOLDED)
    if "ํ" in text:
        text = text.replace("ํา", "ำ").replace("าํ", "ำ").replace("ํ", "")
    return _DOUBLED.sub(r"\1\2", text.replace("เเ", "แ"))


# Aspirated and unaspirated, r, l and h are one in northern speech; vowels are long or short as one pleases.
_SOUNDS = str.maketrans(
    {
        **dict.fromkeys("ขค", "ก"),
        **dict.fromkeys("ฉชซ", "จ"),
        **dict.fromkeys("ถทด", "ต"),
        **dict.fromkeys("ผพบ", "ป"),
        **dict.fromkeys("ฝ", "ฟ"),
        **dict.fromkeys("รฮ", "ล"),
        **dict.fromkeys("ญ", "ย"),
        "แ": "เ",
        "ำ": "าม",
        "ี": "ิ",
        "ู": "ุ",
        "ื": "ิ",
        "ึ": "ิ",
        "ะ": "า",
        "ั": "า",
        " ": None,
        "-": None,
        ".": None,
    }
)


def sound(folded: str) -> str:
    return folded.translate(_SOUNDS)


_LATIN_SOUNDS = [
    (re.compile(pattern), into)
    for pattern, into in (
        (r"[^a-z]", ""),
        (r"^mea(?!n)", "mae"),
        (r"gn", "ng"),
        (r"h+", "h"),
        (r"m(?:ueang|euang|uang|ueng|eung|oeang|eang|ung)", "mXng"),
        (r"n(?:uea|eua|uae|ua|eu|ue)(?![a-z]*ng\b)", "nX"),
        (r"(?:j|ch|c)", "c"),
        (r"([kptg])h", r"\1"),
        (r"g", "k"),
        (r"nk", "ng"),
        (r"b", "p"),
        (r"d", "t"),
        (r"v", "w"),
        (r"oeu|oer|oe|eor|er|ur", "E"),
        (r"(?:ow|aow|aw|au|ao)", "O"),
        (r"oo|ou", "u"),
        (r"ee|ii|y", "i"),
        (r"aeo|aew|eo|ew|eaw", "W"),
        (r"ae|air|ai(?=r)", "e"),
        (r"aa|ar(?=[^aeiou]|$)", "a"),
        (r"or(?=[^aeiou]|$)", "o"),
        (r"(?<=[aeiouEOWX])h", ""),
        (r"ts|z", "s"),
        (r"l", "r"),
        (r"tr$", "t"),
        (r"(.)\1+", r"\1"),
    )
]


def sound_latin(text: str) -> str:
    """One key for the ways to romanise a Thai name: Mae Moh and Maemo, Hangchat and Hang Chatr, Serm Ngam, Soem-ngam."""
    text = text.lower()
    for pattern, into in _LATIN_SOUNDS:
        text = pattern.sub(into, text)
    return text
