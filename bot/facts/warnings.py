"""The warning that a button names, for an official who may see it: its words, where it stands, whom it would reach."""

from __future__ import annotations

from dataclasses import replace

from bot import warning_desk
from bot.facts.asked import Asked
from domain.conversation import Facts
from domain.official import Official
from store import officials

NAME = "warning_work"


def read(asked: Asked) -> Facts:
    """None for whoever holds no post around there, and in a group."""
    event, form = asked.event, asked.context.form
    answers = form.answers if form and form.name == NAME else {}
    number = str(answers.get("w", "")) if "form" in event.data or not event.data else ""
    number = number or event.data.get("w", "")
    if not number or not event.is_private:
        return asked.facts
    by = Official(event.user, officials.held_by(asked.session, event.user, asked.context.now))
    found = warning_desk.asked_of(asked.session, number, asked.context.now)
    if found is None or not any(by.sees(area) for area in found.content.areas):
        return asked.facts
    return replace(asked.facts, warning_asked=found)


READS = {"warning_asked": read}
