"""A whole month of haze through the real job: tests/jobs/test_haze_month.py at its full length."""

from __future__ import annotations

import os

from store.db import Database
from tests.jobs.test_haze_month import everything_is_told


def test_a_haze_month(sqlite: Database) -> None:
    everything_is_told(sqlite, days=10 if os.environ.get("SHORT") else 30)
