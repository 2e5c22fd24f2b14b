"""Burn requests filed and moved, a district's day switched: with bot/permits.py, in the event's own commit."""

from __future__ import annotations

from bot import fire_permits
from bot import permits as office
from bot.changes.doing import Carry, DecideAgain, Doing
from domain import fire_permits as near_fires
from domain import permit_changes as changes
from domain import permits as rules
from domain.permit_rules import Switch
from store import permits

# What the holder's move says of a fire that was reported there.
AT_A_FIRE = {rules.SPREAD: near_fires.SPREAD, rules.OUT: near_fires.OUT}


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
    if word := AT_A_FIRE.get(effect.to):
        fire_permits.says(_office(doing), effect.permit, word)


def note(doing: Doing, effect: changes.NotePermit) -> None:
    permits.note(
        doing.session, effect.permit, doing.context.now,
        who=doing.event.user, what=effect.what, before=effect.permit.state,
    )  # fmt: skip
    if effect.what == changes.UNDER_CONTROL:
        fire_permits.says(_office(doing), effect.permit, near_fires.UNDER)


def switch(doing: Doing, effect: changes.SwitchDay) -> None:
    one = Switch(effect.district, effect.day, effect.is_open, effect.reason)
    permits.switch(doing.session, one, doing.event.user, doing.context.now)


CARRIES: dict[type, Carry] = {
    changes.FilePermit: file,
    changes.MovePermit: move,
    changes.NotePermit: note,
    changes.SwitchDay: switch,
}
