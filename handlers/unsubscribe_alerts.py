"""No more warnings about the air: all of them in one tap, or those of one area by its name.

Words: intents/unsubscribe_alerts.yaml. Table: store/subscriptions.py.
"""

from __future__ import annotations

from domain import lampang
from domain.conversation import Button, Context, Effect, Event, Say
from domain.places import Area
from domain.subscriptions import Unsubscribe, WakeMe
from domain.words import N_

NEEDS = frozenset({"warned"})

NONE = N_("You have no warnings from me, so nothing will come. You can ask me any time.")
STOPPED = N_("No more warnings about the dust from me. You can ask me any time, that is free.")
STOPPED_ONE = N_("No more warnings about %(area)s. The other areas stay as they are.")
WARN = Button(N_("Warn me"), "do", "do=subscribe_alerts")
AGAIN = N_("Warn again: %(area)s")
HAZE = Button(N_("Check the haze"), "do", "do=pm25_lookup")
MOST_AGAIN = 2


def handle(event: Event, context: Context) -> list[Effect]:
    mine = {one.area: one for one in context.facts.warned.subscriptions}
    if not mine and not context.facts.warned.morning:
        return [Say(NONE, buttons=(WARN, HAZE))]
    area = _area(event)
    if area is not None and area.code in mine and len(mine) > 1:
        return [
            Unsubscribe(area.code),
            Say(STOPPED_ONE, {"area": area}, buttons=(_again(area, mine[area.code].from_level),)),
        ]
    again = tuple(
        _again(known, one.from_level)
        for code, one in list(mine.items())[:MOST_AGAIN]
        if (known := lampang.area(code))
    )
    return [Unsubscribe(), WakeMe(False), Say(STOPPED, buttons=(*again, HAZE))]


def _area(event: Event) -> Area | None:
    if event.data.get("area"):
        return lampang.area(event.data["area"])
    return event.meaning.place.area if event.meaning.place else None


def _again(area: Area, level: int) -> Button:
    value = f"do=subscribe_alerts&area={area.code}&level={level}"
    return Button(AGAIN, "do", value, {"area": area})
