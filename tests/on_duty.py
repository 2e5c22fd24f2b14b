"""For talks: who is on duty, notes left for the next one, and alarms. Keys of a talk's facts:

duty: [{who, area, until (hours from now; before: hours ago), starts, phone, deputy, me: true}]
hand_overs: [{by, area, words}]; alarm: {kind, area, about, taken, drill, told: [names], ended, came_back, phoning, many}.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any

from domain import duty_alarms as rules
from domain.duty import HandOver, Roster, Shift
from domain.duty_alarms import Alarm, AlarmCard, Called, Told
from domain.official import Official
from domain.posts import Post
from tests import blazing

ME = "a resident"


def facts(told: dict[str, Any], needs: Collection[str], now: datetime) -> dict[str, Any]:
    held = blazing.held(told)
    if not held or told.get("chat") == "group":
        return {}
    found: dict[str, Any] = {}
    if "roster" in needs:
        shifts = tuple(shift(one, n, now) for n, one in enumerate(told.get("duty", []), 1))
        notes = tuple(note(one, n, now) for n, one in enumerate(told.get("hand_overs", []), 1))
        found["roster"] = Roster(shifts, notes, Official(ME, held).areas())
    if "alarm" in needs and "alarm" in told:
        one = alarm(told["alarm"], now)
        many = told["alarm"].get("many", 1)
        is_open = not (one.is_taken or one.ended_at)
        found["alarms"] = (one,) * many if is_open else ()
        if rules.may_take(held, one):
            others = (Called("U9", "เวรสอง", "0822222222", 9, rules.LIST, 3),)
            found["alarm"] = AlarmCard(one, others, bool(told["alarm"].get("phoning")))
    return found


def post(name: str, area: str, number: int, holder: str = "", phone: str = "0811111111") -> Post:
    return Post(holder or f"U{number}", "officer", "district", area, "ปลัดอำเภอ", name, phone, id=number)  # fmt: skip


def shift(told: dict[str, Any], number: int, now: datetime) -> Shift:
    area = str(told.get("area", "5202"))
    holder = ME if told.get("me") else ""
    starts = now + timedelta(hours=told.get("starts", -2))
    deputy = told.get("deputy")
    return Shift(
        id=number,
        area=area,
        post=post(told["who"], area, 100 + number, holder, told.get("phone", "0811111111")),
        starts=starts,
        ends=now + timedelta(hours=told.get("until", 6)),
        deputy=post(deputy, area, 200 + number) if deputy else None,
    )


def note(told: dict[str, Any], number: int, now: datetime) -> HandOver:
    area = str(told.get("area", "5202"))
    by = post(told["by"], area, 300 + number)
    matters = {
        "fires": ["F-2569-0004"],
        "unowned": 1,
        "out": 3,
        "late": 1,
        "alarms": [["overdue", "F-2569-0004", False]],
    }
    return HandOver(number, area, now - timedelta(hours=1), by, told.get("words", ""), matters)


def alarm(told: dict[str, Any], now: datetime, number: int = 7) -> Alarm:
    area, since = str(told.get("area", "5202")), now - timedelta(minutes=50)
    kind = told.get("kind", rules.FIRE)
    taken = told.get("taken", "")
    names = enumerate(told.get("told", ["เวรหนึ่ง"]), 1)
    return Alarm(
        id=number,
        kind=kind,
        subject=f"{kind}:4",
        area=area,
        about=told.get("about", "F-2569-0004"),
        since=since,
        calling_since=since,
        drill=bool(told.get("drill")),
        told=tuple(Told(f"U{n}", name, since, n) for n, name in names),
        taken_at=now - timedelta(minutes=5) if taken else None,
        taken_by=post(taken, area, 400) if taken else None,
        ended_at=now if told.get("ended") else None,
        came_back=bool(told.get("came_back")),
    )
