"""The air card: never better than the air, its colour readable, and what to do at first sight."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.cards import render
from bot.cards.look import INK, PAPER, Look
from bot.cards.pm25_lookup import DARK_INK_ON, NO_COLOUR
from bot.language import language
from domain import lampang
from domain.air import LEVELS, air_at
from domain.cards import AirCard
from domain.conversation import Button, Show
from tests.bot.cards.reading import (
    AT_FIRST_SIGHT,
    PUBLIC,
    all_words,
    faults,
    looks,
    pieces,
)
from tests.domain.test_air import HERE, NOW, air, any_air

MAE_MO = lampang.area("5202")
THAI, ENGLISH = (Look(PUBLIC, language(code)) for code in ("th", "en"))


def card(*stations, name="", area=MAE_MO):
    return Show("pm25_lookup", AirCard(area, name, air_at(HERE, stations, NOW)))


def drawn(show, look=THAI):
    return render([show], look)[0]


def band(message):
    return message["contents"]["header"]["backgroundColor"]


def labels(message):
    return [one["action"]["label"] for one in message["contents"]["footer"]["contents"]]


def brightness(colour):
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("level", [*LEVELS, None])
def test_letters_on_every_band_can_be_read_in_the_sun(level):
    paper = level.colour if level else NO_COLOUR
    ink = INK if level and level.number in DARK_INK_ON else PAPER
    light, dark = sorted((brightness(paper), brightness(ink)), reverse=True)
    assert (light + 0.05) / (dark + 0.05) >= 4.5  # WCAG 2.2, AA


@pytest.mark.parametrize(
    ("mean", "hours", "level"),
    [
        (10, [9.0], 1),
        (20, [18.0], 2),
        (30, [18.0], 3),
        (20, [40.0], 4),
        (61, [40.0], 4),
        (19, [190.0], 5),
    ],
)
def test_the_worse_of_hour_and_mean_chooses_the_colour_and_is_the_biggest_number(
    mean, hours, level
):
    message = drawn(card(air(1, mean=mean, hours=hours)))
    assert band(message) == LEVELS[level - 1].colour
    biggest = [one["text"] for one in pieces(message["contents"]) if one.get("size") == "5xl"]
    assert biggest == [f"{max(mean, *hours):g}"]


@settings(max_examples=150, deadline=None)
@given(st.lists(any_air, max_size=4))
def test_whatever_the_air_line_takes_the_card_and_nobody_stumbles_over_it(stations):
    here = air_at(HERE, stations, NOW)
    for area, name in (
        (MAE_MO, ""),
        (lampang.area("520105"), ""),
        (None, ""),
        (MAE_MO, "วัดม่อนพระยาแช่"),
    ):
        show = Show("pm25_lookup", AirCard(area, name, here))
        for look in looks():
            message = render([show], look)
            assert faults(message, look) == []
            assert len(message[0]["contents"]["footer"]["contents"]) in (2, 3)


@settings(max_examples=150, deadline=None)
@given(st.lists(any_air, max_size=4))
def test_air_that_is_not_surely_good_is_never_called_good(stations):
    here = air_at(HERE, stations, NOW)
    is_good = (
        here.mean is not None and here.hour is not None and not here.silent and here.worse in (1, 2)
    )
    show = Show("pm25_lookup", AirCard(MAE_MO, "", here))
    thai, english = (all_words([drawn(show, look)]) for look in (THAI, ENGLISH))
    if not is_good:
        assert "อากาศดี" not in thai
        assert "ดีมาก" not in thai
        assert "😊" not in thai
        assert "🙂" not in thai
        assert "ood" not in english.replace("good medicine", "")


def test_the_notification_says_place_level_and_what_to_do_in_forty_characters():
    told = drawn(card(air(1, mean=61.7, hours=[64.0])))["altText"]
    assert told[:AT_FIRST_SIGHT] == "แม่เมาะ 😷 สีส้ม: ใส่หน้ากากกันฝุ่นก่อนออ"


@pytest.mark.parametrize("name", ["", "วัดพระธาตุลำปางหลวง"])
def test_a_place_is_called_what_the_person_called_it(name):
    message = drawn(card(air(1, mean=61.7, hours=[64.0]), name=name))
    assert message["altText"].startswith(name or "แม่เมาะ")


def test_silence_offers_what_can_be_done_about_smoke_first():
    assert labels(drawn(card(air(1, mean=50, mean_age=9)))) == ["แจ้งควันไฟ", "ดูที่อื่น"]
    assert labels(drawn(card(air(1, mean=50)))) == ["ดูที่อื่น", "เตือนฉันด้วย", "แจ้งควันไฟ"]


def test_buttons_of_the_asker_take_the_place_of_the_usual_ones():
    show = replace(card(air(1, mean=50)), buttons=(Button("Yes, delete", "do", "do=help"),))
    assert labels(drawn(show)) == ["ลบเลย"]


def test_the_picture_is_named_after_what_it_shows():
    message = drawn(card(air(1, mean=50, hours=[40.0, 50.0])))
    (picture,) = (one for one in pieces(message["contents"]) if one["type"] == "image")
    assert picture["url"].startswith(f"{PUBLIC}/pictures/day/")
    assert picture["url"].endswith("-2-th.png")


def test_without_hours_there_is_no_picture():
    message = drawn(card(air(1, mean=50)))
    assert all(one["type"] != "image" for one in pieces(message["contents"]))
