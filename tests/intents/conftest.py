"""The test sentences that no rule was written from."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

HERE = Path(__file__).parent
SEEDS = Path(__file__).parents[2].parent / "shared" / "nlu" / "seed_utterances.tsv"


def read_lines(path):
    """text, intent, variety of each line; none where the file is not there."""
    if not path.exists():
        return []
    with path.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        return [(row["text"], row["intent"], row["variety"]) for row in rows]


@pytest.fixture
def yardstick():
    return lambda name: read_lines(HERE / name)


@pytest.fixture
def seeds():
    return read_lines(SEEDS)
