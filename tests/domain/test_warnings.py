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
    now, reasons, writers = NOW, {}, {writer.line_id}
    for name, by, reason, words, wait in steps:
        now += wait
        before = standing
        standing = taken(standing, name, by, now, reason, words)
        if standing is not before and name == "write":
            writers.add(by.line_id)
        if standing is not before and name in ("approve", "send alone"):
            reasons[name] = (by, reason)
        judge(standing, before, now, reasons)
        assert standing.alone or standing.approved_by not in writers, "any part of it"


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
        assert (issued.level, issued.mode) == ("critical", "real")
        assert issued.kind in warnings.FOR_LIVES
        assert len(reason) >= warnings.SHORTEST_REASON_ALONE
    else:
        assert standing.approved_by not in (standing.submitted_by, standing.written_by)
        assert issued.level != "critical" or by.may("52", "approver")
    assert issued.kind != "evacuation" or (issued.issuer and issued.level == "critical")
    assert issued.script
    if standing.alone and not by.may("52", "approver"):
        assert len({one[:4] for one in issued.areas}) == 1
        assert any(all(post.covers(one) for one in issued.areas) for post in by.posts)
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
IDA = official("Ida", "approver", "520201", "520204")  # two tambons, by two posts
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
        ("send alone", BOB, {"level": "critical", "areas": ("520204", "520201")}, ""),
        ("send alone", BOB, {"level": "critical", "mode": "drill"}, warnings.NOT_ALONE),
        ("send alone", BOB, {"level": "critical", "areas": ("5206",)}, warnings.NOT_YOUR_AREA),
        ("send alone", CAT, {"level": "critical", "areas": ("52",)}, ""),
        ("send alone", CAT, {"level": "critical", "areas": ("5202", "5206")}, ""),
        ("send alone", GUS, {"level": "critical", "areas": ("520204",)}, ""),
        (
            "send alone",
            GUS,
            {"level": "critical", "areas": ("520204", "5206")},
            warnings.NOT_SO_FAR_ALONE,
        ),
        (
            "send alone",
            IDA,
            {"level": "critical", "areas": ("520201", "520204")},
            warnings.NOT_SO_FAR_ALONE,
        ),
        ("send alone", IDA, {"level": "critical", "areas": ("520201",)}, ""),
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


@pytest.mark.parametrize(
    ("hands", "by", "why"),
    [
        ("Bob:make Cat:write Cat:submit", BOB, warnings.NOT_YOUR_OWN),
        ("Bob:make Cat:write Cat:submit", DAN, ""),
        ("Bob:make Cat:write Ann:submit", CAT, warnings.NOT_YOUR_OWN),
        ("Bob:make Cat:write Ann:submit", BOB, warnings.NOT_YOUR_OWN),
        ("Bob:make Bob:submit Bob:take-back Cat:write Cat:submit", BOB, warnings.NOT_YOUR_OWN),
        # Sent back, changed a little by another: the first one's words may stand there still.
        ("Bob:make Bob:submit Dan:return Cat:write Cat:submit", BOB, warnings.NOT_YOUR_OWN),
        ("Bob:make Bob:submit Dan:return Cat:write Cat:submit", DAN, ""),
        ("Ann:make Ann:submit Dan:return Dan:write Ann:submit", DAN, warnings.NOT_YOUR_OWN),
        ("Ann:make Ann:submit Dan:return Dan:write Ann:submit", CAT, ""),
    ],
)
def test_who_wrote_any_part_is_no_second_person(hands: str, by: Official, why: str) -> None:
    """Also where another wrote last: of the picture, say."""
    people = {one.line_id: one for one in CAST}
    standing = Standing(content())
    for name, _, step in (one.partition(":") for one in hands.split()):
        if step in ("make", "write"):
            standing = warnings.write(standing, content(picture_says=name), people[name])
        else:
            standing = warnings.take(step.replace("-", " "), standing, people[name], NOW, LONG)
    assert ("approve" in warnings.steps_for(standing, by)) is (why == "")
    said = ""
    try:
        standing = warnings.take("approve", standing, by, NOW)
    except NotPossible as error:
        said = str(error)
    assert said == why


