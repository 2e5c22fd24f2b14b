"""Who may put a warning in an older one's place, who hears on the phone that one waits, and whose announcement it is."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import update

from domain import quota as urgencies
from domain import warnings as rules
from store import cap, quota
from store.db import Database
from store.outbox import Outgoing
from store.warnings import WarningRow
from tests.bot.stage import House, all_letters, messages_in, person
from tests.web.officials import Browser, appoint, log_in
from tests.web.test_console_warnings import (
    ADMIN,
    PROVINCE,
    SECOND,
    WRITER,
    hours,
    later,
    multicasts,
    officials,
    row,
    state,
    step,
    texts,
    town,
    write,
)

__all__ = ["officials", "town"]  # fixtures
TAMBON = "520204"
HEAD, DEPUTY = person(21), person(22)
WHY_ALONE = "ตีสอง ไม่มีใครรับสาย ไฟถึงหมู่บ้านแล้ว"


@pytest.fixture
def tambon(house: House, town: Database) -> dict[str, Browser]:
    return {
        "officer": log_in(house, town, HEAD, "officer", TAMBON, title="กำนัน"),
        "approver": log_in(house, town, DEPUTY, "approver", TAMBON, title="นายก อบต."),
    }


def in_force(officials: dict[str, Browser], **changes: Any) -> str:
    """A warning of the whole province that two people of the province let out."""
    number = write(officials["province"], **{"areas": ["52"], "level": "critical", **changes})
    assert step(officials["province"], number, "send alone", WHY_ALONE) == 303
    return number


def point_at(database: Database, number: str, older: str) -> None:
    """As it could stand in a database that was written before the rule."""
    with database.write() as session:
        session.execute(
            update(WarningRow)
            .where(WarningRow.id == row(database, number).id)
            .values(replaces=row(database, older).id)
        )


def desk(database: Database) -> list[Outgoing]:
    return [one for one in all_letters(database) if one.key.startswith("warning-desk:")]


def uris(piece: Any) -> list[str]:
    if isinstance(piece, list):
        return [uri for one in piece for uri in uris(one)]
    if not isinstance(piece, dict):
        return []
    return [v for k, v in piece.items() if k == "uri"] + [
        u for v in piece.values() for u in uris(v)
    ]


# In whose place


def test_a_tambon_does_not_take_the_place_of_the_province(
    officials: dict[str, Browser], tambon: dict[str, Browser], town: Database
) -> None:
    big = in_force(officials)
    page = tambon["officer"].get(f"/console/warnings/{big}").text
    assert f"replaces={big}" not in page
    small = write(tambon["officer"], areas=[TAMBON], level="info", replaces=big)
    assert row(town, small).replaces == 0
    step(tambon["officer"], small, "submit")
    assert step(tambon["approver"], small, "approve") == 303
    assert state(town, big) == rules.SENDING


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"areas": [TAMBON]}, "พื้นที่ที่ฉบับนี้ไม่มี"),
        ({"mode": "drill", "areas": ["52"]}, "การซ้อม"),
        ({"mode": "training", "areas": ["52"]}, "การซ้อม"),
    ],
)
def test_what_does_not_fit_is_not_submitted(
    officials: dict[str, Browser], town: Database, changes: dict[str, Any], said: str
) -> None:
    big = in_force(officials)
    other = write(officials["province"], replaces=big, **changes)
    assert row(town, other).replaces == row(town, big).id
    assert said in officials["province"].get(f"/console/warnings/{other}").text
    assert step(officials["province"], other, "submit") == 403
    assert state(town, big) == rules.SENDING


@pytest.mark.parametrize("name", ["approve", "send alone"])
@pytest.mark.parametrize("mode", ["real", "drill", "training"])
def test_it_is_asked_again_when_somebody_approves(
    officials: dict[str, Browser], tambon: dict[str, Browser], town: Database, mode: str, name: str
) -> None:
    big = in_force(officials)
    appoint(town, DEPUTY, "approver", "5202")
    small = write(tambon["officer"], areas=[TAMBON], level="critical", mode=mode)
    step(tambon["officer"], small, "submit")
    point_at(town, small, big)
    by = officials["province"] if name == "approve" else tambon["approver"]
    assert step(by, small, name, WHY_ALONE) == 403
    assert state(town, small) == rules.SUBMITTED
    assert state(town, big) == rules.SENDING


@pytest.mark.parametrize("changes", [{"areas": [TAMBON]}, {"areas": ["52"], "mode": "drill"}])
def test_it_is_asked_again_when_it_goes_out(
    house: House, officials: dict[str, Browser], town: Database, changes: dict[str, Any]
) -> None:
    """Approved for later, and only then tied to the other: it goes out, and the older one stays."""
    big = in_force(officials, ends=hours(12))
    author = log_in(house, town, ADMIN, "officer", "52")
    other = write(author, starts=hours(2), level="info", **changes)
    step(author, other, "submit")
    assert step(officials["province"], other, "approve") == 303
    point_at(town, other, big)
    later(town, ahead=3)
    assert state(town, other) == rules.SENDING
    assert state(town, big) == rules.SENDING
    with town.read() as session:
        (message,) = cap.of_warning(session, row(town, other).id)
    assert "<references>" not in message.xml, "nor does the feed say that it took its place"


def test_a_practice_does_not_keep_a_real_one_from_going_out(
    officials: dict[str, Browser], town: Database
) -> None:
    big = write(officials["province"], areas=["52"], level="critical", starts=hours(2))
    assert step(officials["province"], big, "send alone", WHY_ALONE) == 303
    practice = write(officials["writer"], mode="training")
    step(officials["writer"], practice, "submit")
    assert step(officials["second"], practice, "approve") == 303
    assert row(town, practice).sent_at
    point_at(town, practice, big)
    later(town, ahead=3)
    assert state(town, big) == rules.SENDING
    assert multicasts(town)


def test_the_same_kind_for_more_places_still_takes_the_place(
    officials: dict[str, Browser], town: Database
) -> None:
    first = write(officials["writer"])
    step(officials["writer"], first, "submit")
    step(officials["second"], first, "approve")
    wider = write(officials["province"], areas=["52"], level="critical", replaces=first)
    assert step(officials["province"], wider, "send alone", WHY_ALONE) == 303
    assert state(town, first) == rules.OVER


# Who hears of it


@pytest.mark.parametrize(
    ("changes", "urgency", "told"),
    [
        ({}, urgencies.STATUS, {SECOND, PROVINCE}),
        ({"level": "critical"}, urgencies.DISPATCH, {PROVINCE}),
        ({"level": "critical", "mode": "drill"}, urgencies.STATUS, {PROVINCE}),
    ],
)
def test_who_may_approve_hears_that_it_waits(
    officials: dict[str, Browser], town: Database, changes: dict[str, Any], urgency: int, told: set[str]
) -> None:  # fmt: skip
    appoint(town, person(31), "officer", "5202")
    appoint(town, person(32), "approver", "5206")
    number = write(officials["writer"], **changes)
    assert desk(town) == []
    step(officials["writer"], number, "submit")
    letters = desk(town)
    assert {one.chat for one in letters} == told
    assert {one.urgency for one in letters} == {urgency}
    assert all(f":{number}:2:" in one.key for one in letters)
    (message,) = messages_in(letters[0])
    assert number in message["altText"]
    uri = uris(message["contents"]["footer"])[0]
    assert uri.endswith(f"/console/warnings/{number}")
    assert uri.startswith("https://")


def test_submitted_again_they_hear_again(officials: dict[str, Browser], town: Database) -> None:
    number = write(officials["writer"])
    for name in ("submit", "take back", "submit"):
        step(officials["writer"], number, name)
    assert len([one for one in desk(town) if one.chat == SECOND]) == 2


def test_who_wrote_and_may_approve_does_not_hear_of_their_own(
    officials: dict[str, Browser], town: Database
) -> None:
    number = write(officials["second"])
    step(officials["second"], number, "submit")
    assert {one.chat for one in desk(town)} == {PROVINCE}


@pytest.mark.parametrize(
    ("name", "reason", "said"),
    [
        ("approve", "", "อนุมัติแล้ว"),
        ("return", "ใส่ชื่อหมู่บ้านด้วย", "ใส่ชื่อหมู่บ้านด้วย"),
        ("reject", "พื้นที่กว้างเกินไป", "พื้นที่กว้างเกินไป"),
    ],
)
def test_the_writer_hears_how_it_was_decided(
    officials: dict[str, Browser], town: Database, name: str, reason: str, said: str
) -> None:
    number = write(officials["writer"])
    step(officials["writer"], number, "submit")
    assert step(officials["second"], number, name, reason) == 303
    (letter,) = [one for one in desk(town) if one.chat == WRITER]
    assert letter.urgency == urgencies.STATUS
    assert said in str(messages_in(letter))


def test_where_messages_are_scarce_news_ride_and_lives_are_pushed(
    officials: dict[str, Browser], town: Database
) -> None:
    with town.write() as session:
        quota.note(session, 300, 250, datetime.now(UTC))
    for level in ("warning", "critical"):
        step(officials["writer"], write(officials["writer"], level=level), "submit")
    riding = {one.urgency: one.state for one in desk(town)}
    assert riding == {urgencies.STATUS: "riding", urgencies.DISPATCH: "waiting"}


def test_who_holds_no_post_any_more_hears_nothing(
    officials: dict[str, Browser], town: Database
) -> None:
    number = write(officials["writer"])
    step(officials["writer"], number, "submit")
    with town.write() as session:
        from store import officials as posts

        for post in posts.held_by(session, WRITER, datetime.now(UTC)):
            posts.end(session, post.id, datetime.now(UTC))
    step(officials["second"], number, "return", "ใส่ชื่อหมู่บ้านด้วย")
    assert [one for one in desk(town) if one.chat == WRITER] == []


# Whose announcement it is


def test_people_read_which_office_issues_it_and_no_name(
    house: House, officials: dict[str, Browser], town: Database
) -> None:
    from store import officials as posts

    with town.write() as session:
        posts.introduce(session, WRITER, "คุณทดสอบ", "")
    number = write(officials["writer"])
    step(officials["writer"], number, "submit")
    step(officials["province"], number, "approve")
    said = {one.key.split(":")[2]: list(texts(messages_in(one)[0])) for one in multicasts(town)}
    assert "ออกโดย: อำเภอแม่เมาะ" in said["th"]
    assert "Issued by: Mae Mo District" in said["en"]
    assert "คุณทดสอบ" not in str(said)
    page = house.client.get("/").text
    assert "ออกโดย: อำเภอแม่เมาะ" in page
    assert "คุณทดสอบ" not in page


def test_the_form_ends_at_a_full_hour(officials: dict[str, Browser]) -> None:
    import re

    page = officials["writer"].get("/console/warnings/new").text
    (ends,) = re.findall(r'name="ends"[^>]*value="([^"]+)"', page)
    assert ends.endswith(":00")
