"""Asking volunteers in waves: the first at the commander's press, the next ones by the clock. Choice: domain/dispatch.py."""

from __future__ import annotations

from bot import mission_news
from bot.mission_voice import Voice
from domain import dispatch, missions
from domain.conversation import Say
from domain.dispatch import RULES, Need
from domain.fires import Fire
from domain.missions import Call
from domain.words import N_, Phrase
from handlers.mission_leading import TASKS
from store import fires
from store import missions as kept

NOBODY_LEFT = N_(
    "%(fire)s, %(task)s: I have asked everybody on duty and fit within reach. Coming: %(n)s. Please phone, or ask a neighbouring district."
)
LAST_WAVE = len(RULES.waves)


def next_wave(voice: Voice, call: Call, fire: Fire) -> int:
    """The next wave that finds somebody is asked now; when none does, the commander hears it once. How many were asked."""
    session, now = voice.session, voice.now
    candidates = kept.candidates(session, now)
    before = kept.asked_ids(session, fire.id, now)
    need = Need(
        fire.area,
        fire.estimate.point if fire.estimate else None,
        call.task,
        missions.is_uphill(fire, call.task),
    )
    # The last wave is looked at again and again: people come on duty.
    for wave in range(min(call.wave + 1, LAST_WAVE), LAST_WAVE + 1):
        chosen = dispatch.choose(candidates, need, wave, now, before)
        if chosen:
            return _ask(voice, call, fire, wave, [one.id for one in chosen])
    if kept.note_wave(session, call, LAST_WAVE, now):
        _nobody_left(voice, call, fire)
    return 0


def _ask(voice: Voice, call: Call, fire: Fire, wave: int, ids: list[int]) -> int:
    if not kept.note_wave(voice.session, call, wave, voice.now):
        return 0  # another process was first
    asked = kept.ask(voice.session, call, ids, voice.now, drill=fire.is_drill)
    team = kept.team(voice.session, fire.id)
    for mission in asked:
        mission_news.ask(voice, mission, fire, team)
    fires.note(voice.session, fire.id, "asked", voice.now, note=f"wave {wave}: {len(asked)}")
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
