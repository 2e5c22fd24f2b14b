"""A warning to many: an official gets the form with their words in it; from a resident it is a question, never a draft.

The form and the second pair of eyes: web/console/warnings.py.
"""

from __future__ import annotations

from domain.conversation import Context, Effect, Event, Say
from domain.words import N_
from handlers import console_login, warnings_now

NEEDS = console_login.NEEDS | warnings_now.NEEDS
FORM = "/console/warnings/new"
LONGEST = 700
OFFICIAL = N_(
    "A warning needs a form and a second person. Open it with this link: your words are in it already."
)
PRIVATE = N_("Please write that to me in our private chat: the link to the form is for you alone.")


def handle(event: Event, context: Context) -> list[Effect]:
    is_question = event.kind == "text" and warnings_now.is_asked(event.text)
    if not context.facts.posts or is_question:
        return warnings_now.handle(event, context)
    if not event.is_private:
        return [Say(PRIVATE)]
    return [Say(OFFICIAL), *console_login.offer(context, FORM, begins_with(event))]


def begins_with(event: Event) -> tuple[tuple[str, str], ...]:
    """What was said, and the place if one was named."""
    place = event.meaning.place
    area = (("area", place.area.code),) if place and place.area else ()
    return (("text", event.text[:LONGEST]), *area) if event.text else ()
