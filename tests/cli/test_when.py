"""flask when parse"""

from __future__ import annotations

import pytest

from tests.cli.conftest import Flask

NOW = "2026-03-10T09:00:00+07:00"


def test_a_phrase_has_its_day_and_its_part(flask: Flask) -> None:
    said = flask(
        "when", "parse", "--now", NOW, stdin="พรุ่งนี้เช้า\nบ่ายสาม\nสัปดาห์หน้า\nทุกวัน 7 โมง\n".encode()
    )
    tomorrow, clock, week, daily = said.lines
    assert tomorrow == {
        "text": "พรุ่งนี้เช้า", "start": "2026-03-11", "end": None, "grain": "date", "part": "morning"
    }  # fmt: skip
    assert clock["start"] == "2026-03-10T15:00:00+07:00"
    assert (week["start"], week["end"], week["grain"]) == ("2026-03-16", "2026-03-22", "week")
    assert (daily["start"], daily["grain"]) == ("T07:00", "recurring")


@pytest.mark.parametrize("text", ["", "สวัสดี", "31 ก.พ.", "25:00", "PM2.5"])
def test_no_time_and_an_impossible_one_are_nulls(flask: Flask, text: str) -> None:
    nulls = {"start": None, "end": None, "grain": None, "part": None}
    said = flask("when", "parse", "--now", NOW, stdin=f"{text}\n".encode())
    assert said.line == {"text": text, **nulls}


def test_now_may_be_in_any_zone_or_in_none(flask: Flask) -> None:
    for now in ("2026-03-10T18:00:00+00:00", "2026-03-10T18:00Z", "2026-03-11T01:00", "2026-03-11"):
        said = flask("when", "parse", "--now", now, stdin="วันนี้\n".encode())
        assert said.line["start"] == "2026-03-11", now


def test_without_now_it_is_now(flask: Flask) -> None:
    today, tomorrow = flask("when", "parse", stdin="วันนี้\nพรุ่งนี้\n".encode()).lines
    assert today["start"] < tomorrow["start"]


def test_a_now_that_is_no_time_is_refused(flask: Flask) -> None:
    assert flask("when", "parse", "--now", "soon", stdin=b"x\n").refused("soon", "ISO")


def test_every_line_has_an_answer_whatever_is_in_it(flask: Flask) -> None:
    lines = [b"", b"   ", b"\xff\xfe", "😀".encode(), b"\x00", b"9" * 5000, b"15/15/15/15"]
    said = flask("when", "parse", "--now", NOW, stdin=b"\n".join(lines) + b"\n")
    assert len(said.lines) == len(lines)
    assert said.status == 0
