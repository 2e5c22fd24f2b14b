"""Who is warned about which air, and what becomes of a warning for each of them.

Chosen in chat: handlers/subscribe_alerts.py. Table: store/subscriptions.py. When there is something to tell:
domain/alerts.py. What the month's messages still allow: domain/quota.py.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from domain import quota
from domain.alert_rules import Rules
from domain.alerts import DOWN, ORANGE, RED, UP, YELLOW, Alert, State
from domain.conversation import Change

FROM_LEVELS = (YELLOW, ORANGE, RED)
MOST_AREAS = 10  # areas that one chat may follow

# What became of an alert for one of its people.
IN_CHUNK = 1  # in a message of up to 500 people: what became of that stands with the message
GIVEN = 2  # with a free reply
QUOTA = 3  # the month's messages did not allow a push; given with a reply if they write soon
GOOD_NEWS_WAITS = 4  # good news leaves the day's last place to a warning; given with a reply
TWO_A_DAY = 5
NIGHT = 6  # it was over, or worse, when the night ended
BLOCK = 7
ENDED = 10  # they stopped the warnings while it was on its way
SAME = 11  # another station of the district said the same, or worse, within the last two hours
TOO_LATE = 9  # the clock was away so long that it was no news any more
ODD = 8  # an id that LINE would refuse, and 499 others with it
RIDING = (QUOTA, GOOD_NEWS_WAITS)
NAMES = {
    IN_CHUNK: "pushed",
    GIVEN: "given with a reply",
    QUOTA: "quota",
    GOOD_NEWS_WAITS: "waits for a reply",
    TWO_A_DAY: "two a day",
    NIGHT: "night",
    BLOCK: "block",
    ODD: "odd id",
    TOO_LATE: "too late",
    SAME: "told by another alert",
    ENDED: "stopped by themselves",
}


@dataclass(frozen=True, slots=True)
class Subscribe(Change):
    area: str
    from_level: int


@dataclass(frozen=True, slots=True)
class Unsubscribe(Change):
    """`area` empty: all of them."""

    area: str = ""


@dataclass(frozen=True, slots=True)
class WakeMe(Change):
    """The air of home each morning, or no more."""

    wanted: bool = True


def concerns(alert: Alert, from_level: int) -> bool:
    """Whether somebody who is warned from this level on is told."""
    if alert.kind == DOWN:
        return alert.level < from_level <= alert.before
    return alert.level >= from_level


def urgency_of(alert: Alert) -> int:
    return quota.STATUS if alert.kind == DOWN else urgency_at(alert.level)


def urgency_at(level: int) -> int:
    """Of a warning of this level."""
    return {RED: quota.RED_AIR, ORANGE: quota.ORANGE_AIR}.get(level, quota.DIGEST)


def outcome(alert: Alert, rules: Rules, *, pushed_today: int, is_blocked: bool) -> int:
    """What is to become of an alert for one person, as far as it does not hang on the quota."""
    if is_blocked:
        return BLOCK
    may_take_last = alert.is_warning and alert.level >= ORANGE
    if pushed_today < rules.a_day - (0 if may_take_last else 1):
        return IN_CHUNK
    return TWO_A_DAY if alert.is_warning and pushed_today >= rules.a_day else GOOD_NEWS_WAITS


def night_is_over(alert: Alert, now: datetime) -> bool:
    return alert.held_until is None or alert.held_until <= now


def still_true(alert: Alert, area: str, states: Mapping[str, State]) -> bool:
    """Whether what an alert says of an area stands: it is neither over nor overtaken by worse."""
    state = states.get(area)
    return state is not None and state.level == alert.level


def after_the_night(
    alert: Alert, states: Mapping[str, State]
) -> tuple[dict[int, tuple[str, ...]], tuple[str, ...]]:
    """What is left of a held alert: areas by the level that is true of them now, and those where nothing of it is.

    A warning of red of which orange is left is told as orange: nobody has heard of that either.
    """
    standing: dict[int, tuple[str, ...]] = {}
    over: tuple[str, ...] = ()
    for area in alert.areas:
        level = states[area].level if area in states else 0
        stands = YELLOW <= level <= alert.level if alert.is_warning else level == alert.level
        if stands:
            standing[level] = (*standing.get(level, ()), area)
        else:
            over = (*over, area)
    return standing, over


def shown_level(state: State, rules: Rules) -> int:
    """The level of the worse of hour and mean: what somebody who asks now is told."""
    known = [value for value in (state.mean, state.hour) if value is not None]
    return rules.level_of(max(known)) if known else 0


def alert_now(state: State | None, from_level: int, rules: Rules, now: datetime) -> Alert | None:
    """What somebody who subscribes in air over their level is told at once; None when it is not, or not known."""
    if state is None or state.judged_at is None or not state.source:
        return None
    is_fresh = now - state.judged_at <= timedelta(minutes=rules.fresh_minutes)
    level = shown_level(state, rules)
    if not is_fresh or level < from_level:
        return None
    since = state.since if state.since and state.level == level else state.judged_at
    return Alert(
        key="",
        district=state.area[:4],
        areas=(state.area,),
        kind=UP,
        level=level,
        before=1,
        mean=state.mean,
        hour=state.hour,
        at=state.judged_at,
        since=since,
        stations=tuple(state.source.split("+")),
        made_at=now,
    )
