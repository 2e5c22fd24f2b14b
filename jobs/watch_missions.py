"""Every minute: the next waves, commanders who sleep, who is not back in time, who is alone at night, bundled news.

Nobody is let go here: that is the commander's press alone. Rules: domain/missions.py. Words: bot/mission_news.py.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

import structlog
from sqlalchemy.orm import Session

from bot import mission_news, mission_waves
from bot.cards import Look
from bot.mission_voice import Voice
from domain import dispatch, quota
from domain import fires as fire_rules
from domain import missions as rules
from domain.conversation import Button, Say
from domain.dispatch import Chosen
from domain.duty_alarms import OVERDUE, TAKE_ALARM, Pace
from domain.fires import Fire
from domain.missions import RULES, Call, Mission
from domain.words import N_, Moment
from jobs import alarm_causes
from store import duty_alarms, fires, mission_notices
from store import missions as kept
from store.db import Database

log = structlog.get_logger()

SLEEPS = N_(
    "%(fire)s: %(n)s volunteers wait since %(since)s for a go, and %(owner)s does not answer. Phone, or take over."
)
WAIT_FOR_YOU = N_(
    "%(fire)s: %(n)s volunteers wait since %(since)s for your go. Look who is ready, and press."
)
SILENT = N_("%(fire)s: %(n)s volunteers have not answered. LINE is often muted: please phone them.")
TAKE_OVER = N_("Take it over")
CALL_OWNER = N_("Call %(name)s")
PACE = Pace()


@dataclass(frozen=True, slots=True)
class Round:
    """One run; `failed`: what the operator is told."""

    database: Database
    look: Look
    now: datetime
    pace: Pace
    failed: list[str]

    def voice(self, session: Session) -> Voice:
        return Voice(session, self.look, self.now, datetime.now(UTC))


def run(
    database: Database, now: datetime, look: Look, alarm: Callable[[str], None], pace: Pace = PACE
) -> dict[str, int]:
    """`now` is business time. Short commits for each fire; twice is the same as once (keys of letters)."""
    counts: dict[str, int] = defaultdict(int)
    with database.read() as session:
        ids = {one.fire_id for one in kept.open_missions(session)}
        ids |= {call.fire_id for call in kept.open_calls(session)}
    failed: list[str] = []
    by = Round(database, look, now, pace, failed)
    for fire_id in sorted(ids):  # one that breaks must not keep the alarms of the others
        for what, work in (("watched", _lead), ("counted home", _look_after)):
            try:
                for name, number in work(fire_id, by).items():
                    counts[name] += number
            except Exception as error:
                log.exception("missions not watched", fire=fire_id, what=what)
                failed.append(f"missions of fire row {fire_id}: not {what}: {type(error).__name__}")
    counts["bundles"] = _bundles(database, look, now, failed)
    for text in dict.fromkeys(failed):
        alarm(text)
    return dict(counts)


def _bundles(database: Database, look: Look, now: datetime, failed: list[str]) -> int:
    told, windows = 0, list[tuple[str, int]]()
    try:
        with database.read() as session:
            windows = _windows(session, now)
    except Exception as error:
        log.exception("news not looked for")
        failed.append(f"missions: news not looked for: {type(error).__name__}")
    for to, fire_id in windows:
        try:
            with database.write() as session:
                told += _bundle(Voice(session, look, now, datetime.now(UTC)), to, fire_id)
        except Exception as error:
            log.exception("news not bundled", fire=fire_id)
            failed.append(f"missions of fire row {fire_id}: news not told: {type(error).__name__}")
    return told


def _choose(database: Database, fire_id: int, now: datetime) -> dict[int, Chosen]:
    """By call, whom its next wave asks: read before the write, which holds the others up."""
    with database.read() as session:
        fire = fires.find(session, fire_id)
        if fire is None or not fire.is_open:
            return {}
        team = kept.team(session, fire_id)
        return {
            call.id: mission_waves.choose(session, fire, call.task, call.wave, now)
            for call in kept.calls_of(session, fire_id)
            if mission_waves.is_due(call, team, now)
        }


def _lead(fire_id: int, by: Round) -> dict[str, int]:
    """Who is asked, waits or may rest."""
    chosen = _choose(by.database, fire_id, by.now)
    with by.database.write() as session:
        return _watch(by.voice(session), fire_id, chosen)


def _look_after(fire_id: int, by: Round) -> dict[str, int]:
    """Who is out: a commit of its own, so that nothing else keeps an alarm of people."""
    with by.database.write() as session:
        voice = by.voice(session)
        fire = _standing(voice, fire_id)
        if fire is None:
            return {}
        team = kept.team(session, fire.id)
        late = _late(voice, fire, team, by)
        return {"late": late, "alone": _alone(voice, fire, team) if fire.is_open else 0}


def _watch(voice: Voice, fire_id: int, chosen: Mapping[int, Chosen]) -> dict[str, int]:
    fire = _standing(voice, fire_id)
    if fire is None:
        return {}
    team = kept.team(voice.session, fire.id)
    if not fire.is_open:
        return {"over": _end(voice, fire, team)}
    expired = _expire(voice, fire, team)
    asked = sum(
        _call(voice, call, fire, chosen.get(call.id))
        for call in kept.calls_of(voice.session, fire.id)
    )
    sleeping = _sleeping(voice, fire, kept.team(voice.session, fire.id))
    return {"expired": expired, "asked": asked, "sleeping": sleeping}


def _standing(voice: Voice, fire_id: int) -> Fire | None:
    """The fire, or the one that its report was joined to: the people go along with it."""
    fire = fires.find(voice.session, fire_id)
    for _ in range(20):
        if fire is None or fire.state != fire_rules.MERGED:
            break
        kept.follow(voice.session, fire.id, fire.merged_into, voice.now)
        fire = fires.find(voice.session, fire.merged_into)
    return fire


def _end(voice: Voice, fire: Fire, team: tuple[Mission, ...]) -> int:
    """The fire is over: nobody else is asked, who waits may rest, who is out is called home and counted on."""
    kept.end_calls(voice.session, fire.id, voice.now)
    told = 0
    for one in team:
        if one.state in (rules.ASKED, rules.READY):
            told += mission_news.stood_down(voice, one, fire)
            kept.move(voice.session, one, "stand_down", voice.now)
        elif one.is_out:
            told += mission_news.stood_down(voice, one, fire)
    return told


def _expire(voice: Voice, fire: Fire, team: tuple[Mission, ...]) -> int:
    expired = 0
    for one in team:
        asked_at = one.asked_at or voice.now
        is_old = one.state == rules.ASKED and voice.now - asked_at >= RULES.answer_within
        ready_at = one.answered_at or asked_at
        grew_old = one.state == rules.READY and voice.now - ready_at >= RULES.ready_for
        if is_old or grew_old:
            expired += 1
            kept.move(voice.session, one, "expire", voice.now)
            if grew_old:
                mission_news.waited_long(voice, one, fire)
    return expired


def _call(voice: Voice, call: Call, fire: Fire, chosen: Chosen | None) -> int:
    """The next wave when its time has come and not enough people come; silent ones are listed for phoning."""
    team = kept.team(voice.session, fire.id)
    if not mission_waves.is_due(call, team, voice.now):
        return 0
    _silent(voice, call, fire, team)
    if chosen is None or chosen.need != mission_waves.need(fire, call.task):
        return 0  # it became due, or the fire another one, after they were chosen: the next minute asks
    return mission_waves.ask(voice, call, fire, chosen)


def _silent(voice: Voice, call: Call, fire: Fire, team: tuple[Mission, ...]) -> None:
    silent = [
        one
        for one in team
        if one.call_id == call.id
        and one.state == rules.ASKED
        and one.asked_at is not None
        and voice.now - one.asked_at >= dispatch.RULES.wait
    ]
    if not silent:
        return
    said = Say(
        SILENT,
        {"fire": fire.reference, "n": len(silent)},
        (mission_news.team_button(fire),),
    )
    newest = max(one.id for one in silent)
    for leader in voice.leaders(fire):
        voice.say(leader, [said], f"missions:{fire.id}:silent:{newest}", drill=fire.is_drill)


def _sleeping(voice: Voice, fire: Fire, team: tuple[Mission, ...]) -> int:
    """Volunteers wait for the go and no press comes: the next post hears it, then the next; nobody goes meanwhile."""
    ready = [one for one in team if one.state == rules.READY and one.answered_at is not None]
    if not ready:
        return 0
    since = min(one.answered_at for one in ready if one.answered_at is not None)
    acted = max((one.cleared_at for one in team if one.cleared_at is not None), default=since)
    due = int((voice.now - max(since, acted)) / RULES.clear_within)
    if due < 1:
        return 0
    told = 0
    if fire.owner:
        circles = voice.circles(fire)
        first = f"missions:{fire.id}:sleeps:{int(since.timestamp())}"
        for number, circle in enumerate([[], *circles][: due + 1]):
            holders = [fire.owner] if number == 0 else [post.holder for post in circle]
            for holder in dict.fromkeys(holders):
                if number == 0 or holder != fire.owner:
                    said = _sleeps(fire, len(ready), since, holder)
                    told += voice.say(
                        holder, [said], first, urgency=quota.LIFE_SAFETY, drill=fire.is_drill
                    )
    for one in ready:
        mission_news.wait_on(voice, one, fire)
    return told


def _sleeps(fire: Fire, waiting: int, since: datetime, to: str) -> Say:
    buttons: list[Button] = [mission_news.team_button(fire)]
    if to == fire.owner:
        told = {"fire": fire.reference, "n": waiting, "since": Moment(since)}
        return Say(WAIT_FOR_YOU, told, tuple(buttons))
    if to != fire.owner:
        over = f"do=fire_work&fire={fire.id}&act=take&over=1"
        buttons = [Button(TAKE_OVER, "do", over), *buttons]
        if fire.owner_phone:
            call = Button(CALL_OWNER, "link", f"tel:{fire.owner_phone}", {"name": fire.owner_name})
            buttons = [call, *buttons]
    values = {
        "fire": fire.reference,
        "n": waiting,
        "since": Moment(since),
        "owner": fire.owner_name or "-",
    }
    return Say(SLEEPS, values, tuple(buttons))


def _late(voice: Voice, fire: Fire, team: tuple[Mission, ...], by: Round) -> int:
    """Planned return and grace are over: the volunteer, then the buddy, the commander, officials of the place."""
    told = 0
    _stands(voice, fire, [one for one in team if rules.is_missing(one, voice.now)], by.pace)
    for one in team:
        steps = rules.alarm_step(one, voice.now)
        if not steps:
            continue
        try:
            with voice.session.begin_nested():
                told += _alarm(voice, one, fire, steps, team)
        except Exception as error:
            log.exception("late return not told", mission=one.id, fire=fire.id)
            by.failed.append(
                f"mission row {one.id} of fire row {fire.id}: late, not told: {type(error).__name__}"
            )
    return told


def _stands(voice: Voice, fire: Fire, missing: Sequence[Mission], pace: Pace) -> None:
    """The alarm is there with its first card, so that its button takes it; one more who is missing calls it out again."""
    if not missing:
        return
    cause = alarm_causes.overdue(fire, missing, pace)
    known = duty_alarms.about(voice.session, cause.subject, voice.now)
    if known is None:
        duty_alarms.begin(voice.session, cause, voice.now)
    else:
        duty_alarms.go_on(voice.session, known, cause, voice.now)


def _alarm(voice: Voice, one: Mission, fire: Fire, steps: int, team: tuple[Mission, ...]) -> int:
    """Each step once for each planned return; the last ones again every half hour until somebody accounts for them."""
    key = f"mission:{one.id}:late:{int(rules.due_back(one).timestamp())}"
    again = f"{key}:{rules.alarm_round(one, voice.now)}"
    told = int(mission_news.are_you_back(voice, one, fire, f"{key}:you"))
    buddy = next((each for each in team if each.id == one.buddy and each.line_id), None)
    if steps >= 2 and buddy is not None:
        told += mission_news.tell_buddy(
            voice, one, fire, buddy, mission_news.BUDDY_MISSING, f"{key}:buddy"
        )
    if steps >= 3:
        told += mission_news.missing(voice, one, fire, voice.leaders(fire), again)
    if steps >= 4:
        # Once somebody has said "I take it" (jobs/call_duty.py calls for that), the others hear it no more: the alarm is
        # open again as soon as somebody else is missing.
        taker = duty_alarms.taker(voice.session, f"{OVERDUE}:{fire.id}", voice.now)
        to = [taker] if taker else voice.officials(fire)
        take = Button(TAKE_ALARM, "do", f"do=duty_alarm&act=take&overdue={fire.id}")
        told += mission_news.missing(voice, one, fire, to, again, () if taker else (take,))
        if told:
            mission_news.timeline(voice, one, "missing")
    return told


def _alone(voice: Voice, fire: Fire, team: tuple[Mission, ...]) -> int:
    one = rules.alone(team, voice.now)
    return 0 if one is None else mission_news.alone(voice, one, fire)


def _windows(session: Session, now: datetime) -> list[tuple[str, int]]:
    """Commanders and fires whose first untold news is two minutes old."""
    first: dict[tuple[str, int], datetime] = {}
    for row in mission_notices.untold(session):
        first.setdefault((row.recipient, row.fire_id), row.at)
    return [one for one, at in first.items() if now - at >= RULES.bundle]


def _bundle(voice: Voice, to: str, fire_id: int) -> int:
    """What came in for a commander within two minutes goes out as one message."""
    rows = [
        row
        for row in mission_notices.untold(voice.session)
        if (row.recipient, row.fire_id) == (to, fire_id)
    ]
    fire = fires.find(voice.session, fire_id)
    if not rows:
        return 0  # another process told them
    mission_notices.note_told(voice.session, [row.id for row in rows], voice.now)
    if fire is None:
        return 0
    known = {one.id: one for one in kept.team(voice.session, fire_id)}
    return int(mission_news.bundle(voice, to, fire, rows, known))
