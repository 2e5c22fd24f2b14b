"""A login made up for an official who asks (only a post lets them have one), and what is announced now."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from bot.facts.asked import Asked
from domain.conversation import Facts
from store import clock, console, officials, warnings


def read_login(asked: Asked) -> Facts:
    """None for whoever holds no post, in a group, and when there were too many."""
    user, now = asked.event.user, datetime.now(UTC)  # links live in real time
    is_official = bool(user) and bool(officials.held_by(asked.session, user, asked.context.now))
    if not is_official or not asked.event.is_private:
        return asked.facts
    if not console.may_offer(asked.session, user, now):
        return asked.facts
    offer = console.make_offer(now)
    shown = clock.now(asked.session, offer.until)
    return replace(asked.facts, login=replace(offer, shown_until=shown))


def read_warnings(asked: Asked) -> Facts:
    """Everything in force in the province: few, and the handler knows the place."""
    return replace(asked.facts, warnings=warnings.in_force(asked.session, "", asked.context.now))


READS = {"login": read_login, "warnings": read_warnings}
