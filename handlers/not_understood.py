"""What was not understood: a short kind answer with the three likeliest wishes, never the same sentence twice running.

The names of wishes on buttons: domain/wishes.py.
"""

from __future__ import annotations

from domain.choices import carried
from domain.conversation import Button, Context, Effect, Event, NoteAnswer, Say
from domain.wishes import LABELS
from domain.words import N_
from handlers import emergency_contact

NEEDS = emergency_contact.NEEDS

SENTENCES = {
    "unsure": N_("I am not quite sure. Which of these do you mean?"),
    "other_words": N_("I did not get that yet. Could you say it another way, or tap one of these?"),
    "still": N_("Sorry, I still do not follow. Is it one of these?"),
}
USUAL = ("pm25_lookup", "fire_report", "burn_rules")


def handle(event: Event, context: Context) -> list[Effect]:
    help_first = emergency_contact.in_danger(event, context)
    return help_first or again(context, event.meaning.likely)


def again(context: Context, likely: tuple[str, ...] = ()) -> list[Effect]:
    names = list(SENTENCES)
    last = context.person.last_answer
    name = names[(names.index(last) + 1) % len(names)] if last in names else names[0]
    return [NoteAnswer(name), Say(SENTENCES[name], buttons=wishes(likely))]


def wishes(likely: tuple[str, ...]) -> tuple[Button, ...]:
    """What is tapped is counted (domain/choices.py) where the words left a choice, not where these are the usual three."""
    chosen = list(dict.fromkeys(name for name in (*likely, *USUAL) if name in LABELS))[:3]
    carry = [carried(name, chosen) if likely else f"do={name}" for name in chosen]
    return tuple(
        Button(LABELS[name], "do", value) for name, value in zip(chosen, carry, strict=True)
    )
