"""What each part of understanding is worth: `python -m bench ablation` learns once more for each change, and measures.

The table is the one of docs/decisions/0011-intents-model.md. It takes about a minute a row on a quiet core. The
cross-validation asks the whole matcher, phrases known by heart aside, about sentences that it has not learned (three folds).
"""

from __future__ import annotations

import csv
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import Any
from unittest.mock import patch

from intents import descent, features, match, slips, training
from intents.evaluation import Judged, Line, accuracy, judge, precision, recall
from intents.match import INTENTS, Knowledge, knowledge_of, match_with
from intents.wishes import FIRE, Wishes, read_wishes
from intents.words import HERE, read_yaml

SETS = ("test_set", "second_blind_set", "fresh")
TESTS = Path(__file__).parents[1] / "tests" / "intents"
ENGLISH = "en"
# Near the one that training finds; it moves the line between taking a wish and asking, not the order of wishes.
TEMPERATURE = 5.0

Changed = tuple[Any, str, Any]  # where, name, what instead


@dataclass(frozen=True)
class Row:
    """A change, and whether something else is learned with it."""

    name: str
    changed: tuple[Changed, ...] = ()
    fewer: Callable[[Wishes], Wishes] = lambda wishes: wishes
    models: int = 1


def _features(
    text: str, terms: set[str], *, pairs: bool = True, words: bool = False, least: int = 1
) -> set[str]:
    found = {each for each in _AS_IT_IS(text, terms) if pairs or "&" not in each}
    if least > 1:
        found = {each for each in found if len(each) >= least or each[0] == "="}
    if words:
        english = [word for word in text.split() if word.isascii() and word.isalpha()]
        found.update(f"=word {word}" for word in english)
        found.update(f"=word {one} {other}" for one, other in pairwise(english))
    return found


_AS_IT_IS = features.features_of


def _seen_as(**how: Any) -> tuple[Changed, ...]:
    seen = partial(_features, **how)
    return tuple((where, "features_of", seen) for where in (training, match))


def _without_places(wishes: Wishes) -> Wishes:
    kept = {
        word: tuple(term for term in terms if term not in features.PLACES)
        for word, terms in wishes.terms.items()
    }
    return replace(wishes, terms=kept)


ROWS = (
    Row("as it is"),
    Row("normalised, letters only", fewer=lambda wishes: replace(wishes, terms={})),
    Row("no pairs", _seen_as(pairs=False)),
    Row("no single letters", _seen_as(least=2)),
    Row("English words and their pairs too", _seen_as(words=True)),
    Row("letters count in full", ((descent, "LETTERS_WORTH", 1.0),)),
    Row("places not replaced", fewer=_without_places),
    Row("no slips", ((slips, "TIMES", 0),)),
    Row("four slips a sentence", ((slips, "TIMES", 4),)),
    Row("look-alikes not learned", fewer=lambda wishes: replace(wishes, never=())),
    Row("a missed fire is no dearer", ((training, "TRUST_FIRE", training.TRUST),)),
    Row("mean of three models, each with slips of its own", models=3),
    Row("no clauses", ((match, "STORY", 10_000),)),
    Row("no rule for fire", ((match, "FIRE_SEEN", 10_000.0),)),
)  # fmt: skip


class Together:
    """Several models asked as one: the mean of their scores."""

    def __init__(self, models: Sequence[Any]) -> None:
        self.models, self.intents = models, models[0].intents

    def scores(self, seen: set[str]) -> list[float]:
        each = [model.scores(seen) for model in self.models]
        return [sum(scores) / len(each) for scores in zip(*each, strict=True)]


def main(names: Sequence[str] = ()) -> None:
    heads = (
        "",
        *(f"{name} %" for name in SETS),
        "unseen %",
        "unseen English %",
        "fire: recall / precision, unseen",
    )
    print(f"| {' | '.join(heads)} |", "| --- " * len(heads) + "|", sep="\n", flush=True)
    for row in ROWS:
        if not names or row.name in names:
            print(f"| {row.name} | {' | '.join(_measured(row))} |", flush=True)


def _measured(row: Row) -> Iterator[str]:
    with ExitStack() as changed:
        for where, name, instead in row.changed:
            changed.enter_context(patch.object(where, name, instead))
        wishes = row.fewer(read_wishes(INTENTS))
        several = [training.sentences_of(wishes, _slips(at)) for at in range(row.models)]
        knowledge = _learned(wishes, several)
        for name in SETS:
            yield f"{accuracy(judge(_lines(name), partial(match_with, knowledge))):.1f}"
        unseen = [one for fold in range(training.FOLDS) for one in _held_out(wishes, several, fold)]
        english = [one for one in unseen if one.line.variety == ENGLISH]
        yield f"{accuracy(unseen):.1f}"
        yield f"{accuracy(english):.1f}"
        yield f"{recall(unseen, FIRE):.1f} / {precision(unseen, FIRE):.1f}"


def _slips(at: int) -> Callable[[str], list[str]]:
    """The slips of the model, or others of the same kind."""
    if at == 0:
        return slips.slips
    return lambda text: [one.strip() for one in slips.slips(text + " " * at)]


def _learned(wishes: Wishes, several: Sequence[Sequence[descent.Sentence]]) -> Knowledge:
    found = [knowledge_of(training.learn(wishes, each, INTENTS, TEMPERATURE)) for each in several]
    if len(found) == 1:
        return found[0]
    together: Any = Together([one.model for one in found])
    return replace(found[0], model=together)


def _held_out(
    wishes: Wishes, several: Sequence[Sequence[descent.Sentence]], fold: int
) -> list[Judged]:
    rest = [[one for one in each if one.fold != fold] for each in several]
    knowledge = replace(_learned(wishes, rest), known={})
    lines = [
        Line(text, intent, group)
        for intent in INTENTS
        for group, texts in read_yaml(HERE / f"{intent}.yaml")["examples"].items()
        for text in texts
        if training.fold_of(text) == fold
    ]
    return judge(lines, partial(match_with, knowledge))


def _lines(name: str) -> list[Line]:
    with (TESTS / f"{name}.tsv").open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        return [Line(row["text"], row["intent"], row["variety"]) for row in rows]


if __name__ == "__main__":
    main(sys.argv[1:])
