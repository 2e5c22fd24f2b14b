"""`flask officials`: invite people who hold a post."""

from __future__ import annotations

from datetime import UTC, datetime

import click
from flask.cli import AppGroup, with_appcontext

from cli.lines import database, fail, put

group = AppGroup("officials", help="Officials and their codes.")


@group.command("invite")
@click.option("--role", type=click.Choice(["officer", "approver", "admin"]), required=True)
@click.option(
    "--area", "name", required=True, help="The province, a district, a tambon or a village."
)
@click.option("--post", default="", help="What they hold there: village head, station head …")
@with_appcontext
def invite(role: str, name: str, post: str) -> None:
    """Print {"code"}: one use, 24 hours; its owner sends it to the bot in LINE."""
    from intents.places import find
    from store import invitations

    found = find(name)
    if found is None or found.area is None:
        fail(f"no such area in Lampang, or more than one: {name!r}")
    with database().write() as session:
        code = invitations.make(session, role, found.area.code, post, datetime.now(UTC))
    put({"code": code})
