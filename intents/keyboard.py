"""Words typed on the wrong keyboard layout: "w2wsj" for a Thai word, Thai letters for an English one.

The Thai layout is Kedmanee (TIS 820-2538), the one on nearly every keyboard sold in Thailand. Used by normalise.py.
"""

from __future__ import annotations

import re
from functools import cache

from intents.words import HERE, prefix_tree, read_yaml

_LATIN = (
    "1234567890-=qwertyuiop[]\\asdfghjkl;'zxcvbnm,./!@#$%^&*()_+QWERTYUIOP{}|ASDFGHJKL:\"ZXCVBNM<>?"
)
_THAI = 'ๅ/-ภถุึคตจขชๆไำพะัีรนยบลฃฟหกดเ้่าสวงผปแอิืทมใฝ+๑๒๓๔ู฿๕๖๗๘๙๐"ฎฑธํ๊ณฯญฐ,ฅฤฆฏโฌ็๋ษศซ.()ฉฮฺ์?ฒฬฦ'
TO_THAI = str.maketrans(_LATIN, _THAI)
TO_LATIN = str.maketrans(_THAI, _LATIN)


# Nobody's single word is longer.
LONGEST_STRETCH = 60


@cache
def _mistyped() -> re.Pattern[str]:
    """The field's words as they come out of the other layout."""
    words = read_yaml(HERE / "lexicon" / "spellings.yaml")["keyboard"]
    typed = [word.translate(TO_LATIN) for word in words["th"]]
    typed += [word.translate(TO_THAI) for word in words["en"]]
    return re.compile(prefix_tree(word.lower() for word in typed))


def repair_layout(text: str) -> str:
    """Each stretch without spaces that holds a word of the field on the other layout, retyped there."""
    if not _mistyped().search(text.lower()):
        return text
    return " ".join(map(_retyped, text.split()))


def _retyped(stretch: str) -> str:
    if len(stretch) > LONGEST_STRETCH or not _mistyped().search(stretch.lower()):
        return stretch
    if stretch.isascii():
        return stretch.translate(TO_THAI)
    if any(character.isascii() and character.isalpha() for character in stretch):
        return stretch
    typed = stretch.translate(TO_LATIN)
    return typed if typed.isascii() else stretch
