"""Choosing among 5,000 volunteers, and among ten times as many: median and 99th percentile, each wave."""

from __future__ import annotations

import random
import statistics
import time
from datetime import UTC, datetime, timedelta

from domain import lampang
from domain.dispatch import RULES, Candidate, Need, choose
from domain.volunteers import COOK, DRIVE, FIGHT, RADIO

NOW = datetime(2026, 3, 12, 9, 20, tzinfo=UTC)
LIMIT_MS = 5.0


def crowd(number: int, seed: int = 7) -> list[Candidate]:
    """Spread over all tambons; a third off duty, some too young, too old, tired or busy."""
    chance = random.Random(seed)
    skills = (FIGHT, DRIVE, COOK, RADIO)
    return [
        Candidate(
            id=one,
            area=chance.choice(lampang.TAMBONS).code,
            birth_year=chance.randint(1955, 2011),
            skills=frozenset(skill for skill in skills if chance.random() < 0.6),
            duty_until=NOW + timedelta(hours=chance.randint(1, 12))
            if chance.random() < 0.67
            else None,
            is_busy=chance.random() < 0.05,
            asked_today=chance.randint(0, 7),
            hours_out=chance.choice((0.0, 0.0, 2.0, 9.0)),
        )
        for one in range(number)
    ]


def measure(number: int, repeat: int) -> list[float]:
    people = crowd(number)
    chance = random.Random(11)
    took = []
    for _ in range(repeat):
        area = chance.choice(lampang.TAMBONS)
        need = Need(area.code, area.centre, FIGHT, uphill=True)
        wave = chance.randint(1, len(RULES.waves))
        start = time.perf_counter()
        choose(people, need, wave, NOW)
        took.append(1000 * (time.perf_counter() - start))
    return took


def main(repeat: int = 200) -> None:
    for number in (5_000, 50_000):
        took = measure(number, repeat if number == 5_000 else repeat // 5)
        high = statistics.quantiles(took, n=100)[98]
        print(
            f"dispatch among {number:>6,}: median {statistics.median(took):6.2f} ms, p99 {high:6.2f} ms"
        )
        if number == 5_000 and statistics.median(took) >= LIMIT_MS:
            raise SystemExit(f"choosing took more than {LIMIT_MS} ms")


if __name__ == "__main__":
    main()
