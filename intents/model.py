"""The linear model of match.py: a weight for each feature and intent, read from weights.bin (made by training.py).

The weights of one feature for all intents are one Python integer with a lane of sixteen bits each: a message is scored by
adding up some hundred integers, without any library.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import repeat
from math import sqrt
from pathlib import Path
from typing import Any

from intents.words import HERE

WEIGHTS = HERE / "weights.bin"
LANE = 2  # bytes
STEPS = 127  # a weight is -127 to 127 ...
ZERO = 128  # ... and is stored with this added
# So many weights of 255 fit into a lane.
AT_ONCE = 256
# Squared lengths are stored in halves.
SIZE_UNIT = 2


@dataclass(frozen=True, slots=True)
class Model:
    """`table` holds for each feature the packed lanes: one an intent, then its squared length, then a one to count.

    `head` is what else was made in training: the words, the phrases known by heart, the factor for likelihoods.
    """

    intents: tuple[str, ...]
    table: Mapping[str, int]
    scale: float
    head: Mapping[str, Any]

    def scores(self, features: Iterable[str]) -> list[float]:
        """How far each intent is on its own side (1.0: as far as a known sentence), in the order of `intents`."""
        count = len(self.intents)
        waiting = list(features)
        sums = self._add(waiting[:AT_ONCE])
        for at in range(AT_ONCE, len(waiting), AT_ONCE):
            more = self._add(waiting[at : at + AT_ONCE])
            sums = [one + other for one, other in zip(sums, more, strict=True)]
        size, known = sums[count], sums[count + 1]
        if not known:
            return [-1.0] * count
        factor, none = self.scale / sqrt(size), ZERO * known
        return [(weight - none) * factor for weight in sums[:count]]

    def _add(self, features: Sequence[str]) -> list[int]:
        total = sum(map(self.table.get, features, repeat(0)))
        lanes = total.to_bytes((len(self.intents) + 2) * LANE, "little")
        return memoryview(lanes).cast("H").tolist()


def pack(weights: Sequence[int], size: int) -> int:
    """The lanes of a feature: its weights, its squared length, and a one."""
    lanes = [*(ZERO + weight for weight in weights), size, 1]
    return int.from_bytes(b"".join(lane.to_bytes(LANE, "little") for lane in lanes), "little")


def write_model(path: Path, model: Model) -> None:
    """One line of JSON, the features one a line, then a byte for each lane."""
    names = sorted(model.table)
    width = (len(model.intents) + 2) * LANE
    head = {"intents": model.intents, "scale": model.scale, "features": len(names), **model.head}
    first = json.dumps(head, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    rows = (model.table[name].to_bytes(width, "little")[::LANE] for name in names)
    path.write_bytes("\n".join([first, *names, ""]).encode() + b"".join(rows))


def read_head(path: Path = WEIGHTS) -> dict[str, Any]:
    with path.open("rb") as file:
        found: dict[str, Any] = json.loads(file.readline())
    return found


def read_model(path: Path = WEIGHTS) -> Model:
    """Row by row, so that the file never lies in memory as a whole."""
    with path.open("rb") as file:
        head = json.loads(file.readline())
        intents = tuple(head["intents"])
        width = len(intents) + 2
        names = [file.readline()[:-1].decode() for _ in range(head["features"])]
        lanes = bytearray(width * LANE)
        table = {}
        for name in names:
            lanes[::LANE] = file.read(width)
            table[name] = int.from_bytes(lanes, "little")
    return Model(intents=intents, table=table, scale=head["scale"], head=head)
