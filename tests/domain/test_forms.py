"""Forms: what counts as leaving a number out, and what is no answer at all."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from domain import forms
from domain.conversation import Context, Event, FormState, Meaning, SetForm
from domain.places import village_alone
from handlers.complaint_feedback import FORM
from intents.understand import understand

NOW = datetime(2026, 3, 12, 9, tzinfo=UTC)
ASKED = FormState("complaint_feedback", "phone", "s", {"words": "ช้า"})


@pytest.mark.parametrize(
    "text",
    ["ไม่ให้เบอร์", "ไม่ต้อง", "ไม่สะดวก", "ไม่สะดวกค่ะ", "ไม่บอก", "บ่หื้อ", "บ่หื้อเจ้า", "no", "No thanks", "ขอไม่ให้เบอร์นะคะ", "ไม่ต้องโทรกลับ"],
)  # fmt: skip
def test_refusals(text):
    assert forms.is_refusal(text)


@pytest.mark.parametrize(
    "text",
    ["", "0891112222", "ไม่เห็นไฟแล้ว", "ไม่ไหม้แล้ว", "ไม่มีใครเจ็บ", "no fire", "ไม่มีไฟแล้ว"],
)
def test_other_sentences_are_no_refusals(text):
    assert not forms.is_refusal(text)


def take(text):
    event = Event("text", at=NOW, user="me", chat="me", text=text, meaning=understand(text, NOW))
    return forms.take(FORM, event, replace(Context(NOW), form=ASKED))


@pytest.mark.parametrize("text", ["ข้าม", "ไม่ให้เบอร์", "บ่หื้อ", "0891112222"])
def test_at_the_number_a_refusal_and_a_number_go_on(text):
    effects = take(text)
    assert effects is not None
    assert effects[0] == SetForm(None)


@pytest.mark.parametrize("text", ["ยกเลิกคำขอเผา", "ฝุ่นแม่เมาะเท่าไหร่", "เผาขยะหน้าบ้านได้ก่อ"])
def test_at_the_number_a_sure_other_wish_goes_its_own_way(text):
    assert take(text) is None


@pytest.mark.parametrize("text", ["08", "เดี๋ยวบอก", "089111"])
def test_at_the_number_anything_else_is_asked_again(text):
    effects = take(text)
    assert effects is not None
    assert len(effects) == 2


def test_a_long_story_is_no_other_wish():
    long = Meaning("burn_rules", 0.99)
    event = Event("text", at=NOW, user="me", chat="me", text="เผา" * 40, meaning=long)
    assert not forms.is_other_wish(event)
    assert forms.is_other_wish(replace(event, text="เผาได้ไหม"))


@pytest.mark.parametrize(
    ("words", "alone"),
    [
        ("บ้านทุ่งฮั้ว ต.ทุ่งฮั้ว", "บ้านทุ่งฮั้ว"),
        ("บ้านทุ่งฮั้วต.ทุ่งฮั้ว อ.วังเหนือ", "บ้านทุ่งฮั้ว"),
        ("หมู่ 5 ตำบลแม่เมาะ", "หมู่ 5"),
        ("บ้านหลังอำเภอ", "บ้านหลังอำเภอ"),
        ("อบต.บ้านดง", "อบต.บ้านดง"),
        ("ต.แม่เมาะ", ""),
        ("ทุ่งฮั้ว", "ทุ่งฮั้ว"),
    ],
)
def test_a_village_is_told_without_its_tambon(words, alone):
    assert village_alone(words) == alone
