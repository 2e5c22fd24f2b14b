"""The list of hotspots to check and the war room's text, as LINE takes them and people read them, in both languages."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import orjson
import pytest

from bot.cards import hotspot_summary, render
from domain import lampang
from domain.conversation import Show
from domain.hotspot_checks import Check, CheckList, ToLook
from domain.hotspot_counts import summary
from domain.hotspots import CONFIDENCES, LANDS, Detection
from domain.places import Point
from tests.bot.cards.reading import all_words, faults, looks

AT = datetime(2026, 3, 13, 6, 36, tzinfo=UTC)


def spot(number: int, **changes: object) -> Detection:
    told = {
        "at": AT,
        "point": Point(18.853 + number / 100, 99.418),
        "radius_m": 280,
        "area": "521304",
        "sources": ("firms", "gistda-hotspots"),
    }
    return Detection(id=number, **{**told, **changes})  # type: ignore[arg-type]


def look_at(number: int, pixels: int = 1, **more: object) -> ToLook:
    spots = tuple(
        spot(number, confidence=CONFIDENCES[number % 3], land=LANDS[number]) for _ in range(pixels)
    )
    check = Check(number, "521304", "waiting", spots, AT)
    return ToLook(check, **more)  # type: ignore[arg-type]


LISTS = [
    CheckList("521304", (look_at(1),)),
    CheckList("521304", (look_at(1, 3, near="F-2569-0012", quiet=3),), is_passed_on=True),
    CheckList("520904", tuple(look_at(n, n) for n in range(1, 5)), True, 9, first=9, total=12),
]


@pytest.mark.parametrize("about", LISTS)
def test_a_list_can_be_sent_and_read(about: CheckList) -> None:
    for look in looks():
        messages = render([Show("hotspot_check", about)], look)
        assert faults(messages, look) == []
        assert len(orjson.dumps(messages[0]["contents"])) < 30_000 / 2
        words = all_words(messages)
        assert "47Q" in words
        assert "199" in words


def test_every_place_has_its_four_answers_and_a_map() -> None:
    look = looks()[0]
    (message,) = render([Show("hotspot_check", LISTS[-1])], look)
    text = orjson.dumps(message).decode()
    for check in range(1, 5):
        for answer in ("fire", "permit", "none", "unreachable"):
            assert text.count(f"do=hotspot_check&check={check}&a={answer}") == 1
    assert text.count("google.com/maps") == 4
    assert "แห่งที่ 12: เข้าไม่ถึง" in text


def test_a_bad_day_fits_into_one_text() -> None:
    """All districts, every outcome, every kind of land."""
    outcomes = ("fire", "known", "permit", "permitted", "none", "unreachable", "to_check")
    spots = [
        spot(
            n,
            at=AT - timedelta(hours=12 * (n % 2)),
            area=tambon.code,
            outcome=outcomes[n % 7],
            land=("", *LANDS)[n % 7],
        )
        for n, tambon in enumerate(lampang.TAMBONS * 3)
    ]
    for is_official in (True, False):
        told = summary(date(2026, 3, 13), spots, checked_at=AT, is_official=is_official)
        for look in looks():
            (message,) = render([Show("hotspot_summary", told)], look)
            assert faults([message], look) == []
            assert len(message["text"]) < 2500
            assert hotspot_summary.words(told, look) == message["text"]
            for district in lampang.DISTRICTS:
                assert look.language.value(district) in message["text"]
