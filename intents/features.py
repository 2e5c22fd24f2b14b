"""What the model sees of a text: its groups of letters, its words of the field and pairs of these, wherever they stand.

Used by match.py for a message and by training.py for the examples: a text gives the same features to both.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from operator import add

from intents.words import finder

MOST_LETTERS = 4  # of a group
# More words than this are a long story; their pairs would only cost time.
MOST_TERMS = 24
# A name of a place says nothing about the wish: in its stead stands one sign, which normalise() never leaves in a text.
PLACES = {"@named": "\u0e4f", "@elsewhere": "\u0e5b"}


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The words of the field and what they stand for: themselves, where a rule names them, and `@concept`s."""

    terms: Mapping[str, tuple[str, ...]]
    words: re.Pattern[str]

    def read(self, text: str) -> tuple[str, set[str]]:
        """An already normalised text with its places replaced, and the terms in it."""
        present: set[str] = set()

        def seen(found: re.Match[str]) -> str:
            word = found[0]
            terms = self.terms.get(word) or self.terms.get(word + "*", ())
            present.update(terms)
            for term in terms:
                if term in PLACES:
                    return PLACES[term]
            return word

        return self.words.sub(seen, text), present


def vocabulary_of(terms: Mapping[str, tuple[str, ...]]) -> Vocabulary:
    return Vocabulary(terms, finder(terms))


def features_of(text: str, terms: set[str]) -> set[str]:
    """`text` and `terms` as Vocabulary.read gives them. A term begins with `=`, a pair holds `&`; letters have neither."""
    marked = f" {text} "
    group: Iterable[str] = marked
    found = set(group)
    for letters in range(1, MOST_LETTERS):  # each group and the letter behind it
        group = list(map(add, group, marked[letters:]))
        found.update(group)
    named = sorted(terms)[:MOST_TERMS]
    found.update(["=" + term for term in named])
    found.update([f"{one}&{other}" for at, one in enumerate(named) for other in named[at + 1 :]])
    return found
