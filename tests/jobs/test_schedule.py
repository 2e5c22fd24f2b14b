"""When a job is due: slots of the Bangkok day, shifted by an offset."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest

from bot.language import BANGKOK
from jobs.schedule import Job, jobs
from store.db import Database
from tests.bot.stage import settings_for

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


def bangkok(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=BANGKOK)


def job(every: timedelta, offset: timedelta = timedelta(0)) -> Job:
    return Job("a job", every, lambda *_: {}, offset)


@pytest.mark.parametrize(
    ("every", "offset", "now", "slot"),
    [
        (10 * MINUTE, 0 * MINUTE, "2026-03-14 09:00:00", "2026-03-14 09:00"),
        (10 * MINUTE, 0 * MINUTE, "2026-03-14 09:09:59", "2026-03-14 09:00"),
        (10 * MINUTE, 2 * MINUTE, "2026-03-14 09:01:59", "2026-03-14 08:52"),
        (10 * MINUTE, 2 * MINUTE, "2026-03-14 09:02:00", "2026-03-14 09:02"),
        # Just after Bangkok's midnight the newest slot is yesterday's.
        (10 * MINUTE, 2 * MINUTE, "2026-03-14 00:00:00", "2026-03-13 23:52"),
        (10 * MINUTE, 2 * MINUTE, "2026-03-14 00:01:59", "2026-03-13 23:52"),
        (10 * MINUTE, -2 * MINUTE, "2026-03-14 00:00:00", "2026-03-13 23:58"),
        (10 * MINUTE, -2 * MINUTE, "2026-03-14 00:09:00", "2026-03-14 00:08"),
        (MINUTE, 0 * MINUTE, "2026-03-14 09:00:59", "2026-03-14 09:00"),
        (HOUR, 20 * MINUTE, "2026-03-14 00:10:00", "2026-03-13 23:20"),
        (DAY, 0 * HOUR, "2026-03-14 00:00:00", "2026-03-14 00:00"),
        (DAY, 0 * HOUR, "2026-03-14 23:59:59", "2026-03-14 00:00"),
        (DAY, 3 * HOUR, "2026-03-14 02:59:59", "2026-03-13 03:00"),
        (DAY, 3 * HOUR, "2026-03-14 03:00:00", "2026-03-14 03:00"),
        (DAY, 3 * HOUR, "2026-03-15 00:30:00", "2026-03-14 03:00"),
        (DAY, 17 * HOUR, "2026-03-14 06:59:00", "2026-03-13 17:00"),
        (DAY, 3 * HOUR, "2026-01-01 02:00:00", "2025-12-31 03:00"),
    ],
)
def test_the_newest_slot(every: timedelta, offset: timedelta, now: str, slot: str) -> None:
    found = job(every, offset).slot(bangkok(now).astimezone(UTC))
    assert found == bangkok(slot)
    assert found.utcoffset() == timedelta(0)


@pytest.mark.parametrize("every", [MINUTE, 10 * MINUTE, HOUR, 6 * HOUR, DAY])
@pytest.mark.parametrize("offset", [-7 * MINUTE, 0 * MINUTE, 3 * MINUTE, 5 * HOUR])
def test_slots_follow_each_other_and_are_never_ahead(every: timedelta, offset: timedelta) -> None:
    made, now = job(every, offset), bangkok("2026-02-28 21:13:07").astimezone(UTC)
    slots = {made.slot(now + n * 7 * MINUTE) for n in range(700)}
    ordered = sorted(slots)
    for n in range(700):
        at = now + n * 7 * MINUTE
        assert timedelta(0) <= at - made.slot(at) < every
    gaps = {later - earlier for earlier, later in pairwise(ordered)}
    assert all(gap % every == timedelta(0) for gap in gaps)


def test_the_jobs_that_run(sqlite: Database) -> None:
    listed = {one.name: one for one in jobs(settings_for(sqlite), lambda _: (200, {}))}
    assert {"fetch_air4thai", "fetch_air4thai_history", "read_quota", "watch", "forget_old"} <= set(
        listed
    )
    for one in listed.values():
        assert DAY % one.every == timedelta(0), "slots must begin anew with each day"
        assert one.offset < DAY
    night = listed["forget_old"].slot(bangkok("2026-03-14 12:00").astimezone(UTC))
    assert night == bangkok("2026-03-14 03:00")
