"""`flask backup`: a live copy that restores. `flask db copy`: all rows into another database (SQLite → PostgreSQL)."""

from __future__ import annotations

from pathlib import Path

import click
from flask.cli import AppGroup, with_appcontext

from cli.lines import database, fail, put, settings

group = AppGroup("db", help="The database.")


@click.command("backup")
@click.argument("file", type=click.Path(path_type=Path))
@with_appcontext
def backup(file: Path) -> None:
    """A live backup: on SQLite a database file, on PostgreSQL what pg_dump makes."""
    from store import copying

    if file.exists():
        fail(f"{file} is there already: name a new file")
    try:
        put(copying.back_up(database(), file))
    except (OSError, copying.CannotCopy) as error:
        fail(str(error))


@group.command("copy")
@click.option("--to", "url", required=True, help="The other database's URL; it must be empty.")
@with_appcontext
def copy(url: str) -> None:
    """Copy every row into an empty database, in one transaction."""
    from sqlalchemy.exc import SQLAlchemyError

    from settings import BadSetting, load
    from store import copying
    from store.db import connect

    try:
        target = connect(load({"DATABASE_URL": url}).database_url, settings().data_dir)
        put(copying.copy(database(), target))
    except (BadSetting, copying.CannotCopy) as error:
        fail(str(error))
    except SQLAlchemyError as error:
        fail(f"the other database cannot be used: {str(error).splitlines()[0]}")
