"""A one-use code makes its sender an official; in a private chat only. Codes: store/invitations.py.

Then two questions: by what name those they help shall know them, and where they can be called.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from domain import forms
from domain.conversation import AcceptInvitation, Context, Effect, Event, Introduce, RestsOn, Say
from domain.words import N_, Phrase

NEEDS = frozenset({"invitation"})
PRESSED = True

CODE = re.compile(r"\bKHEM[- ]?([2-9A-HJKMNP-Z]{10})\b", re.IGNORECASE)
WELCOME = N_("Welcome! You are now registered as %(role)s.")
UNKNOWN = N_("This code is not valid: it works once, within 24 hours. Please ask for a new one.")
PRIVATE = N_("Please send me the code in our private chat, not in a group.")
NOTED = N_(
    "Thank you. When you take a fire, people see: %(name)s. Type help to see what you can do."
)
ROLES = {
    "volunteer": N_("volunteer"),
    "officer": N_("officer"),
    "approver": N_("approver"),
    "admin": N_("administrator"),
}


def code_in(text: str) -> str:
    found = CODE.search(text)
    return found.group(1).upper() if found else ""


def handle(event: Event, context: Context) -> list[Effect]:
    if not event.is_private:
        return [Say(PRIVATE)]
    role = context.facts.invitation
    if role not in ROLES:
        return [Say(UNKNOWN)]
    code = code_in(event.text)
    return [
        *(RestsOn(subject) for subject in context.facts.seen if subject.startswith("invitation:")),
        AcceptInvitation(code),
        Say(WELCOME, {"role": Phrase(ROLES[role])}),
        *forms.open_form(FORM, event, context),
    ]


def answer(event: Event, context: Context) -> list[Effect] | None:
    return None if code_in(event.text) else forms.take(FORM, event, context)


def finish(answers: Mapping[str, Any], event: Event, context: Context) -> list[Effect]:
    name = answers["name"]
    return [Introduce(name, answers["phone"] or ""), Say(NOTED, {"name": name})]


FORM = forms.Form(
    "accept_invitation",
    (
        forms.Step(
            "name",
            N_(
                "What name and post shall people see when you help? For example: Somchai, Ban Dong office"
            ),
            forms.words(80),
        ),
        forms.Step(
            "phone",
            N_("And a phone number for urgent calls? Only officials and those who go out see it."),
            forms.phone,
            optional=True,
        ),
    ),
    finish,
)
