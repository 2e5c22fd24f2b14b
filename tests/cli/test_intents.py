"""flask intents match"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from store import choices
from store.db import Database
from tests.cli.conftest import Flask


def test_a_message_has_its_wish_and_its_place(flask: Flask) -> None:
    said = flask("intents", "match", stdin="ฝุ่นแม่เมาะวันนี้เท่าไหร่\n".encode())
    found = said.line
    assert set(found) == {"text", "intent", "score", "place", "when"}
    assert (found["text"], found["intent"]) == ("ฝุ่นแม่เมาะวันนี้เท่าไหร่", "pm25_lookup")
    assert 0 <= found["score"] <= 1
    assert set(found["place"]) == {"district", "tambon", "code", "candidates"}
    assert (found["place"]["district"], found["place"]["code"]) == ("แม่เมาะ", "5202")


def test_every_line_has_an_answer_whatever_is_in_it(flask: Flask) -> None:
    lines = [b"", b"   ", b"\xff\xfe", "😀".encode(), b"\x00", b"x" * 5000, b"asdf qwer"]
    said = flask("intents", "match", stdin=b"\n".join(lines) + b"\n")
    assert len(said.lines) == len(lines)
    assert all(found["intent"] for found in said.lines)
    assert said.lines[-1]["place"] is None
    assert said.status == 0


@pytest.mark.parametrize(
    ("words", "keys"),
    [("พรุ่งนี้ฝุ่นจะเยอะไหม", "date"), ("ไฟไหม้ตอนบ่ายสาม", "datetime"), ("ฝุ่นแม่เมาะ", "")],
)
def test_a_message_has_the_time_it_names(flask: Flask, words: str, keys: str) -> None:
    when = flask("intents", "match", stdin=f"{words}\n".encode()).line["when"]
    if not keys:
        assert when is None
        return
    assert set(when) == {"start", "end", "grain"}
    assert when["grain"] == keys
    assert datetime.fromisoformat(when["start"])


def test_choices_are_listed_the_most_frequent_first(flask: Flask, sqlite: Database) -> None:
    now, pair = datetime.now(UTC), ("fire_report", "fire_status")
    with sqlite.write() as session:
        choices.note(session, now - timedelta(days=60), pair, "fire_report")
        for chosen in ("fire_report", "fire_status", "fire_status"):
            choices.note(session, now, pair, chosen)
    assert flask("intents", "choices").lines == [
        {"offered": list(pair), "chosen": "fire_status", "times": 2},
        {"offered": list(pair), "chosen": "fire_report", "times": 1},
    ]
    assert flask("intents", "choices", "--days", "90").lines[1]["times"] == 2
