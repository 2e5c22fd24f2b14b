"""Cards of fires with the most and the least they can hold."""

from __future__ import annotations

from datetime import date

from domain.cards import FireCard, FireSaved
from domain.contacts import Contact
from domain.conversation import Button, Show
from domain.fires import ACT, STATES, Fire
from domain.places import Point
from domain.sightings import Estimate
from tests.domain.test_air import NOW

CONTACT = Contact("1362", "สายด่วนไฟป่า", "Forest fire line", ("forest_fire",), date(2026, 1, 1), "")
PLACE = Estimate(Point(18.478, 99.756), 2700)
LONG = "ดอยพระบาทฝั่งอ่างเก็บน้ำแม่ทรายคำหลังวัดป่าสำราญนิวาส บ้านหัวทุ่งใต้ หมู่ 12"


def fire(state: str = "reported", **more: object) -> Fire:
    told = {"kind": "forest", "area": "520201", "estimate": PLACE, "name": LONG, **more}
    return Fire(
        id=5, year=2569, number=12, state=state, opened_at=NOW, active_at=NOW,
        owner_name="ผู้ใหญ่สม อบต.บ้านดง", **told,  # type: ignore[arg-type]
    )  # fmt: skip


BUTTONS = tuple(
    Button(label, "do", "do=fire_work&act=see&fire=5")
    for label in (
        "Call volunteers",
        "Under control",
        "It is out",
        "No fire there",
        "Hand over",
        "Numbers to call back",
    )
)
SHOWN = {
    **{
        f"a report: {topic}": Show(
            "fire_saved",
            FireSaved("F-2569-0012", act, (CONTACT, CONTACT), "forest", "520201", LONG, others=12),
        )
        for topic, act in ACT.items()
    },
    "a report with nothing but its number": Show(
        "fire_saved", FireSaved("F-2569-0012", ACT["fire"], (), "", "")
    ),
    "a report of a fire somebody has": Show(
        "fire_saved",
        FireSaved(
            "F-2569-0012", ACT["fire"], (), "grass", "520201", state="taken", owner="อบต.บ้านดง"
        ),
    ),
    **{f"a fire {state}": Show("fire", FireCard(fire(state))) for state in STATES},
    "a fire with all that can be said": Show(
        "fire",
        FireCard(
            fire("working", danger="houses", is_drill=True, reports=40),
            for_officials=True,
            lead="A fire in your area, and nobody has taken it yet.",
            lines=tuple(
                ("At %(at)s: %(what)s %(who)s", {"at": NOW, "what": "reported", "who": LONG})
                for _ in range(8)
            ),
            photo="/photos/token",
        ),
        BUTTONS,
    ),
    "a fire nobody knows where": Show(
        "fire", FireCard(fire(kind="", area="", estimate=None, name=""), for_officials=True)
    ),
    "a fire outside": Show("fire", FireCard(fire(outside=True, area="", name=""))),
}
