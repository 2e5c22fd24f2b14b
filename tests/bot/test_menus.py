"""The rich menus: what LINE takes, what a thumb hits, what is read aloud, and what is drawn."""

from __future__ import annotations

import re
import struct

import pytest

from bot.menus import PREFIX, WISHES, RichMenu, every_menu, is_ours, menu
from bot.pictures.menu_picture import BAND, COLUMNS, HEIGHT, INK, NO_COLOUR, PAPER, ROWS, WIDTH
from bot.pictures.png import to_png
from domain import lampang
from domain.air import LEVELS
from domain.menus import DEFAULT, EVERY_KIND, MenuKind
from handlers import INTENTS
from simulator.api_richmenus import check_rich_menu
from tests.bot.test_pictures import pixels

MENUS = every_menu()
BY_KEY = {one.key: one for one in MENUS}
COLOURS = {
    "th": ("สีฟ้า", "สีเขียว", "สีเหลือง", "สีส้ม", "สีแดง"),
    "en": ("Sky blue", "Green", "Yellow", "Orange", "Red"),
}


def every(text: str = "key") -> pytest.MarkDecorator:
    return pytest.mark.parametrize(text, MENUS, ids=[one.key for one in MENUS])


def labels(one: RichMenu) -> list[str]:
    return [area["action"]["label"] for area in one.shape["areas"]]


def texts(svg: str) -> list[str]:
    return [text.strip() for text in re.findall(r">([^<>]+)<", svg) if text.strip()]


def units(text: str) -> int:
    """UTF-16 units: the strictest of the ways in which LINE may count."""
    return len(text.encode("utf-16-le")) // 2


# What LINE takes


def test_there_are_36_all_different_the_default_first() -> None:
    assert len(MENUS) == len(EVERY_KIND) == 36
    assert MENUS[0].kind == DEFAULT
    for what in ("key", "content"):
        assert len({getattr(one, what) for one in MENUS}) == 36
    # Officials and volunteers differ in one cell, levels in the band.
    assert len({one.svg for one in MENUS}) == 36


@every("one")
def test_line_takes_it(one: RichMenu) -> None:
    assert check_rich_menu(one.shape) == []
    assert units(one.shape["name"]) <= 300
    assert units(one.shape["chatBarText"]) <= 14
    for area in one.shape["areas"]:
        action = area["action"]
        assert 0 < units(action["label"]) <= 20
        assert units(action["displayText"]) <= 300
        assert units(action["data"]) <= 300


@every("one")
def test_its_name_says_whose_it_is_and_what_is_in_it(one: RichMenu) -> None:
    assert one.shape["name"] == f"{PREFIX}{one.key} {one.content}"
    assert is_ours(one.shape["name"])
    assert menu(one.kind).content == one.content


@pytest.mark.parametrize("name", ["", "spring sale", "nongkhem", "my nongkhem 1", "NONGKHEM 1"])
def test_what_others_made_is_not_ours(name: str) -> None:
    assert not is_ours(name)


# What a thumb hits and a screen reader says


@every("one")
def test_six_areas_fill_the_picture_below_the_band(one: RichMenu) -> None:
    areas = [area["bounds"] for area in one.shape["areas"]]
    assert len(areas) == 6
    assert sum(it["width"] * it["height"] for it in areas) == WIDTH * (HEIGHT - BAND)
    for index, it in enumerate(areas):
        row, column = divmod(index, 3)
        assert (it["x"], it["y"]) == (COLUMNS[column], ROWS[row])
        assert it["x"] + it["width"] == COLUMNS[column + 1]
        assert it["y"] + it["height"] == ROWS[row + 1]


@every("one")
def test_a_tap_is_a_wish_and_says_its_word(one: RichMenu) -> None:
    actions = [area["action"] for area in one.shape["areas"]]
    wishes = [action["data"].removeprefix("do=") for action in actions]
    assert set(wishes) <= set(INTENTS)
    assert len(set(wishes)) == 6
    assert {action["type"] for action in actions} == {"postback"}
    drawn = " ".join(texts(one.svg)).replace("  ", " ")
    for action in actions:
        assert action["displayText"] in drawn


@pytest.mark.parametrize("role", WISHES)
def test_what_may_save_a_life_stands_in_every_menu_at_the_same_place(role: str) -> None:
    wishes = WISHES[role]
    assert (wishes[0], wishes[1], wishes[3], wishes[5]) == (
        "pm25_lookup",
        "fire_report",
        "emergency_contact",
        "help",
    )


@every("one")
def test_who_cannot_see_the_band_hears_its_colour(one: RichMenu) -> None:
    colours = COLOURS[one.kind.language]
    heard = [colour for colour in colours if colour in labels(one)[0]]
    assert heard == ([colours[one.kind.level - 1]] if one.kind.level else [])


