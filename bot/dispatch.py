"""Which handler takes an event, and what it decides. Pure: the same event and context give the same effects."""

from __future__ import annotations

from dataclasses import replace
from types import ModuleType

from bot.second_wish import wish_after, with_second
from domain.choices import choice_of
from domain.conversation import Context, Effect, Event, FormState, Say, SetForm, SetLanguage
from domain.forms import is_refusal, is_skip
from domain.health import is_danger
from domain.mission_words import fire_word, word_of
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
# Asked for by exact words: never the answer to a question, which stays open.
EXACT_WORDS = (
    "console_login", "hotspot_summary", "officials_summary", "duty", "duty_alarm", "loudspeaker",
)  # fmt: skip
OLD_PRESS = N_(
    "That button belongs to an earlier question. Please start again if you still need it."
)
# In groups the bot speaks only when called (or of a fire: handlers/group_fire.py); these kinds of event call it themselves.
SPEAKS_UNCALLED = ("join", "leave", "unfollow", "unsend", "button")


def choose(event: Event, context: Context) -> str:
    """The name of the handler; empty when the event needs no answer."""
    if not event.is_private and not _is_for_us(event, context):
        return "group_fire" if HANDLERS["group_fire"].is_told(event, context) else ""
    if event.kind == "button":
        name = event.data.get("do", "")
        return name if name in INTENTS or is_pressed(name) else "not_understood"
    if event.kind == "text":
        return _choose_for_text(event, context)
    return BY_KIND.get(event.kind, "")


def is_pressed(name: str) -> bool:
    """Whether a button may name this handler though it is no wish of its own (PRESSED = True)."""
    return name in HANDLERS and getattr(HANDLERS[name], "PRESSED", False)


def _is_for_us(event: Event, context: Context) -> bool:
    return event.called or event.kind in SPEAKS_UNCALLED or context.form is not None


def _choose_for_text(event: Event, context: Context) -> str:
    exact = _by_exact_words(event, context)
    if exact:
        return exact
    if event.meaning.intent not in URGENT and HANDLERS["warnings_now"].is_asked(event.text):
        return "warnings_now"
    is_short = word_of(event.text) or fire_word(event.text)
    if context.person.role != "resident" and is_short:
        return "volunteer_status"  # "ถึงแล้ว" of somebody who may be on a mission
    if event.meaning.intent != "fire_report" and is_danger(event.text):
        return "emergency_contact"  # whatever else is asked: 1669 first
    if event.meaning.intent in HANDLERS:
        return event.meaning.intent
    return "not_understood"


def _by_exact_words(event: Event, context: Context) -> str:
    """Words that mean one thing, whatever the understanding of wishes makes of them; "" when there are none."""
    if HANDLERS["accept_invitation"].code_in(event.text):
        return "accept_invitation"
    if HANDLERS["console_login"].is_wanted(event.text):
        return "console_login"
    if HANDLERS["hotspot_summary"].is_asked(event.text):
        return "hotspot_summary"
    if HANDLERS["loudspeaker"].is_asked(event.text):
        return "loudspeaker"
    summary = HANDLERS["officials_summary"]
    if not summary.is_for(context.person.role):
        return ""
    if summary.is_asked(event.text):
        return "officials_summary"
    if HANDLERS["duty"].asked(event.text):
        return "duty"
    return "duty_alarm" if HANDLERS["duty_alarm"].is_said(event.text) else ""


def decide(event: Event, context: Context) -> list[Effect]:
    """What follows; who begins a form in English is answered in English from then on, also to numbers and buttons."""
    effects = _decide(event, context)
    person = context.person
    is_begun = any(isinstance(one, SetForm) and one.state for one in effects)
    if (
        event.kind == "text"
        and is_begun
        and not person.is_language_known
        and person.language == "en"
    ):
        return [SetLanguage("en"), *effects]
    return effects


def _decide(event: Event, context: Context) -> list[Effect]:
    """An answer to the open form if it is one, else what the chosen handler says."""
    name = choose(event, context)
    if not name:
        return []
    cried: list[Effect] | None = HANDLERS["mission"].cries(event, context)
    if cried is not None:
        return cried  # somebody on a mission needs help, whatever else was open or meant
    if "form" in event.data and not _is_of_open_form(event, context):
        return [Say(OLD_PRESS)]
    if context.form is not None and _may_answer(event, name, context.form):
        effects = _answer_form(event, context)
        if effects is not None:
            return effects
        if not event.is_private and not event.called:
            return []  # talk among themselves while our question is open
    left: list[Effect] = []
    if _is_left(name, context):
        left, context = [SetForm(None)], replace(context, form=None)
    handled = _handled(name, event, context)
    return [*left, *handled]


def _handled(name: str, event: Event, context: Context) -> list[Effect]:
    """What the handler says; counted where we had asked which wish it is, and with a second wish after the first."""
    choice = choice_of(event.data) if event.kind == "button" else None
    effects: list[Effect] = [choice] if choice else []
    effects += HANDLERS[name].handle(event, context)
    return with_second(effects, event, context) if name == event.meaning.intent else effects


def _is_of_open_form(event: Event, context: Context) -> bool:
    form = context.form
    return form is not None and (form.name, form.session) == (
        event.data.get("do"),
        event.data["form"],
    )


def _may_answer(event: Event, name: str, form: FormState) -> bool:
    if event.kind == "button":
        return "form" in event.data
    if name in EXACT_WORDS:
        return False  # never the answer to a question
    if name == "emergency_contact" and is_danger(event.text) and form.name != "fire_report":
        return False  # a report of a fire takes it down itself, with 1669 first
    if event.kind not in ANSWERS:
        return False
    if is_skip(event) or (form.step == "phone" and is_refusal(event.text)):
        return True
    if form.name == "duty" and name == "fire_report":
        return True  # a note to the next on duty speaks of fires
    is_urgent = name in URGENT and event.meaning.score >= SURE.get(name, 0.0)
    return not is_urgent or name == form.name


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
    names = {choose(event, context), context.form.name if context.form else "", wish_after(event)}
    if HANDLERS["mission"].may_be_cry(event):
        names.add("mission")
    wanted: set[str] = set()
    for name in names & set(HANDLERS):
        wanted |= getattr(HANDLERS[name], "NEEDS", frozenset())
    return frozenset(wanted)
