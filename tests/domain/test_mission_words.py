"""Short words of volunteers, in Thai, Northern Thai and English; and cries for help."""

from __future__ import annotations

import pytest

from domain.mission_words import WORDS, is_cry, word_of


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("ถึงแล้ว", "arrived"),
        ("ถึงแล้วครับผม", "arrived"),
        ("ถึงหน้างานแล้วค่ะ", "arrived"),
        ("ฮอดแล้วเจ้า", "arrived"),
        ("Arrived.", "arrived"),
        ("ออกแล้วครับ", "left"),
        ("on my way!", "left"),
        ("พร้อมครับ", "ready"),
        ("เฮาพร้อมเจ้า", "ready"),
        ("ready", "ready"),
        ("ไปไม่ได้ครับ", "cannot"),
        ("ไปบ่ได้เจ้า", "cannot"),
        ("can't go", "cannot"),
        ("กลับถึงบ้านแล้วครับ", "home"),
        ("ปิ๊กเถิงเฮือนแล้วเน้อ", "home"),
        ("I'm home", "home"),
        ("กลับครบทุกคนแล้วค่ะ", "all_home"),
        ("everyone is back", "all_home"),
        ("ควบคุมได้แล้ว", "controlled"),
        ("ดับสนิทแล้วครับ", "out"),
        ("ขอกำลังเพิ่มครับ", "more"),
        ("คนบ่พอเจ้า", "more"),
        ("น้ำหมดแล้ว", ""),
        ("น้ำหมดครับ", "gear"),
        ("ขอถอนตัวครับ", "withdraw"),
        ("ขออีก 1 ชั่วโมงครับ", "later"),
        ("ค่าฝุ่นวันนี้", ""),
        ("ไฟไหม้ป่าหลังบ้าน", ""),
        ("", ""),
        ("ถึงแล้ว" * 20, ""),
    ],
)
def test_words(text: str, word: str) -> None:
    assert word_of(text) == word


def test_every_word_means_one_thing() -> None:
    every = [word for words in WORDS.values() for word in words]
    assert len(every) == len(set(every))
    for what, words in WORDS.items():
        assert {word_of(word) for word in words} == {what}


@pytest.mark.parametrize(
    ("text", "cry"),
    [
        ("ช่วยด้วย", True),
        ("ขาหักอยู่บนดอย", True),
        ("ไฟล้อมแล้ว ออกไม่ได้", True),
        ("หลงป่าครับ", True),
        ("เพื่อนเป็นลม", True),
        ("งูกัดเจ้า", True),
        ("Help! we are surrounded", True),
        ("my friend is injured", True),
        ("ไม่มีใครเจ็บครับ", False),
        ("nobody is hurt", False),
        ("ไม่มีคนเจ็บ แต่ขาหักหนึ่งคน", True),
        ("ถึงแล้วครับ", False),
        ("ควบคุมได้แล้ว", False),
    ],
)
def test_cries(text: str, cry: bool) -> None:
    assert is_cry(text) is cry
