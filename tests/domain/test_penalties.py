"""What burning costs, over days, places and kinds of land; a season's rule is never told for another season."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain import penalties as rules
from domain.penalties import DISPUTED, FARM, FOREST, Penalty
from tests.burning import penalties

LOSS = next(one for one in penalties() if one.kind == rules.SUPPORT)
HERE = "520801"


def penalty(**told: object) -> Penalty:
    made = {
        "kind": "penalty",
        "law_th": "ประกาศตำบล",
        "says_th": "เผาหญ้า",
        "penalty_th": "ปรับ",
        "source": "อบต.",
    }
    return Penalty(**{**made, **told})  # type: ignore[arg-type]


def laws(day: str, land: str = "", code: str = HERE, rows: tuple[Penalty, ...] = ()) -> list[str]:
    found = rules.costs(rows or penalties(), code, date.fromisoformat(day), land)
    return [f"{one.law_th} {one.section}".strip() for one in found]


MINISTRY = "มาตรการกระทรวงเกษตรและสหกรณ์"
CODE = "ประมวลกฎหมายอาญา 220"
HEALTH = "พ.ร.บ. การสาธารณสุข พ.ศ. 2535 25, 28"
ROAD = "พ.ร.บ. จราจรทางบก พ.ศ. 2522"
RESERVE = "พ.ร.บ. ป่าสงวนแห่งชาติ พ.ศ. 2507 14, 31"
PARK = "พ.ร.บ. อุทยานแห่งชาติ และ พ.ร.บ. สงวนและคุ้มครองสัตว์ป่า พ.ศ. 2562"


@pytest.mark.parametrize(
    ("day", "land", "told"),
    [
        ("2026-02-15", FARM, [MINISTRY, CODE, HEALTH, ROAD]),
        ("2026-02-15", "", [MINISTRY, CODE, HEALTH, ROAD, RESERVE, PARK]),
        ("2026-02-15", DISPUTED, [CODE, RESERVE, HEALTH, ROAD]),
        ("2026-02-15", FOREST, [RESERVE, PARK, HEALTH, ROAD]),
        ("2026-04-15", FARM, [CODE, HEALTH, ROAD]),
        ("2031-04-15", FOREST, [RESERVE, PARK, HEALTH, ROAD]),
    ],
)
def test_by_day_and_kind_of_land(day, land, told):
    assert laws(day, land) == told


@pytest.mark.parametrize(
    ("day", "lost"),
    [
        ("2026-01-31", False),
        ("2026-02-01", True),
        ("2026-03-31", True),
        ("2026-04-01", False),
        ("2027-02-15", False),  # another season: nothing is known, so nothing is said
        ("2025-03-01", False),
    ],
)
def test_the_ministrys_loss_of_support_is_of_its_own_season_only(day, lost):
    assert (MINISTRY in laws(day)) is lost


@given(
    st.dates(date(2020, 1, 1), date(2040, 12, 31)), st.sampled_from(["", FARM, DISPUTED, FOREST])
)
def test_on_no_other_day_is_support_said_to_be_lost(day, land):
    told = [one for one in rules.costs(penalties(), HERE, day, land) if one.kind == rules.SUPPORT]
    assert not told or LOSS.start <= day <= LOSS.end


@pytest.mark.parametrize(
    ("code", "is_told"),
    [("520801", True), ("520802", False), ("5208", False), ("52", False), ("520101", False)],
)
def test_a_tambons_own_rule_is_told_there_only(code, is_told):
    own = (penalty(area="520801"),)
    assert bool(laws("2026-03-01", code=code, rows=own)) is is_told


def test_what_was_ended_is_told_no_more_from_that_day_on():
    ended = (penalty(ended_on=date(2026, 3, 10), start=date(2026, 3, 1)),)
    told = {day: bool(laws(f"2026-03-{day:02}", rows=ended)) for day in (1, 9, 10, 11)}
    assert told == {1: True, 9: True, 10: False, 11: False}
    states = [rules.state_of(ended[0], date(2026, m, d)) for m, d in ((2, 28), (3, 1), (3, 10))]
    assert states == ["coming", "in force", "ended"]
    assert rules.state_of(LOSS, date(2026, 4, 1)) == "over"


def test_the_seed_is_whole_and_names_its_sources():
    assert len({(one.law_th, one.section) for one in penalties()}) == len(penalties())
    for one in penalties():
        assert rules.wrong_with(one) == ""
        assert one.link.startswith("https://")
        assert one.checked_on
        assert one.law_en
        assert one.says_en
        assert one.penalty_en
    assert any("140,000" in one.penalty_th for one in penalties())


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({}, ""),
        ({"kind": "reward"}, rules.NO_KIND),
        ({"law_th": " "}, rules.NO_LAW),
        ({"says_th": ""}, rules.NO_WORDS),
        ({"penalty_th": ""}, rules.NO_WORDS),
        ({"source": ""}, rules.NO_SOURCE),
        ({"kind": "support"}, rules.NO_SEASON),
        ({"kind": "support", "start": LOSS.start}, rules.NO_SEASON),
        ({"kind": "support", "start": LOSS.start, "end": LOSS.end}, ""),
        ({"kind": "support", "start": LOSS.start, "end": LOSS.start + timedelta(days=400)}, rules.TOO_LONG),
        ({"start": LOSS.end, "end": LOSS.start}, rules.BACKWARDS),
        ({"link": "javascript:alert(1)"}, rules.NO_LINK),
        ({"lands": ("moon",)}, rules.NO_LAND),
    ],
)  # fmt: skip
def test_what_cannot_be_entered(changes, says):
    assert rules.wrong_with(penalty(**changes)) == says


def test_the_same_row_is_not_entered_twice():
    known = (replace(penalty(), id=7), replace(penalty(law_th="อื่น"), id=8))
    assert rules.twin_of(penalty(), known) == 7
    assert rules.twin_of(penalty(section="5"), known) == 0
    assert rules.twin_of(penalty(), (replace(known[0], ended_on=date(2026, 3, 1)),)) == 0


@pytest.mark.parametrize(
    ("text", "burnt", "land"),
    [
        ("เผานาได้ไหม", ["rice_straw"], FARM),
        ("เผาป่าได้ไหม", [], FOREST),
        ("เผาใบไม้ในป่าได้ไหม", ["leaves"], FOREST),
        ("เผาไร่หมุนเวียนได้ไหม", [], DISPUTED),
        ("ที่ ส.ป.ก. เผาตอซังได้ไหม", ["rice_straw"], DISPUTED),
        ("can I burn in the forest", [], FOREST),
        ("วันนี้เผาได้ไหม", [], ""),
        ("เผากิ่งไม้ได้ไหม", ["branches"], ""),
    ],
)
def test_the_kind_of_land_that_a_question_names(text, burnt, land):
    assert rules.land_said(text, burnt) == land
