"""How people type, folded to one spelling (intents/normalise.py)."""

from __future__ import annotations

from time import perf_counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from intents.keyboard import TO_LATIN, TO_THAI, repair_layout
from intents.normalise import (
    _lexicon,
    drop_particles,
    drop_signs,
    fold_characters,
    fold_spellings,
    join_case_numbers,
    join_dust,
    normalise,
    northern_spellings,
    order_marks,
    shorten_drawn_out,
    slips_of,
)

STEPS = [
    (fold_characters, "๒.๕", "2.5"),
    (fold_characters, "ฝุ่น\u200bแม่เมาะ\ufeff", "ฝุ่นแม่เมาะ"),
    (fold_characters, "ＰＭ２.５", "pm2.5"),
    (fold_characters, "PM2.5", "pm2.5"),
    (fold_characters, "ข้างๆ", "ข้าง"),
    (order_marks, "น\u0e4d\u0e49า", "น้ำ"),
    (order_marks, "น\u0e49\u0e4dา", "น้ำ"),
    (order_marks, "ท\u0e4dา", "ทำ"),
    (order_marks, "ท\u0e48\u0e35", "ที่"),
    (order_marks, "ที่่", "ที่"),
    (order_marks, "เเม่", "แม่"),
    (shorten_drawn_out, "มากกกกก", "มาก"),
    (shorten_drawn_out, "helllllp", "help"),
    (shorten_drawn_out, "ขอออกจากทีม", "ขอออกจากทีม"),
    (shorten_drawn_out, "1000", "1000"),
    (join_dust, "pm 2.5", "pm25"),
    (join_dust, "pm2.5", "pm25"),
    (join_dust, "pm25", "pm25"),
    (join_dust, "p.m. 2.5", "pm25"),
    (join_dust, "พีเอ็ม 2.5", "pm25"),
    (join_dust, "พี เอ็ม สอง จุด ห้า", "pm25"),
    (join_dust, "5 pm", "5 pm"),
    (join_case_numbers, "f-2569-0012ถึงไหน", "f-1ถึงไหน"),
    (join_case_numbers, "f12", "f-1"),
    (join_case_numbers, "b 7ผ่านยัง", "b-1ผ่านยัง"),
    (join_case_numbers, "เอฟสิบสองดับยัง", "f-1ดับยัง"),
    (join_case_numbers, "บี 3", "b-1"),
    (join_case_numbers, "เลข12เป็นไง", "เลข1เป็นไง"),
    (join_case_numbers, "หมายเลข7", "เลข1"),
    (join_case_numbers, "pm25", "pm25"),
    (join_case_numbers, "เลข1.5", "เลข1.5"),
    (join_case_numbers, "usb3", "usb3"),
    (drop_signs, "ฝุ่น แม่ เมาะ!?", "ฝุ่นแม่เมาะ"),
    (drop_signs, "air  quality...", "air quality"),
    (drop_signs, "f-2569-0001", "f-2569-0001"),
    (drop_signs, "\ud800", ""),
    (drop_particles, "ขอดูฝุ่นหน่อยนะคะ", "ขอดูฝุ่นหน่อย"),
    (drop_particles, "เท่าไหร่คับ", "เท่าไหร่"),
    (drop_particles, "เท่าไหร่เจ้า", "เท่าไหร่"),
    (drop_particles, "เจ้าหน้าที่", "เจ้าหน้าที่"),
    (drop_particles, "คะแนน", "คะแนน"),
    (drop_particles, "อาทิตย์หน้า", "อาทิตย์หน้า"),
    (drop_particles, "ดูสถานะนะ", "ดูสถานะ"),
    (drop_particles, "หมอกหนา", "หมอกหนา"),
    (drop_particles, "ค่ะ", "ค่ะ"),
    (fold_spellings, "เปน", "เป็น"),
    (fold_spellings, "ไฟใหม้", "ไฟไหม้"),
    (fold_spellings, "ค่าฝุ้น", "ค่าฝุ่น"),
    (fold_spellings, "ดีมั้ย", "ดีไหม"),
    (fold_spellings, "ดีไม๊", "ดีไหม"),
    (fold_spellings, "ดีปะ", "ดีไหม"),
    (fold_spellings, "ตำบลแม่ปะ", "ตำบลแม่ปะ"),
    (fold_spellings, "มีไฟไหม", "มีไฟไหม"),
    (fold_spellings, "ไฟไหมป่า", "ไฟไหม้ป่า"),
    (fold_spellings, "ฝุ่นนักก่อ", "ฝุ่นมากไหม"),
    (fold_spellings, "ก่อนก่อไฟ", "ก่อนก่อไฟ"),
    (fold_spellings, "บ่เผา", "ไม่เผา"),
    (fold_spellings, "บ่มี", "ไม่มี"),
    (fold_spellings, "บ่อขยะ", "บ่อขยะ"),
    (fold_spellings, "บ่าย", "บ่าย"),
    (fold_spellings, "หันควัน", "เห็นควัน"),
    (fold_spellings, "หันใจ", "หายใจ"),
    (fold_spellings, "ยะจะใด", "ทำยังไง"),
    (fold_spellings, "ขยะ", "ขยะ"),
    (fold_spellings, "สมัย", "สมัย"),
    (fold_spellings, "จุ๊ดไฟ", "จุดไฟ"),
    (fold_spellings, "วันพูก", "พรุ่งนี้"),
    (fold_spellings, "ตะวา", "เมื่อวาน"),
    (fold_spellings, "เครดิต", "เครดิต"),
    (fold_spellings, "ลาดตระเวน", "ลาดตระเวน"),
    (fold_spellings, "นักเรียน", "นักเรียน"),
    (fold_spellings, "เบอร์", "เบอร์"),
]


