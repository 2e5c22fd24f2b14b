"""The state machine of warnings: no path to a phone without two people, save the one that is named and typed."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain import quota, warnings
from domain.official import Official
from domain.posts import Post
from domain.warnings import Content, NotPossible, Standing

NOW = datetime(2026, 3, 12, 9, tzinfo=UTC)
HOUR = timedelta(hours=1)


def content(**changes: Any) -> Content:
    made: dict[str, Any] = {
        "kind": "forest_fire",
        "level": "warning",
        "mode": "real",
        "areas": ("5202",),
        "headline_th": "ไฟป่า",
        "text_th": "ปิดบ้าน",
        "starts": NOW,
        "ends": NOW + 10 * HOUR,
    }
    return Content(**(made | changes))


def official(name: str, role: str, *areas: str) -> Official:
    return Official(name, tuple(Post(name, role, "other", area) for area in areas))


CAST = (
    official("Ann", "officer", "5202"),
    official("Bob", "approver", "5202"),
    official("Cat", "approver", "52"),
    official("Dan", "admin", "52"),
    official("Eve", "approver", "5206"),
    official("Fay", "officer", "520204"),
    official("Gus", "approver", "520204", "5206"),
    Official("Hal", ()),
)
CONTENTS = st.builds(
    content,
    kind=st.sampled_from([*warnings.KINDS, "nonsense"]),
    level=st.sampled_from([*warnings.LEVELS, "panic"]),
    mode=st.sampled_from([*warnings.MODES, ""]),
    areas=st.sampled_from([("5202",), ("52",), ("520204",), ("5202", "5206"), ()]),
    issuer=st.sampled_from(["", "นายอำเภอแม่เมาะ"]),
    starts=st.sampled_from([NOW - HOUR, NOW, NOW + 2 * HOUR]),
    ends=st.sampled_from([NOW - 2 * HOUR, NOW + HOUR, NOW + 20 * HOUR]),
)
REASONS = st.sampled_from(["", "สั้น", "พื้นที่ไม่ตรงกับเหตุ", "ตีสองแล้ว ไม่มีใครรับสาย ไฟถึงหมู่บ้าน"])
STEPS = st.lists(
    st.tuples(
        st.sampled_from([*warnings.MOVES, *warnings.BY_ITSELF, "write"]),
        st.sampled_from(CAST),
        REASONS,
        CONTENTS,
        st.sampled_from([timedelta(0), HOUR, 12 * HOUR]),
    ),
    max_size=12,
)


def taken(
    standing: Standing, name: str, by: Official, now: datetime, reason: str, words: Content
) -> Standing:
    try:
        if name == "write":
            return warnings.write(standing, words, by)
        if name in warnings.BY_ITSELF:
            return warnings.move(name, standing)
        return warnings.take(name, standing, by, now, reason)
    except NotPossible:
        return standing


@settings(max_examples=600, deadline=None)
@given(first=CONTENTS, writer=st.sampled_from(CAST), steps=STEPS)
def test_whatever_people_try(first: Content, writer: Official, steps: list[Any]) -> None:
    standing = Standing(first, written_by=writer.line_id)
    now, reasons = NOW, {}
    for name, by, reason, words, wait in steps:
        now += wait
        before = standing
        standing = taken(standing, name, by, now, reason, words)
        if standing is not before and name in ("approve", "send alone"):
            reasons[name] = (by, reason)
        judge(standing, before, now, reasons)


def judge(standing: Standing, before: Standing, now: datetime, reasons: dict[str, Any]) -> None:
    assert standing.state in warnings.STATES
    if standing.issued is None:
        assert standing.state in ("draft", "submitted", "returned", "rejected")
        assert not warnings.may_reach_phones(standing, now)
        return
    issued = standing.issued
    by, reason = reasons["send alone" if standing.alone else "approve"]
    assert standing.approved_by == by.line_id
    assert by.may_all(issued.areas, "approver")
    if standing.alone:
        assert issued.level == "critical"
        assert issued.kind in warnings.FOR_LIVES
        assert len(reason) >= warnings.SHORTEST_REASON_ALONE
    else:
        assert standing.approved_by not in (standing.submitted_by, standing.written_by)
        assert issued.level != "critical" or by.may("52", "approver")
    assert issued.kind != "evacuation" or issued.issuer
    # What was approved stays what it was.
    assert before.issued in (None, issued)
    if warnings.may_reach_phones(standing, now):
        assert issued.mode in ("real", "drill")
        assert issued.starts <= now < issued.ends
        assert standing.state in ("approved", "sending")


@given(
    state=st.sampled_from(warnings.STATES),
    words=CONTENTS,
    hours=st.integers(-30, 30),
    has=st.booleans(),
)
def test_never_to_a_phone(state: str, words: Content, hours: int, has: bool) -> None:
    now = NOW + hours * HOUR
    standing = Standing(words, state, issued=words if has else None)
    if warnings.may_reach_phones(standing, now):
        assert has
        assert words.mode != "training"
        assert words.starts <= now < words.ends
        assert state in ("approved", "sending")
    if warnings.is_in_force(standing, now):
        assert words.mode != "training"
        assert state in ("sending", "in_force")


ANN, BOB, CAT, DAN, EVE, FAY, GUS, _ = CAST
SUBMITTED = Standing(content(), "submitted", written_by="Ann", submitted_by="Ann")
LONG = "ตีสองแล้ว ไม่มีใครรับสาย ไฟถึงหมู่บ้าน"


@pytest.mark.parametrize(
    ("step", "by", "words", "why"),
    [
        ("approve", BOB, {}, ""),
        ("approve", CAT, {}, ""),
        ("approve", DAN, {}, ""),
        ("approve", ANN, {}, warnings.NOT_YOUR_OWN),
        ("approve", EVE, {}, warnings.NOT_YOUR_AREA),
        ("approve", FAY, {}, warnings.NOT_YOUR_AREA),
        ("approve", GUS, {}, warnings.NOT_YOUR_AREA),
        ("approve", GUS, {"areas": ("520204",)}, ""),
        ("approve", BOB, {"level": "critical"}, warnings.NEEDS_PROVINCE),
        ("approve", CAT, {"level": "critical"}, ""),
        ("approve", BOB, {"areas": ("5202", "5206")}, warnings.NOT_YOUR_AREA),
        ("send alone", BOB, {}, warnings.NOT_ALONE),
        ("send alone", BOB, {"level": "critical", "kind": "haze"}, warnings.NOT_ALONE),
        ("send alone", BOB, {"level": "critical"}, ""),
        ("send alone", ANN, {"level": "critical"}, warnings.NOT_YOUR_AREA),
        ("take back", ANN, {}, ""),
        ("take back", BOB, {}, warnings.NOT_YOURS),
        ("reject", ANN, {}, warnings.NOT_YOUR_OWN),
        ("cancel", BOB, {}, warnings.NOT_NOW),
    ],
)
def test_who_may_do_what(step: str, by: Official, words: dict[str, Any], why: str) -> None:
    standing = replace(SUBMITTED, content=content(**words))
    said = ""
    try:
        warnings.take(step, standing, by, NOW, LONG)
    except NotPossible as error:
        said = str(error)
    assert said == why


def test_steps_are_offered_to_who_may_take_them() -> None:
    assert warnings.steps_for(SUBMITTED, ANN) == ["take back"]
    assert warnings.steps_for(SUBMITTED, BOB) == ["return", "reject", "approve"]
    assert warnings.steps_for(SUBMITTED, EVE) == []


def test_to_stop_a_wrong_one_takes_one_person_and_a_reason() -> None:
    sent = replace(SUBMITTED, state="in_force", issued=content(), approved_by="Bob")
    with pytest.raises(NotPossible, match="say why"):
        warnings.take("cancel", sent, BOB, NOW, "")
    assert warnings.take("cancel", sent, BOB, NOW, "ไฟดับแล้ว").correction == "ไฟดับแล้ว"
    with pytest.raises(NotPossible):
        warnings.take("cancel", sent, ANN, NOW, "ไฟดับแล้ว")


def test_what_one_sent_alone_another_reviews() -> None:
    alone = replace(SUBMITTED, state="in_force", issued=content(), approved_by="Bob", alone=True)
    assert [one.line_id for one in CAST if warnings.may_review(alone, one)] == ["Cat", "Dan"]
    assert not warnings.may_review(replace(alone, alone=False), CAT)


@pytest.mark.parametrize("mode", warnings.MODES)
@pytest.mark.parametrize("level", warnings.LEVELS)
def test_only_real_danger_spends_what_is_kept_for_lives(level: str, mode: str) -> None:
    urgency = warnings.urgency_of(content(level=level, mode=mode))
    assert (urgency == quota.LIFE_SAFETY) is (level == "critical" and mode == "real")


@pytest.mark.parametrize(
    ("area", "areas", "touches"),
    [
        ("5202", ("5202",), True),
        ("520204", ("5202",), True),
        ("5202", ("520204",), True),
        ("5206", ("5202",), False),
        ("5206", ("52",), True),
        ("", ("5202",), True),
    ],
)
def test_whom_it_concerns(area: str, areas: tuple[str, ...], touches: bool) -> None:
    assert warnings.touches(content(areas=areas), area) is touches


def test_a_burn_ban_may_last_a_season_and_a_fire_may_not() -> None:
    season = NOW + timedelta(days=100)
    assert warnings.problems(content(kind="burn_ban", ends=season), NOW) == []
    assert warnings.problems(content(ends=season), NOW) != []
