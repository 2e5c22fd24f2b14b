"""Who holds which post, and what a code would give."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from bot.facts.asked import Asked
from domain.conversation import Facts
from handlers import accept_invitation
from store import contacts, invitations, officials


def read_contacts(asked: Asked) -> Facts:
    return replace(asked.facts, contacts=contacts.listed(asked.session))


def read_invitation(asked: Asked) -> Facts:
    code = accept_invitation.code_in(asked.event.text)
    if not code:
        return asked.facts
    subject = f"invitation:{invitations.fingerprint(code)[:32]}"
    seen = asked.seen(subject)
    # Codes are made, and used up, in real time (cli/officials.py, bot/changes/officials.py).
    given = invitations.open_one(asked.session, code, datetime.now(UTC))
    return replace(asked.facts, invitation=given.role if given else "", seen=seen)


def read_posts(asked: Asked) -> Facts:
    """The posts that the speaker holds now: who may press what is decided from these."""
    return replace(
        asked.facts, posts=officials.held_by(asked.session, asked.event.user, asked.context.now)
    )


READS = {"contacts": read_contacts, "invitation": read_invitation, "posts": read_posts}
