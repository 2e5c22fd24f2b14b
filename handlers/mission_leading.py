"""What the commander of a fire presses: call people, who is ready, let them go, unread, enough. Owner of the fire only.

Everybody who covers the place may look and check people in; going needs the press of the owner. Rules:
domain/missions.py and domain/dispatch.py.
"""

from __future__ import annotations

from domain import dispatch, missions, posts
from domain.cards import TeamCard
from domain.conversation import Button, Context, Effect, Event, RestsOn, Say, Show
from domain.fires import Fire
from domain.mission_changes import CallPeople, ClearMissions, EndCall
from domain.missions import Mission
from domain.volunteers import APPROVED, COOK, DRIVE, FIGHT, RADIO
from domain.words import N_, Phrase
from handlers.mission_going import all_home, names

WHOM = N_("%(fire)s: whom do you need?")
TASKS = {
    FIGHT: N_("People at the fire"),
    DRIVE: N_("Drivers"),
    COOK: N_("Food and water"),
    RADIO: N_("Radio and phone"),
}
CALLED = N_(
    "I ask the nearest volunteers now, and more every few minutes. You see here who is ready."
)
CALLED_ALREADY = N_("They are being asked already. Here is who is ready.")
CLEARED = N_(
    "%(names)s may go: I have told them. You hear when they set out and when they are home."
)
SOME_NOT_APPROVED = N_("Not let go, not approved any more: %(names)s")
SOME_UNFIT = N_("Not let go, under 18 or over 60: %(names)s")
ENOUGH = N_("Good. I ask nobody else; who only waits may stand down. Who is out is still counted.")


def handle_act(act: str, event: Event, context: Context) -> list[Effect]:
    fire = context.facts.missions.fire
    if fire is None:
        return [Say(N_("I cannot find that fire."))]
    if act in ("team", "unread", "all_home"):
        if not may_look(fire, event, context):
            return refuse("not_commander", fire)
        return all_home(fire, event, context) if act == "all_home" else [team(fire, context)]
    why = _why_not_lead(fire, event)
    if why:
        return refuse(why, fire)
    match act:
        case "call":
            return _call(fire, event, context)
        case "clear" | "clear_all":
            return _clear(fire, act, event, context)
        case _:
            return [RestsOn(subject(fire)), EndCall(fire), Say(ENOUGH), team(fire, context)]


def subject(fire: Fire) -> str:
    return f"missions:{fire.id}"


def _why_not_lead(fire: Fire, event: Event) -> str:
    if not fire.owner:
        return "no_owner"
    if fire.owner != event.user:
        return "not_commander"
    return "" if fire.is_open else "fire_over"


def may_look(fire: Fire, event: Event, context: Context) -> bool:
    """The commander, whoever has a post over the place, and those who went there themselves."""
    went = any(
        one.fire_id == fire.id and (one.is_out or one.state == missions.HOME)
        for one in context.facts.missions.own
    )
    return (
        bool(event.user and fire.owner == event.user)
        or posts.may(context.facts.posts, fire.area or "52")
        or (went and event.data.get("act") == "all_home")
    )


def refuse(why: str, fire: Fire) -> list[Effect]:
    take = Button(N_("I take this fire"), "do", f"do=fire_work&fire={fire.id}&act=take")
    buttons = (take,) if why == "no_owner" else ()
    return [Say(missions.WHY_NOT[why], {"owner": fire.owner_name or "-"}, buttons)]


def _call(fire: Fire, event: Event, context: Context) -> list[Effect]:
    task = event.data.get("v", "")
    if task not in TASKS:
        buttons = tuple(
            Button(label, "do", f"do=mission&act=call&fire={fire.id}&v={one}")
            for one, label in TASKS.items()
        )
        return [Say(WHOM, {"fire": fire.reference}, buttons)]
    if any(call.task == task for call in context.facts.missions.calls):
        return [Say(CALLED_ALREADY), team(fire, context)]
    look = Button(N_("Who is ready?"), "do", f"do=mission&act=team&fire={fire.id}")
    chosen = context.facts.missions.chosen
    return [CallPeople(fire, task, chosen), Say(CALLED, buttons=(look,))]


def _clear(fire: Fire, act: str, event: Event, context: Context) -> list[Effect]:
    """Decided on the newest team: RestsOn, because at night two are needed."""
    known = context.facts.missions
    ready = [one for one in known.team if one.state == missions.READY]
    if act == "clear":
        ready = [one for one in ready if known.asked is not None and one.id == known.asked.id]
    if not ready:
        return [Say(N_("Nobody else waits to go just now.")), team(fire, context)]
    left_out = [one for one in ready if one.account != APPROVED]
    unfit = [one for one in ready if one not in left_out and not _is_fit(one, fire, context)]
    fit = [one for one in ready if one not in (*left_out, *unfit)]
    told: list[Effect] = [
        Say(text, {"names": names(some)})
        for text, some in ((SOME_NOT_APPROVED, left_out), (SOME_UNFIT, unfit))
        if some
    ]
    if not fit:
        return told
    why = missions.why_not_clear(fit, known.team, fire, event.user, context.now)
    if why:
        return [*told, *refuse(why, fire)]
    look = Button(N_("Who is where?"), "do", f"do=mission&act=team&fire={fire.id}")
    return [
        RestsOn(subject(fire)),
        ClearMissions(fire, tuple(fit)),
        *told,
        Say(CLEARED, {"names": names(fit)}, (look,)),
    ]


def _is_fit(mission: Mission, fire: Fire, context: Context) -> bool:
    uphill = missions.is_uphill(fire, mission.task)
    return dispatch.is_fit(mission.birth_year, mission.task, uphill, context.now)


def team(fire: Fire, context: Context) -> Effect:
    """Who is ready, out, silent; numbers to phone for those who may see them (may_look was asked before)."""
    known = context.facts.missions
    ready = [one for one in known.team if one.state == missions.READY]
    buttons: list[Button] = []
    if ready and fire.is_open:
        everybody = f"do=mission&act=clear_all&fire={fire.id}"
        buttons.append(Button(N_("All ready ones may go"), "do", everybody))
    if any(one.is_out for one in known.team):
        everybody = f"do=mission&act=all_home&fire={fire.id}"
        buttons.append(Button(N_("All are back home"), "do", everybody))
    if known.calls:
        buttons.append(Button(N_("Enough people"), "do", f"do=mission&act=enough&fire={fire.id}"))
    elif fire.is_open and fire.owner:
        buttons.append(Button(N_("Call volunteers"), "do", f"do=mission&act=call&fire={fire.id}"))
    return Show("mission_team", TeamCard(fire, known.team, context.now), tuple(buttons[:3]))


def overview(context: Context) -> list[Effect]:
    """For officials who ask for their tasks: fires of their area where people are asked or out."""
    watched = context.facts.missions.watched
    return [
        Say(
            N_("%(fire)s %(kind)s: %(n)s people out."),
            {"fire": fire.reference, "kind": Phrase(_kind(fire)), "n": fire.people_out},
            (Button(N_("Who is where?"), "do", f"do=mission&act=team&fire={fire.id}"),),
        )
        for fire in watched[:3]
    ]


def _kind(fire: Fire) -> str:
    from domain.fires import KIND_LABELS

    return KIND_LABELS[fire.kind]
