"""`flask when`: times in what people type."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import click
from flask.cli import AppGroup

from cli.lines import each_line, fail
from domain.conversation import When

group = AppGroup("when", help="Days and clock times.")


def when_json(when: When | None) -> dict[str, str | None]:
    """Nulls where nothing is said; `start` and `end` are dates, or date-times with +07:00."""
    found = when or When("")
    return {
        "start": found.start or None,
        "end": found.end or None,
        "grain": found.grain or None,
        "part": found.part or None,
    }


@group.command("parse")
@click.option("--now", metavar="ISO", help="As if it were this moment; without a zone, in Bangkok.")
def parse_lines(now: str | None) -> None:
    """A phrase a line → {"text", "start", "end", "grain", "part"}."""
    from intents.when import parse

    moment = _moment(now)

    def answer(line: str) -> dict[str, Any]:
        return {"text": line, **when_json(parse(line, moment))}

    each_line(answer)


def _moment(text: str | None) -> datetime:
    from intents.when import BANGKOK

    if text is None:
        return datetime.now(UTC)
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        fail(f"--now is no ISO date-time: {text!r}")
    return moment if moment.tzinfo else moment.replace(tzinfo=BANGKOK)
