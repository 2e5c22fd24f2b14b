"""Missions as the handlers decided: states checked once more, whoever must hear of it told in the same commit."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import select

from bot import mission_news, mission_waves
from bot.changes import fires as fire_writes
from bot.changes.doing import Carry, DecideAgain, Doing
from bot.mission_voice import Voice
from domain import fires as fire_rules
from domain import mission_changes as changes
from domain import missions as rules
from domain.days import BANGKOK
from domain.dispatch import RULES
from domain.fire_changes import MoveFire
from domain.fires import Fire
from domain.missions import Mission
from domain.volunteers import APPROVED
from store import fires
from store import missions as kept
from store.fires import FireRow

# What the commander hears of, and what stands in the fire's timeline.
NEWS = {"ready", "go", "cannot", "left", "arrived", "withdraw", "not_home"}
HISTORY = {"go", "left", "arrived", "withdraw", "not_home"}


def _voice(doing: Doing) -> Voice:
    return Voice(doing.session, doing.look, doing.context.now, doing.now)


def _led(doing: Doing, fire: Fire) -> Fire:
    """The fire as it is in this commit, still led by who pressed: nobody goes uphill by an old press."""
    row = _locked(doing, fire)
    if row.owner != doing.event.user or row.state not in fire_rules.OPEN:
        raise DecideAgain(f"fire {fire.id}")
    return fires.as_fires(doing.session, [row])[row.id]


def _locked(doing: Doing, fire: Fire) -> FireRow:
    """Read anew, and nobody else changes it until this commit."""
    found = select(FireRow).where(FireRow.id == fire.id).with_for_update()
    row = doing.session.scalar(found.execution_options(populate_existing=True))
    if row is None:
        raise DecideAgain(f"fire {fire.id}")
    return row


def _check_ready(doing: Doing, effect: changes.MoveMission) -> None:
    """Looked at once more in this commit: the fire burns, the account is approved, and a "go" needs no press still."""
    row, mission = _locked(doing, effect.fire), kept.find(doing.session, effect.mission.id)
    if row.state not in fire_rules.OPEN or mission is None or mission.account != APPROVED:
        raise DecideAgain(f"fire {row.id}")
    fire = fires.as_fires(doing.session, [row])[row.id]
    if effect.what == "go" and not rules.may_go_on_accept(fire, mission.task, doing.context.now):
        raise DecideAgain(f"fire {row.id}")


def call_people(doing: Doing, effect: changes.CallPeople) -> None:
    fire, now, chosen = _led(doing, effect.fire), doing.context.now, effect.chosen
    if chosen is not None and chosen.need != mission_waves.need(fire, effect.task):
        raise DecideAgain(f"fire {fire.id}")  # something else burns, or elsewhere
    call, is_new = kept.open_call(
        doing.session,
        fire.id,
        effect.task,
        RULES.wanted,
        doing.event.user,
        now,
        drill=fire.is_drill,
    )
    kept.changed(doing.session, fire.id)
    if is_new:
        fires.note(
            doing.session, fire.id, "called", now, who=doing.event.user, who_name=fire.owner_name,
            note=effect.task,
        )  # fmt: skip
        if chosen is not None:
            mission_waves.ask(_voice(doing), call, fire, chosen)


def end_call(doing: Doing, effect: changes.EndCall) -> None:
    fire, voice = _led(doing, effect.fire), _voice(doing)
    kept.end_calls(doing.session, fire.id, doing.context.now)
    for mission in kept.team(doing.session, fire.id):
        if mission.state in (rules.ASKED, rules.READY):
            mission_news.stood_down(voice, mission, fire)
            kept.move(doing.session, mission, "stand_down", doing.context.now)


def move_mission(doing: Doing, effect: changes.MoveMission) -> None:
    voice, what, fire = _voice(doing), effect.what, effect.fire
    if what in ("ready", "go"):
        _check_ready(doing, effect)
    after = kept.move(doing.session, effect.mission, what, doing.context.now, by="")
    if after is None:
        raise DecideAgain(f"mission {effect.mission.id}")
    if what in NEWS and not (what == "cannot" and effect.mission.state == rules.ASKED):
        mission_news.notice(voice, after, fire, what)
    if what in HISTORY:
        mission_news.timeline(voice, after, what)
    if after.state in (rules.LEFT, rules.ARRIVED):
        _went(doing, fire)
    if after.state == rules.RETURNING and what in ("withdraw", "cannot"):
        partner = kept.find(doing.session, after.buddy) if after.buddy else None
        if partner is not None and partner.is_out and partner.state != rules.RETURNING:
            mission_news.partner_leaves(voice, after, fire, partner)


def _went(doing: Doing, fire: Fire) -> None:
    """The first who sets out: the fire has people there, and its reporters may hear so."""
    row = doing.session.get(FireRow, fire.id)
    if row is not None and row.state == fire_rules.TAKEN:
        fire_writes.move_fire(doing, MoveFire(fire.id, "went", by_name=row.owner_name))


def clear_missions(doing: Doing, effect: changes.ClearMissions) -> None:
    fire, voice = _led(doing, effect.fire), _voice(doing)
    team, ids = kept.team(doing.session, fire.id), {one.id for one in effect.missions}
    if any(one.id in ids and one.account != APPROVED for one in team):
        raise DecideAgain(f"missions of fire {fire.id}")
    buddies = rules.pairs(effect.missions, team)
    for mission in effect.missions:
        buddy, by = buddies.get(mission.id, 0), doing.event.user
        if (
            kept.move(doing.session, mission, "clear", doing.context.now, by=by, buddy=buddy)
            is None
        ):
            raise DecideAgain(f"mission {mission.id}")
    team = kept.team(doing.session, fire.id)
    for mission in team:
        if mission.id in ids:
            mission_news.cleared(voice, mission, fire, team)
    fires.note(
        doing.session, fire.id, "cleared", doing.context.now, who=doing.event.user,
        who_name=fire.owner_name, note=str(len(effect.missions)),
    )  # fmt: skip


def home(doing: Doing, effect: changes.Home) -> None:
    """Who was checked in by another hears it, and can say no."""
    voice, by = _voice(doing), doing.event.user
    speaker = next((one.name for one in effect.missions if one.line_id == by), "")
    if not speaker:
        own = kept.own(doing.session, by, doing.context.now)
        speaker = next(
            (one.name for one in own), effect.fire.owner_name if by == effect.fire.owner else ""
        )
    for mission in effect.missions:
        after = kept.move(doing.session, mission, "home", doing.context.now, by=by)
        if after is None:
            continue
        mission_news.timeline(voice, after, "home", "" if mission.line_id == by else "by another")
        mission_news.notice(voice, after, effect.fire, "home")
        if mission.line_id != by:
            mission_news.home_by_other(voice, after, effect.fire, speaker or "-")


def tell_plan(doing: Doing, effect: changes.TellPlan) -> None:
    told = {
        "party": effect.party,
        "way": effect.way,
        "back_by": effect.back_by,
        "signal": effect.signal,
    }
    values = {name: value for name, value in told.items() if value is not None}
    kept.note(doing.session, effect.mission, last_at=doing.context.now, **values)
    if effect.back_by is not None and effect.party is None:
        at = effect.back_by.astimezone(BANGKOK)
        mission_news.notice(_voice(doing), effect.mission, effect.fire, "later", f"{at:%H.%M}")


def tell_commander(doing: Doing, effect: changes.TellCommander) -> None:
    voice, mission, fire = _voice(doing), effect.mission, effect.fire
    if effect.what == "more":
        is_open = _locked(doing, fire).state in fire_rules.OPEN
        if is_open != fire.is_open:
            raise DecideAgain(f"fire {fire.id}")
    kept.note(doing.session, mission, last_at=doing.context.now)
    if effect.what == "more" and not fire.is_open:
        mission_news.more_after_end(voice, mission, fire)
        mission_news.timeline(voice, mission, "says more")
        return
    mission_news.notice(voice, mission, fire, effect.what, effect.note)
    mission_news.timeline(voice, mission, f"says {effect.what}", effect.note)
    if effect.what == "more":
        _more(doing, mission, fire)


def _more(doing: Doing, mission: Mission, fire: Fire) -> None:
    """More are asked, within a minute; only asked: going still needs the commander's press."""
    call, is_new = kept.open_call(
        doing.session,
        fire.id,
        mission.task,
        0,
        fire.owner,
        doing.context.now,
        drill=mission.is_drill,
    )
    more = RULES.more
    if is_new:
        more += mission_waves.coming(call, kept.team(doing.session, fire.id))
    kept.want_more(doing.session, fire.id, mission.task, more)


def raise_alarm(doing: Doing, effect: changes.RaiseAlarm) -> None:
    voice, mission, fire = _voice(doing), effect.mission, effect.fire
    kept.note(doing.session, mission, help_at=doing.context.now, last_at=doing.context.now)
    buddy = kept.find(doing.session, mission.buddy) if mission.buddy else None
    buddy = buddy if buddy is not None and buddy.is_out else None
    alarmed = replace(mission, last_at=doing.context.now)
    mission_news.help_alarm(voice, alarmed, fire, buddy, effect.words)
    mission_news.timeline(voice, mission, "help")


def note_place(doing: Doing, effect: changes.NotePlace) -> None:
    kept.note(doing.session, effect.mission, last_area=effect.area, last_at=doing.context.now)


CARRIES: dict[type, Carry] = {
    changes.CallPeople: call_people,
    changes.EndCall: end_call,
    changes.MoveMission: move_mission,
    changes.ClearMissions: clear_missions,
    changes.Home: home,
    changes.TellPlan: tell_plan,
    changes.TellCommander: tell_commander,
    changes.RaiseAlarm: raise_alarm,
    changes.NotePlace: note_place,
}