@pytest.mark.parametrize(("step", "typed", "folded"), STEPS)
def test_each_step_folds_its_kind_and_leaves_its_own_result_alone(step, typed, folded):
    assert step(typed) == folded
    assert step(folded) == folded


WHOLE = [
    ("ค่าฝุ้น แม่เมาะ เท่าไร คะ", "ค่าฝุ่นแม่เมาะเท่าไหร่"),
    ("เอ่อ ฝุ่น พี เอ็ม สอง จุด ห้า ที่ เถิน เท่าไหร่ ครับ", "เอ่อฝุ่นpm25ที่เถินเท่าไหร่"),
    ("ตี้เสริมงามฝุ่นเต้าใดเจ้า", "ที่เสริมงามฝุ่นเท่าไหร่"),
    ("Air  Quality in Thoen??", "air quality in thoen"),
    ("", ""),
    ("\ud800\udfff", ""),
    ("ค่ะ", "ค่ะ"),
]


@pytest.mark.parametrize(("typed", "folded"), WHOLE)
def test_a_whole_message_is_folded(typed, folded):
    assert normalise(typed) == folded


@pytest.mark.parametrize("word", ["ไฟไหม้", "สวัสดี", "ขอบคุณ", "แม่เมาะ"])
def test_a_thai_word_typed_on_the_latin_layout_is_retyped(word):
    assert repair_layout(word.translate(TO_LATIN)) == word


@pytest.mark.parametrize("word", ["fire", "help", "cancel", "pm2.5"])
def test_an_english_word_typed_on_the_thai_layout_is_retyped(word):
    assert repair_layout(word.translate(TO_THAI)) == word


@pytest.mark.parametrize("text", ["break", "hello there", "ฝุ่นวันนี้", "F-2569-0001", "speak 'em"])
def test_what_makes_sense_on_its_own_layout_stays(text):
    assert repair_layout(text) == text


def test_slips_are_one_tone_mark_or_one_ai_away():
    assert {"ฝุน", "ฝุ้น", "ฝุ๊น"} <= slips_of("ฝุ่น")
    assert "ฝุ่น" not in slips_of("ฝุ่น")
    assert "ใฟป่า" in slips_of("ไฟป่า")


def test_the_sound_rules_make_northern_spellings():
    assert {"จ้วย", "จ่วย"} <= northern_spellings("ช่วย")
    assert "ฮ้อน" in northern_spellings("ร้อน")
    assert northern_spellings("ไฟ") == set()


def test_every_listed_spelling_reaches_its_standard_word():
    for word, written in _lexicon()["spellings"].items():
        for spelling in written:
            # Followed by something, for abbreviations lose their last full stop at the end.
            assert normalise(f"{spelling}ใน") == normalise(f"{word}ใน"), spelling


LISTED = [
    *(spelling for written in _lexicon()["spellings"].values() for spelling in written),
    *_lexicon()["particles"]["ending"],
    *_lexicon()["particles"]["anywhere"],
    *(rule["seen"] for rule in _lexicon()["surroundings"]),
    *(" ", "่", "้", "ๆ", "pm", "2.5", "ไฟ"),
]
THAI_AND_LATIN = st.one_of(
    st.characters(min_codepoint=0x0E00, max_codepoint=0x0E5F),
    st.characters(min_codepoint=0x20, max_codepoint=0x7E),
)


@settings(max_examples=400, deadline=None)
@given(
    st.one_of(
        st.lists(st.sampled_from(LISTED), max_size=8).map("".join),
        st.text(THAI_AND_LATIN, max_size=25),
        st.text(max_size=40),
        st.text(st.characters(categories=["Cs", "Lo"]), max_size=10),
    )
)
def test_folding_again_changes_nothing(text):
    assert normalise(normalise(text)) == normalise(text)


@pytest.mark.parametrize("piece", ["ไฟไหม้ป่า ที่ไหน ", "a", "ก", "ๆ่้", "ค่ะ", "\ud800", "2.5 pm ", "ะ"])
def test_the_longest_message_is_folded_in_milliseconds(piece):
    text = (piece * 5000)[:5000]
    normalise(text)
    assert min(_seconds(text) for _ in range(5)) < 0.05  # 2 ms on a quiet machine


def _seconds(text):
    start = perf_counter()
    normalise(text)
    return perf_counter() - start
