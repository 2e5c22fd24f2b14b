"""`flask release`: the database to its newest schema, and the seeds into it. Safe to run again."""

from __future__ import annotations

import click
from flask.cli import with_appcontext

from cli.lines import database, put


@click.command("release")
@with_appcontext
def command() -> None:
    """Migrate the database and sow the seeds of data/."""
    from store import migrate, seeds

    migrate.upgrade(database())
    put({"migrated": True, **seeds.sow(database())})
