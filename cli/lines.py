"""Lines in, JSON out: what all commands share."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from datetime import date
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


def area_code(name: str) -> str:
    """DOPA code of an area that was named: the province, a district or a tambon."""
    from intents.places import find

    found = find(name)
    if found is None or found.area is None:
        names = [one.name_th for one in found.candidates] if found else []
        hint = f"; one of {', '.join(names)}?" if names else ""
        fail(f"no such area in Lampang, or more than one: {name!r}{hint}")
    return found.area.code


def day_of(text: str, option: str) -> date:
    from domain.burn_days import read_day

    found = read_day(text)
    if found is None:
        fail(f"{option} is no date: {text!r}; for example 2026-03-01 or 1/3/2569")
    return found
