"""What a person wants (intents/match.py): what must not fail, the yardstick, robustness."""

from __future__ import annotations

import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from time import perf_counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from intents import evaluation
from intents.features import MOST_TERMS, Vocabulary
from intents.match import CLAUSES, HEARD, INTENTS, WISHES, match
from intents.model import Model
from intents.normalise import LONGEST, heard
from intents.understand import understand

SEEN_NOW = [
    "เห็นควันขึ้นหลังดอย",
    "กลิ่นไหม้",
    "แดงๆบนเขา",
    "ไฟไหม้ป่า",
    "สวัสดีครับ มีไฟป่าที่แม่ทะครับ",
    "ขอบคุณครับ แต่ไฟยังไหม้อยู่ตรงเขา",
    "ยกเลิก ไฟไหม้อยู่",
    "ฝุ่นเยอะมาก มีไฟไหม้หลังบ้านด้วย",
    "ไฟไหม้ดอนไฟ",
    "ไฟฟ้าลัดวงจร ไฟไหม้บ้าน",
    "ดับไฟไม่ไหวแล้ว ขอคนมาช่วย",
    "ไฟใหม้ทุ่งหลังวัด",
    "หันไฟแดงๆ ตี้ดอยปู้น",
    "เพื่อนบ้านเผาขยะทุกเย็น ควันเข้าบ้าน",
    "ไฟไหม้หญ้าข้างบ้าน ตอนนี้ลามมา",
    "ไฟไหม้หญ้าข้างทาง ควันเยอะมาก",
    "ควันเต็มบ้านเลย",
    "help fire",
    "there's smoke near my hotel",
    "my house is on fire",
    "I smell smoke",
    "ไฟไหม้บ้านผม มีคนเจ็บ ช่วยด้วย",
    "ยังไหม้อยู่",
    "ขอกำลังเพิ่ม",
    "เมื่อกี้ขับรถผ่านสบปราบ เห็นไฟลามอยู่ข้างทาง ไม่มีใครดับเลย",
    "just drove past Mae Tha, the whole roadside is in flames",
    "คือ ผม เห็น ไฟ ไหม้ อยู่ บน ดอย ครับ",
]


@pytest.mark.parametrize("text", SEEN_NOW)
def test_a_fire_or_smoke_seen_now_is_a_report_whatever_else_is_said(text):
    assert match(text).intent == "fire_report"


OTHERS = [
    ("แถวนี้มีไฟไหม้ไหม", "fire_status"),
    ("is there a fire near my hotel?", "fire_status"),
    ("ไฟที่แจ้งไว้ดับหรือยัง", "fire_status"),
    ("ไฟดับแล้ว", "fire_status"),
    ("ไม่มีไฟไหม้", "fire_status"),
    ("จะเผาตอซังดีไหม รีบปลูกรอบใหม่", "burn_rules"),
    ("ไม่เผาฟางแล้วทำยังไง", "no_burn_alternatives"),
    ("ทำปุ๋ยหมักยังไง", "no_burn_alternatives"),
    ("ห้ามเผาไร่ช่วงนี้ไหม", "burn_rules"),
    ("ขอเผาสวน 2 ไร่ วันพรุ่งนี้", "burn_permit_request"),
    ("เผาผี", "out_of_scope"),
    ("ไฟดับทั้งหมู่บ้าน", "out_of_scope"),
    ("ไฟไหม้เชียงใหม่", "out_of_scope"),
    ("หายใจไม่ออก", "emergency_contact"),
    ("ลูกหายใจไม่ออก", "emergency_contact"),
    ("ไฟไหม้ป่าโทรเบอร์ไหน", "emergency_contact"),
    ("ดอนไฟฝุ่นเท่าไหร่", "pm25_lookup"),
    ("ยกเลิก", "cancel"),
    ("ใช่ครับ", "affirm"),
    ("บ่", "deny"),
    ("ค่ะ", "affirm"),
    ("โอเค ขอดูค่าฝุ่นเถิน", "pm25_lookup"),
    ("ขอหน้ากากกันฝุ่นได้ที่ไหน", "equipment_request"),
    ("ตอนนี้มีไฟป่าแถวไหนบ้าง", "fire_status"),
    ("PM2.5", "pm25_lookup"),
    ("ช่วยด้วย", "emergency_contact"),
    # What is written from a mission.
    ("ถึงแล้ว", "volunteer_status"),
    ("ออกแล้วครับ", "volunteer_status"),
    ("กลับถึงบ้านแล้ว", "volunteer_status"),
    ("on my way", "volunteer_status"),
    ("ดับแล้ว", "fire_status"),
    ("F-12", "fire_status"),
    ("f 7", "fire_status"),
    ("เลข 12", "fire_status"),
    ("F-2569-0031 ถึงไหนแล้ว", "fire_status"),
    ("B-3 ผ่านหรือยัง", "burn_permit_status"),
    ("วิตามินบี 12 กินตอนไหน", "out_of_scope"),
    ("เข้าระบบ", "out_of_scope"),
    ("สรุป", "out_of_scope"),
    # A number alone is an answer to something.
    ("0891112222", "out_of_scope"),
    ("089-111-2222", "out_of_scope"),
    ("+66 89 111 2222", "out_of_scope"),
    ("๐๘๙๑๑๑๒๒๒๒", "out_of_scope"),
    ("12345", "out_of_scope"),
    ("เบอร์ 0891112222", "out_of_scope"),
    # What is on already, one's own burning with the bot's name before it, a neighbour's, and the washing.
    ("เตือนอะไรฉันไว้บ้าง", "subscribe_alerts"),
    ("ฉันสมัครเตือนไว้ที่ไหน", "subscribe_alerts"),
    ("น้องเข้ม จุดไฟทุ่งนาหลังบ้านเองวันนี้ตอนเย็นได้ไหม", "burn_rules"),
    ("บ่ะเดี่ยวนี้ควันนักขนาดเจ้า", "fire_report"),
    ("ลุงสมศักดิ์บ้านข้างๆ เผาไร่อ้อยทุกวันเลย ไปจับหน่อย", "fire_report"),
    ("ซักผ้าตากได้ไหม", "health_advice"),
    # A fire of long ago, of the kitchen, of another province.
    ("ปีที่แล้วไฟไหม้ดอยนี้ทั้งลูก เล่าให้หลานฟัง", "out_of_scope"),
    ("ข้าวไหม้ก้นหม้ออีกแล้ว", "out_of_scope"),
    ("เชียงใหม่ห้ามเผาถึงวันไหน", "out_of_scope"),
    ("Ban Dong", "pm25_lookup"),
    ("แม่เมาะ", "pm25_lookup"),
    ("ฝุ่นปักกิ่ง", "out_of_scope"),
]


