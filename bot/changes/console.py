"""A login is noted, or every login ended; both go into the book of what officials did."""

from __future__ import annotations

from urllib.parse import urlencode

from bot.changes.doing import Carry, Doing
from domain.console import EndSessions, OpenLogin
from store import audit, console, officials


def open_login(doing: Doing, effect: OpenLogin) -> None:
    asked = f"?{urlencode(effect.asked)}" if effect.asked else ""
    console.open_link(doing.session, doing.event.user, effect.offer, doing.now, effect.then + asked)


def end_sessions(doing: Doing, _: EndSessions) -> None:
    ended = console.end_all(doing.session, doing.event.user, doing.now)
    post = next(iter(officials.held_by(doing.session, doing.event.user, doing.context.now)), None)
    audit.note(
        doing.session,
        post,
        "logged out everywhere",
        "sessions",
        post.area if post else "",
        doing.now,
        before={"sessions": ended},
    )


CARRIES: dict[type, Carry] = {OpenLogin: open_login, EndSessions: end_sessions}
