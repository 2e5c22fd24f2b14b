"""The intents' YAML files as one table that match.py asks for points: phrases, words of the field, known sentences."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from intents.normalise import normalise
from intents.resemblance import Table, read_resemblance
from intents.words import HERE, finder, read_yaml

# A pattern weighs more the more of it is spelled out.
PATTERN, PATTERN_PER_LETTER, PATTERN_MOST = 3.0, 0.3, 9.0


@dataclass(frozen=True, slots=True)
class Pattern:
    """A phrase with `*`: its spelled-out parts in order, and whether the text must begin or end with them."""

    parts: tuple[str, ...]
    begins: bool
    ends: bool
    intent: str
    points: float

    def fits(self, text: str) -> bool:
        at = 0
        for part in self.parts:
            at = text.find(part, at)
            if at < 0:
                return False
            at += len(part)
        begins = not self.begins or text.startswith(self.parts[0])
        return begins and (not self.ends or text.endswith(self.parts[-1]))


@dataclass(frozen=True, slots=True)
class Rule:
    """Terms that must all occur (`@name` of a concept or a word), and what they are worth to an intent."""

    terms: frozenset[str]
    intent: str
    points: float


@dataclass(frozen=True, slots=True)
class Wishes:
    sentences: Mapping[str, str]
    resembling: Table
    order: Mapping[str, int]
    patterns: Mapping[str, tuple[Pattern, ...]]  # under the first two letters of their longest part
    words: re.Pattern[str]
    terms: Mapping[str, tuple[str, ...]]
    rules: Mapping[str, tuple[Rule, ...]]

    def points(self, text: str) -> dict[str, float]:
        """What each intent gets for an already normalised text; intents that get nothing are absent."""
        points: dict[str, float] = {}
        present: set[str] = set()
        for word in self.words.findall(text):
            present.update(self.terms[word] if word in self.terms else self._stem(word))
        for term in present:
            for rule in self.rules.get(term, ()):
                if rule.terms <= present:
                    points[rule.intent] = points.get(rule.intent, 0.0) + rule.points
        for intent, worth in self._phrases(text).items():
            points[intent] = points.get(intent, 0.0) + worth
        return points

    def _phrases(self, text: str) -> dict[str, float]:
        """The best phrase of each intent; two that overlap say nothing twice."""
        best: dict[str, float] = {}
        for pair in {text[at : at + 2] for at in range(len(text))} & self.patterns.keys():
            for pattern in self.patterns[pair]:
                if pattern.points > best.get(pattern.intent, 0.0) and pattern.fits(text):
                    best[pattern.intent] = pattern.points
        return best

    def _stem(self, word: str) -> tuple[str, ...]:
        return self.terms.get(word + "*", ())


@cache
def read_wishes(intents: tuple[str, ...]) -> Wishes:
    files = {intent: read_yaml(HERE / f"{intent}.yaml") for intent in intents}
    terms = _read_terms(read_yaml(HERE / "lexicon" / "concepts.yaml"), files.values())
    sentences = _read_sentences(files)
    return Wishes(
        sentences=sentences,
        resembling=read_resemblance(sentences),
        order={intent: int(file["order"]) for intent, file in files.items()},
        patterns=_read_patterns(files),
        words=finder(terms),
        terms=terms,
        rules=_read_rules(files),
    )


def _read_sentences(files: Mapping[str, Any]) -> dict[str, str]:
    """Every phrase without a star and every example, as it is compared; the intent asked first keeps a shared one."""
    sentences: dict[str, str] = {}
    for intent in sorted(files, key=lambda name: int(files[name]["order"])):
        file = files[intent]
        for group in (*file["phrases"].values(), *file.get("examples", {}).values()):
            for sentence in group:
                if "*" not in sentence:
                    sentences.setdefault(normalise(sentence), intent)
    return sentences


def _read_patterns(files: Mapping[str, Any]) -> dict[str, tuple[Pattern, ...]]:
    under: dict[str, list[Pattern]] = {}
    for intent, file in files.items():
        for phrase in (phrase for group in file["phrases"].values() for phrase in group):
            parts = tuple(normalise(part) for part in phrase.split("*") if part)
            if "*" in phrase and parts:
                worth = PATTERN + PATTERN_PER_LETTER * sum(map(len, parts))
                pattern = Pattern(
                    parts, phrase[0] != "*", phrase[-1] != "*", intent, min(worth, PATTERN_MOST)
                )
                under.setdefault(max(parts, key=len)[:2], []).append(pattern)
    return {pair: tuple(patterns) for pair, patterns in under.items()}


def _read_terms(
    concepts: Mapping[str, list[str]], files: Iterable[Any]
) -> dict[str, tuple[str, ...]]:
    """Which terms a word of the text stands for: itself, where a rule names it, and its concepts.

    The files hold the words as normalise() leaves them (a test says so), which spares half of the start.
    """
    found: dict[str, list[str]] = {}
    for concept, words in concepts.items():
        for word in words:
            found.setdefault(word, []).append("@" + concept)
    for file in files:
        for terms in file["words"]:
            for term in _terms_of(terms):
                if not term.startswith("@"):
                    found.setdefault(term, []).append(term)
    return {word: tuple(dict.fromkeys(terms)) for word, terms in found.items()}


def _terms_of(written: str) -> list[str]:
    """`@fire @place ลาม` is three terms; a purely English one (`never mind`) is one."""
    return written.split(" ") if "@" in written or not written.isascii() else [written]


def _read_rules(files: Mapping[str, Any]) -> dict[str, tuple[Rule, ...]]:
    """Rules under the one of their terms that the fewest rules share."""
    rules = [
        Rule(frozenset(_terms_of(terms)), intent, float(points))
        for intent, file in files.items()
        for terms, points in file["words"].items()
    ]
    shared: dict[str, int] = {}
    for rule in rules:
        for term in rule.terms:
            shared[term] = shared.get(term, 0) + 1
    under: dict[str, list[Rule]] = {}
    for rule in rules:
        under.setdefault(min(sorted(rule.terms), key=shared.__getitem__), []).append(rule)
    return {term: tuple(rules) for term, rules in under.items()}