@pytest.mark.parametrize(("text", "intent"), OTHERS)
def test_what_only_looks_like_a_report_is_told_apart(text, intent):
    assert match(text).intent == intent


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("ฝุ่นแม่เมาะเท่าไหร่แล้วเผาตอซังได้ไหม", "pm25_lookup"),
        ("ขอเบอร์ดับเพลิง แล้วฝุ่นวันนี้เท่าไหร่", "emergency_contact"),
        ("air quality in Thoen and may I burn leaves", "pm25_lookup"),
        ("ฝุ่นเท่าไหร่ แล้วไฟไหม้หลังบ้านด้วย", "fire_report"),
    ],
)
def test_of_two_wishes_a_fire_wins_else_the_first(text, intent):
    assert match(text).intent == intent


@pytest.mark.parametrize(
    ("text", "intent", "also"),
    [
        ("ฝุ่นแม่เมาะเท่าไหร่แล้วเผาตอซังได้ไหม", "pm25_lookup", "burn_rules"),
        ("ฝุ่นเต้าใดแล้วเผาได้ก่อ", "pm25_lookup", "burn_rules"),
        ("วันนี้ฝุ่นเยอะไหมคะ ต้องใส่แมสไหม", "pm25_lookup", "health_advice"),
        ("ขอค่าฝุ่นและเบอร์ดับเพลิง", "pm25_lookup", "emergency_contact"),
        ("ขอเผาตอซัง แล้วพรุ่งนี้ฝุ่นเยอะไหม", "burn_permit_request", "pm25_forecast"),
        ("what is the pm2.5 in Thoen and may I burn leaves", "pm25_lookup", "burn_rules"),
        ("ไฟไหม้หลังบ้าน แล้วฝุ่นวันนี้เท่าไหร่", "fire_report", "pm25_lookup"),
        ("ฝุ่นเท่าไหร่ แล้วไฟไหม้หลังบ้านด้วย", "fire_report", "pm25_lookup"),
        # One wish, whatever its words look like.
        ("ฝุ่นแม่เมาะเท่าไหร่แล้ว", "pm25_lookup", ""),
        ("ฝุ่นเท่าไหร่ ที่แม่เมาะ", "pm25_lookup", ""),
        ("สวัสดีครับ แล้วฝุ่นวันนี้เท่าไหร่", "pm25_lookup", ""),
        ("เผาได้ไหม แล้วถ้าเผาปรับเท่าไหร่", "burn_rules", ""),
    ],
)
def test_a_second_wish_is_told_where_both_are_clear(text, intent, also):
    found = match(text)
    assert (found.intent, found.also) == (intent, also)


