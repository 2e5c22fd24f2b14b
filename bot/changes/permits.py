"""Burn requests filed and moved, a district's day switched: with bot/permits.py, in the event's own commit."""

from __future__ import annotations

from bot import permits as office
from bot.changes.doing import Carry, DecideAgain, Doing
from domain import permit_changes as changes
from domain.permit_rules import Switch
from store import permits


def _office(doing: Doing) -> office.Office:
    return office.Office(doing.session, doing.look, doing.now, doing.context.now)


def file(doing: Doing, effect: changes.FilePermit) -> None:
    office.file(_office(doing), effect.permit, effect.judged, doing.event.user)


def move(doing: Doing, effect: changes.MovePermit) -> None:
    change = office.Move(
        to=effect.to,
        what=effect.what,
        who=doing.event.user,
        post=effect.post,
        reason=effect.reason,
        values=effect.values,
        judged=effect.judged,
    )
    if office.move(_office(doing), effect.permit, change) is None:
        raise DecideAgain(f"permit {effect.permit.id}")


def note(doing: Doing, effect: changes.NotePermit) -> None:
    permits.note(
        doing.session, effect.permit, doing.context.now,
        who=doing.event.user, what=effect.what, before=effect.permit.state,
    )  # fmt: skip


def switch(doing: Doing, effect: changes.SwitchDay) -> None:
    one = Switch(effect.district, effect.day, effect.is_open, effect.reason)
    permits.switch(doing.session, one, doing.event.user, doing.context.now)


CARRIES: dict[type, Carry] = {
    changes.FilePermit: file,
    changes.MovePermit: move,
    changes.NotePermit: note,
    changes.SwitchDay: switch,
}
