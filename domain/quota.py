"""Who may spend the month's messages: replies are free, every push costs one a person, the last part is for lives."""

from __future__ import annotations

from dataclasses import dataclass

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
    """`limit` None: no limit. `known` False: LINE was not asked yet. `spent`: LINE refused for the month's limit."""

    known: bool = True
    limit: int | None = None
    used: int = 0
    spent: bool = False

    @property
    def left(self) -> int | None:
        return None if self.limit is None else max(0, self.limit - self.used)


def may_push(urgency: int, people: int, quota: Quota) -> bool:
    """Whether a push to `people` fits. Life safety may always try: LINE decides, not our count."""
    if urgency == LIFE_SAFETY:
        return True
    if quota.spent:
        return False
    if not quota.known:
        return urgency == DISPATCH  # until LINE told how much is left, only what cannot wait goes
    if quota.left is None:
        return True
    must_leave = (quota.limit or 0) * MUST_LEAVE[urgency] / 100
    return quota.left - people >= must_leave
