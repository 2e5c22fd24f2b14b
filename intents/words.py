"""Finding many words in a text at once, and reading the YAML that holds them.

Used by normalise.py (spellings) and match.py (words of the field).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import yaml

HERE = Path(__file__).parent

# A Thai word that goes on with one of these is another word: ไหม in ไหม้, กา in การ is not told apart.
GOES_ON = "\u0e30-\u0e3a\u0e45\u0e47-\u0e4e"
# One that follows one of these has begun before: ช้า in เช้า.
LEADS_IN = "\u0e40-\u0e44"

# Everything is read as text, so that `yes`, `no` and `off` stay words.
_Loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


def read_yaml(path: Path) -> Any:
    with path.open(encoding="utf-8") as file:
        return yaml.load(file, Loader=_Loader)  # noqa: S506 (makes text, lists and mappings only)


def prefix_tree(words: Iterable[str]) -> str:
    """A regular expression for these words that reads each character of a text about once.

    `(?:ไฟ(?:ป่า|ไหม้)?)`: the longest word wins, and there is nothing to backtrack into.
    """
    return _written(_tree(words))


def _tree(words: Iterable[str]) -> dict[str, Any]:
    tree: dict[str, Any] = {}
    for word in words:
        node = tree
        for character in word:
            node = node.setdefault(character, {})
        node[""] = {}
    return tree


def _written(node: dict[str, Any]) -> str:
    branches = [
        re.escape(character) + _written(node[character]) for character in sorted(node) if character
    ]
    if not branches:
        return ""
    ends_here = "" in node
    if len(branches) == 1 and not ends_here:
        return branches[0]
    return "(?:" + "|".join(branches) + ")" + ("?" if ends_here else "")


def finder(words: Iterable[str]) -> re.Pattern[str]:
    """A pattern for whole words: Latin ones between word borders, Thai ones not cut inside a syllable.

    A word that ends in `*` may go on: `burn*` finds burning.
    """
    latin, stems, thai = [], [], []
    for word in words:
        if not word[:1].isascii():
            thai.append(word)
        elif word.endswith("*"):
            stems.append(word[:-1])
        else:
            latin.append(word)
    parts = [
        *by_letter(thai, LEADS_IN, GOES_ON),
        *by_letter(latin, "a-z0-9", "a-z0-9"),
        *by_letter(stems, "a-z0-9"),
    ]
    return re.compile("|".join(parts) if parts else r"(?!)")


def by_letter(words: Iterable[str], before: str = "", behind: str = "") -> list[str]:
    """A regular expression for each first letter of these words, which have none of the letters given beside them.

    The first letter stands first, what comes before it is looked at afterwards: so re passes over other letters at once.
    """
    tree = _tree(words)
    ending = f"(?![{behind}])" if behind else ""
    found = []
    for first in sorted(tree):
        letter = re.escape(first)
        begins = f"(?<![{before}]{letter})" if before else ""
        found.append(f"{letter}{begins}{_written(tree[first])}{ending}")
    return found
