"""The pictures as PNG: Thai marks where they belong, gaps drawn as gaps, small enough, the same for the same input."""

from __future__ import annotations

import struct
import zlib
from datetime import UTC, datetime, timedelta
from functools import cache
from hashlib import sha256

import pytest

from bot.pictures.day_chart import NO_VALUE, TITLE, day_chart, day_chart_svg
from bot.pictures.png import picture_key, to_png
from domain.air import LEVELS, Reading

UNTIL = datetime(2026, 3, 14, 7, tzinfo=UTC)  # 14.00 in Thailand
THAI = {TITLE: "ฝุ่นรายชั่วโมง ถึง %(time)s (มคก./ลบ.ม.)", NO_VALUE: "ไม่มีค่า"}
DAY = [
    12,
    14,
    13,
    18,
    22,
    26,
    31,
    33,
    36,
    38,
    45,
    52,
    61,
    66,
    72,
    78,
    84,
    92,
    80,
    71,
    63,
    55,
    48,
    41.3,
]


def hours(values, *, until=UNTIL):
    """Oldest first, the last one at `until`; None for an hour without a value."""
    return [
        Reading("40t", until - timedelta(hours=back), 1, pm25)
        for back, pm25 in enumerate(reversed(values))
        if pm25 is not None
    ]


def svg(values, *, language="th", until=UNTIL):
    translate = THAI.__getitem__ if language == "th" else str
    return day_chart_svg(hours(values), until=until, language=language, translate=translate)


def pixels(png):
    """Width, height and the rows of an 8-bit RGB or RGBA PNG as bytes (the filters of the PNG standard undone)."""
    width, height, depth, kind = struct.unpack(">IIBB", png[16:26])
    assert png[:8] == b"\x89PNG\r\n\x1a\n"
    assert (depth, kind) in {(8, 2), (8, 6)}
    step = 3 if kind == 2 else 4
    packed, at = b"", 8
    while at < len(png):
        (length,) = struct.unpack(">I", png[at : at + 4])
        if png[at + 4 : at + 8] == b"IDAT":
            packed += png[at + 8 : at + 8 + length]
        at += length + 12
    raw, rows, before = zlib.decompress(packed), [], bytearray(width * step)
    for line in range(height):
        start = line * (width * step + 1)
        row = bytearray(raw[start + 1 : start + 1 + width * step])
        unfilter(row, before, raw[start], step)
        rows.append(bytes(row))
        before = row
    return width, height, rows, step


