"""What an official does in the browser, done as if it had been pressed in the chat: the same changes, the same words for others."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlalchemy.orm import Session

from bot.changes.doing import Doing
from bot.facts import READS
from bot.facts.asked import Asked
from domain.air import StationAir
from domain.conversation import Context, Event
from store import versions
from web.console import frame


def event(data: Mapping[str, str] | None = None) -> Event:
    me = frame.official().line_id
    return Event("button", me, me, frame.shown_now(), data=dict(data or {}))


def doing(session: Session, context: Context | None = None) -> Doing:
    known = context or Context(now=frame.shown_now())
    return Doing(session, event(), known, frame.real_now(), frame.look())


def air(session: Session) -> Sequence[StationAir]:
    """The air of the province as answers are made from it: read again only when something came in."""
    context, version = Context(now=frame.shown_now()), versions.seen(session, "air")
    asked = Asked(session, frame.database(), event(), context, context.facts, version)
    return READS["air"](asked).air
