"""Asking volunteers in waves: the first at the commander's press, the next ones by the clock. Choice: domain/dispatch.py.

Who is asked is read and chosen before the write (`choose`); the write (`ask`) holds only if the wave is still the next.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from bot import mission_news
from bot.mission_voice import Voice
from domain import dispatch, missions
from domain.conversation import Say
from domain.dispatch import RULES, Chosen, Need
from domain.fires import Fire
from domain.missions import Call
from domain.words import N_, Phrase
from handlers.mission_leading import TASKS
from store import fires
from store import missions as kept

NOBODY_LEFT = N_(
    "%(fire)s, %(task)s: I have asked everybody on duty and fit within reach. Coming: %(n)s. Please phone, or ask a neighbouring district."
)


def need(fire: Fire, task: str) -> Need:
    point = fire.estimate.point if fire.estimate else None
    return Need(fire.area, point, task, missions.is_uphill(fire, task))


def choose(session: Session, fire: Fire, task: str, wave: int, now: datetime) -> Chosen:
    """Reads everybody on duty, thousands perhaps: before the write, never within it."""
    candidates = kept.candidates(session, now)
    before = kept.asked_ids(session, fire.id, now)
    return dispatch.choose_next(candidates, need(fire, task), wave, now, before)


def is_due(call: Call, team: tuple[missions.Mission, ...], now: datetime) -> bool:
    """Not enough people come, and those who were asked had their time."""
    if coming(call, team) >= call.wanted:
        return False
    return call.wave_at is None or now - call.wave_at >= RULES.wait


def ask(voice: Voice, call: Call, fire: Fire, chosen: Chosen) -> int:
    """The wave that was chosen is asked, by one process only; when it finds nobody, the commander hears it once."""
    if not kept.note_wave(voice.session, call, chosen.wave, voice.now):
        return 0  # another process was first
    if not chosen.ids:
        _nobody_left(voice, call, fire)
        return 0
    asked = kept.ask(voice.session, call, chosen.ids, voice.now, drill=fire.is_drill)
    team = kept.team(voice.session, fire.id)
    for mission in asked:
        mission_news.ask(voice, mission, fire, team)
    fires.note(voice.session, fire.id, "asked", voice.now, note=f"wave {chosen.wave}: {len(asked)}")
    return len(asked)


def coming(call: Call, team: tuple[missions.Mission, ...]) -> int:
    """How many people of this call are ready or on their way."""
    return sum(
        max(1, one.party) for one in team if one.task == call.task and one.state in missions.COMING
    )


def _nobody_left(voice: Voice, call: Call, fire: Fire) -> None:
    values = {
        "fire": fire.reference,
        "task": Phrase(TASKS[call.task]),
        "n": coming(call, kept.team(voice.session, fire.id)),
    }
    said = Say(NOBODY_LEFT, values, (mission_news.team_button(fire),))
    for leader in voice.leaders(fire):
        key = f"missions:{fire.id}:nobody:{call.id}:{call.wanted}"
        voice.say(leader, [said], key, drill=fire.is_drill)
