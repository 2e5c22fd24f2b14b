"""Duty, alarms, notes to the next one and what waits, with the most and the least each can hold."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from domain import duty_alarms as rules
from domain import lampang
from domain.conversation import Button, Show
from domain.duty import HandOver, RosterCard
from domain.duty_alarms import AlarmCard, Called
from domain.official_day import OfficialDay, Proposed
from tests import on_duty
from tests.bot.cards.shown_officials_summary import DAY
from tests.domain.test_air import NOW

LONG = "ก" * 80
MANY = tuple(Called(f"U{n}", LONG, "0812345678", n, rules.LIST, n) for n in range(9))
ALARMS = tuple(
    on_duty.alarm({"kind": kind, "told": [LONG] * 9, "drill": True, "taken": taken}, NOW, n)
    for n, (kind, taken) in enumerate((kind, taken) for taken in ("", LONG) for kind in rules.KINDS)
)
SHIFTS = tuple(
    on_duty.shift({"who": LONG, "area": area.code, "deputy": LONG, "starts": starts, "until": starts + 8}, n, NOW)
    for n, (area, starts) in enumerate((area, starts) for area in lampang.DISTRICTS for starts in (-2, -1, -3, -4, 6))
)  # fmt: skip
NOTE = HandOver(1, "5202", NOW, on_duty.post(LONG, "5202", 1), "ข" * 1000, {
    "fires": [f"F-2569-{n:04d}" for n in range(20)], "unowned": 9, "out": 40, "late": 3, "waits": 99,
    "alarms": [[kind, "F-2569-0001", False] for kind in rules.KINDS * 4], "warnings": [f"W-2569-{n:04d}" for n in range(20)],
})  # fmt: skip
BUTTONS = tuple(Button("Take over", "do", "do=duty&act=take") for _ in range(3))
FULL = replace(
    DAY, alarms=ALARMS, proposed=(Proposed("setting", "52", "U"), Proposed("post", "52", "U"))
)
SHOWN = {
    "everybody is on duty": Show("duty", RosterCard(SHIFTS, ("52", "5202"), NOW), BUTTONS),
    "nobody is on duty": Show("duty", RosterCard((), ("520204",), NOW)),
    "a note with everything": Show("hand_over", NOTE, BUTTONS[:1]),
    "a note without anything": Show("hand_over", HandOver(1, "52", NOW - timedelta(days=1), None, "")),
    "an alarm with everything": Show(
        "duty_alarm", AlarmCard(replace(ALARMS[1], came_back=True, names=(LONG,) * 30), MANY, to_phone=True)
    ),
    "an alarm that is taken": Show("duty_alarm", AlarmCard(ALARMS[-5], MANY)),
    "an alarm that is over": Show("duty_alarm", AlarmCard(on_duty.alarm({"ended": True, "told": []}, NOW))),
    **{f"an alarm: {one.kind}": Show("duty_alarm", AlarmCard(one)) for one in ALARMS[:5]},
    "everything waits": Show("official_waits", FULL),
    "nothing waits": Show("official_waits", OfficialDay(areas=("52",))),
    "a day with alarms": Show("officials_summary", FULL),
}  # fmt: skip
