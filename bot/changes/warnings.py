"""A press on a warning's card: the console's own step (bot/warning_desk.py), in the event's own commit."""

from __future__ import annotations

from bot import warning_desk as desk
from bot.changes.doing import Carry, DecideAgain, Doing
from domain.official import Official
from domain.warning_changes import MoveWarning
from domain.warnings import NotPossible
from store import officials


def move(doing: Doing, effect: MoveWarning) -> None:
    """Not possible any more: decided again, and the handler says why."""
    session, moment, user = doing.session, doing.context.now, doing.event.user
    by = Official(user, officials.held_by(session, user, moment))
    step = desk.Step(effect.step, effect.number, effect.version, effect.reason)
    try:
        desk.take(desk.Desk(session, doing.look, doing.now, moment), by, step)
    except NotPossible as why:
        raise DecideAgain(str(why)) from why


CARRIES: dict[type, Carry] = {MoveWarning: move}