@pytest.mark.parametrize("name", ["test_set.tsv", "blind_set.tsv"])
def test_a_single_wish_is_hardly_ever_heard_as_two(name, yardstick):
    """Some lines do hold two wishes; these are not marked."""
    lines = [line for line in yardstick(name) if line[2] != "long"]
    assert sum(bool(match(text).also) for text, _, _ in lines) / len(lines) < 0.04


def test_the_second_of_two_wishes_is_offered_second():
    assert match("ฝุ่นแม่เมาะเท่าไหร่ แล้วขอเบอร์ดับเพลิงด้วย").likely[:2] == (
        "pm25_lookup",
        "emergency_contact",
    )


def test_a_bare_word_for_fire_is_not_guessed_away():
    assert match("ไฟ").likely[0] == "fire_report"


def test_words_thrown_on_the_wrong_keyboard_are_not_taken_for_a_wish():
    assert match("w,jg5jk").intent in {"", "out_of_scope"}


def test_an_unsure_message_offers_two_or_three_wishes():
    words = ["เผา", "ข้อมูล", "เวร", "ฝุ่น", "เบอร์", "ปุ๋ย", "หน้ากาก"]
    found = [match(f"{one} {other}") for one in words for other in words]
    asked = [each for each in found if not each.intent]
    assert asked
    assert {len(each.likely) for each in asked} <= {2, 3}
    assert all(set(each.likely) <= set(INTENTS) for each in asked)


def test_what_was_understood_says_how_sure_and_leaves_place_and_time_to_others():
    found = match("ขอดูค่าฝุ่นแม่เมาะหน่อย")
    assert 0 < found.score <= 1
    assert found.likely[0] == found.intent
    assert found.place is None
    assert found.when is None


def test_an_empty_message_means_nothing():
    assert match("").intent == ""
    assert match("\ud800").likely == ()


# Measured, minus two points; `flask intents evaluate` shows more. test_set.tsv was written by another hand than the
# examples, blind_set.tsv before its writer had seen them; nothing was learned or tuned line by line from either.
# fresh.tsv is harder, yardstick.tsv easier. second_blind_set.tsv (95.9 % when new) and unseen.tsv (96.1 %) were written by a
# hand that had seen no example; since then only sentences of the same kinds were learned.
FLOORS = {
    "test_set.tsv": 95.5,
    "blind_set.tsv": 95.5,
    "second_blind_set.tsv": 96.0,
    "unseen.tsv": 96.0,
    "yardstick.tsv": 96.0,
    "fresh.tsv": 92.0,
}
LARGE = ["test_set.tsv", "blind_set.tsv", "second_blind_set.tsv"]


@pytest.mark.parametrize("name", FLOORS)
def test_the_yardstick_is_kept(name, yardstick):
    assert evaluation.accuracy(judged(yardstick(name))) >= FLOORS[name]


@pytest.mark.parametrize("name", LARGE)
def test_every_variety_is_understood(name, yardstick):
    varieties = evaluation.by_variety(judged(yardstick(name)))
    assert len(varieties) == 8
    assert {variety: right for variety, right in varieties.items() if right < 89} == {}


@pytest.mark.parametrize("name", LARGE)
def test_reports_of_fire_are_neither_missed_nor_imagined(name, yardstick):
    found = judged(yardstick(name))
    assert evaluation.recall(found, "fire_report") >= 97
    assert evaluation.precision(found, "fire_report") >= 90


@pytest.mark.parametrize("name", LARGE)
def test_what_is_none_of_our_business_is_told_apart_without_refusing_wishes(name, yardstick):
    figures = evaluation.figures(judged(yardstick(name)))
    assert figures["out of scope caught"] >= 90
    assert figures["real wishes refused"] <= 2


def test_the_seed_sentences_are_understood_where_they_are_present(seeds):
    assert evaluation.accuracy(judged([*seeds, ("ขอดูค่าฝุ่น", "pm25_lookup", "standard")])) >= 97


@pytest.mark.parametrize("name", FLOORS)
def test_hardly_a_report_of_fire_is_not_even_asked_about(name, yardstick):
    reports = [text for text, intent, _ in yardstick(name) if intent == "fire_report"]
    assert sum("fire_report" in match(text).likely for text in reports) >= len(reports) * 0.95


def judged(lines):
    return evaluation.judge([evaluation.Line(*line) for line in lines], match)


