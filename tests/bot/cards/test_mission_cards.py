"""The cards of missions at their largest: LINE takes them, and nothing private is in the volunteers' one."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import orjson
import pytest

from bot.cards import render
from domain import missions
from domain.cards import MissionCard, TeamCard
from domain.conversation import Show
from domain.fires import TAKEN, Fire
from domain.missions import Mission
from domain.places import Point
from domain.sightings import Estimate
from handlers.mission_buttons import buttons
from tests.bot.cards.reading import all_words, faults, looks

NOW = datetime(2026, 3, 12, 9, 20, tzinfo=UTC)
FIRE = Fire(
    12, 2569, 12, TAKEN, "forest", "520204", Estimate(Point(18.33, 99.73), 500), NOW, NOW,
    name="ดอยพระบาท" * 3, owner="boss", owner_name="ผู้ใหญ่สม " * 5, owner_phone="0811111150", danger="hurt", reports=9,
)  # fmt: skip


def mission(state: str, number: int = 1) -> Mission:
    at = NOW - timedelta(hours=5)
    return Mission(
        number, 12, f"U{number}", state, name="ประเสริฐศักดิ์ชัย", phone="0812345678", birth_year=1990,
        asked_at=at, cleared_at=at, party=3, help_at=at if number % 2 else None,
    )  # fmt: skip


@pytest.mark.parametrize("state", missions.STATES)
def test_the_card_of_a_volunteer(state: str) -> None:
    one = mission(state)
    team = tuple(f"อาสาชื่อยาวมาก{n}" for n in range(40))
    show = Show("mission", MissionCard(FIRE, one, team), buttons(one)[:3])
    for look in looks():
        messages = render([show], look)
        assert faults(messages, look) == []
        words = all_words(messages)
        assert "0812345678" not in words
        assert "1990" not in words
        assert len(orjson.dumps(messages[0]["contents"])) < 10_000


def test_the_commanders_list_with_a_hundred_people() -> None:
    team = tuple(
        mission(state, 10 * number + n)
        for number, state in enumerate(missions.STATES)
        for n in range(9)
    )
    for look in looks():
        messages = render([Show("mission_team", TeamCard(FIRE, team, NOW))], look)
        assert faults(messages, look) == []
        assert len(orjson.dumps(messages[0]["contents"])) < 25_000
        assert "0812345678" in all_words(messages)


def test_a_fire_without_a_place_has_no_map() -> None:
    from dataclasses import replace

    show = Show("mission", MissionCard(replace(FIRE, estimate=None), mission(missions.ASKED)))
    for look in looks():
        messages = render([show], look)
        assert faults(messages, look) == []
        assert "google" not in str(messages)
