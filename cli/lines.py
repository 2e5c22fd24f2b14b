"""Lines in, JSON out: what all commands share."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from typing import Any, NoReturn

import click
import orjson
from flask import current_app
from sqlalchemy import inspect

from settings import BadSetting, Settings
from store.db import Database

ROW_ID = click.IntRange(1, 2**31 - 1)  # what both databases can hold


def lines_in() -> Iterator[str]:
    """Standard input, line by line; bytes that are not UTF-8 are replaced, not refused."""
    for raw in sys.stdin.buffer:
        yield raw.decode("utf-8", "replace").rstrip("\r\n")


def put(value: Any) -> None:
    click.echo(orjson.dumps(value).decode())


def each_line(answer: Callable[[str], dict[str, Any]]) -> None:
    for line in lines_in():
        put(answer(line))


def fail(text: str) -> NoReturn:
    click.echo(text, err=True)
    raise SystemExit(1)


def database() -> Database:
    """The database, brought to its schema before (`flask release` itself asks for `unmigrated`)."""
    found = unmigrated()
    if not inspect(found.engine).has_table("alembic_version"):
        fail("the database is new: run `flask release` first")
    return found


def unmigrated() -> Database:
    found: Database = current_app.config["DATABASE"]
    return found


def settings(*, needs_line: bool = False) -> Settings:
    found: Settings = current_app.config["SETTINGS"]
    if needs_line:
        try:
            found.require_line()
        except BadSetting as error:
            fail(str(error))
    return found
