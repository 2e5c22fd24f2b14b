"""Buckets: full at first, refilled slowly, one for each sensor."""

from __future__ import annotations

import pytest

from web.api.limits import Limiter


class Clock:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


def test_so_much_at_once_then_so_much_a_second(clock: Clock) -> None:
    limiter = Limiter(3, 0.5, clock)
    assert [limiter.take("a") for _ in range(4)] == [0, 0, 0, 2]
    clock.now = 2
    assert [limiter.take("a") for _ in range(2)] == [0, 2]
    clock.now = 1000
    assert [limiter.take("a") for _ in range(4)] == [0, 0, 0, 2]


def test_a_refusal_costs_nothing(clock: Clock) -> None:
    limiter = Limiter(3, 0.5, clock)
    limiter.take("a", 3)
    assert {limiter.take("a", 2) for _ in range(50)} == {4}
    clock.now = 4
    assert limiter.take("a", 2) == 0


def test_one_empty_bucket_leaves_the_others_full(clock: Clock) -> None:
    limiter = Limiter(3, 0.5, clock)
    limiter.take("a", 3)
    assert limiter.take("a") > 0
    assert limiter.take("b", 3) == 0


def test_more_than_a_bucket_holds_goes_when_it_is_full_and_is_paid_back(clock: Clock) -> None:
    limiter = Limiter(3, 0.5, clock)
    assert limiter.take("a", 5) == 0
    assert limiter.take("a") == 6


def test_buckets_of_strangers_are_forgotten(clock: Clock) -> None:
    limiter = Limiter(2, 1, clock, most_names=100)
    for n in range(1000):
        clock.now += 0.001
        limiter.take(f"stranger {n}", 2)
    assert len(limiter._buckets) <= 100
    assert limiter.take("stranger 999") > 0  # who asked just now is remembered
