"""A one-use code makes its sender an official; in a private chat only. Codes: store/invitations.py."""

from __future__ import annotations

import re

from domain.conversation import AcceptInvitation, Context, Effect, Event, RestsOn, Say, SetForm
from domain.words import N_, Phrase

NEEDS = frozenset({"invitation"})

CODE = re.compile(r"\bKHEM[- ]?([2-9A-HJKMNP-Z]{10})\b", re.IGNORECASE)
WELCOME = N_("Welcome! You are now registered as %(role)s.")
UNKNOWN = N_("This code is not valid: it works once, within 24 hours. Please ask for a new one.")
PRIVATE = N_("Please send me the code in our private chat, not in a group.")
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
        SetForm(None),
        Say(WELCOME, {"role": Phrase(ROLES[role])}),
    ]