def test_the_words_of_residents() -> None:
    drawn = texts(BY_KEY["0-resident-th"].svg)
    for word in (
        "ดูค่าฝุ่น", "แจ้งไฟไหม้", "เผาได้ไหม", "เบอร์ฉุกเฉิน", "พื้นที่ของฉัน", "ทำอะไรได้บ้าง",
        "ระดับฝุ่นอำเภอของฉัน", "ยังไม่รู้ค่าฝุ่น",
    ):  # fmt: skip
        assert word in drawn


# What is drawn


@every("one")
def test_the_band_has_colour_and_word_but_no_number_and_no_place(one: RichMenu) -> None:
    level, words = one.kind.level, " ".join(texts(one.svg))
    band = LEVELS[level - 1].colour if level else NO_COLOUR
    assert f'height="{BAND}" fill="{band}"' in one.svg
    shown = [colour for colour in COLOURS[one.kind.language] if colour in words]
    assert shown == ([COLOURS[one.kind.language][level - 1]] if level else [])
    assert not re.search(r"\d", words)
    places = [area.name_th for area in lampang.DISTRICTS] + [a.name_en for a in lampang.DISTRICTS]
    assert [place for place in places if place in words] == []


@every("one")
def test_every_wish_has_its_icon(one: RichMenu) -> None:
    assert not re.search(r'scale\(1\.36\)">\s*</g>', one.svg)


def test_a_smile_only_for_air_that_is_good() -> None:
    """The curve of the mouth: levels 1 and 2 have one, the others do not."""
    faces = {it.kind.level: it.svg.partition('font-size="96"')[0] for it in MENUS}
    assert len(set(faces.values())) == 6
    smiling = {
        level for level, face in faces.items() if "Q0,96 66,28" in face or "Q0,44 74,20" in face
    }
    assert smiling == {1, 2}


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [it / 12.92 if it <= 0.04045 else ((it + 0.055) / 1.055) ** 2.4 for it in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("level", range(6))
def test_the_band_can_be_read_in_the_sun(level: int) -> None:
    """WCAG's 4.5 for text of any size."""
    svg = BY_KEY[f"{level}-resident-th"].svg
    colour = LEVELS[level - 1].colour if level else NO_COLOUR
    ink = re.search(r'font-size="96" font-weight="600" fill="(#\w+)"', svg)
    assert ink
    assert ink[1] in (INK, PAPER)
    light, dark = sorted((luminance(colour), luminance(ink[1])), reverse=True)
    assert (light + 0.05) / (dark + 0.05) >= 4.5


@pytest.mark.parametrize("level", range(6))
def test_the_picture_is_as_large_as_line_wants_and_small_enough(level: int) -> None:
    for language in ("th", "en"):
        picture = menu(MenuKind(level, "resident", language)).picture()
        assert picture.startswith(b"\x89PNG\r\n\x1a\n")
        assert struct.unpack(">II", picture[16:24]) == (2500, 1686)
        assert len(picture) < 1_000_000


def small(svg: str) -> tuple[list[bytes], int]:
    """Drawn at a fifth: rows of pixels, and bytes a pixel."""
    size = f'width="{WIDTH}" height="{HEIGHT}" viewBox'
    assert svg.count(size) == 1
    picture = to_png(svg.replace(size, 'width="500" height="337" viewBox'))
    _, _, rows, step = pixels(picture)  # type: ignore[no-untyped-call]
    return rows, step


BETWEEN = "#E4E9ED"


def is_plain(pixels_: list[bytes], colour: str) -> bool:
    """Nothing is drawn there; the drawing rounds a colour by one."""
    wanted = bytes.fromhex(colour[1:])
    return all(
        abs(have - want) <= 2 for pixel in pixels_ for have, want in zip(pixel, wanted, strict=True)
    )


@pytest.mark.parametrize("role", WISHES)
@pytest.mark.parametrize("language", ["th", "en"])
def test_no_word_leaves_its_cell(role: str, language: str) -> None:
    rows, step = small(menu(MenuKind(4, role, language)).svg)
    below = rows[BAND // 5 + 3 :]
    for column in (0, 1, 165, 166, 168, 332, 333, 335, 498, 499):
        assert is_plain([row[column * step : column * step + 3] for row in below], BETWEEN), column
    for line in (ROWS[1] // 5, HEIGHT // 5 - 1):
        across = [rows[line][at : at + 3] for at in range(0, 500 * step, step)]
        assert is_plain(across, BETWEEN), line


@pytest.mark.parametrize("language", ["th", "en"])
@pytest.mark.parametrize("level", range(6))
def test_the_words_of_the_band_end_before_the_bars(level: int, language: str) -> None:
    rows, step = small(menu(MenuKind(level, "resident", language)).svg)
    colour = LEVELS[level - 1].colour if level else NO_COLOUR
    for column in range(402, 408):  # 2010 to 2040 of 2500; the bars begin at 2050
        assert is_plain([row[column * step :][:3] for row in rows[: BAND // 5]], colour), column
