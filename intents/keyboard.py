"""Words typed on the wrong keyboard layout: "w2wsj" for a Thai word, Thai letters for an English one.

The Thai layout is Kedmanee (TIS 820-2538), the one on nearly every keyboard sold in Thailand. Used by normalise.py.
"""

from __future__ import annotations

import re
from functools import cache

from intents.words import HERE, finder, read_yaml

_LATIN = (
    "1234567890-=qwertyuiop[]\\asdfghjkl;'zxcvbnm,./"
    '!@#$%^&*()_+QWERTYUIOP{}|ASDFGHJKL:"ZXCVBNM<>?'
)
_THAI = (
    "ๅ/-ภถุึคตจขชๆไำพะัีรนยบลฃฟหกดเ้่าสวงผปแอิืทมใฝ"
    '+๑๒๓๔ู฿๕๖๗๘๙๐"ฎฑธํ๊ณฯญฐ,ฅฤฆฏโฌ็๋ษศซ.()ฉฮฺ์?ฒฬฦ'
)
TO_THAI = str.maketrans(_LATIN, _THAI)
TO_LATIN = str.maketrans(_THAI, _LATIN)


@cache
def _field_words() -> tuple[re.Pattern[str], re.Pattern[str]]:
    words = read_yaml(HERE / "lexicon" / "spellings.yaml")["keyboard"]
    return finder(words["th"]), finder(words["en"])


def repair_layout(text: str) -> str:
    """Each stretch without spaces that only makes sense on the other layout, retyped there."""
    thai, latin = _field_words()
    if not any(_retyped(part, thai, latin) for part in text.split()):
        return text
    return " ".join(_retyped(part, thai, latin) or part for part in text.split())


def _retyped(part: str, thai: re.Pattern[str], latin: re.Pattern[str]) -> str:
    if len(part) < 3 or len(part) > 60:
        return ""
    if part.isascii():
        typed = part.translate(TO_THAI)
        return typed if thai.search(typed) else ""
    if part[0].isascii():
        return ""
    typed = part.translate(TO_LATIN).lower()
    return typed if typed.isascii() and latin.search(typed) else ""
