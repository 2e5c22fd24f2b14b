"""The speaker's account as a volunteer, whom an official's button names, and who waits for approval."""

from __future__ import annotations

from dataclasses import replace

from bot.facts.asked import Asked
from domain.conversation import Facts
from store import missions, officials, volunteers


def read(asked: Asked) -> Facts:
    """Versions first: who signs up, approves or resigns at the same moment must not undo each other."""
    user = asked.event.user
    return replace(asked.facts, volunteer=volunteers.find(asked.session, user))


def read_asked(asked: Asked) -> Facts:
    number = asked.event.data.get("v", "")
    if not (number.isdigit() and len(number) < 10):
        return asked.facts
    seen = asked.seen(f"volunteer:{number}")
    found = volunteers.numbered(asked.session, int(number))
    return replace(asked.facts, volunteer_asked=found, seen=seen)


def read_waiting(asked: Asked) -> Facts:
    held = officials.held_by(asked.session, asked.event.user, asked.context.now)
    waiting = volunteers.waiting(asked.session, sorted({post.area for post in held}))
    return replace(asked.facts, volunteers_waiting=waiting)


def read_on_mission(asked: Asked) -> Facts:
    """What deleting somebody's data waits for."""
    out = missions.is_on_mission(asked.session, asked.event.user)
    return replace(asked.facts, on_mission=out)


READS = {
    "volunteer": read,
    "volunteer_asked": read_asked,
    "volunteers_waiting": read_waiting,
    "on_mission": read_on_mission,
}
