"""The `flask` commands: lines in, one JSON object a line out; errors on stderr and an exit status that is not 0.

Groups import what they need inside their functions, so that the web process stays light.
"""

from __future__ import annotations

import sys
from pathlib import Path

import click
from flask import Flask

from cli import (
    air,
    backup,
    bans,
    demo,
    feeds,
    hotspots,
    inbox,
    intents,
    jobs,
    line,
    menus,
    officials,
    outbox,
    places,
    release,
    sensors,
    when,
)


def is_command_line() -> bool:
    """`flask …` may run without a channel; commands that speak to LINE ask for it themselves."""
    return Path(sys.argv[0]).name in ("flask", "__main__.py") and "gunicorn" not in sys.argv[0]


def register(app: Flask) -> None:
    groups: tuple[click.Command, ...] = (
        air.group,
        backup.backup,
        backup.group,
        bans.group,
        demo.command,
        feeds.group,
        hotspots.group,
        inbox.group,
        intents.group,
        jobs.group,
        line.group,
        menus.group,
        officials.group,
        outbox.group,
        places.group,
        release.command,
        sensors.group,
        when.group,
    )
    for group in groups:
        app.cli.add_command(group)
