"""None of our business: said kindly, with what we can do, and never the same sentence twice running."""

from __future__ import annotations

from domain.conversation import Context, Effect, Event, NoteAnswer, Say
from domain.words import N_
from handlers.not_understood import wishes

SENTENCES = {
    "not_ours": N_(
        "I only know haze, forest fire and burning in Lampang. Shall I look at one of these?"
    ),
    "not_ours_2": N_("That one is beyond me, sorry. These I can help with:"),
}


def handle(event: Event, context: Context) -> list[Effect]:
    name = "not_ours_2" if context.person.last_answer == "not_ours" else "not_ours"
    return [NoteAnswer(name), Say(SENTENCES[name], buttons=wishes(()))]
