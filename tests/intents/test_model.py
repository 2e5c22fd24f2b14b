"""The learned weights (intents/model.py, training.py): theirs are the YAML files', and the learning is the same each time."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from intents.descent import Sentence, descend
from intents.evaluation import Judged, Line, confusions, figures, macro_f1
from intents.features import features_of, vocabulary_of
from intents.match import INTENTS
from intents.model import WEIGHTS, read_head, read_model, write_model
from intents.slips import slips
from intents.training import fingerprint, sentences_of, temperature_of
from intents.wishes import read_wishes

TWO = ("fire", "haze")
KNOWN = [
    Sentence(frozenset({"ไฟ", "ไหม้"}), "fire", 1.0),
    Sentence(frozenset({"ไฟ", "ป่า"}), "fire", 1.0),
    Sentence(frozenset({"ไฟ", "ไหม้", "ป่า"}), "fire", 1.0),
    Sentence(frozenset({"ฝุ่น", "ป่า"}), "haze", 1.0),
    Sentence(frozenset({"ฝุ่น", "ค่า"}), "haze", 1.0),
    Sentence(frozenset({"ฝุ่น", "ค่า", "ไหม้"}), "haze", 1.0),
]


def test_the_weights_belong_to_the_yaml_files():
    """When this fails: `flask intents train`, then commit weights.bin."""
    wishes = read_wishes(INTENTS)
    assert read_head()["fingerprint"] == fingerprint(sentences_of(wishes), wishes)
    assert tuple(read_head()["intents"]) == INTENTS


def test_the_weights_are_a_small_file():
    assert WEIGHTS.stat().st_size < 2_000_000


def test_what_was_learned_is_known_and_what_is_alike_is_guessed():
    model = descend(KNOWN, TWO)
    for sentence in KNOWN:
        scores = model.scores(sentence.features)
        assert scores.index(max(scores)) == TWO.index(sentence.intent)
    fire, haze = model.scores({"ไฟ", "never seen"})
    assert fire > 0 > haze
    assert model.scores({"never seen"}) == [-1.0, -1.0]


def test_a_look_alike_is_pushed_from_its_intent_only():
    wrong = [Sentence(frozenset({"ไฟ", "ค่า"}), "fire", 4.0, wrong=True)] * 2
    before, after = (descend(each, TWO).scores({"ไฟ", "ค่า"}) for each in (KNOWN, [*KNOWN, *wrong]))
    assert after[0] < before[0]


def test_many_features_do_not_overflow_a_lane():
    model = descend(KNOWN, TWO)
    many = ["ไฟ"] * 5000
    assert model.scores(many)[0] == pytest.approx(model.scores(["ไฟ"])[0] * 5000**0.5, rel=0.01)


def test_a_model_written_and_read_is_the_same(tmp_path):
    model = descend(KNOWN, TWO)
    write_model(tmp_path / "weights.bin", model)
    found = read_model(tmp_path / "weights.bin")
    assert found.table == model.table
    assert (found.intents, found.scale) == (model.intents, model.scale)


def test_learning_a_part_again_in_another_process_makes_the_same_weights():
    program = (
        "from hashlib import sha256\n"
        "from intents.descent import descend\n"
        "from intents.match import INTENTS\n"
        "from intents.training import sentences_of\n"
        "from intents.wishes import read_wishes\n"
        "model = descend(sentences_of(read_wishes(INTENTS))[::25], INTENTS)\n"
        "print(sha256(repr((sorted(model.table.items()), model.scale)).encode()).hexdigest())"
    )
    root = Path(__file__).parents[2]
    found = {
        subprocess.run(
            [sys.executable, "-c", program],
            cwd=root,
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": str(root)},
            capture_output=True,
            check=True,
            encoding="utf-8",
        ).stdout
        for seed in ("1", "2")
    }
    assert len(found) == 1


def test_a_place_says_nothing_about_the_wish():
    vocabulary = vocabulary_of({"แม่เมาะ": ("@named",), "เถิน": ("@named",), "ฝุ่น": ("@haze",)})
    first, second = (features_of(*vocabulary.read(f"ฝุ่น{place}")) for place in ("แม่เมาะ", "เถิน"))
    assert first == second
    assert {"=@haze", "@haze&@named"} <= first


def test_slips_are_the_same_each_time_and_short_words_have_none():
    assert slips("ค่าฝุ่นวันนี้เท่าไหร่") == slips("ค่าฝุ่นวันนี้เท่าไหร่") != []
    assert slips("ใช่") == []


def test_a_temperature_says_how_far_scores_can_be_trusted():
    trusted = [([1.0, -1.0], 0)] * 20
    doubtful = [([0.2, -0.2], at % 2) for at in range(20)]
    assert temperature_of(trusted) > temperature_of(doubtful)


def test_figures_are_counted_as_they_are_named():
    def heard(meant, answer, sure=True):
        return Judged(Line("…", meant, "informal"), answer, sure)

    judged = [
        heard("fire_report", "fire_report"),
        heard("fire_report", "out_of_scope"),
        heard("out_of_scope", "out_of_scope"),
        heard("help", "fire_report", sure=False),
    ]
    found = figures(judged)
    assert found["right"] == found["fire_report recall"] == found["fire_report precision"] == 50
    assert found["out of scope caught"] == 100
    assert found["real wishes refused"] == pytest.approx(100 / 3)
    assert (found["asked"], found["taken for another without asking"]) == (25, 25)
    assert macro_f1(judged) == pytest.approx((50 + 200 / 3 + 0) / 3)
    assert confusions(judged)[0] == ("fire_report", "out_of_scope", 1)
