"""How much a text sounds like the known sentences of each intent, by the groups of three letters they share.

The small, honest beginning of a statistical model: counted from the YAML files when wishes.py reads them, no training.
A group weighs more the rarer it is and the more it belongs to one intent.
"""

from __future__ import annotations

from collections.abc import Mapping
from math import log, sqrt

LETTERS = 3
# A group says little about its fifth intent; leaving those out keeps the table small and the reading fast.
INTENTS_A_GROUP = 4

Table = Mapping[str, tuple[tuple[str, float], ...]]


def groups_of(text: str) -> dict[str, None]:
    """Each group once, in the order of the text: sums must not depend on how a process hashes."""
    padded = f" {text} "
    return dict.fromkeys(padded[at : at + LETTERS] for at in range(len(padded) - LETTERS + 1))


def read_resemblance(sentences: Mapping[str, str]) -> Table:
    counted: dict[str, dict[str, int]] = {}
    for sentence, intent in sentences.items():
        for group in groups_of(sentence):
            intents = counted.setdefault(group, {})
            intents[intent] = intents.get(intent, 0) + 1
    return {group: _weighed(intents, len(sentences)) for group, intents in counted.items()}


def _weighed(intents: dict[str, int], sentences: int) -> tuple[tuple[str, float], ...]:
    times = sum(intents.values())
    rarity = log(sentences / times) / (times + 1)
    most = sorted(intents.items(), key=lambda pair: (-pair[1], pair[0]))[:INTENTS_A_GROUP]
    return tuple((intent, count * rarity) for intent, count in most)


def resemblance(table: Table, text: str) -> dict[str, float]:
    """About 0 to 5 for each intent that shares something with the text."""
    found: dict[str, float] = {}
    groups = groups_of(text)
    for group in groups:
        for intent, weight in table.get(group, ()):
            found[intent] = found.get(intent, 0.0) + weight
    length = sqrt(len(groups) or 1)
    return {intent: weight / length for intent, weight in found.items()}
