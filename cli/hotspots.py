"""`flask hotspots warroom`: the day's hotspots by district as a text to copy or print."""

from __future__ import annotations

from datetime import date, timedelta

import click
from flask.cli import AppGroup, with_appcontext

from cli.lines import database, fail

group = AppGroup("hotspots", help="What satellites saw.")


@group.command("warroom")
@click.option("--date", "day", default="", help="ISO date; today in Bangkok if not given.")
@with_appcontext
def warroom(day: str) -> None:
    """Print the war room's text of a day, in Thai."""
    from bot.cards import Look, hotspot_summary
    from bot.language import language
    from domain import hotspot_counts
    from domain.days import midnight, today
    from domain.hotspots import FIRMS, GISTDA
    from store import clock, feeds, hotspots

    with database().read() as session:
        asked = _date(day) if day else today(clock.now(session))
        end = midnight(asked + timedelta(days=1))
        spots = hotspots.between(session, hotspot_counts.since(asked), end)
        worked = [feed.worked_at for feed in feeds.listed(session) if feed.name in (FIRMS, GISTDA)]
    told = hotspot_counts.summary(
        asked,
        spots,
        checked_at=max((at for at in worked if at), default=None),
        is_official=True,
    )
    click.echo(hotspot_summary.words(told, Look("", language("th"))))


def _date(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        fail(f"--date must be a date such as 2026-03-13, not {text!r}")
