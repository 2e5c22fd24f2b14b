"""Eighty volunteers on one afternoon: tests/bot/test_mission_afternoon.py at its full size."""

from __future__ import annotations

import os

from store.db import Database
from tests.bot.test_mission_afternoon import Afternoon, everybody_goes_and_comes_back


def test_eighty_volunteers_on_one_afternoon(database: Database) -> None:
    afternoon = Afternoon(database)
    afternoon.people_come(seed=1, people=range(100, 140 if os.environ.get("SHORT") else 180))
    everybody_goes_and_comes_back(afternoon)
