"""`flask intents`: what texts mean, how it is learned, and how well it is understood."""

from __future__ import annotations

import csv
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click
from flask.cli import AppGroup, with_appcontext

from cli.lines import database, each_line, put
from cli.places import place_json
from cli.when import when_json as whole_when
from domain.conversation import When

group = AppGroup("intents", help="What people mean.")

TEST_SET = Path(__file__).parents[1] / "tests" / "intents" / "test_set.tsv"
MOST_CONFUSED = 25


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
            "when": when_json(meaning.when),
        }

    each_line(answer)


def when_json(when: When | None) -> dict[str, str | None] | None:
    """As the contract has it here: without the part of the day, and null where no time is named."""
    return {key: whole_when(when)[key] for key in ("start", "end", "grain")} if when else None


@group.command("choices")
@click.option("--days", default=30, show_default=True, type=click.IntRange(1, 3650))
@with_appcontext
def list_choices(days: int) -> None:
    """What people chose when they were asked which wish they meant → {"offered", "chosen", "times"}, the most frequent first."""
    from datetime import timedelta

    from store import choices, clock

    with database().read() as session:
        since = clock.now(session) - timedelta(days=days)
        found = choices.counted(session, since)
    for one in found:
        put({"offered": list(one.offered), "chosen": one.chosen, "times": one.times})


@group.command("train")
def train() -> None:
    """Learn intents/*.yaml and the lexicon into intents/weights.bin (half a minute; the same bytes everywhere)."""
    from intents.match import INTENTS
    from intents.model import WEIGHTS
    from intents.training import train as learn

    model = learn(INTENTS)
    size = WEIGHTS.stat().st_size / 1e6
    click.echo(f"{WEIGHTS.name}: {len(model.table)} features, {size:.2f} MB")


@group.command("evaluate")
@click.argument("path", default=str(TEST_SET), type=click.Path(exists=True, dir_okay=False))
@click.option("--quick", is_flag=True, help="Without learning curve and cross-validation.")
def evaluate(path: str, quick: bool) -> None:
    """How many of the lines of PATH (text, intent, variety; tab-separated) are understood."""
    from intents import evaluation
    from intents.match import match as understand
    from intents.model import read_head

    with open(path, encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        lines = [evaluation.Line(row["text"], row["intent"], row["variety"]) for row in rows]
    judged = evaluation.judge(lines, understand)
    click.echo(f"{len(lines)} lines, none of them learned")
    _table(evaluation.figures(judged))
    click.echo("\nright by variety, %")
    _table(evaluation.by_variety(judged))
    click.echo("\nmeant → understood")
    for meant, taken, times in evaluation.confusions(judged)[:MOST_CONFUSED]:
        click.echo(f"{times:4}  {meant} → {taken}")
    if not quick:
        click.echo("\nexamples learned → right, %")
        for per_cent, count, right in evaluation.learning_curve(lines, read_head()["temperature"]):
            click.echo(f"{per_cent:4} %  {count:5}  {right:5.1f}")
        click.echo(f"\ncross-validation on the examples: {evaluation.cross_validation():.1f} %")


def _table(figures: dict[str, float]) -> None:
    for name, value in figures.items():
        click.echo(f"{name:34}{value:6.1f}")
