"""What a village head types about a plot, in own words."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from domain import permit_checks as checks
from domain.conversation import Context, Event, Meaning
from domain.forms import NotAnAnswer

NOW = datetime(2026, 3, 12, 3, tzinfo=UTC)
SAID = Event("text", "U1", "U1", NOW)
CONTEXT = Context(now=NOW)


def said(text: str, intent: str = "") -> Event:
    return replace(SAID, text=text, meaning=Meaning(intent))


@pytest.mark.parametrize(
    ("text", "land"),
    [
        ("ที่ทำกินมีเอกสาร", "farm"),
        ("โฉนดครับ", "farm"),
        ("ส.ป.ก. คทช. ไร่บนดอย", "disputed"),
        ("สปก", "disputed"),
        ("ไร่หมุนเวียน", "disputed"),
        ("ในเขตป่า", "forest_land"),
        ("ป่าสงวน", "forest_land"),
        ("In a forest", "forest_land"),
    ],
)
def test_land_in_words(text, land):
    assert checks.read_land(said(text), CONTEXT) == land


@pytest.mark.parametrize(
    ("text", "intent", "answer"),
    [
        ("ใช่", "", "yes"),
        ("มีครับ", "", "yes"),
        ("บอกแล้ว", "", "yes"),
        ("ok", "", "yes"),
        ("เจ้า", "", "yes"),
        ("ตามนั้น", "affirm", "yes"),
        ("ไม่มี", "", "no"),
        ("ยังไม่ได้ทำเลยครับ", "", "no"),
        ("ยังครับ", "", "no"),
        ("บ่มีเจ้า", "", "no"),
        ("ไม่ใช่", "deny", "no"),
        ("no", "", "no"),
        ("not yet", "", "no"),
        ("they know", "", "yes"),
        ("they don't know", "", "no"),
    ],
)
def test_yes_and_no_in_words(text, intent, answer):
    assert checks.read_yes(said(text, intent), CONTEXT) == answer


@pytest.mark.parametrize(("text", "n"), [("2", 2), ("3 คน", 3), ("๔", 4), ("0", 0)])
def test_how_many(text, n):
    assert checks.read_count(said(text), CONTEXT) == n


@pytest.mark.parametrize("read", [checks.read_land, checks.read_yes, checks.read_count])
@pytest.mark.parametrize("text", ["", "?", "สองสามคน", "²", "-1", "1000"])
def test_anything_else_is_asked_again(read, text):
    with pytest.raises(NotAnAnswer):
        read(said(text), CONTEXT)
