"""The clock process: runs what is due, once for each slot whoever else runs too, and leaves a heartbeat.

python -m jobs.clock
"""

from __future__ import annotations

import gc
import os
import secrets
import signal
import sys
import threading
from datetime import UTC, datetime
from functools import partial

import structlog
from apscheduler.schedulers.background import BackgroundScheduler

import settings as environment
from bot import logs
from bot.line import Line
from bot.logs import write_json
from jobs.schedule import Job, jobs
from settings import Settings
from store import clock, heartbeats, slots
from store.db import Database, connect

log = structlog.get_logger()
HEARTBEAT_SECONDS = 20


def run_due(database: Database, all_jobs: list[Job]) -> int:
    """Run each job whose slot nobody has done, each at its own now: one before it may have taken minutes.

    Returns how many ran.
    """
    ran = 0
    for job in _due(database, all_jobs):
        with database.write() as session:
            now = clock.now(session)
            slot = job.slot(now)
            mine = slots.take(session, job.name, slot, datetime.now(UTC))
        if mine:
            run_one(database, job, slot, now)
            ran += 1
    return ran


def _due(database: Database, all_jobs: list[Job]) -> list[Job]:
    with database.read() as session:
        now = clock.now(session)
        newest = slots.newest(session, until=now)
    return [job for job in all_jobs if not _is_done(newest.get(job.name), job.slot(now))]


def _is_done(last: slots.Slot | None, slot: datetime) -> bool:
    return last is not None and last.slot >= slot and last.is_done


def run_one(database: Database, job: Job, slot: datetime, now: datetime) -> dict[str, int]:
    counts: dict[str, int] = {}
    error = ""
    try:
        counts = job.run(database, now)
        log.info("job done", job=job.name, **counts)
    except Exception as failure:
        log.exception("job failed", job=job.name)
        error = logs.clean(f"{type(failure).__name__}: {failure}")
    with database.write() as session:
        slots.finish(session, job.name, slot, datetime.now(UTC), counts, error)
    return counts


def run(settings: Settings, stop: threading.Event) -> None:
    database = connect(settings.database_url, settings.data_dir)
    name = f"{os.getpid()}-{secrets.token_hex(4)}"
    line = Line(settings.line_channel_access_token, settings.line_api_url, connections=2)
    all_jobs = jobs(settings, line.get)
    scheduler = scheduler_of(database, all_jobs)
    scheduler.add_job(
        _guarded(lambda: _beat(database, name)), "interval", seconds=HEARTBEAT_SECONDS,
        coalesce=True, max_instances=1, next_run_time=datetime.now(UTC),
    )  # fmt: skip
    scheduler.start()
    log.info("clock ready", name=name, jobs=[job.name for job in all_jobs])
    stop.wait()
    scheduler.shutdown(wait=False)
    database.close()
    log.info("clock ended", name=name)


def scheduler_of(database: Database, all_jobs: list[Job]) -> BackgroundScheduler:
    """Not started yet. Two rows of work, one after the other in each: who watches never waits for a slow feed."""
    scheduler = BackgroundScheduler(timezone="Asia/Bangkok")
    watching = [job for job in all_jobs if job.watches]
    others = [job for job in all_jobs if not job.watches]
    for some in (watching, others):
        scheduler.add_job(
            _guarded(partial(run_due, database, some)), "interval", seconds=1,
            coalesce=True, max_instances=1, misfire_grace_time=30, next_run_time=datetime.now(UTC),
        )  # fmt: skip
    return scheduler


def _beat(database: Database, name: str) -> None:
    with database.write(durable=False) as session:
        heartbeats.beat(session, "clock", name, datetime.now(UTC))


def _guarded(work: object) -> object:
    """The database may be away: said in the log, tried again at the next second."""

    def guarded() -> None:
        try:
            work()  # type: ignore[operator]
        except Exception as error:
            log.warning("clock could not work", error=type(error).__name__)

    return guarded


def main() -> None:
    write_json()
    try:
        settings = environment.load()
        settings.require_line()
    except environment.BadSetting as error:
        sys.exit(f"clock: {error}")
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    gc.freeze()  # what was imported stays: no need to go through it again and again
    run(settings, stop)
    # A job that waits for a slow feed must not hold the end up; it runs again after its lease.
    os._exit(0)


if __name__ == "__main__":
    main()
