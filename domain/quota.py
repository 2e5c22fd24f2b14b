"""Who may spend the month's messages: replies are free, every push costs one a person, the last part is for lives.

The planner: what is pushed, what waits for a free reply, what is dropped; what a send would cost before it is sent;
and how far the month's messages reach.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

LIFE_SAFETY, DISPATCH, RED_AIR, ORANGE_AIR, ANSWER, STATUS, DIGEST = range(7)
URGENCIES = ("life_safety", "dispatch", "red_air", "orange_air", "answer", "status", "digest")

# The part of the month's quota (percent of the limit) that must be left before a push of this urgency may go.
MUST_LEAVE = {
    LIFE_SAFETY: 0,
    DISPATCH: 5,
    RED_AIR: 10,
    ORANGE_AIR: 15,
    ANSWER: 20,
    STATUS: 30,
    DIGEST: 50,
}


@dataclass(frozen=True, slots=True)
class Quota:
    """`limit` None: no limit. `known` False: LINE was not asked yet. `spent`: LINE refused for the month's limit.

    `committed`: people in messages that are queued and not sent yet.
    """

    known: bool = True
    limit: int | None = None
    used: int = 0
    spent: bool = False
    committed: int = 0

    @property
    def left(self) -> int | None:
        return None if self.limit is None else max(0, self.limit - self.used - self.committed)

    def after(self, people: int) -> Quota:
        """With so many more committed: what the next one who asks must see."""
        return replace(self, committed=self.committed + people)


def may_push(urgency: int, people: int, quota: Quota) -> bool:
    """Whether a push to `people` fits. Life safety may always try: LINE decides, not our count."""
    if urgency == LIFE_SAFETY:
        return True
    if not quota.known and not quota.spent:
        return urgency == DISPATCH  # until LINE told how much is left, only what cannot wait goes
    may = room(urgency, quota)
    return may is None or people <= may


def room(urgency: int, quota: Quota) -> int | None:
    """How many people may still be pushed to at this urgency; None: as many as there are."""
    if urgency == LIFE_SAFETY:
        return None
    if quota.spent or not quota.known:
        return 0
    if quota.limit is None or quota.left is None:
        return None
    must_leave = -(-quota.limit * MUST_LEAVE[urgency] // 100)  # rounded up
    return max(0, quota.left - must_leave)


@dataclass(frozen=True, slots=True)
class Plan:
    """Of so many people: who is pushed to, who is told with the next free reply, who is not told at all."""

    push: int
    ride: int = 0
    drop: int = 0


def plan(urgency: int, people: int, quota: Quota, *, may_ride: bool = True) -> Plan:
    may = room(urgency, quota)
    push = people if may is None else min(people, may)
    rest = people - push
    return Plan(push, rest, 0) if may_ride else Plan(push, 0, rest)


@dataclass(frozen=True, slots=True)
class Estimate:
    """What a send would cost, before it is sent. `percent` of the month's limit; left_* None without a limit."""

    people: int
    plan: Plan
    left_before: int | None
    left_after: int | None
    percent: float | None


def estimate(urgency: int, people: int, quota: Quota, *, may_ride: bool = True) -> Estimate:
    made = plan(urgency, people, quota, may_ride=may_ride)
    after = quota.after(made.push).left
    percent = 100 * made.push / quota.limit if quota.limit else None
    return Estimate(people, made, quota.left, after, percent)


@dataclass(frozen=True, slots=True)
class Forecast:
    """`at_end`: messages used at the month's end if it goes on like this; `runs_out_on`: the day of the month."""

    spent: int
    committed: int
    at_end: int
    runs_out_on: int | None


def forecast(quota: Quota, day: float, days: int) -> Forecast:
    """`day`: how much of the month is over, in days (2.5: noon of the third); `days`: how long the month is."""
    so_far = quota.used + quota.committed
    pace = so_far / max(day, 1.0)
    at_end = so_far + round(pace * max(0.0, days - day))
    runs_out = None
    if quota.limit is not None and at_end > quota.limit:
        left = max(0, quota.limit - so_far)
        runs_out = min(days, int(day + (left / pace if pace else 0)) + 1)
    return Forecast(quota.used, quota.committed, at_end, runs_out)
