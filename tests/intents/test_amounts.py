"""Land, phone numbers and what is burnt, as people type them."""

from __future__ import annotations

import time
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from intents.amounts import BURNT, area_in, burnt_in, phone_in, rai_in, without_phone


@pytest.mark.parametrize(
    ("text", "square_wa"),
    [
        ("2 ไร่", 800), ("2 ไร่ครึ่ง", 1000), ("สองไร่ครึ่ง", 1000), ("2ครึ่งไร่", 1000), ("ครึ่งไร่", 200), ("ไร่ครึ่ง", 600), ("ไร่เดียว", 400),
        ("๓ ไร่ ๒ งาน", 1400), ("3 ไร่ 1 งาน 20 ตารางวา", 1320), ("5-2-30 ไร่", 2230), ("2 งาน", 200), ("50 ตร.ว.", 50), ("50 ตรว", 50),
        ("4.5 ไร่", 1800), ("1,200 ไร่", 480_000), ("สิบห้าไร่", 6000), ("ซาวไร่", 8000), ("ซาวไฮ่", 8000), ("สามร้อยไร่", 120_000), ("800 ตร.ม.", 200),
        ("5 rai", 2000), ("half a rai", 200), ("1 hectare", 2500), ("15 ไร", 6000), ("ขอเผาตอซัง 3ไร่พรุ่งนี้", 1200), ("เผา 2 ไร่ จากนา 10 ไร่", 800),
    ],
)  # fmt: skip
def test_land_is_counted_in_square_wa(text, square_wa):
    assert area_in(text) == square_wa


def test_rai_are_exact():
    assert rai_in("5-2-30 ไร่") == Decimal("5.575")
    assert rai_in("3 ไร่ 1 งาน") == Decimal("3.25")
    assert rai_in("ไม่รู้") is None


@pytest.mark.parametrize(
    "text",
    ["", "0 ไร่", "ไร่ข้าวโพด", "ข้าวไร่", "กี่ไร่", "หมู่ 3 ไร่อ้อย", "ม.5 ไร่อ้อย", "2-3 ไร่", "งานวัด", "PM2.5", "อะไร", "15/3/2569", "3 คน"],
)  # fmt: skip
def test_what_is_no_area_is_none(text):
    assert area_in(text) is None


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("081-234-5678", "0812345678"), ("๐๘๑ ๒๓๔ ๕๖๗๘", "0812345678"), ("โทร0812345678ครับ", "0812345678"), ("+66 81 234 5678", "0812345678"),
        ("+66812345678", "0812345678"), ("+66 (0) 81 234 5678", "0812345678"), ("66812345678", "0812345678"), ("081.234.5678", "0812345678"),
        ("054-123456", "054123456"), ("054 123 456", "054123456"), ("02-123-4567", "021234567"), ("15/3/2569 โทร 061-2345678", "0612345678"),
    ],
)  # fmt: skip
def test_a_phone_number_is_its_digits(text, number):
    assert phone_in(text) == number


@pytest.mark.parametrize(
    "text",
    ["", "199", "1784", "18.2888 99.4903", "12345678901234", "0512", "551234 2021234", "1-5201-00012-34-5", "0812345678901"],
)  # fmt: skip
def test_what_is_no_phone_number_is_none(text):
    assert phone_in(text) is None


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("เผาตอซัง 5 ไร่", ("rice_straw",)), ("ฟางข้าวกับกิ่งไม้", ("rice_straw", "branches")), ("ตอซังข้าวโพด", ("maize",)), ("ซังข้าวโพด", ("maize",)),
        ("ใบอ้อย", ("sugarcane",)), ("เผาหญ้าแห้ง ใบไม้", ("grass", "leaves")), ("จุ๊ดเฟือง", ("rice_straw",)), ("เผาขยะ", ("rubbish",)),
        ("burn straw and leaves", ("rice_straw", "leaves")), ("น้ำพริกเผา", ()), ("พรุ่งนี้", ()), ("", ()),
    ],
)  # fmt: skip
def test_what_is_burnt_has_its_key(text, keys):
    assert burnt_in(text) == keys


def test_every_name_of_what_is_burnt_is_found_alone():
    missed = [
        (name, burnt_in(name.rstrip("*")))
        for key, names in BURNT.items()
        for name in names
        if burnt_in(name.rstrip("*")) != (key,)
    ]
    assert missed == []


@settings(max_examples=300, deadline=None)
@given(st.text() | st.text("0123456789๐๑ -.,+()ไร่งานวาครึ่ง", max_size=60))
def test_any_text_has_an_answer(text):
    area, phone = area_in(text), phone_in(text)
    assert area is None or area > 0
    assert phone is None or (phone.isascii() and phone.isdigit() and len(phone) in (9, 10))
    assert set(burnt_in(text)) <= set(BURNT)


@pytest.mark.parametrize(
    "piece", ["1 ", "0", "08-", "1,234", "5 ไร่ 3 งาน ", "สิบ", "หญ้า", "ครึ่ง", "0 ", "-"]
)
def test_five_thousand_characters_take_a_moment(piece):
    text = (piece * 5000)[:5000]
    for read in (area_in, phone_in, burnt_in):
        read(text)
        took = []
        for _ in range(5):
            began = time.perf_counter()
            read(text)
            took.append(time.perf_counter() - began)
        assert min(took) < 0.05  # the machine may be busy


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("เผานา 2 ไร่ 0812345678", "เผานา 2 ไร่"),
        ("ไฟไหม้ โทร 081-234-5678", "ไฟไหม้ โทร"),
        ("0812345678", "0812345678"),
        ("เบอร์ 199", "เบอร์ 199"),
    ],
)
def test_a_number_to_call_back_says_nothing_of_the_wish(text, words):
    assert without_phone(text) == words
