"""A code is used up and gives its post; its holder says how to be named and called."""

from __future__ import annotations

from bot.changes.doing import Carry, DecideAgain, Doing
from domain.conversation import AcceptInvitation, Introduce
from store import invitations, officials


def accept(doing: Doing, effect: AcceptInvitation) -> None:
    given = invitations.use(doing.session, effect.code, doing.now)
    if given is None:
        raise DecideAgain("invitation")
    officials.give(
        doing.session, doing.event.chat, given.role, given.area, doing.now, title=given.post
    )


def introduce(doing: Doing, effect: Introduce) -> None:
    officials.introduce(doing.session, doing.event.user, effect.name, effect.phone)


CARRIES: dict[type, Carry] = {AcceptInvitation: accept, Introduce: introduce}
