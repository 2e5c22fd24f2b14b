"""Ages, states of an account, who may approve, and until when duty lasts."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from domain import volunteers as v
from domain.posts import Post
from domain.volunteers import Volunteer

NOW = datetime(2026, 3, 12, 5, 0, tzinfo=UTC)  # Thursday, 12.00 in Lampang; 2569
ONE = Volunteer(
    1, "U1", "นายสมชาย ใจดี", v.PENDING, 1990, home="520204", village="บ้านเวียงสวรรค์ หมู่ 1"
)


@pytest.mark.parametrize("state", ["", *v.STATES])
@pytest.mark.parametrize("what", ["apply", "approve", "reject", "suspend", "restore", "resign"])
def test_moves_lead_to_states_and_only_pending_or_suspended_become_approved(
    state: str, what: str
) -> None:
    after = v.next_state(state, what)
    assert after is None or after in v.STATES
    if after == v.APPROVED:
        assert (state, what) in ((v.PENDING, "approve"), (v.SUSPENDED, "restore"))


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("2535", 1992),
        ("พ.ศ. ๒๕๓๕", 1992),
        ("เกิดปี 2535 ครับ", 1992),
        ("1992", 1992),
        ("I was born in 1992", 1992),
        ("อายุ 34", 1992),
        ("age 34", 1992),
        ("35", None),
        ("2650", None),
        ("1850", None),
        ("12 มีนาคม", None),
        ("25355", None),
        ("", None),
    ],
)
def test_year_of_birth(text: str, year: int | None) -> None:
    assert v.birth_year_in(text, NOW) == year


def test_only_the_year_is_known_so_age_is_at_least_and_at_most() -> None:
    assert (v.age(2008, NOW), v.age_at_most(2008, NOW)) == (17, 18)


@pytest.mark.parametrize(
    ("name", "first"),
    [
        ("นายสมชาย ใจดี", "สมชาย"),
        ("นางสาวดาว สุข", "ดาว"),
        ("น.ส.ดาว สุข", "ดาว"),
        ("นาง แดง ดี", "แดง"),
        ("Mr. Tom Lee", "Tom"),
        ("สมศรี", "สมศรี"),
    ],
)
def test_first_name(name: str, first: str) -> None:
    assert v.first_name(name) == first


def post(kind: str, area: str, village: str = "", holder: str = "H") -> Post:
    return Post(holder, "officer", kind, area, village=village)


@pytest.mark.parametrize(
    ("held", "may"),
    [
        (post("village_head", "520204"), True),
        (post("village_head", "520204", "หมู่ 1"), True),
        (post("village_head", "520204", "ม.1"), True),
        (post("village_head", "520204", "บ้านเวียงสวรรค์"), True),
        (post("village_head", "520204", "หมู่ 11"), False),
        (post("village_head", "520204", "บ้านอื่น"), False),
        (post("village_head", "520205"), False),
        (post("local_office", "520204"), True),
        (post("district", "5202"), True),
        (post("duty", "52"), True),
        (post("district", "5203"), False),
        (post("duty", "52", holder="U1"), False),
    ],
)
def test_who_may_approve(held: Post, may: bool) -> None:
    assert v.may_decide([held], ONE, held.holder) is may


def test_the_village_head_is_asked_before_all_others() -> None:
    head, office = (
        post("village_head", "520204", holder="A"),
        post("local_office", "520204", holder="B"),
    )
    district, duty = post("district", "5202", holder="C"), post("duty", "52", holder="D")
    every = [duty, district, office, head]
    assert [one.holder for one in v.deciders(every, ONE)] == ["A"]
    assert [one.holder for one in v.deciders([duty, district, office], ONE)] == ["B"]
    assert [one.holder for one in v.deciders([duty, district], ONE)] == ["C"]
    assert v.deciders([post("district", "5203")], ONE) == []


@pytest.mark.parametrize(
    ("hour", "choice", "end"),
    [
        (12, "4h", (12, 16)),
        (12, "evening", (12, 18)),
        (19, "evening", (13, 18)),
        (12, "morning", (13, 6)),
        (1, "morning", (12, 6)),
        (5, "morning", (12, 6)),
        (7, "morning", (13, 6)),
    ],
)
def test_end_of_duty(hour: int, choice: str, end: tuple[int, int]) -> None:
    now = datetime(2026, 3, 12, hour, tzinfo=v.BANGKOK)
    found = v.duty_end(choice, now)
    assert found is not None
    assert (found.astimezone(v.BANGKOK).day, found.astimezone(v.BANGKOK).hour) == end
    assert now < found <= now + timedelta(hours=24)


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("ขอขึ้นเวรครับ", "on"),
        ("เข้าเวนแล้วคับ", "on"),
        ("I'm on duty", "on"),
        ("ขอลงเวรก่อนนะครับ", "off"),
        ("ออกเวรแล้วเจ้า", "off"),
        ("บ่ว่างเจ้าวันนี้", "off"),
        ("not available today", "off"),
        ("วันนี้ผมเข้าเวรกี่โมง", ""),
        ("คืนนี้ใครเข้าเวร", ""),
        ("ดูงานของผมวันนี้", ""),
    ],
)
def test_words_about_duty(text: str, word: str) -> None:
    assert v.duty_word(text) == word


@pytest.mark.parametrize(
    ("text", "hours"),
    [
        ("เข้าเวร 4 ชั่วโมง", 4),
        ("๖ ชม", 6),
        ("on duty 3 hours", 3),
        ("99 ชั่วโมง", None),
        ("เข้าเวร", None),
    ],
)
def test_hours_of_duty(text: str, hours: int | None) -> None:
    assert v.hours_in(text) == hours


def test_skills_in_words() -> None:
    assert v.skills_in("ดับไฟกับทำกับข้าวได้") == ("fight", "cook")
    assert v.skills_in("I can drive and use a radio") == ("drive", "radio")
    assert v.skills_in("อะไรก็ได้") == ()
