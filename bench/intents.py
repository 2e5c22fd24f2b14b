"""Understanding messages, beside the usual means: same examples, same test set, one message at a time, one thread.

Each means runs in a process of its own, so that the memory is its own: what it adds over Python with the sentences read.
"""

from __future__ import annotations

import csv
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

ROOT = Path(__file__).parents[1]
TEST_SET = ROOT / "tests" / "intents" / "test_set.tsv"
ONE_THREAD = {name: "1" for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS")}

Answer = Callable[[str], str]
Examples = list[tuple[str, str]]


def ours(examples: Examples) -> Answer:
    from intents.match import match

    def answer(text: str) -> str:
        found = match(text)
        return found.intent or (found.likely[0] if found.likely else "out_of_scope")

    return answer


def letters(examples: Examples) -> Answer:
    return _regression(examples, analyzer="char", ngram_range=(2, 4))


def words(examples: Examples) -> Answer:
    from pythainlp.tokenize import word_tokenize

    return _regression(examples, analyzer=lambda text: word_tokenize(text.lower(), engine="newmm"))


def _regression(examples: Examples, **how: Any) -> Answer:
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.linear_model import LogisticRegression
    from sklearn.pipeline import make_pipeline

    vectors = TfidfVectorizer(sublinear_tf=True, **how)
    found = make_pipeline(vectors, LogisticRegression(C=10, max_iter=300))
    found.fit([text for text, _ in examples], [intent for _, intent in examples])
    return lambda text: str(found.predict([text])[0])


def nearest(examples: Examples) -> Answer:
    from rapidfuzz import fuzz, process

    texts = [text.lower() for text, _ in examples]

    def answer(text: str) -> str:
        found = process.extractOne(text.lower(), texts, scorer=fuzz.WRatio)
        return examples[found[2]][1] if found else "out_of_scope"

    return answer


MEANS = {
    "ours": ours,
    "scikit-learn, letters 2-4": letters,
    "PyThaiNLP newmm + scikit-learn": words,
    "rapidfuzz, nearest example": nearest,
}


def main() -> None:
    print(
        f"{'means':32}{'right %':>9}{'fire %':>8}{'none %':>8}{'µs':>8}{'p95':>8}{'MB':>7}{'ready s':>9}"
    )
    for name in MEANS:
        done = subprocess.run(
            [sys.executable, "-m", "bench.intents", name],
            cwd=ROOT,
            env=os.environ | ONE_THREAD,
            capture_output=True,
            check=True,
            encoding="utf-8",
        )
        row = json.loads(done.stdout)
        print(
            f"{name:32}{row['right']:9.1f}{row['fire']:8.1f}{row['none']:8.1f}"
            f"{row['median']:8.0f}{row['p95']:8.0f}{row['megabytes']:7.0f}{row['ready']:9.2f}"
        )


def measure(name: str) -> dict[str, float]:
    from intents.words import HERE, read_yaml

    examples = [
        (text, path.stem)
        for path in sorted(HERE.glob("*.yaml"))
        for part in ("phrases", "examples")
        for group in read_yaml(path)[part].values()
        for text in group
    ]
    with TEST_SET.open(encoding="utf-8", newline="") as file:
        lines = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    import domain.conversation  # noqa: F401 (what every part of the bot has in memory)

    before, begun = _memory(), perf_counter()
    answer = MEANS[name](examples)
    answer("ฝุ่นวันนี้")
    ready = perf_counter() - begun
    took, right = [], []
    for line in lines:
        begun = perf_counter()
        found = answer(line["text"])
        took.append((perf_counter() - begun) * 1e6)
        right.append((line["intent"], found == line["intent"]))
    return {
        "right": _per_cent([good for _, good in right]),
        "fire": _per_cent([good for intent, good in right if intent == "fire_report"]),
        "none": _per_cent([good for intent, good in right if intent == "out_of_scope"]),
        "median": median(took),
        "p95": sorted(took)[len(took) * 95 // 100],
        "megabytes": (_memory() - before) / 1e6,
        "ready": ready,
    }


def _memory() -> int:
    """Bytes that are resident now."""
    pages = Path("/proc/self/statm").read_text().split()[1]
    return int(pages) * os.sysconf("SC_PAGE_SIZE")


def _per_cent(good: list[bool]) -> float:
    return 100 * sum(good) / len(good)


if __name__ == "__main__":
    print(json.dumps(measure(sys.argv[1])))
