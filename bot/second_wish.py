"""The second wish of a message ("ฝุ่นแม่เมาะเท่าไหร่แล้วเผาตอซังได้ไหม"): answered after the first, or offered to tap. Pure."""

from __future__ import annotations

from dataclasses import replace

from domain.conversation import Button, Context, Effect, Event, Meaning, Say, SetForm, Show
from domain.wishes import LABELS
from domain.words import N_
from handlers import HANDLERS

# Answers that only speak; anything else (a form, a change) waits for a tap of its own.
ANSWERED_AFTER = frozenset(
    {
        "pm25_lookup",
        "pm25_forecast",
        "pm25_history",
        "health_advice",
        "fire_status",
        "burn_rules",
        "no_burn_alternatives",
        "pes_info",
        "open_data",
        "emergency_contact",
    }
)
MOST_MESSAGES = 5  # in one reply of LINE
ALSO = N_("And the other thing you asked about is here:")


def wish_after(event: Event) -> str:
    """The name of the second wish; empty when there is none, or none that can be answered or tapped."""
    also = event.meaning.also
    is_other = event.kind == "text" and also != event.meaning.intent
    return also if is_other and also in LABELS and also in HANDLERS else ""


def with_second(first: list[Effect], event: Event, context: Context) -> list[Effect]:
    """`first` is what answers the first wish; a question it leaves open stays the last thing that is said."""
    wish = wish_after(event)
    spoken = [at for at, effect in enumerate(first) if isinstance(effect, Say | Show)]
    if not wish or not spoken or _is_shown(wish, first):
        return first
    button = Button(LABELS[wish], "do", f"do={wish}")
    if _asks(first):
        return _offered_before(first, spoken[-1], button)
    after = _answer(wish, event, context)
    if after and len(spoken) + len(after) <= MOST_MESSAGES:
        return [*first, *after]
    return [*first, Say(ALSO, buttons=(button,))] if len(spoken) < MOST_MESSAGES else first


def _is_shown(wish: str, effects: list[Effect]) -> bool:
    """A danger in the words brought the emergency numbers already."""
    return any(isinstance(effect, Show) and effect.card == wish for effect in effects)


def _asks(effects: list[Effect]) -> bool:
    return any(isinstance(effect, SetForm) and effect.state for effect in effects)


def _offered_before(first: list[Effect], at: int, button: Button) -> list[Effect]:
    """On the question itself, where it is a sentence; a card gets a sentence before it."""
    question = first[at]
    if isinstance(question, Say):
        if any(one.value == button.value for one in question.buttons):
            return first
        asked: list[Effect] = [replace(question, buttons=(*question.buttons, button))]
    else:
        asked = [Say(ALSO, buttons=(button,)), question]
    return [*first[:at], *asked, *first[at + 1 :]]


def _answer(wish: str, event: Event, context: Context) -> list[Effect]:
    """What follows the first answer; nothing when it would do more than speak."""
    if wish not in ANSWERED_AFTER:
        return []
    meaning: Meaning = replace(event.meaning, intent=wish, likely=(wish,), also="")
    effects: list[Effect] = HANDLERS[wish].handle(replace(event, meaning=meaning), context)
    return effects if all(isinstance(effect, Say | Show) for effect in effects) else []
