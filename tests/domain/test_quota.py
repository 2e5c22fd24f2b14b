"""The planner of the month's messages: who may be pushed to, what is kept for lives, what a send costs, how far it goes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain import quota
from domain.quota import Plan, Quota

LEFT_100 = Quota(limit=1000, used=900)
URGENT = range(len(quota.URGENCIES))


@pytest.mark.parametrize(
    ("urgency", "room"),
    [
        (quota.LIFE_SAFETY, None),
        (quota.DISPATCH, 50),
        (quota.RED_AIR, 0),
        (quota.ORANGE_AIR, 0),
        (quota.DIGEST, 0),
    ],
)
def test_each_urgency_leaves_its_part(urgency: int, room: int | None) -> None:
    assert quota.room(urgency, LEFT_100) == room


@pytest.mark.parametrize(
    ("known", "room"),
    [
        (Quota(limit=None), None),
        (Quota(known=False), 0),
        (Quota(limit=1000, spent=True), 0),
        (Quota(limit=1000, used=100), 800),
        (Quota(limit=1000, used=100, committed=200), 600),  # what is queued is spoken for
        (Quota(limit=1000, used=2000), 0),
        (Quota(limit=0), 0),
    ],
)
def test_red_air(known: Quota, room: int | None) -> None:
    assert quota.room(quota.RED_AIR, known) == room
    assert quota.plan(quota.RED_AIR, 900, known) == (
        Plan(900) if room is None else Plan(min(900, room), 900 - min(900, room))
    )


def test_what_may_not_ride_is_dropped() -> None:
    assert quota.plan(quota.DIGEST, 10, LEFT_100, may_ride=False) == Plan(0, 0, 10)


def test_an_estimate_before_a_send() -> None:
    told = quota.estimate(quota.RED_AIR, 500, Quota(limit=1000, used=300))
    assert (told.plan, told.left_before, told.left_after, told.percent) == (Plan(500), 700, 200, 50)
    free = quota.estimate(quota.RED_AIR, 500, Quota())
    assert (free.plan.push, free.left_after, free.percent) == (500, None, None)


@pytest.mark.parametrize(
    ("used", "committed", "day", "at_end", "runs_out"),
    [
        (100, 0, 10, 300, None),
        (500, 0, 10, 1500, 21),
        (400, 100, 10, 1500, 21),
        (1000, 0, 10, 3000, 11),
        (0, 0, 0, 0, None),
    ],
)
def test_a_forecast_to_the_months_end(
    used: int, committed: int, day: float, at_end: int, runs_out: int | None
) -> None:
    told = quota.forecast(Quota(limit=1000, used=used, committed=committed), day, 30)
    assert (told.at_end, told.runs_out_on) == (at_end, runs_out)


@given(
    limit=st.integers(0, 2000),
    used=st.integers(0, 2500),
    sends=st.lists(st.tuples(st.sampled_from(URGENT), st.integers(1, 700)), max_size=20),
)
def test_whatever_is_sent_the_reserves_stay(
    limit: int, used: int, sends: list[tuple[int, int]]
) -> None:
    """Lives aside, nothing that the planner allows goes over the limit or into a reserve."""
    known = Quota(limit=limit, used=used)
    for urgency, people in sends:
        if urgency == quota.LIFE_SAFETY:
            continue
        made = quota.plan(urgency, people, known)
        assert made.push + made.ride + made.drop == people
        assert quota.may_push(urgency, made.push, known) or made.push == 0
        if made.push:
            known = known.after(made.push)
            must_leave = limit * quota.MUST_LEAVE[urgency] / 100
            assert limit - known.used - known.committed >= must_leave
