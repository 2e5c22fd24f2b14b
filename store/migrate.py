"""Bring a database to the newest schema (Alembic, migrations/versions/)."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config

from store.db import Database

MIGRATIONS = Path(__file__).parent.parent / "migrations"


def config(database: Database) -> Config:
    settings = Config()
    settings.set_main_option("script_location", str(MIGRATIONS))
    settings.attributes["engine"] = database.engine
    return settings


def upgrade(database: Database, to: str = "head") -> None:
    command.upgrade(config(database), to)


def downgrade(database: Database, to: str = "base") -> None:
    command.downgrade(config(database), to)
