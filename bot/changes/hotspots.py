"""What was found at a hotspot, as the handler decided it; a real fire is saved before it in the same commit."""

from __future__ import annotations

from bot.changes.doing import Carry, DecideAgain, Doing
from domain import hotspot_checks as checking
from domain.hotspot_changes import AnswerCheck
from store import fires, hotspot_checks


def answer(doing: Doing, effect: AnswerCheck) -> None:
    session, now = doing.session, doing.context.now
    check = hotspot_checks.find_check(session, effect.check)
    if check is None or checking.may_answer(check, effect.answer, now):
        raise DecideAgain(f"hotspot check {effect.check}")
    fire = fires.numbered(session, effect.year, effect.number) if effect.number else None
    fire_id = fire.id if fire else 0
    hotspot_checks.answer(session, check.id, effect.answer, now, post=effect.post, fire=fire_id)
    if fire_id:
        fires.note(session, fire_id, "hotspot", now, who=doing.event.user, note=str(check.id))


CARRIES: dict[type, Carry] = {AnswerCheck: answer}
