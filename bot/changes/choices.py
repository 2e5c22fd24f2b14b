"""What was meant when the bot was unsure is counted."""

from __future__ import annotations

from bot.changes.doing import Carry, Doing
from domain.choices import NoteChoice
from store import choices


def note(doing: Doing, effect: NoteChoice) -> None:
    choices.note(doing.session, doing.context.now, effect.offered, effect.chosen)


CARRIES: dict[type, Carry] = {NoteChoice: note}
