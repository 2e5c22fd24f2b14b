"""Which menu is whose: level of the own district, role, language; never better than what is known."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from domain.air import FRESH_FOR, Reading, Station, StationAir
from domain.menus import DEFAULT, EVERY_KIND, district_levels, kind_for
from domain.places import Point

NOW = datetime(2026, 3, 14, 8, 0, tzinfo=UTC)
MAE_MO, SOP_PAT, TOWN = "520204", "520205", "520105"
LEVELS = {"5202": 4, "5201": 2}


def air(
    tambon: str, *, mean: float | None = None, hour: float | None = None, old: float = 0.5
) -> StationAir:
    """A station whose newest values are `old` hours old."""
    name, at = f"s{tambon}", NOW - timedelta(hours=old)
    return StationAir(
        Station(name, name, name, Point(18.28, 99.66), tambon=tambon),
        None if mean is None else Reading(name, at, 24, mean),
        () if hour is None else (Reading(name, at, 1, hour),),
    )


def test_there_are_36_and_the_default_claims_nothing() -> None:
    assert len({kind.key for kind in EVERY_KIND}) == len(EVERY_KIND) == 36
    assert DEFAULT in EVERY_KIND
    assert (DEFAULT.level, DEFAULT.role, DEFAULT.language) == (0, "resident", "th")


@pytest.mark.parametrize(
    ("area", "role", "language", "key"),
    [
        (MAE_MO, "resident", "th", "4-resident-th"),
        ("5202", "resident", "en", "4-resident-en"),
        (TOWN, "volunteer", "th", "2-volunteer-th"),
        (MAE_MO, "officer", "th", "4-official-th"),
        (MAE_MO, "approver", "th", "4-official-th"),
        (MAE_MO, "admin", "en", "4-official-en"),
        ("5203", "resident", "th", "0-resident-th"),  # nobody measures there
        ("52", "resident", "th", "0-resident-th"),  # the province has no level
        ("", "", "", "0-resident-th"),
        ("999999", "a new role", "zz", "0-resident-th"),
        ("5", "resident", "th", "0-resident-th"),
    ],
)
def test_a_person_is_due_the_menu_of_district_role_and_language(
    area: str, role: str, language: str, key: str
) -> None:
    assert kind_for(area=area, role=role, language=language, levels=LEVELS).key == key


FRESH = FRESH_FOR / timedelta(hours=1)


@pytest.mark.parametrize(
    ("stations", "levels"),
    [
        ([], {}),
        ([air(MAE_MO, mean=20, hour=20)], {"5202": 2}),
        ([air(MAE_MO, mean=19, hour=190)], {"5202": 5}),  # a plume in its first hour
        ([air(MAE_MO, mean=80, hour=10)], {"5202": 5}),
        # The worst tambon of a district; another district has its own.
        (
            [
                air(MAE_MO, mean=20, hour=20),
                air(SOP_PAT, mean=50, hour=50),
                air(TOWN, mean=10, hour=9),
            ],
            {"5202": 4, "5201": 1},
        ),
        ([air(SOP_PAT, mean=50, hour=50), air(MAE_MO, mean=20, hour=20)], {"5202": 4}),
        # Good is said only when hour and mean are known; bad with either.
        ([air(MAE_MO, mean=20)], {}),
        ([air(MAE_MO, hour=10)], {}),
        ([air(MAE_MO, mean=30)], {"5202": 3}),
        ([air(MAE_MO, hour=76)], {"5202": 5}),
        # Old values are no values.
        ([air(MAE_MO, mean=80, hour=80, old=FRESH)], {"5202": 5}),
        ([air(MAE_MO, mean=80, hour=80, old=FRESH + 0.1)], {}),
        ([air(MAE_MO, mean=80, old=4), air(SOP_PAT, mean=20, hour=20)], {"5202": 2}),
        # A station that stands nowhere of ours.
        ([air("", mean=80, hour=80), air("500101", mean=80, hour=80)], {}),
    ],
)
def test_the_level_of_a_district_is_its_worst_measured_tambon(
    stations: list[StationAir], levels: dict[str, int]
) -> None:
    assert district_levels(stations, NOW) == levels