def test_who_wrote_any_part_does_not_review_it_afterwards() -> None:
    alone = replace(
        SUBMITTED, state="in_force", issued=content(), approved_by="Bob", alone=True, writers=("Cat",)
    )  # fmt: skip
    assert [one.line_id for one in CAST if warnings.may_review(alone, one)] == ["Dan"]


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


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ({"level": "critical", "issuer": "นายอำเภอแม่เมาะ"}, ""),
        ({"level": "critical", "issuer": "นายก อบต.บ้านดง ผู้อำนวยการท้องถิ่น"}, ""),
        ({"level": "critical", "issuer": "Governor of Lampang"}, ""),
        ({"level": "warning", "issuer": "นายอำเภอแม่เมาะ"}, "always danger to life"),
        ({"level": "critical", "issuer": ""}, "lawfully orders"),
        ({"level": "critical", "issuer": "ผู้ใหญ่บ้านหมู่ 3"}, "lawfully orders"),
        ({"level": "critical", "issuer": "สมชาย ใจดี"}, "lawfully orders"),
    ],
)
def test_an_evacuation_is_danger_to_life_and_lawfully_ordered(
    words: dict[str, str], said: str
) -> None:
    found = " ".join(warnings.problems(content(kind="evacuation", **words), NOW))
    assert said in found
    assert bool(said) is bool(found)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ({"villages": "บ้านทุ่งฮั้ว", "reach": "all"}, ""),
        ({"villages": "บ้านทุ่งฮั้ว", "reach": "or_unnamed", "areas": ("520701",)}, ""),
        ({"villages": "บ้านทุ่งฮั้ว", "reach": "only_named", "areas": ("520701",)}, ""),
        ({"villages": "", "reach": "only_named", "areas": ("520701",)}, "Single villages"),
        ({"villages": "บ้านทุ่งฮั้ว", "reach": "only_named"}, "Single villages"),
        (
            {
                "villages": "หมู่ 3",
                "reach": "only_named",
                "areas": ("520701",),
                "level": "critical",
            },
            "named no village",
        ),
        ({"reach": "whoever"}, "Choose whom"),
        ({"picture": "a" * 32}, "what the picture shows"),
        ({"picture": "a" * 32, "picture_says": "แผนที่ทางออก"}, ""),
        ({"script": "ก" * 421}, "30 seconds"),
    ],
)
def test_whom_and_what_it_may_hold(words: dict[str, Any], said: str) -> None:
    found = " ".join(warnings.problems(content(**words), NOW))
    assert said in found
    assert bool(said) is bool(found)


@pytest.mark.parametrize("mode", ["real", "drill"])
@pytest.mark.parametrize("text", ["ปิดบ้าน", "ปิดบ้าน\n" * 60, "ไปวัด " * 110, "ก" * 700])
def test_the_script_is_half_a_minute_and_never_half_a_word(text: str, mode: str) -> None:
    script = warnings.spoken(content(text_th=text, headline_th="ห" * 80, mode=mode))
    assert len(script) <= 420
    assert script.count("ห" * 80) == 2
    assert ("ซ้อม" in script) is (mode == "drill")
    assert set(script.split()[2:]) - {"ประกาศ", "นี่คือการซ้อม", "ไม่ใช่เหตุจริง", "ขอย้ำอีกครั้ง", "ห" * 80} <= set(text.split())  # fmt: skip


@pytest.mark.parametrize("mode", ["real", "drill"])
@pytest.mark.parametrize("script", ["", "ประกาศ อพยพเดี๋ยวนี้", "ผู้ใหญ่บ้านซ้อมแผน ไปที่วัด"])
def test_the_script_is_copied_when_it_is_approved(script: str, mode: str) -> None:
    """A village hears only what is read out: of a drill also what somebody typed says that it is one."""
    waits = replace(SUBMITTED, content=replace(SUBMITTED.content, script=script, mode=mode))
    done = warnings.take("approve", waits, CAT, NOW)
    assert done.issued is not None
    assert done.issued.script == warnings.spoken(waits.content)
    assert warnings.spoken(done.issued) == done.issued.script
    assert ("นี่คือการซ้อม ไม่ใช่เหตุจริง" in done.issued.script) is (mode == "drill")
    assert mode == "drill" or not script or done.issued.script == script
