"""Processes die at any moment; every event is answered exactly once, as the look-alike counts it."""

from __future__ import annotations

import os
import random
import time
from pathlib import Path

from tests.town import Town

SHORT = bool(os.environ.get("SHORT"))
EVENTS, PEOPLE, KILLS = (300, 60, 8) if SHORT else (2000, 200, 60)
TEXTS = ["ฝุ่นแม่เมาะวันนี้เท่าไหร่", "แจ้งไฟไหม้", "สวัสดีค่ะ", "ฝุ่นวังเหนือ", "%d เบอร์ฉุกเฉิน"]
# Time for what a killed process held to be free again (lease 15 s, each event or letter may lose it more than once).
SETTLE_SECONDS = 180.0


def kill_again_and_again(town: Town, kills: int, dice: random.Random) -> None:
    for _ in range(kills):
        name = dice.choice(town.names)
        time.sleep(dice.uniform(0.2, 1.5))
        town.kill(name)
        town.start(name)


def every_event_is_answered_once(town: Town) -> None:
    dice = random.Random(20260314)
    seconds = KILLS * 1.0
    burst = town.burst(
        people=PEOPLE, events=EVENTS, per_body=5, texts=TEXTS, seconds=seconds, copies=2
    )
    kill_again_and_again(town, KILLS, dice)
    told = town.wait_for_answers(burst, SETTLE_SECONDS + seconds)
    told.pop("answers_by_event", None)
    assert told["unanswered"] == 0, told
    assert told["answered_more_than_once"] == 0, told
    assert told["events"] == EVENTS


def test_kills_on_sqlite(tmp_path: Path) -> None:
    with Town(tmp_path, workers=2) as town:
        every_event_is_answered_once(town)


def test_kills_on_postgresql_with_two_webs_and_three_workers(
    tmp_path: Path, postgres_url: str
) -> None:
    with Town(tmp_path, database_url=postgres_url, webs=2, workers=3) as town:
        every_event_is_answered_once(town)
