"""Thai or English: by button, or by saying so ("English please", "ภาษาไทย")."""

from __future__ import annotations

from domain.conversation import Button, Context, Effect, Event, Say, SetLanguage
from domain.words import N_
from handlers import set_area

ASK = N_("Which language would you like?")
DONE = N_("All right, English from now on.")
BUTTONS = (
    Button("ภาษาไทย", "do", "do=change_language&to=th"),
    Button("English", "do", "do=change_language&to=en"),
)


def handle(event: Event, context: Context) -> list[Effect]:
    wanted = event.data.get("to") or _named(event.text)
    if wanted not in ("th", "en"):
        return [Say(ASK, buttons=BUTTONS)]
    # "All right" is rendered in the language just chosen: SetLanguage comes first (bot/perform.py).
    return [SetLanguage(wanted), Say(DONE), *_then(event, context)]


def _then(event: Event, context: Context) -> list[Effect]:
    """Home is the second tap of the greeting; who has one, or is in the middle of something, is left in peace."""
    is_new = context.person.area is None and context.form is None
    return set_area.ask(event) if is_new and event.is_private and event.data else []


def _named(text: str) -> str:
    words = text.lower()
    if any(word in words for word in ("english", "อังกฤษ", "eng")):
        return "en"
    return "th" if any(word in words for word in ("thai", "ไทย")) else ""
