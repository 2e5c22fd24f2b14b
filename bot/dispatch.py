"""Which handler takes an event, and what it decides. Pure: the same event and context give the same effects."""

from __future__ import annotations

from types import ModuleType

from domain.conversation import Context, Effect, Event, Say, SetForm
from domain.wishes import INTENTS
from domain.words import N_
from handlers import HANDLERS

# These always get through an open form; the form is kept.
URGENT = ("fire_report", "emergency_contact", "help", "cancel", "delete_my_data")
BY_KIND = {
    "follow": "follow",
    "unfollow": "unfollow",
    "leave": "unfollow",
    "join": "join",
    "unsend": "unsend",
    "location": "location",
    "photo": "media",
    "video": "media",
    "voice": "media",
    "file": "media",
    "sticker": "sticker",
    "unclear": "not_understood",
}
# With what an open form can be answered, besides its own buttons.
ANSWERS = ("text", "location", "photo", "video", "voice")
# While a question is open, "สมชาย อบต.บ้านดง" is rather its answer than a wish for the number of the office.
SURE = {"fire_report": 0.75, "emergency_contact": 0.9}
OLD_PRESS = N_(
    "That button belongs to an earlier question. Please start again if you still need it."
)
# In groups the bot speaks only when called; these kinds of event call it by themselves.
SPEAKS_UNCALLED = ("join", "leave", "unfollow", "unsend", "button")


def choose(event: Event, context: Context) -> str:
    """The name of the handler; empty when the event needs no answer."""
    if not event.is_private and not _is_for_us(event, context):
        return ""
    if event.kind == "button":
        name = event.data.get("do", "")
        return name if name in INTENTS or is_pressed(name) else "not_understood"
    if event.kind == "text":
        return _choose_for_text(event)
    return BY_KIND.get(event.kind, "")


def is_pressed(name: str) -> bool:
    """Whether a button may name this handler though it is no wish of its own (PRESSED = True)."""
    return name in HANDLERS and getattr(HANDLERS[name], "PRESSED", False)


def _is_for_us(event: Event, context: Context) -> bool:
    return event.called or event.kind in SPEAKS_UNCALLED or context.form is not None


def _choose_for_text(event: Event) -> str:
    if HANDLERS["accept_invitation"].code_in(event.text):
        return "accept_invitation"
    if event.meaning.intent in HANDLERS:
        return event.meaning.intent
    return "not_understood"


def decide(event: Event, context: Context) -> list[Effect]:
    """An answer to the open form if it is one, else what the chosen handler says."""
    name = choose(event, context)
    if not name:
        return []
    if "form" in event.data and not _is_of_open_form(event, context):
        return [Say(OLD_PRESS)]
    if context.form is not None and _may_answer(event, name):
        effects = _answer_form(event, context)
        if effects is not None:
            return effects
        if not event.is_private and not event.called:
            return []  # talk among themselves while our question is open
    handled: list[Effect] = HANDLERS[name].handle(event, context)
    return [SetForm(None), *handled] if _is_left(name, context) else handled


def _is_of_open_form(event: Event, context: Context) -> bool:
    form = context.form
    return form is not None and (form.name, form.session) == (
        event.data.get("do"),
        event.data["form"],
    )


def _may_answer(event: Event, name: str) -> bool:
    if event.kind == "button":
        return "form" in event.data
    return event.kind in ANSWERS and not (
        name in URGENT and event.meaning.score >= SURE.get(name, 0.0)
    )


def _is_left(name: str, context: Context) -> bool:
    """A dangerous question does not outlive other talk: a yes much later must not answer it."""
    form = context.form.name if context.form else ""
    return form in HANDLERS and form != name and not getattr(HANDLERS[form], "LASTS", True)


def _answer_form(event: Event, context: Context) -> list[Effect] | None:
    form = context.form
    handler: ModuleType | None = HANDLERS.get(form.name) if form else None
    if handler is None or not hasattr(handler, "answer"):
        return None
    answered: list[Effect] | None = handler.answer(event, context)
    return answered


def needs(event: Event, context: Context) -> frozenset[str]:
    """The facts that deciding this event may ask for."""
    names = {choose(event, context), context.form.name if context.form else ""}
    wanted: set[str] = set()
    for name in names & set(HANDLERS):
        wanted |= getattr(HANDLERS[name], "NEEDS", frozenset())
    return frozenset(wanted)
