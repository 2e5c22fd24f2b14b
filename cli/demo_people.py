"""Who lives in the demo: residents, a volunteer, a village head, an officer, an approver and a tourist, with homes and posts.

The look-alike makes them (their ids are new each time); here they get what a real installation learns by codes and forms.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from store.db import Database

MAE_MO, MAE_MO_TAMBON, WANG_NUEA, PROVINCE = "5202", "520204", "520701", "52"
GROUP, GROUP_MEMBERS = "กลุ่มหมู่บ้านแม่เมาะ", (0, 2)


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
    Somebody("ชาวบ้านวังเหนือ", home=WANG_NUEA),
    Somebody("อาสาสมัคร", home=MAE_MO_TAMBON, phone="0800000003", is_volunteer=True),
    Somebody("เจ้าหน้าที่"),
    Somebody("Tourist", language="en"),
    Somebody(
        "ผู้ใหญ่บ้าน",
        home=MAE_MO_TAMBON,
        post=("officer", MAE_MO_TAMBON, "ผู้ใหญ่บ้าน"),
        phone="0800000006",
    ),
    Somebody("ผู้อนุมัติจังหวัด", post=("approver", PROVINCE, "เวรจังหวัด"), phone="0800000007"),
)
OFFICER = 3  # sends the code that the demo prints


def settle(database: Database, ids: list[str], shown: datetime) -> None:
    """Homes, posts and the volunteer's account, as of the demo's first moment."""
    with database.write() as session:
        for line_id, one in zip(ids, PEOPLE, strict=True):
            _settle(session, line_id, one, shown)


def _settle(session: Session, line_id: str, one: Somebody, shown: datetime) -> None:
    from store import officials, people, volunteers

    now = datetime.now(UTC)
    people.remember(session, line_id, "user", now)
    if one.home:
        people.change(session, line_id, area=one.home, language=one.language)
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


def bring(tell: Tell) -> list[str]:
    """Make them at the look-alike, in the order in which the page shows them; returns their ids."""
    ids = [tell("people", {"name": one.name, "language": one.language})["userId"] for one in PEOPLE]
    tell("groups", {"name": GROUP, "members": [ids[number] for number in GROUP_MEMBERS]})
    return ids
