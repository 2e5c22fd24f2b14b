"""`flask release`: the database to its newest schema, and the seeds into it. Safe to run again."""

from __future__ import annotations

import click
from flask.cli import with_appcontext

from cli.lines import put, unmigrated


@click.command("release")
@with_appcontext
def command() -> None:
    """Migrate the database and sow the seeds of data/."""
    from store import migrate, seeds

    migrate.upgrade(unmigrated())
    put({"migrated": True, **seeds.sow(unmigrated())})
