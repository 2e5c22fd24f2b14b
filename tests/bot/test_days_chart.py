"""The picture of days: each day in its colour, incomplete ones paler and said so, gaps as gaps, right in Thai."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from bot.language import language
from bot.pictures.days_chart import PALE, days_chart, days_chart_svg
from domain.air import LEVELS
from domain.history import Day

FIRST = date(2026, 3, 6)


def days(*told: tuple[int, float | None]) -> list[Day]:
    return [Day(FIRST + timedelta(days=n), hours, mean) for n, (hours, mean) in enumerate(told)]


def svg(*told: tuple[int, float | None], code: str = "th") -> str:
    return days_chart_svg(days(*told), language=code, translate=language(code).say)


def test_each_day_has_the_colour_of_its_level_and_its_number() -> None:
    drawn = svg((24, 12.0), (24, 20.0), (24, 30.0), (24, 50.0), (24, 90.0))
    for level in LEVELS:
        assert f'fill="{level.colour}" fill-opacity="1"' in drawn
    for number in ("12", "20", "30", "50", "90", "37.5", "6/3", "10/3"):
        assert f">{number}</text>" in drawn
    assert "ข้อมูลไม่ถึง 18 ชม." not in drawn
    assert "ไม่มีค่า" not in drawn


def test_incomplete_days_are_pale_and_missing_ones_a_gap_and_both_are_explained() -> None:
    drawn = svg((24, 12.0), (17, 90.0), (0, None), (24, 30.0), (24, 30.0), (24, 30.0), (24, 30.0))
    assert f'fill="{LEVELS[4].colour}" fill-opacity="{PALE}"' in drawn
    assert "ข้อมูลไม่ถึง 18 ชม." in drawn
    assert "ไม่มีค่า" in drawn


def test_of_a_month_only_the_worst_complete_day_carries_its_number() -> None:
    told = [(24, 30.0)] * 28 + [(10, 200.0), (24, 61.7)]
    drawn = svg(*told)
    assert ">61.7</text>" in drawn
    assert ">200</text>" not in drawn
    assert ">30</text>" not in drawn


@pytest.mark.parametrize("count", [2, 7, 8, 30, 31])
@pytest.mark.parametrize("mean", [0.0, 5.0, 75.0, 900.0, None])
def test_any_number_of_days_can_be_drawn(count: int, mean: float | None) -> None:
    told = days(*[(24 if mean is not None else 0, mean)] * count)
    picture = days_chart(told, language="en", translate=language("en").say)
    assert picture.startswith(b"\x89PNG")
    assert len(picture) < 120_000