def unfilter(row, above, how, step):
    if how == 2:
        row[:] = bytes((value + over) & 255 for value, over in zip(row, above, strict=True))
    elif how:
        for at in range(len(row)):
            left = row[at - step] if at >= step else 0
            corner = above[at - step] if at >= step else 0
            guess = left + above[at] - corner
            nearest = min((left, above[at], corner), key=lambda it: abs(guess - it))
            row[at] = (row[at] + (0, left, 0, (left + above[at]) // 2, nearest)[how]) & 255


@cache
def drawn(word, *, size=60):
    """How a word looks: its picture's hash, how many pixels are dark, the highest and the lowest dark row."""
    picture = to_png(
        '<svg xmlns="http://www.w3.org/2000/svg" width="240" height="130" font-family="Sarabun">'
        f'<rect width="240" height="130" fill="#fff"/><text x="20" y="85" font-size="{size}">{word}</text></svg>'
    )
    _, _, rows, step = pixels(picture)
    dark = [sum(value < 128 for value in row[::step]) for row in rows]
    inked = [line for line, count in enumerate(dark) if count]
    return sha256(b"".join(rows)).hexdigest(), sum(dark), inked[0], inked[-1]


MARKED = [
    ("ที่", "ที"),
    ("ปี่", "ปี"),
    ("ป่า", "ปา"),
    ("ฟ้า", "ฟา"),
    ("น้ำ", "นำ"),
    ("ญี่ปุ่น", "ญีปุน"),
    ("ชั่ว", "ชัว"),
]


@pytest.mark.parametrize(("marked", "bare"), MARKED)
def test_a_thai_mark_is_drawn_and_stands_on_top(marked, bare):
    looks, ink, top, bottom = drawn(marked)
    bare_looks, bare_ink, bare_top, bare_bottom = drawn(bare)

    assert looks != bare_looks
    assert ink > bare_ink + 20  # no mark melts into the vowel below it
    assert top < bare_top - 3
    assert abs(bottom - bare_bottom) <= 1


def test_a_mark_over_a_vowel_is_higher_than_one_over_the_bare_letter():
    assert drawn("ที่")[2] < drawn("ท่")[2] - 3


def test_a_vowel_below_hangs_below():
    assert drawn("ฝุน")[3] > drawn("ฝน")[3] + 3


@pytest.mark.parametrize(("marked", "bare"), MARKED)
def test_a_mark_takes_no_width(marked, bare):
    tail = "ก"
    with_mark, without = drawn(marked + tail), drawn(bare + tail)

    assert with_mark[1] - drawn(marked)[1] == pytest.approx(without[1] - drawn(bare)[1], abs=5)


@pytest.mark.parametrize("language", ["th", "en"])
@pytest.mark.parametrize("values", [DAY, [None] * 24, [10.0] * 23 + [482.0], [0.0] * 24, [5.0], []])
def test_the_chart_is_a_small_picture_of_two_to_one(language, values):
    translate = THAI.__getitem__ if language == "th" else str
    picture = day_chart(hours(values), until=UNTIL, language=language, translate=translate)

    assert struct.unpack(">II", picture[16:24]) == (1040, 520)
    assert len(picture) < 100_000


def test_the_bars_have_the_colours_of_their_levels():
    small = svg(DAY, language="en").replace(
        'width="1040" height="520" v', 'width="347" height="173" v'
    )
    _, _, rows, step = pixels(to_png(small))
    found = {
        "#" + row[at : at + 3].hex().upper() for row in rows for at in range(0, len(row), step)
    }

    assert {level.colour for level in LEVELS} <= found


def test_the_words_are_in_the_persons_language():
    assert "ฝุ่นรายชั่วโมง ถึง 14.00 น. (มคก./ลบ.ม.)" in svg(DAY)
    assert "Dust each hour to 14:00 (µg/m³)" in svg(DAY, language="en")


@pytest.mark.parametrize(
    ("language", "clocks"),
    [("th", ["18.00", "00.00", "06.00", "12.00"]), ("en", ["18:00", "00:00", "06:00", "12:00"])],
)
def test_the_axis_has_a_clock_each_six_hours(language, clocks):
    drawing = svg(DAY, language=language)

    places = [drawing.index(f">{clock}<") for clock in clocks]
    assert places == sorted(places)


@pytest.mark.parametrize("values", [DAY, [None] * 24, [10.0] * 23 + [482.0]])
def test_both_lines_have_their_number_and_the_numbers_do_not_meet(values):
    drawing = svg(values)

    heights = [
        float(drawing.split(f">{text}</text>")[0].rpartition(' y="')[2].partition('"')[0])
        for text in ("37.5", "75")
    ]
    assert heights[0] - heights[1] >= 38


def test_a_missing_hour_is_a_gap_that_is_said_to_be_one():
    assert "ไม่มีค่า" not in svg(DAY)
    assert svg([*DAY[:10], None, *DAY[11:]]).count("ไม่มีค่า") == 1
    assert svg([*DAY[:10], *[None] * 5, *DAY[15:]]).count("ไม่มีค่า") == 1
    assert svg([None] * 24).count("ไม่มีค่า") == 1


def test_a_missing_hour_has_no_bar_and_clean_air_has_one():
    assert svg([5.0, None, 0.0]).count('fill="#00BFF3"') == 2


def test_the_newest_and_the_highest_bar_carry_their_number():
    drawing = svg(DAY)

    assert ">41.3</text>" in drawing
    assert ">92</text>" in drawing
    assert ">84</text>" not in drawing


def test_hours_older_than_the_day_are_left_out():
    assert svg([300.0, *DAY]) == svg(DAY)


def test_words_with_signs_of_their_own_do_not_break_the_picture():
    drawing = day_chart_svg(
        hours(DAY), until=UNTIL, language="en", translate=lambda text: f"<{text} & more>"
    )

    assert "&lt;Dust" in drawing
    assert to_png(drawing)


def test_the_key_is_the_same_for_the_same_picture_only():
    keys = {
        picture_key(svg(DAY)),
        picture_key(svg(DAY, language="en")),
        picture_key(svg([*DAY[:-1], 41.4])),
        picture_key(svg(DAY, until=UNTIL + timedelta(hours=1))),
    }

    assert len(keys) == 4
    assert picture_key(svg(DAY)) == picture_key(svg(list(DAY)))
    assert all(len(key) == 32 and key.isalnum() for key in keys)
