"""What an answer from LINE means. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Protocol

REPLY_WAITS = (1, 2, 4, 8)
PUSH_WAITS = (1, 2, 4, 8, 15, 30, 60, 120, 300)
# LINE promises a minute for a reply token. A first try later than FIRST leaves no time for the lease of a worker
# that died in the middle, and then nobody could tell a used token from a dead one: such answers go as a push.
# After LAST the token is dead for sure: what is still without LINE's answer then was in all likelihood never taken
# (LINE was away all the while), and an answer twice is better than none: docs/decisions/0004-one-use-tokens.md.
FIRST_TRY_WITHIN = timedelta(seconds=40)
LAST_TRY_WITHIN = timedelta(seconds=58)


@dataclass(frozen=True, slots=True)
class Answer:
    """`status` is None when LINE did not answer; `left` is False when our request cannot have reached it."""

    status: int | None
    body: str = ""
    left: bool = True

    @property
    def is_monthly_limit(self) -> bool:
        return "monthly limit" in self.body


class Row(Protocol):
    @property
    def method(self) -> str: ...
    @property
    def attempts(self) -> int: ...
    @property
    def unanswered(self) -> bool: ...


@dataclass(frozen=True, slots=True)
class Sent:
    pass


@dataclass(frozen=True, slots=True)
class TokenDead:
    pass


@dataclass(frozen=True, slots=True)
class QuotaSpent:
    pass


@dataclass(frozen=True, slots=True)
class TryAgain:
    seconds: int
    answered: bool
    why: str


@dataclass(frozen=True, slots=True)
class GiveUp:
    why: str
    is_unauthorized: bool = False


Verdict = Sent | TokenDead | QuotaSpent | TryAgain | GiveUp


def judge(answer: Answer, row: Row) -> Verdict:
    is_reply = row.method == "reply"
    if answer.status in (200, 202, 409):  # 409: LINE took this retry key before
        return Sent()
    if is_reply and answer.status == 400 and "Invalid reply token" in answer.body:
        # A one-use token is its own retry key: an earlier try that ended without an answer had been accepted.
        return Sent() if row.unanswered else TokenDead()
    if answer.status == 429 and answer.is_monthly_limit:
        return QuotaSpent()
    if answer.status is None or answer.status in (401, 429) or answer.status >= 500:
        # 401: the operator's token is wrong; letters wait (and grow late) while he is told.
        waits = REPLY_WAITS if is_reply else PUSH_WAITS
        seconds = waits[min(row.attempts, len(waits)) - 1]
        return TryAgain(seconds, answered=bool(answer.status) or not answer.left, why=_why(answer))
    return GiveUp(f"LINE said {answer.status}: {answer.body[:200]}")


def _why(answer: Answer) -> str:
    if answer.status:
        return f"LINE said {answer.status}"
    return "no answer from LINE" if answer.left else "LINE cannot be reached"
