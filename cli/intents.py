"""`flask intents`: what texts mean."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from flask.cli import AppGroup

from cli.lines import each_line
from cli.places import place_json

group = AppGroup("intents", help="What people mean.")


@group.command("match")
def match() -> None:
    """A message a line → {"text", "intent", "score", "place", "when"}."""
    from intents.understand import understand

    now = datetime.now(UTC)

    def answer(line: str) -> dict[str, Any]:
        meaning = understand(line, now)
        return {
            "text": line,
            "intent": meaning.intent or (meaning.likely[0] if meaning.likely else "out_of_scope"),
            "score": round(meaning.score, 4),
            "place": place_json(meaning.place),
            "when": None,
        }

    each_line(answer)
