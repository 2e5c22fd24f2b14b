"""`python -m bench fires`: filing a report among 2,000 open fires (4,000 sightings), and among ten times as many."""

from __future__ import annotations

import statistics
import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from domain.lampang import DISTRICTS
from domain.sightings import BEARINGS, KINDS, Estimate, Sighting, match, moved

NOW = datetime(2026, 3, 12, 9, 0, tzinfo=UTC)
OPEN_FIRES = (2_000, 20_000)
ROUNDS = 200


def sightings(fires: int) -> list[Sighting]:
    """Two of each fire, spread over the province by a fixed rule."""
    made: list[Sighting] = []
    names = list(BEARINGS)
    for number in range(fires):
        town = DISTRICTS[number % len(DISTRICTS)].centre
        away = moved(
            town, BEARINGS[names[number % 8]] + number % 45, 0.5 + (number * 7919 % 3000) / 100
        )
        at = NOW - timedelta(minutes=number % 300)
        one = Sighting(KINDS[number % 6], at, Estimate(away, 250), number + 1, 2 * number + 1)
        made += [one, replace(one, estimate=Estimate(moved(away, 45, 0.2), 900), id=one.id + 1)]
    return made


def main() -> None:
    print("filing one report among open fires (two sightings each)")
    for count in OPEN_FIRES:
        known = sightings(count)
        new = [replace(one, fire=0, id=0) for one in known[:: max(1, len(known) // ROUNDS)]]
        took = []
        for one in new:
            start = time.perf_counter()
            match(one, known)
            took.append(1000 * (time.perf_counter() - start))
        print(
            f"  {count:>6} fires: median {statistics.median(took):.2f} ms, worst {max(took):.2f} ms"
        )


if __name__ == "__main__":
    main()
