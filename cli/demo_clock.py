"""The business clock of `flask demo`: what the LINE look-alike's clock shows is copied into the bot's (store/clock.py).

The look-alike imports nothing of ours and its page may pause the day, hurry it or jump; only the demo writes the row.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import requests

from store import clock
from store.db import Database

PATIENCE = 10.0


@dataclass(frozen=True, slots=True)
class Shown:
    """At the real time `real_at` it showed `shown_at`, and runs `speed` times as fast."""

    real_at: datetime
    shown_at: datetime
    speed: float


@dataclass
class DemoClock:
    simulator: str
    database: Database
    copied: Shown | None = field(default=None)

    def set(self, shown: Shown) -> None:
        """On both sides."""
        told = {
            "real_at": shown.real_at.isoformat(),
            "shown_at": shown.shown_at.isoformat(),
            "speed": shown.speed,
        }
        answer = requests.post(f"{self.simulator}/_/clock", json=told, timeout=PATIENCE)
        answer.raise_for_status()
        self._copy(_read(answer.json()))

    def follow(self) -> bool:
        """Copy a change of the look-alike's clock; False when there was none, or it did not answer just now."""
        try:
            answer = requests.get(f"{self.simulator}/_/clock", timeout=PATIENCE)
        except requests.RequestException:
            return False
        shown = _read(answer.json()) if answer.ok else self.copied
        if shown is None or shown == self.copied:
            return False
        self._copy(shown)
        return True

    def _copy(self, shown: Shown) -> None:
        with self.database.write() as session:
            clock.set_demo(session, shown.real_at, shown.shown_at, shown.speed)
            # Also when it went forward: an earlier demo may have left a later day behind.
            clock.turn_back(session, clock.now(session))
        self.copied = shown


def _read(told: dict[str, Any]) -> Shown:
    real_at, shown_at = (
        datetime.fromisoformat(str(told[name])) for name in ("real_at", "shown_at")
    )
    return Shown(real_at, shown_at, float(told["speed"]))
