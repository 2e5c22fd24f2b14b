"""What an official does in the browser, done as if it had been pressed in the chat: the same changes, the same words for others."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy.orm import Session

from bot.changes.doing import Doing
from domain.conversation import Context, Event
from web.console import frame


def event(data: Mapping[str, str] | None = None) -> Event:
    me = frame.official().line_id
    return Event("button", me, me, frame.shown_now(), data=dict(data or {}))


def doing(session: Session, context: Context | None = None) -> Doing:
    known = context or Context(now=frame.shown_now())
    return Doing(session, event(), known, frame.real_now(), frame.look())
