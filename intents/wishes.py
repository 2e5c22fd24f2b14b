"""The intents' YAML files as training.py learns them: sentences, phrases, look-alikes, words of the field, rules for fire.

Messages are not read from here: what match.py needs of it stands in weights.bin, which `flask intents train` makes.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from domain import lampang
from intents.normalise import normalise
from intents.places import elsewhere
from intents.words import HERE, read_yaml

FIRE = "fire_report"


@dataclass(frozen=True, slots=True)
class Wishes:
    """`examples` and `phrases` as written, `never` as look-alikes of an intent that it must not be taken for."""

    examples: tuple[tuple[str, str], ...]
    phrases: tuple[tuple[str, str], ...]
    never: tuple[tuple[str, str], ...]
    terms: Mapping[str, tuple[str, ...]]
    fire: tuple[
        tuple[tuple[str, ...], float], ...
    ]  # terms that must all occur, and what they are worth

    def known(self) -> dict[str, str]:
        """The phrases without a star as they are compared; the intent asked first keeps a shared one."""
        found: dict[str, str] = {}
        for phrase, intent in self.phrases:
            if "*" not in phrase:
                found.setdefault(normalise(phrase), intent)
        return found


def read_wishes(intents: Sequence[str]) -> Wishes:
    files = {intent: read_yaml(HERE / f"{intent}.yaml") for intent in intents}
    by_order = sorted(intents, key=lambda name: int(files[name]["order"]))
    concepts = read_yaml(HERE / "lexicon" / "concepts.yaml")
    return Wishes(
        examples=_sentences(files, by_order, "examples"),
        phrases=_sentences(files, by_order, "phrases"),
        never=_sentences(files, by_order, "never"),
        terms=_read_terms(concepts, files.values()),
        fire=tuple(
            (terms_of(terms), float(worth)) for terms, worth in files[FIRE]["words"].items()
        ),
    )


def _sentences(
    files: Mapping[str, Any], intents: Iterable[str], part: str
) -> tuple[tuple[str, str], ...]:
    return tuple(
        (sentence, intent)
        for intent in intents
        for group in files[intent][part].values()
        for sentence in group
    )


def _read_terms(
    concepts: Mapping[str, list[str]], files: Iterable[Any]
) -> dict[str, tuple[str, ...]]:
    """Which terms a word stands for. The files hold the words as normalise() leaves them (a test says so)."""
    found: dict[str, list[str]] = {}
    for concept, words in concepts.items():
        for word in words:
            found.setdefault(word, []).append("@" + concept)
    for word in _words_of_rules(files):
        found.setdefault(word, []).append(word)
    for word in _places_outside():
        found.setdefault(word, []).append("@elsewhere")
    for word in _places_here():
        found.setdefault(word, ["@named"])
    return {word: tuple(dict.fromkeys(terms)) for word, terms in found.items()}


def _words_of_rules(files: Iterable[Any]) -> list[str]:
    terms = [term for file in files for written in file["words"] for term in terms_of(written)]
    return [term for term in terms if not term.startswith("@")]


def terms_of(written: str) -> tuple[str, ...]:
    """`@fire @place ลาม` is three terms; a purely English one (`never mind`) is one."""
    several = "@" in written or not written.isascii()
    return tuple(written.split(" ")) if several else (written,)


def _places_outside() -> list[str]:
    names = [*elsewhere.PROVINCES.split(), *elsewhere.TOWNS.split(), *elsewhere.LATIN]
    names += [*elsewhere.ABROAD.split(), *elsewhere.ABROAD_IN_LATIN.split(", ")]
    return [word for word in map(normalise, names) if word]


# Shorter names are other words too.
LEAST_LETTERS = 4


def _places_here() -> list[str]:
    areas = [*lampang.DISTRICTS, *lampang.TAMBONS]
    names = [normalise(name) for area in areas for name in (area.name_th, area.name_en)]
    return [name for name in names if len(name) >= LEAST_LETTERS]
