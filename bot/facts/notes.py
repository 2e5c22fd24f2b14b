"""The note that a button names, and how many the speaker wrote since yesterday."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from bot.facts.asked import Asked
from domain.conversation import Facts
from store import notes


def read(asked: Asked) -> Facts:
    number = asked.event.data.get("note", "")
    if not number and asked.context.form is not None:
        number = str(asked.context.form.answers.get("note", ""))
    note = None
    if number.isdigit() and len(number) < 10:
        note = notes.find(asked.session, int(number))
    since = asked.context.now - timedelta(days=1)
    written = notes.written_since(asked.session, asked.event.user, since)
    return replace(asked.facts, note=note, notes_written=written)


READS = {"notes": read}
