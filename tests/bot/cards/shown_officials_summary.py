"""An official's day with the most and the least it can hold."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from domain import lampang
from domain.air import air_at
from domain.conversation import Show
from domain.fires import Fire
from domain.missions import Mission
from domain.official_day import DistrictAir, Gone, OfficialDay
from tests.announced import notice
from tests.bot.cards.shown_fires import fire
from tests.burning import permit
from tests.domain.test_air import NOW, air
from tests.official_days import check
from tests.volunteering import _volunteer


def _fire(number: int, state: str) -> Fire:
    return replace(
        fire(state, is_drill=number == 3), id=number, number=number, people_out=number * 7
    )


def _gone(number: int, **more: object) -> Gone:
    mission = Mission(
        id=number,
        fire_id=1,
        line_id="U",
        state="arrived",
        name=f"อาสาชื่อยาวหน่อย{number}",
        phone="0812345678" if number % 2 else "",
        asked_at=NOW,
        party=number,
        **more,  # type: ignore[arg-type]
    )
    return Gone(mission, _fire(1, "working"), NOW + timedelta(hours=3), is_late=number == 2)


MEASURED = air(1, mean=61.7, hours=[164.0])
DAY = OfficialDay(
    areas=("5202", "5203", "5206"),
    air=tuple(
        DistrictAir(one, MEASURED, air_at(MEASURED.station.point, [MEASURED], NOW))
        for one in lampang.DISTRICTS
    ),
    unmeasured=4,
    fires=tuple(
        _fire(n, state)
        for n, state in enumerate(("reported", "reported", "reported", *["working"] * 30), 1)
    ),
    gone=(_gone(1, help_at=NOW), *(_gone(n) for n in range(2, 30))),
    volunteers=(_volunteer({"state": "pending"}, "an applicant", NOW),) * 100,
    permits=(permit(),) * 200,
    warnings=tuple(f"W-2569-{n:04d}" for n in range(1, 9)),
    checks=tuple(check({}, n, NOW) for n in range(1, 40)),
    notices=tuple(notice(n, mode="drill", headline="ก" * 80) for n in range(1, 9)),
)
SHOWN = {
    "a day on which everything happens": Show("officials_summary", DAY),
    "a quiet day": Show("officials_summary", OfficialDay(areas=("52",))),
    "a village's day": Show("officials_summary", OfficialDay(areas=("520204",), air=DAY.air[:1])),
}
