"""How well messages are understood: figures of a set of lines whose wish is known, for `flask intents evaluate`.

The lines are tests/intents/test_set.tsv, which nothing is learned from; the learning curve trains on parts of the examples.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from zlib import crc32

from domain.conversation import Meaning
from intents.match import INTENTS, knowledge_of, match_with
from intents.training import held_out, learn, sentences_of
from intents.wishes import FIRE, read_wishes

NONE = "out_of_scope"
SHARES = (25, 50, 75, 100)  # per cent of the examples


@dataclass(frozen=True, slots=True)
class Line:
    text: str
    intent: str
    variety: str


@dataclass(frozen=True, slots=True)
class Judged:
    """`answer` is the wish that counts: the one taken, or the first that is asked about."""

    line: Line
    answer: str
    sure: bool

    @property
    def right(self) -> bool:
        return self.answer == self.line.intent


def judge(lines: Sequence[Line], understand: Callable[[str], Meaning]) -> list[Judged]:
    return [Judged(line, *_answer(understand(line.text))) for line in lines]


def _answer(meaning: Meaning) -> tuple[str, bool]:
    first = meaning.likely[0] if meaning.likely else NONE
    return meaning.intent or first, bool(meaning.intent)


def share(found: Sequence[bool]) -> float:
    """Per cent; nothing out of nothing is 0."""
    return 100 * sum(found) / len(found) if found else 0.0


def accuracy(judged: Sequence[Judged]) -> float:
    return share([each.right for each in judged])


def by_variety(judged: Sequence[Judged]) -> dict[str, float]:
    varieties = dict.fromkeys(each.line.variety for each in judged)
    return {
        variety: accuracy([each for each in judged if each.line.variety == variety])
        for variety in varieties
    }


def recall(judged: Sequence[Judged], intent: str) -> float:
    return share([each.right for each in judged if each.line.intent == intent])


def precision(judged: Sequence[Judged], intent: str) -> float:
    return share([each.right for each in judged if each.answer == intent])


def macro_f1(judged: Sequence[Judged]) -> float:
    intents = dict.fromkeys(each.line.intent for each in judged)
    scores = []
    for intent in intents:
        both = recall(judged, intent), precision(judged, intent)
        scores.append(2 * both[0] * both[1] / sum(both) if sum(both) else 0.0)
    return sum(scores) / len(scores) if scores else 0.0


def figures(judged: Sequence[Judged]) -> dict[str, float]:
    ours = [each for each in judged if each.line.intent != NONE]
    return {
        "right": accuracy(judged),
        "macro F1": macro_f1(judged),
        "fire_report recall": recall(judged, FIRE),
        "fire_report precision": precision(judged, FIRE),
        "out of scope caught": recall(judged, NONE),
        "real wishes refused": share([each.answer == NONE for each in ours]),
        "asked": share([not each.sure for each in judged]),
        "taken for another without asking": share(
            [each.sure and not each.right for each in judged]
        ),
    }


def confusions(judged: Sequence[Judged]) -> list[tuple[str, str, int]]:
    """Meant, understood, how often; the most frequent first."""
    pairs = Counter((each.line.intent, each.answer) for each in judged if not each.right)
    return [(meant, taken, times) for (meant, taken), times in sorted(pairs.items(), key=_often)]


def _often(pair: tuple[tuple[str, str], int]) -> tuple[int, tuple[str, str]]:
    return -pair[1], pair[0]


def learning_curve(lines: Sequence[Line], temperature: float) -> Iterator[tuple[int, int, float]]:
    """Per cent of the examples, how many these are, and how much of the lines is right with them."""
    wishes = read_wishes(INTENTS)
    for per_cent in SHARES:
        some = tuple(one for one in wishes.examples if crc32(one[0].encode()) % 100 < per_cent)
        fewer = replace(wishes, examples=some)
        knowledge = knowledge_of(learn(fewer, sentences_of(fewer), INTENTS, temperature))
        judged = [Judged(line, *_answer(match_with(knowledge, line.text))) for line in lines]
        yield per_cent, len(some), accuracy(judged)


def cross_validation() -> float:
    """Per cent of the training sentences that the bare model gets right without having seen them (three folds)."""
    scored = held_out(sentences_of(read_wishes(INTENTS)), INTENTS)
    return share([scores.index(max(scores)) == right for scores, right in scored])
