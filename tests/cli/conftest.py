"""`flask` commands in this process, on a migrated database of their own."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from app import create_app
from settings import load
from store.db import Database
from tests.cli.shell import Said

Flask = Callable[..., Said]


@pytest.fixture
def flask(sqlite: Database, tmp_path: Path) -> Flask:
    """Run a command: its arguments, bytes on standard input, settings. The database is the fixture `sqlite`."""

    def run(*arguments: str, stdin: bytes = b"", **settings: str) -> Said:
        app = create_app(load({"DATA_DIR": str(tmp_path), **settings}))
        result = app.test_cli_runner().invoke(args=list(arguments), input=stdin)
        app.config["DATABASE"].close()
        if result.exception is not None and not isinstance(result.exception, SystemExit):
            raise result.exception
        return Said(result.stdout, result.stderr, result.exit_code)

    return run
