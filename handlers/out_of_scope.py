"""None of our business: said kindly, with what we can do, and never the same sentence twice running.

Words that nothing at all was found in come here too: a bare name of a place asks for its air, a cry for help for
the numbers.
"""

from __future__ import annotations

from domain.conversation import Context, Effect, Event, NoteAnswer, Say
from domain.words import N_
from handlers import emergency_contact, pm25_lookup
from handlers.not_understood import wishes

NEEDS = pm25_lookup.NEEDS | emergency_contact.NEEDS

SENTENCES = {
    "not_ours": N_(
        "I only know haze, forest fire and burning in Lampang. Shall I look at one of these?"
    ),
    "not_ours_2": N_("That one is beyond me, sorry. These I can help with:"),
}


def handle(event: Event, context: Context) -> list[Effect]:
    help_first = emergency_contact.in_danger(event, context)
    if help_first is not None:
        return help_first
    if _asks_for_air(event):
        return pm25_lookup.handle(event, context)
    name = "not_ours_2" if context.person.last_answer == "not_ours" else "not_ours"
    return [NoteAnswer(name), Say(SENTENCES[name], buttons=wishes(()))]


def _asks_for_air(event: Event) -> bool:
    """A place and nothing else was understood, or the haze of another province was."""
    place, likely = event.meaning.place, event.meaning.likely
    if place is None:
        return False
    return not likely or (place.outside and "pm25_lookup" in likely)
