"""A code is used up and gives its post; its holder says how to be named and called."""

from __future__ import annotations

from bot.changes.doing import Carry, DecideAgain, Doing
from domain.conversation import AcceptInvitation, Introduce
from store import audit, invitations, officials


def accept(doing: Doing, effect: AcceptInvitation) -> None:
    given = invitations.use(doing.session, effect.code, doing.now)
    if given is None:
        raise DecideAgain("invitation")
    holding = officials.give(
        doing.session,
        doing.event.chat,
        given.role,
        given.area,
        doing.context.now,  # posts begin and end by the clock that people see; codes by the real one
        title=given.post,
        village=given.village,
        until=given.until,
        acting=given.acting,
    )
    if given.ends:  # a post that is handed over: its former holder leaves it in the same moment
        officials.end(doing.session, given.ends, doing.context.now)
    now = officials.find(doing.session, holding)
    audit.note(
        doing.session,
        now,
        "post taken up",
        f"post:{holding}",
        given.area,
        doing.now,
        before={"post": given.ends} if given.ends else None,
        after={"role": given.role, "area": given.area, "title": given.post, "until": given.until},
    )


def introduce(doing: Doing, effect: Introduce) -> None:
    officials.introduce(doing.session, doing.event.user, effect.name, effect.phone)


CARRIES: dict[type, Carry] = {AcceptInvitation: accept, Introduce: introduce}
