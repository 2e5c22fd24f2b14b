"""What one official is responsible for, out of all there is; and what comes first."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from domain.air import StationAir
from domain.fires import Fire
from domain.missions import Mission
from domain.official import Official
from domain.official_day import OfficialDay, Province, day_of
from domain.permits import Permit
from domain.posts import Post
from domain.warnings import SUBMITTED, Standing
from tests.announced import notice
from tests.burning import permit
from tests.domain.test_air import NOW, air
from tests.official_days import check

ME = "an official"


def post(area: str, kind: str = "district", role: str = "approver", **more: Any) -> Post:
    return Post(ME, role, kind, area, **more)


def day(there: Province, *posts: Post) -> OfficialDay:
    return day_of(Official(ME, posts or (post("52"),)), there, NOW)


def fire(number: int, area: str = "520201", state: str = "reported", **more: Any) -> Fire:
    at = NOW - timedelta(minutes=number)
    return Fire(number, 2569, number, state, "forest", area, None, at, at, **more)


def mission(number: int, state: str = "arrived", **more: Any) -> Mission:
    return Mission(number, 1, f"U{number}", state, asked_at=NOW, **more)


def test_fires_nobody_has_come_first_the_oldest_before_them_all_drills_last() -> None:
    fires = [
        fire(1, state="taken"),
        fire(2),
        fire(3),
        fire(4, is_drill=True),
        fire(5, state="closed"),
    ]
    found = day(Province(fires=fires))
    assert [one.number for one in found.fires] == [3, 2, 1, 4]
    assert (found.unowned, found.burning) == (2, 3)


@pytest.mark.parametrize(
    ("area", "seen"),
    [
        ("52", ["", "520201", "520701"]),
        ("5202", ["520201"]),
        ("520201", ["520201"]),
        ("520204", []),
        ("5207", ["520701"]),
    ],
)
def test_fires_of_ones_own_area(area: str, seen: list[str]) -> None:
    fires = [fire(1, ""), fire(2, "520201"), fire(3, "520701")]
    assert sorted(one.area for one in day(Province(fires=fires), post(area)).fires) == seen


def test_who_called_for_help_then_who_is_late_then_who_is_due() -> None:
    team = [
        mission(1, back_by=NOW + timedelta(hours=2)),
        mission(2, back_by=NOW - timedelta(hours=1), party=3),
        mission(3, back_by=NOW + timedelta(hours=1)),
        mission(4, help_at=NOW),
        mission(5, state="ready"),
        mission(6, state="home"),
    ]
    found = day(Province(missions=[(one, fire(1)) for one in team]))
    assert [one.mission.id for one in found.gone] == [4, 2, 3, 1]
    assert [one.is_late for one in found.gone] == [False, True, False, False]
    assert found.people_out == 6


def test_the_grace_of_the_return_is_kept() -> None:
    team = [mission(1, back_by=NOW - timedelta(minutes=10))]
    assert not day(Province(missions=[(one, fire(1)) for one in team])).gone[0].is_late


def test_the_commander_sees_their_people_wherever_the_fire_is() -> None:
    there = Province(missions=[(mission(1), fire(1, "520701", owner=ME)), (mission(2), fire(2, "520702"))])  # fmt: skip
    assert [one.mission.id for one in day(there, post("520204")).gone] == [1]


def standing(one: StationAir, tambon: str) -> StationAir:
    return replace(one, station=replace(one.station, tambon=tambon))


def test_the_worst_of_each_district_and_how_many_nobody_measures() -> None:
    stations = [
        standing(air(1, mean=61.7, hours=[64.0]), "520201"),
        standing(air(2, mean=20.0, hours=[180.0]), "520202"),
        replace(standing(air(3), "520701"), mean=None, hourly=()),
        standing(air(4, mean=55.0), "520301"),
    ]
    found = day(Province(air=stations))
    assert [one.district.code for one in found.air] == ["5202", "5203"]
    assert found.air[0].station is stations[1]
    assert found.unmeasured == 11
    assert day(Province(air=stations), post("520204")).air[0].station is stations[1]
    assert day(Province(air=stations), post("5207")).unmeasured == 1
    assert day(Province()).unmeasured == 13


def waiting_for(state: str) -> Permit:
    return permit(state=state, tambon="520205")


@pytest.mark.parametrize(
    ("held", "permits", "checks"),
    [
        (post("5202"), 1, 1),
        (post("5202", role="officer"), 0, 1),
        (post("5202", "police"), 0, 0),
        (post("520205", "local_office", "officer"), 0, 1),
        (post("5207"), 0, 0),
        (post("52", "duty"), 1, 1),
    ],
)
def test_only_what_this_person_can_do_something_about(
    held: Post, permits: int, checks: int
) -> None:
    there = Province(permits=[waiting_for("district")], checks=[check({"area": "520205"}, 1, NOW)])
    found = day(there, held)
    assert (len(found.permits), len(found.checks)) == (permits, checks)
    assert found.waits == permits + checks


def test_a_hotspot_of_two_days_ago_waits_for_nobody() -> None:
    assert day(Province(checks=[check({"hours": 49}, 1, NOW)])).checks == ()


def test_nobody_is_asked_to_approve_their_own_words() -> None:
    standing = Standing(notice().content, SUBMITTED, written_by="another", submitted_by="another")
    own = replace(standing, submitted_by=ME)
    there = Province(submitted={"W-2569-0001": standing, "W-2569-0002": own})
    assert day(there).warnings == ("W-2569-0001",)
    assert day(there, post("5202", role="officer")).warnings == ()
    assert day(there, post("5207")).warnings == ()


def test_warnings_that_touch_the_area() -> None:
    there = Province(notices=[notice(1, areas=["5202"]), notice(2, areas=["52"]), notice(3, areas=["5207"])])  # fmt: skip
    seen = [one.number for one in day(there, post("520204")).notices]
    assert seen == ["W-2569-0001", "W-2569-0002"]