ANY_TEXT = st.one_of(
    st.text(max_size=80),
    st.text(st.characters(min_codepoint=0x0E00, max_codepoint=0x0E7F), max_size=80),
    st.text(st.characters(categories=["Cs", "Cc", "Mn"]), max_size=40),
)


@settings(max_examples=300, deadline=None)
@given(ANY_TEXT)
def test_any_text_gets_a_sensible_answer(text):
    found = match(text)
    assert found.intent in {*INTENTS, ""}
    assert 0 <= found.score <= 1
    assert set(found.likely) <= set(INTENTS)
    assert found == match(text)


@pytest.mark.parametrize(
    "piece", ["ไฟไหม้ป่า ที่ไหน ", "a", "ๆ่้", "ค่ะ", "\ud800", "2.5 pm ", "แล้ว และ ฝุ่น ", "fire and "]
)
def test_the_longest_message_takes_milliseconds(piece):
    text = (piece * 5000)[:5000]
    match(text)
    assert min(seconds(text) for _ in range(5)) < 0.05  # under 3 ms on a quiet machine


@pytest.mark.parametrize(
    "piece", ["ไฟไหม้ป่า ที่ไหน ", "แล้ว และ ฝุ่น ", "fire and ", "ไหม แล้ว", "a b ", "F-1 "]
)
def test_the_work_for_the_longest_message_is_bounded(piece, monkeypatch):
    """Counted, not timed: the whole once, at most eight clauses of it, and three parts with their clauses."""
    texts, features = [], []
    read, scores = Vocabulary.read, Model.scores
    monkeypatch.setattr(
        Vocabulary, "read", lambda self, text: (texts.append(len(text)), read(self, text))[1]
    )
    monkeypatch.setattr(
        Model, "scores", lambda self, found: (features.append(len(found)), scores(self, found))[1]
    )
    match((piece * 5000)[:5000])
    assert len(texts) <= (1 + CLAUSES) * (1 + WISHES)
    assert sum(texts) <= LONGEST + 4 * HEARD
    assert sum(features) <= 4 * (LONGEST + 4 * HEARD) + len(features) * MOST_TERMS**2


def test_of_a_very_long_text_the_beginning_and_the_end_are_read():
    short, long = "ก" * LONGEST, "ไฟไหม้" + "ก" * 4900 + "โทร 081-234-5678"
    assert heard(short) == short
    assert len(heard(long)) <= LONGEST
    assert heard(heard(long)) == heard(long)
    assert understand(long, datetime(2026, 3, 1, tzinfo=UTC)).phone == "0812345678"


@pytest.mark.parametrize("place", [0, 460, 2500, 4700, 4990])
def test_a_fire_is_heard_wherever_it_stands_in_a_long_story(place):
    story = "วันนี้ไปตลาดมากับยายซื้อผักมาหลายอย่าง " * 130
    told = f"{story[:place]} ไฟไหม้ป่าหลังวัดบ้านดง กำลังลามลงมา {story[place:]}"
    assert "ไฟไหม้ป่าหลังวัดบ้านดง" in heard(told)
    assert len(heard(told)) <= LONGEST


def test_a_sure_fire_in_one_of_two_wishes_wins_over_an_unsure_whole():
    found = match("ฝุ่นเท่าไหร่ แล้วไฟไหม้หลังบ้านด้วย")
    assert (found.intent, found.also) == ("fire_report", "pm25_lookup")


def test_a_message_takes_a_tenth_of_a_millisecond(yardstick):
    texts = [text for text, _, _ in yardstick("yardstick.tsv")]
    # Ten times the aim of 100 µs, for a machine that does other things too.
    assert median(min(seconds(text) for _ in range(3)) for text in texts) < 0.001


def seconds(text):
    start = perf_counter()
    match(text)
    return perf_counter() - start


def test_another_process_understands_the_same():
    texts = ["ฝุ่น เผา ไฟ", "ขอเผา แล้วก็ยกเลิก", "แจ้งเตือน ข้อมูล"]
    program = f"from intents.match import match\nprint([match(text) for text in {texts!r}])"
    root = Path(__file__).parents[2]
    answers = {
        subprocess.run(
            [sys.executable, "-c", program],
            cwd=root,
            env={"PYTHONHASHSEED": seed, "PYTHONIOENCODING": "utf-8", "PYTHONPATH": str(root)},
            capture_output=True,
            check=True,
            encoding="utf-8",
        ).stdout
        for seed in ("1", "2")
    }
    assert answers == {f"{[match(text) for text in texts]}\n"}
