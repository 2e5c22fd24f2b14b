"""Learns the weights of model.py: a linear support vector machine for each intent against all others.

Squared hinge loss by dual coordinate descent (Hsieh et al., ICML 2008), all intents at once in packed integers: no
library is needed, and whole numbers with +, -, *, / make the same weights on every machine. Called by training.py.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import log, sqrt
from struct import Struct

from intents.model import SIZE_UNIT, STEPS, Model, pack

LANE_BITS = 64
HALF = 1 << (LANE_BITS - 1)
ONE = 1 << 28  # fixed point of a weight
ROUNDS = 8  # more changed no answer
# A feature in fewer sentences is left out: it says little and would double the file.
LEAST_TIMES = 3
# One whose largest weight is under so many of the 127 steps is left out too: no answer changed, and a fifth is saved.
LEAST_STEPS = 8
# A group of letters says less than a word; measured by cross-validation (docs/decisions/0011-intents-model.md).
LETTERS_WORTH = 0.5
LARGEST_SIZE = 255


@dataclass(frozen=True, slots=True)
class Sentence:
    """`wrong`: not this intent, and nothing is known of the others. `fold` is for cross-validation."""

    features: frozenset[str]
    intent: str
    trust: float
    fold: int = 0
    wrong: bool = False
    made: bool = False  # a slip of another sentence


@dataclass(frozen=True, slots=True)
class _Row:
    """A sentence in numbers. `length` makes long and short sentences equal."""

    features: list[int]
    intent: int
    wrong: bool
    length: float
    slack: float


def descend(sentences: Sequence[Sentence], intents: Sequence[str]) -> Model:
    sizes = _sizes(sentences)
    names = sorted(sizes)
    number = {name: at for at, name in enumerate(names)}
    squared = [sizes[name] for name in names]
    rows = [_row(sentence, number, squared, intents) for sentence in sentences]
    weights = _weights([row for row in rows if row.features], squared, len(intents))
    return _quantised(names, squared, weights, intents)


def _sizes(sentences: Sequence[Sentence]) -> dict[str, int]:
    """The squared inverse frequency of each feature."""
    written = [sentence for sentence in sentences if not sentence.made]
    times = Counter(feature for sentence in written for feature in sorted(sentence.features))
    most = len(written)
    return {
        feature: _size(feature, 1 + log((1 + most) / (1 + count)))
        for feature, count in times.items()
        if count >= LEAST_TIMES
    }


def _size(feature: str, rarity: float) -> int:
    worth = 1.0 if feature[0] == "=" or "&" in feature else LETTERS_WORTH
    return min(max(round(SIZE_UNIT * worth * rarity**2), 1), LARGEST_SIZE)


def _row(
    sentence: Sentence, number: Mapping[str, int], squared: Sequence[int], intents: Sequence[str]
) -> _Row:
    features = sorted(number[feature] for feature in sentence.features if feature in number)
    length = sqrt(sum(squared[feature] for feature in features) / SIZE_UNIT)
    intent = intents.index(sentence.intent)
    return _Row(features, intent, sentence.wrong, length, 0.5 / sentence.trust)


def _weights(rows: Sequence[_Row], squared: Sequence[int], intents: int) -> list[list[int]]:
    unpacker = Struct(f"<{intents}Q")
    offset = sum(HALF << (LANE_BITS * lane) for lane in range(intents))

    def unpack(packed: int) -> tuple[int, ...]:
        return unpacker.unpack((packed + offset).to_bytes(unpacker.size, "little"))

    weights = [0] * len(squared)
    pressed = [[0.0] * intents for _ in rows]
    order = list(range(len(rows)))
    state = 1
    for _ in range(ROUNDS):
        state = _shuffle(order, state)
        for at in order:
            row = rows[at]
            lanes = unpack(sum([weights[feature] for feature in row.features]))
            change = _press(lanes, row, pressed[at])
            if change:
                for feature in row.features:
                    weights[feature] += change * squared[feature]
    return [[lane - HALF for lane in unpack(packed)] for packed in weights]


def _press(lanes: Sequence[int], row: _Row, pressed: list[float]) -> int:
    """One step for one sentence: how much each intent's weights change, packed."""
    change = 0
    factor = 1 / (row.length * ONE * SIZE_UNIT)
    for lane in (row.intent,) if row.wrong else range(len(lanes)):
        side = 1 if lane == row.intent and not row.wrong else -1
        before = pressed[lane]
        missing = 1 - side * (lanes[lane] - HALF) * factor - row.slack * before
        if missing > 0 or before > 0:
            after = max(before + missing / (1 + row.slack), 0.0)
            pressed[lane] = after
            change += round(side * (after - before) / row.length * ONE) << (LANE_BITS * lane)
    return change


def _shuffle(order: list[int], state: int) -> int:
    """Fisher and Yates with a generator of our own (Lehmer's, as in MINSTD)."""
    for at in range(len(order) - 1, 0, -1):
        state = state * 48271 % 2147483647
        other = state % (at + 1)
        order[at], order[other] = order[other], order[at]
    return state


def _quantised(
    names: Sequence[str],
    squared: Sequence[int],
    weights: Sequence[Sequence[int]],
    intents: Sequence[str],
) -> Model:
    largest = max(abs(weight) for row in weights for weight in row)
    table = {}
    for name, size, row in zip(names, squared, weights, strict=True):
        steps = [round(weight * STEPS / largest) for weight in row]
        if max(map(abs, steps)) >= LEAST_STEPS:
            table[name] = pack(steps, size)
    scale = largest / STEPS / ONE / SIZE_UNIT * sqrt(SIZE_UNIT)
    return Model(intents=tuple(intents), table=table, scale=scale, head={})
