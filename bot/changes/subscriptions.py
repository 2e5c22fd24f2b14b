"""A chat is warned of an area from now on, or no more."""

from __future__ import annotations

from bot import air_alerts
from bot.changes.doing import Carry, Doing
from domain.subscriptions import Subscribe, Unsubscribe, WakeMe
from store import mornings, subscriptions


def subscribe(doing: Doing, effect: Subscribe) -> None:
    # Alerts that were made before are told by the answer itself: `since` is business time, as theirs.
    now = doing.context.now
    subscriptions.subscribe(doing.session, doing.event.chat, effect.area, effect.from_level, now)


def unsubscribe(doing: Doing, effect: Unsubscribe) -> None:
    air_alerts.take_back(doing.session, doing.event.chat, effect.area, doing.now)
    subscriptions.unsubscribe(doing.session, doing.event.chat, effect.area)


def wake_me(doing: Doing, effect: WakeMe) -> None:
    if effect.wanted:
        mornings.ask_for(doing.session, doing.event.chat, doing.now)
    else:
        mornings.end(doing.session, doing.event.chat)


CARRIES: dict[type, Carry] = {Subscribe: subscribe, Unsubscribe: unsubscribe, WakeMe: wake_me}
