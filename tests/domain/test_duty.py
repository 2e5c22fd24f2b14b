"""The roster: what may stand in it, what may be exchanged, whose turn it is."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from domain import duty
from domain.duty import RosterCard, Shift
from domain.posts import Post

NOW = datetime(2026, 3, 12, 9, 20, tzinfo=UTC)
HOUR = timedelta(hours=1)


def post(number: int, area: str = "5202", holder: str = "") -> Post:
    return Post(holder or f"U{number}", "officer", "district", area, name=f"คน{number}", id=number)


def shift(number: int, who: Post, first: float = -1, last: float = 8, area: str = "5202") -> Shift:
    return Shift(number, area, who, NOW + first * HOUR, NOW + last * HOUR)


DISTRICT, OTHER, TAMBON, FAR = post(1), post(2), post(3, "520201"), post(4, "5207")


@pytest.mark.parametrize(
    ("who", "deputy", "first", "last", "why"),
    [
        (DISTRICT, None, 1, 9, ""),
        (DISTRICT, OTHER, -1, 9, ""),
        (DISTRICT, None, 1, 37.5, duty.BAD_SPAN),
        (DISTRICT, None, 1, 1.2, duty.BAD_SPAN),
        (DISTRICT, None, 9, 1, duty.BAD_SPAN),
        (DISTRICT, None, 24 * 70, 24 * 70 + 8, duty.BAD_SPAN),
        (DISTRICT, None, -9, -1, duty.PAST),
        (None, None, 1, 9, duty.NOT_THERE),
        (TAMBON, None, 1, 9, duty.NOT_THERE),
        (FAR, None, 1, 9, duty.NOT_THERE),
        (DISTRICT, FAR, 1, 9, duty.NOT_THERE),
        (post(5, "52"), None, 1, 9, ""),
        (DISTRICT, DISTRICT, 1, 9, duty.SAME_DEPUTY),
        (DISTRICT, None, 20, 28, duty.TWICE),
        (OTHER, None, 20, 28, ""),
        (DISTRICT, None, 12, 20, ""),  # one after the other
    ],
)
def test_what_may_stand_in_the_roster(
    who: Post | None, deputy: Post | None, first: float, last: float, why: str
) -> None:
    span = (NOW + first * HOUR, NOW + last * HOUR)
    others = [shift(9, DISTRICT, 20, 28)]
    assert duty.why_not(who, deputy, "5202", span, others, NOW) == why


@pytest.mark.parametrize(
    ("one", "other", "may"),
    [
        (shift(1, DISTRICT), shift(2, OTHER, 10, 18), True),
        (shift(1, DISTRICT), shift(2, DISTRICT, 20, 28), False),
        (shift(1, DISTRICT), shift(2, FAR, area="5207"), False),
        (shift(1, post(5, "52")), shift(2, post(6, "52"), area="5207"), True),
        (replace(shift(1, DISTRICT), deputy=OTHER), shift(2, OTHER), False),
        (shift(1, DISTRICT), replace(shift(2, OTHER), deputy=DISTRICT), False),
    ],
)
def test_what_may_be_exchanged(one: Shift, other: Shift, may: bool) -> None:
    assert duty.may_exchange(one, other) is may


def test_whose_turn_it_is() -> None:
    shifts = (
        shift(1, DISTRICT, -1, 8),
        shift(2, OTHER, 8, 16),
        shift(3, DISTRICT, 1.5, 9, "5207"),
        shift(4, FAR, -3, 0, "5207"),  # just over
        shift(5, TAMBON, 30, 38, "520201"),
    )
    assert [one.id for one in duty.running(shifts, "5202", NOW)] == [1]
    assert duty.running(shifts, "5207", NOW) == []
    follows = duty.following(shifts, "5202", NOW)
    assert follows is not None
    assert follows.id == 2
    assert duty.following(shifts, "52", NOW) is None
    assert [one.id for one in duty.mine(shifts, "U1", NOW)] == [1]
    soon = duty.soon(shifts, "U1", "5207", NOW)
    assert soon is not None
    assert soon.id == 3
    assert duty.soon(shifts, "U2", "5202", NOW) is None  # in eight hours
    card = RosterCard(shifts, ("5202",), NOW)
    assert duty.areas_told(card) == ["5202", "520201", "5207", "52"]
