"""What LINE's answers mean: the whole table."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from bot.sending import Answer, GiveUp, QuotaSpent, Sent, TokenDead, TryAgain, judge

INVALID = '{"message":"Invalid reply token"}'
RATE = '{"message":"The API rate limit has been exceeded. Try again later."}'
MONTHLY = '{"message":"You have reached your monthly limit."}'
PUSHES = ("push", "multicast", "broadcast")


@dataclass(frozen=True)
class Row:
    method: str
    attempts: int = 1
    unanswered: bool = False


@pytest.mark.parametrize("method", ["reply", *PUSHES])
@pytest.mark.parametrize("status", [200, 202, 409])
def test_taken_is_sent(method: str, status: int) -> None:
    assert judge(Answer(status, "{}"), Row(method)) == Sent()


@pytest.mark.parametrize(
    ("row", "verdict"),
    [
        (Row("reply"), TokenDead()),
        (Row("reply", attempts=2), TokenDead()),
        (Row("reply", attempts=2, unanswered=True), Sent()),
        (Row("reply", attempts=5, unanswered=True), Sent()),
    ],
)
def test_an_invalid_token_was_used_by_a_try_without_an_answer_or_is_dead(
    row: Row, verdict: object
) -> None:
    assert judge(Answer(400, INVALID), row) == verdict


@pytest.mark.parametrize("method", PUSHES)
def test_a_push_knows_no_reply_token(method: str) -> None:
    assert isinstance(judge(Answer(400, INVALID), Row(method)), GiveUp)


@pytest.mark.parametrize("method", PUSHES)
def test_the_monthly_limit_is_not_the_rate_limit(method: str) -> None:
    assert judge(Answer(429, MONTHLY), Row(method)) == QuotaSpent()
    assert judge(Answer(429, RATE), Row(method)) == TryAgain(1, True, "LINE said 429")
    assert judge(Answer(429, ""), Row(method)) == TryAgain(1, True, "LINE said 429")


@pytest.mark.parametrize("method", ["reply", *PUSHES])
@pytest.mark.parametrize("status", [401, 429, 500, 502, 503, 504, 599])
def test_what_may_pass_is_tried_again_and_was_answered(method: str, status: int) -> None:
    assert judge(Answer(status, "<html>"), Row(method)) == TryAgain(1, True, f"LINE said {status}")


@pytest.mark.parametrize("method", ["reply", *PUSHES])
def test_no_answer_is_tried_again_in_doubt(method: str) -> None:
    verdict = judge(Answer(None, "ReadTimeoutError"), Row(method))
    assert verdict == TryAgain(1, False, "no answer from LINE")


@pytest.mark.parametrize("method", ["reply", *PUSHES])
def test_what_never_left_us_leaves_no_doubt(method: str) -> None:
    verdict = judge(Answer(None, "NewConnectionError", left=False), Row(method))
    assert verdict == TryAgain(1, True, "LINE cannot be reached")


@pytest.mark.parametrize("method", ["reply", *PUSHES])
@pytest.mark.parametrize("status", [302, 400, 403, 404, 410, 413, 415])
def test_what_will_never_be_taken_is_given_up(method: str, status: int) -> None:
    verdict = judge(Answer(status, "Failed to send messages"), Row(method))
    assert isinstance(verdict, GiveUp)
    assert str(status) in verdict.why
    assert "Failed to send" in verdict.why


def test_a_long_error_is_cut() -> None:
    verdict = judge(Answer(400, "x" * 10_000), Row("push"))
    assert isinstance(verdict, GiveUp)
    assert len(verdict.why) < 300


@pytest.mark.parametrize(
    ("method", "waits"),
    [
        ("reply", [1, 2, 4, 8, 8, 8]),
        ("push", [1, 2, 4, 8, 15, 30, 60, 120, 300, 300]),
    ],
)
def test_tries_grow_rarer(method: str, waits: list[int]) -> None:
    for tries, seconds in enumerate(waits, start=1):
        verdict = judge(Answer(500), Row(method, attempts=tries))
        assert isinstance(verdict, TryAgain)
        assert verdict.seconds == seconds
