"""Who lives in the demo: residents, a volunteer, a village head, an officer, an approver and a tourist, with homes and posts.

The look-alike makes them (their ids are new each time); here they get what a real installation learns by codes and forms.
Who has a home is warned about its air, as is the group: so the day's warnings come by themselves.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from store.db import Database

MAE_MO, MAE_MO_TAMBON, BAN_DONG, TOWN, PROVINCE = "5202", "520204", "520201", "5201", "52"
GROUP, GROUP_MEMBERS = "กลุ่มหมู่บ้านแม่เมาะ", (0, 2, 5)


@dataclass(frozen=True, slots=True)
class Somebody:
    """`post` is (role, area, title) as an invitation gives it; the officer gets theirs by a code instead."""

    name: str
    language: str = "th"
    home: str = ""
    post: tuple[str, str, str] | None = None
    phone: str = ""
    is_volunteer: bool = False


PEOPLE = (
    Somebody("ชาวบ้านแม่เมาะ", home=MAE_MO_TAMBON),
    Somebody("ชาวบ้านบ้านดง", home=BAN_DONG),  # beside the fire of the evening
    Somebody("อาสาสมัคร", home=MAE_MO_TAMBON, phone="0800000003", is_volunteer=True),
    Somebody("เจ้าหน้าที่"),
    Somebody("Tourist", language="en", home=TOWN),
    Somebody(
        "ผู้ใหญ่บ้าน",
        home=MAE_MO_TAMBON,
        post=("officer", MAE_MO_TAMBON, "ผู้ใหญ่บ้าน"),
        phone="0800000006",
    ),
    Somebody("ผู้อนุมัติจังหวัด", post=("approver", PROVINCE, "เวรจังหวัด"), phone="0800000007"),
)
OFFICER = 3  # sends the code that the demo prints


def settle(database: Database, ids: list[str], group: str, shown: datetime) -> None:
    """Homes, warnings, posts and the volunteer's account, as of the demo's first moment."""
    with database.write() as session:
        for line_id, one in zip(ids, PEOPLE, strict=True):
            _settle(session, line_id, one, shown)
        _live(session, group, "group", MAE_MO_TAMBON, "th", shown)


def _live(
    session: Session, line_id: str, kind: str, home: str, language: str, shown: datetime
) -> None:
    from domain.alerts import ORANGE
    from store import people, subscriptions

    people.remember(session, line_id, kind, datetime.now(UTC))
    people.change(session, line_id, area=home, language=language)
    if home:
        subscriptions.subscribe(session, line_id, home, ORANGE, shown)


def _settle(session: Session, line_id: str, one: Somebody, shown: datetime) -> None:
    from store import officials, volunteers

    _live(session, line_id, "user", one.home, one.language, shown)
    if one.post is not None:
        role, area, title = one.post
        officials.give(session, line_id, role, area, shown, title=title)
        officials.introduce(session, line_id, one.name, one.phone)
    if one.is_volunteer:
        told: dict[str, object] = {
            "name": one.name,
            "born": 1990,
            "phone": one.phone,
            "home": {"code": one.home, "village": ""},
            "kind": "citizen",
            "skills": ["fight", "drive"],
            "contact": {"name": "ญาติ", "phone": "0800000009"},
        }
        account = volunteers.apply(session, line_id, told, shown)
        volunteers.move(session, account, "approve", "", shown)
        volunteers.set_duty(session, line_id, shown + timedelta(days=7))


Tell = Callable[[str, dict[str, object]], dict[str, str]]


def bring(tell: Tell) -> tuple[list[str], str]:
    """Make them at the look-alike, in the order in which the page shows them; returns their ids and the group's."""
    ids = [tell("people", {"name": one.name, "language": one.language})["userId"] for one in PEOPLE]
    members = [ids[number] for number in GROUP_MEMBERS]
    return ids, tell("groups", {"name": GROUP, "members": members})["groupId"]
