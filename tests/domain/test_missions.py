"""The table of moves of a mission, who may be let go, who looks after whom, and when an alarm is due."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain import missions as m
from domain.fires import CLOSED, TAKEN, Fire
from domain.missions import Call, Known, Mission

NOON = datetime(2026, 3, 12, 5, 0, tzinfo=UTC)  # 12.00 in Lampang
NIGHT = datetime(2026, 3, 12, 14, 0, tzinfo=UTC)
EVENTS = sorted({what for _, what in m.MOVES})
FIRE = Fire(1, 2569, 1, TAKEN, "forest", "520204", None, NOON, NOON, owner="boss", owner_name="สม")


def mission(state: str = m.READY, number: int = 1, **more: object) -> Mission:
    return replace(Mission(number, 1, f"U{number}", state, asked_at=NOON), **more)  # type: ignore[arg-type]


@pytest.mark.parametrize("state", m.STATES)
@pytest.mark.parametrize("what", EVENTS)
def test_what_is_not_in_the_table_changes_nothing_and_says_why(state: str, what: str) -> None:
    why = m.why_not(mission(state), FIRE, what)
    if m.next_state(state, what) is None:
        assert why in ("already", "late", "not_yet")
    else:
        assert why == ""


def test_only_a_clear_or_a_go_leads_out() -> None:
    ways = {
        what for (state, what), after in m.MOVES.items() if state not in m.OUT and after in m.OUT
    }
    assert ways == {"clear", "go", "not_home"}
    assert {after for (state, _), after in m.MOVES.items() if state in m.OUT} <= {*m.OUT, m.HOME}


@given(st.lists(st.sampled_from(EVENTS), max_size=20))
def test_nobody_is_ever_lost_on_the_way(events: list[str]) -> None:
    """Whatever is pressed in whatever order: out until home, and out only after a clear or go."""
    now, one, let_go = NOON, mission(m.ASKED), False
    for what in events:
        now += timedelta(minutes=1)
        if m.next_state(one.state, what) is None:
            continue
        was, one = one, m.moved(one, what, now)
        let_go = let_go or what in ("clear", "go")
        assert not one.is_out or let_go
        assert not was.is_out or one.is_out or one.state == m.HOME
        assert (one.ended_at is None) is (one.state in m.OPEN)
        assert not one.is_out or one.cleared_at is not None


@pytest.mark.parametrize(
    ("kind", "task", "needs"),
    [
        ("forest", "fight", True),
        ("smoke", "fight", True),
        ("field", "fight", True),
        ("building", "fight", True),
        ("rubbish", "fight", True),
        ("", "fight", True),
        ("grass", "fight", False),
        ("forest", "drive", False),
        ("forest", "cook", False),
    ],
)
def test_only_grass_and_support_go_on_accept(kind: str, task: str, needs: bool) -> None:
    fire = replace(FIRE, kind=kind)
    assert m.needs_press(fire, task) is needs
    assert m.may_go_on_accept(fire, task, NOON) is not needs
    assert m.may_go_on_accept(fire, "fight", NIGHT) is False


@pytest.mark.parametrize(
    ("by", "fire", "ready", "out", "now", "why"),
    [
        ("boss", FIRE, 1, 0, NOON, ""),
        ("other", FIRE, 2, 0, NOON, "not_commander"),
        ("", replace(FIRE, owner=""), 2, 0, NOON, "no_owner"),
        ("boss", replace(FIRE, state=CLOSED), 2, 0, NOON, "fire_over"),
        ("boss", FIRE, 0, 0, NOON, "late"),
        ("boss", FIRE, 1, 0, NIGHT, "alone_at_night"),
        ("boss", FIRE, 2, 0, NIGHT, ""),
        ("boss", FIRE, 1, 1, NIGHT, ""),
    ],
)
def test_who_may_let_whom_go(
    by: str, fire: Fire, ready: int, out: int, now: datetime, why: str
) -> None:
    chosen = [mission(m.READY, n) for n in range(ready)]
    team = [*chosen, *(mission(m.LEFT, 90 + n) for n in range(out))]
    assert m.why_not_clear(chosen, team, fire, by, now) == why


@pytest.mark.parametrize(
    ("state", "counts"), [(m.LEFT, ""), (m.RETURNING, "alone_at_night"), (m.HOME, "alone_at_night")]
)
def test_who_is_on_the_way_home_is_no_partner(state: str, counts: str) -> None:
    chosen = [mission(m.READY, 1)]
    assert m.why_not_clear(chosen, [*chosen, mission(state, 2)], FIRE, "boss", NIGHT) == counts


def test_partners() -> None:
    four = [mission(m.READY, n) for n in (1, 2, 3, 4)]
    assert m.pairs(four, four) == {1: 2, 2: 1, 3: 4, 4: 3}
    assert m.pairs(four[:3], four) == {1: 2, 2: 1, 3: 2}
    assert m.pairs(four[:1], [four[0], mission(m.LEFT, 9)]) == {1: 9}
    assert m.pairs(four[:1], four[:1]) == {1: 0}


def test_alone_at_night_is_one_person_without_a_party() -> None:
    one, two = mission(m.ARRIVED, 1), mission(m.LEFT, 2)
    assert m.alone([one], NIGHT) == one
    assert m.alone([one], NOON) is None
    assert m.alone([one, two], NIGHT) is None
    assert m.alone([replace(one, party=3)], NIGHT) is None
    assert m.alone([one, mission(m.HOME, 3)], NIGHT) == one


@pytest.mark.parametrize(
    ("minutes", "steps"),
    [(0, 0), (59, 0), (74, 0), (75, 1), (84, 1), (85, 2), (95, 3), (105, 4), (600, 4)],
)
def test_the_alarm_begins_at_the_planned_return_and_grace_not_before(
    minutes: int, steps: int
) -> None:
    one = mission(m.LEFT, back_by=NOON + timedelta(hours=1))
    now = NOON + timedelta(minutes=minutes)
    assert m.alarm_step(one, now) == steps
    assert m.alarm_step(replace(one, state=m.HOME), now) == 0


def test_who_never_said_when_is_expected_in_three_hours() -> None:
    one = mission(m.CLEARED, cleared_at=NOON)
    assert m.due_back(one) == NOON + timedelta(hours=3)


def test_the_alarm_is_said_again_each_half_hour() -> None:
    one = mission(m.LEFT, back_by=NOON)
    rounds = [m.alarm_round(one, NOON + timedelta(minutes=n)) for n in (45, 74, 75, 105)]
    assert rounds == [0, 0, 1, 2]
    later = [m.alarm_round(one, NOON + timedelta(minutes=45, hours=n)) for n in (2, 3, 8, 9, 15)]
    assert later == [4, 6, 6, 7, 8]  # an alarm for days on end would be muted


def test_people_without_line_are_counted() -> None:
    assert m.people([mission(m.LEFT, party=4), mission(m.HOME, party=3), mission(m.CLEARED)]) == 5


def test_words_are_about_the_mission_where_one_is_out() -> None:
    own = (mission(m.ASKED, 3), mission(m.LEFT, 2), mission(m.HOME, 1))
    active = Known(own=own, calls=(Call(1, 1, "fight", 6),)).active()
    assert active is not None
    assert active.id == 2
    assert Known(own=own[2:]).active() is None
