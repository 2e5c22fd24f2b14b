"""flask intents match"""

from __future__ import annotations

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
