"""Where an official puts a report: what was typed and what was chosen, together or alone; and what is no place."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from domain import fire_places as rules
from domain import lampang
from domain.fires import Fire
from domain.places import Area, PlaceFound, Point
from domain.sightings import Estimate

HERE = Point(18.47, 99.75)
BAN_DONG, MAE_MO, HANG_CHAT = "520201", "5202", "520601"


def area(code: str) -> Area:
    found = lampang.area(code)
    assert found is not None
    return found


TAMBON = PlaceFound(area(BAN_DONG))
DISTRICT = PlaceFound(area(MAE_MO))
ON_A_BORDER = PlaceFound(candidates=(area("520204"), area(BAN_DONG)), point=HERE)
HILL = PlaceFound(area(BAN_DONG), name="ดอยพระบาท", point=HERE)
IN_BANGKOK = PlaceFound(outside=True, name="กรุงเทพ")


@pytest.mark.parametrize(
    ("found", "chosen", "is_point", "expected"),
    [
        (replace(TAMBON, point=HERE), "", True, (BAN_DONG, 250, "")),
        (ON_A_BORDER, "", True, ("520204", 250, "")),
        (ON_A_BORDER, BAN_DONG, True, (BAN_DONG, 250, "")),
        (ON_A_BORDER, HANG_CHAT, True, rules.NOT_THERE),
        (ON_A_BORDER, "", False, rules.WHICH_TAMBON),
        (HILL, "", False, (BAN_DONG, 1000, "ดอยพระบาท")),
        (TAMBON, "", False, (BAN_DONG, 6000, "")),
        (DISTRICT, "", False, rules.WHICH_TAMBON),
        (DISTRICT, BAN_DONG, False, (BAN_DONG, 6000, "")),
        (DISTRICT, HANG_CHAT, False, rules.NOT_THERE),
        (IN_BANGKOK, "", False, rules.TOO_FAR),
        (IN_BANGKOK, BAN_DONG, True, rules.TOO_FAR),
        (None, BAN_DONG, False, (BAN_DONG, 6000, "")),
        (None, MAE_MO, False, rules.NO_PLACE),
        (None, "king", False, rules.NO_PLACE),
        (None, "", False, rules.NO_PLACE),
    ],
)
def test_a_place_or_a_sentence_why_not(
    found: PlaceFound | None, chosen: str, is_point: bool, expected: str | tuple[str, int, str]
) -> None:
    if isinstance(expected, str):
        with pytest.raises(rules.NoPlace, match=expected[:20]):
            rules.place(found, chosen, is_point=is_point)
        return
    placed = rules.place(found, chosen, is_point=is_point)
    assert (placed.area, placed.estimate.radius_m, placed.name) == expected


NOW = datetime(2026, 3, 12, tzinfo=UTC)
FIRE = Fire(1, 2569, 1, "reported", "grass", "", None, NOW, NOW)


@pytest.mark.parametrize(
    ("fire", "expected"),
    [
        (FIRE, True),
        (replace(FIRE, area=MAE_MO, estimate=Estimate(HERE, 15_000)), True),
        (replace(FIRE, area=BAN_DONG, estimate=Estimate(HERE, 6000)), False),
        (replace(FIRE, area=BAN_DONG, estimate=Estimate(HERE, 250)), False),
        (replace(FIRE, state="out"), False),
        (replace(FIRE, outside=True), False),
    ],
)
def test_which_fires_nobody_can_be_sent_to(fire: Fire, expected: bool) -> None:
    assert rules.needs_place(fire) is expected
