"""`flask jobs`: the scheduled jobs, by hand."""

from __future__ import annotations

from datetime import UTC, datetime

import click
from flask.cli import AppGroup, with_appcontext

from cli.lines import database, fail, put, settings

group = AppGroup("jobs", help="Scheduled jobs.")


@group.command("list")
@with_appcontext
def list_jobs() -> None:
    """Every job with how often it runs and how its last run ended."""
    import orjson

    from jobs.schedule import jobs
    from store import slots

    with database().read() as session:
        newest = slots.newest(session)
    for job in jobs(settings(), lambda _: (None, {})):
        last = newest.get(job.name)
        put(
            {
                "job": job.name,
                "every_minutes": job.every.total_seconds() / 60,
                "last_slot": last.slot if last else None,
                "done_at": last.done_at if last else None,
                "counts": orjson.loads(last.counts) if last else None,
                "error": (last.error or None) if last else None,
            }
        )


@group.command("run")
@click.argument("name")
@click.option("--now", "moment", default="", help="As if it were then (ISO time).")
@with_appcontext
def run(name: str, moment: str) -> None:
    """Run one job now, or as if it were that moment; prints its counts."""
    from jobs.schedule import jobs
    from store import clock

    try:
        now = datetime.fromisoformat(moment) if moment else None
    except ValueError:
        fail(f"not an ISO time: {moment!r}")
    if now is not None and now.tzinfo is None:
        fail("--now needs a zone, for example 2026-03-14T08:00:00+07:00")
    if now is None:
        with database().read() as session:
            now = clock.now(session)
    found = {
        job.name: job
        for job in jobs(
            settings(needs_line=name in ("read_quota", "link_menus", "count_groups")), _get
        )
    }.get(name)
    if found is None:
        fail(f"no such job: {name!r}; see `flask jobs list`")
    put(found.run(database(), now.astimezone(UTC)))


def _get(path: str) -> tuple[int | None, dict[str, object]]:
    from bot.line import Line

    found = settings(needs_line=True)
    return Line(found.line_channel_access_token, found.line_api_url).get(path)
