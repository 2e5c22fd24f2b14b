"""Whom a fire asks: fit, rested, near, able; the order of the list decides nothing; nobody is asked twice."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bench.dispatch import crowd
from domain import lampang
from domain.dispatch import RULES, Candidate, Need, Rules, Wave, choose, is_fit_uphill
from domain.places import distance_km

NOW = datetime(2026, 3, 12, 5, 0, tzinfo=UTC)
FIRE = "520204"
AREA = lampang.area(FIRE)
assert AREA
NEED = Need(FIRE, AREA.centre, "fight", uphill=True)
FIT = Candidate(1, FIRE, 1990, frozenset({"fight"}), NOW + timedelta(hours=5))


@pytest.mark.parametrize(
    ("why", "change"),
    [
        ("off duty", {"duty_until": None}),
        ("duty was over", {"duty_until": NOW - timedelta(minutes=1)}),
        ("duty ends soon", {"duty_until": NOW + timedelta(minutes=20)}),
        ("may still be 17", {"birth_year": 2008}),
        ("may be 61", {"birth_year": 1965}),
        ("no such skill", {"skills": frozenset({"cook"})}),
        ("busy", {"is_busy": True}),
        ("asked often today", {"asked_today": 6}),
        ("long hours, back just now", {"hours_out": 9.0, "back_at": NOW - timedelta(hours=2)}),
        ("long hours, still out", {"hours_out": 9.0}),
        ("back within the hour", {"hours_out": 1.0, "back_at": NOW - timedelta(minutes=30)}),
        ("far away", {"area": "520701"}),
    ],
)
def test_who_is_not_asked(why: str, change: dict[str, object]) -> None:
    assert choose([FIT], NEED, 1, NOW) == [FIT]
    assert choose([replace(FIT, **change)], NEED, 1, NOW) == [], why  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("task", "uphill", "birth_year", "asked"),
    [
        ("fight", True, 2007, True),
        ("fight", True, 1966, True),
        ("fight", True, 1950, False),
        ("fight", False, 1950, True),
        ("fight", False, 2009, False),
        ("cook", False, 2010, True),
        ("cook", False, 1945, True),
    ],
)
def test_ages(task: str, uphill: bool, birth_year: int, asked: bool) -> None:
    one = replace(FIT, birth_year=birth_year, skills=frozenset({"fight", "cook"}))
    assert bool(choose([one], replace(NEED, task=task, uphill=uphill), 1, NOW)) is asked


def test_rested_people_are_asked_again() -> None:
    rested = replace(FIT, hours_out=9.0, back_at=NOW - timedelta(hours=9))
    assert choose([rested], NEED, 1, NOW) == [rested]


def test_waves_grow_from_the_tambon_to_the_district() -> None:
    district = [one.code for one in lampang.tambons_of(FIRE[:4])]
    neighbours = lampang.TAMBON_FACTS[FIRE].neighbours
    people = [replace(FIT, id=n, area=one.code) for n, one in enumerate(lampang.TAMBONS)]
    reached = [{one.area for one in choose(people, NEED, wave, NOW)} for wave in (1, 2, 3, 4)]
    assert FIRE in reached[0]
    assert len(reached[0]) <= RULES.waves[0].most
    wide = Rules(waves=tuple(replace(one, most=500) for one in RULES.waves))
    far = [
        {one.area for one in choose(people, NEED, wave, NOW, rules=wide)} for wave in (1, 2, 3, 4)
    ]
    assert far[0] <= far[1] <= far[2] <= far[3]
    assert set(neighbours) <= far[2]
    assert set(district) <= far[3]


def test_the_nearest_first_and_among_them_who_was_asked_least() -> None:
    near, often = replace(FIT, id=5), replace(FIT, id=2, asked_today=3)
    other = next(one for one in lampang.TAMBON_FACTS[FIRE].neighbours)
    far = replace(FIT, id=1, area=other)
    rules = Rules(waves=(Wave(3, 50.0, 3),))
    assert choose([often, far, near], NEED, 1, NOW, rules=rules) == [near, often, far]


def test_an_unknown_place_asks_nobody_and_a_district_its_own_people() -> None:
    assert choose([FIT], Need("", None, "fight", True), 4, NOW) == []
    assert choose([FIT], Need(FIRE[:4], None, "fight", True), 4, NOW) == [FIT]


CANDIDATES = crowd(300, seed=3)


@settings(max_examples=50, deadline=None)
@given(st.permutations(range(len(CANDIDATES))), st.integers(1, 4))
def test_the_order_of_the_list_decides_nothing(order: list[int], wave: int) -> None:
    shuffled = [CANDIDATES[n] for n in order]
    assert choose(shuffled, NEED, wave, NOW) == choose(CANDIDATES, NEED, wave, NOW)


@settings(max_examples=100, deadline=None)
@given(st.sets(st.integers(0, 299)), st.sampled_from(lampang.TAMBONS))
def test_nobody_is_asked_twice_and_nobody_unfit_goes_uphill(asked: set[int], area: object) -> None:
    assert isinstance(area, type(AREA))
    need = Need(area.code, area.centre, "fight", uphill=True)
    known = set(asked)
    for wave in (1, 2, 3, 4, 4):
        chosen = choose(CANDIDATES, need, wave, NOW, known)
        ids = [one.id for one in chosen]
        assert len(ids) == len(set(ids)) <= RULES.waves[wave - 1].most
        assert not known & set(ids)
        assert all(is_fit_uphill(one.birth_year, NOW) for one in chosen)
        assert all(one.duty_until and one.duty_until > NOW for one in chosen)
        known |= set(ids)


@given(st.sampled_from(lampang.TAMBONS))
def test_the_chosen_are_no_farther_than_who_was_left_out(area: object) -> None:
    assert isinstance(area, type(AREA))
    people = [replace(FIT, id=n, area=one.code) for n, one in enumerate(lampang.TAMBONS)]
    need = Need(area.code, area.centre, "fight", uphill=True)
    rules = Rules(waves=(Wave(10, 500.0, 0),))
    chosen = choose(people, need, 1, NOW, rules=rules)
    away = {one.code: distance_km(area.centre, one.centre) for one in lampang.TAMBONS}
    farthest = max(away[one.area] for one in chosen)
    assert sorted(away.values())[9] >= farthest - 0.1
