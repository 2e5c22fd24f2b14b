"""What those responsible press on a fire: take it, see it, under control, out, no fire, hand over, join, who reported.

Every press is checked against post, area and state as they are now; an old press gets a kind answer. Moves: domain/fires.py.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from domain import fire_changes, fire_closing, fires, forms, lampang, posts
from domain.cards import FireCard
from domain.conversation import Button, Context, Effect, Event, RestsOn, Say, Show
from domain.fires import Fire
from domain.photos import KeepPhoto
from domain.utm import utm
from domain.words import N_, Moment, Phrase
from handlers import fire_permitted

NEEDS = frozenset({"fires", "posts"})
PRESSED = True

PRIVATE = N_("Please press that in our private chat: it is for officials.")
NOT_YOURS = N_("This fire is outside the area of your post, so you cannot change it.")
NOT_FOUND = N_("I cannot find that fire.")
TOOK = N_("It is yours: %(fire)s. Those who reported it are told that you have taken it.")
HAS_OWNER = N_("%(owner)s has taken it already. Do you take it over?")
TAKE_OVER = N_("Take it over")
DONE = {
    "controlled": N_("Noted: %(fire)s is under control. Watch it, and press again when it is out."),
    "out": N_("Noted: %(fire)s is out. Those who reported it are told."),
    "false": N_("Noted: no fire was found at %(fire)s. Those who reported it are told."),
    "again": N_("Noted: %(fire)s burns again. Everybody responsible is told."),
}
BLOCKED = N_("Noted. Who reported this first cannot report any more; they are told whom to call.")
HANDED = N_(
    "Noted: %(owner)s has accepted %(fire)s (%(by)s). You stay the one to call it under control or out."
)
IS_IT = N_(
    "%(fire)s, %(name)s: you lead it. Press what is true, then everybody is told. It closes only when all are back."
)
QUIET_APART = timedelta(hours=6)  # two looks, not two taps
QUIET_ONCE = N_("Good. I ask once more at the next look, then %(fire)s is closed.")
CLOSED = N_("%(fire)s is closed. Thank you for looking twice.")
NO_PHONE = N_("Nobody left a number to call back for %(fire)s.")
PHONES = N_("Numbers left for %(fire)s, for this fire only: %(phones)s")


def handle(event: Event, context: Context) -> list[Effect]:
    if not event.is_private:
        return [Say(PRIVATE)]
    fire = context.facts.fires.asked
    if fire is None:
        return [Say(NOT_FOUND)]
    if fire.state == fires.MERGED:
        fire = context.facts.fires.fires.get(fire.merged_into, fire)
    if not posts.may(context.facts.posts, fire.area or "52"):
        return [Say(NOT_YOURS)]
    return _act(event.data.get("act", "see"), fire, event, context)


def _act(act: str, fire: Fire, event: Event, context: Context) -> list[Effect]:
    match act:
        case "take":
            return _take(fire, event, context)
        case "controlled" | "again":
            return _move(fire, act, event, context)
        case "out" | "false" | "block" | "hand":
            return _open(act, fire, event, context)
        case fires.PERMITTED:
            why = fires.why_not(fire, act, event.user, fire.people_out)
            by = _by(fire, event, context)
            return _refuse(fire, why) if why else fire_permitted.end(fire, by, context)
        case "quiet":
            return _quiet(fire, event, context)
        case "phones":
            return _phones(fire)
        case _:
            return [_card(fire, event, context)]


def _open(act: str, fire: Fire, event: Event, context: Context) -> list[Effect]:
    why = "" if act == "block" else fires.why_not(fire, act, event.user, fire.people_out)
    if why and why != "people_out":
        return _refuse(fire, why)
    known = {"fire": str(fire.id), "what": act}
    if not fire.people_out:
        known["override"] = ""
    return forms.open_form(FORMS[act], event, context, known)


def answer(event: Event, context: Context) -> list[Effect] | None:
    form = context.form
    started = FORMS.get(str(form.answers.get("what"))) if form else None
    return forms.take(started, event, context) if started else None


def _take(fire: Fire, event: Event, context: Context) -> list[Effect]:
    if fire.owner == event.user:
        return [_card(fire, event, context)]
    why = fires.why_not(fire, "take", event.user)
    if why:
        return _refuse(fire, why)
    if fire.owner and not event.data.get("over"):
        over = f"do=fire_work&fire={fire.id}&act=take&over=1"
        return [Say(HAS_OWNER, {"owner": fire.owner_name}, (Button(TAKE_OVER, "do", over),))]
    post = max(
        (one for one in context.facts.posts if one.covers(fire.area or "52")),
        key=lambda one: len(one.area),
    )
    name = post.name or post.title
    move = fire_changes.MoveFire(
        fire.id, "take", by_name=name or "-", by_phone=post.phone, note=post.kind
    )
    if not name:
        move = fire_changes.MoveFire(fire.id, "take", by_name=_label(post), by_phone=post.phone)
    buttons = _owner_buttons(fire)
    return [RestsOn("fires"), move, Say(TOOK, {"fire": fire.reference}, buttons)]


def led(event: Event, context: Context) -> list[Fire]:
    """Open fires that the speaker leads, the newest first."""
    known = context.facts.fires.fires.values()
    mine = [one for one in known if one.is_open and event.user and one.owner == event.user]
    return sorted(mine, key=lambda one: one.active_at, reverse=True)


def is_it(mine: list[Fire], what: str) -> list[Effect]:
    """ "ดับไฟหมดแล้ว" of who leads it: words close nothing, the press below asks what the report needs."""
    told: list[Effect] = []
    for fire in mine[:3]:
        work = f"do=fire_work&fire={fire.id}&act="
        two = (
            Button(N_("It is out"), "do", work + "out"),
            Button(N_("Under control"), "do", work + "controlled"),
        )
        buttons = two if what == "out" else two[::-1]
        values = {"fire": fire.reference, "name": fire.name or lampang.area(fire.area) or "-"}
        told.append(Say(IS_IT, values, buttons))
    return told


def _label(post: posts.Post) -> str:
    return post.title or post.kind.replace("_", " ")


def _owner_buttons(fire: Fire) -> tuple[Button, ...]:
    work = f"do=fire_work&fire={fire.id}&act="
    return (
        Button(N_("Call volunteers"), "do", f"do=mission&act=call&fire={fire.id}"),
        Button(N_("Under control"), "do", work + "controlled"),
        Button(N_("It is out"), "do", work + "out"),
        Button(N_("No fire there"), "do", work + "false"),
        Button(N_("Hand over"), "do", work + "hand"),
        Button(N_("Numbers to call back"), "do", work + "phones"),
    )


def _move(fire: Fire, act: str, event: Event, context: Context) -> list[Effect]:
    why = fires.why_not(fire, act, event.user, fire.people_out)
    if why:
        return _refuse(fire, why)
    move = fire_changes.MoveFire(fire.id, act, by_name=_by(fire, event, context))
    return [RestsOn("fires"), move, Say(DONE[act], {"fire": fire.reference})]


def _by(fire: Fire, event: Event, context: Context) -> str:
    if fire.owner == event.user:
        return fire.owner_name
    return next((post.name or post.title for post in context.facts.posts), "")


def _refuse(fire: Fire, why: str) -> list[Effect]:
    state = Phrase(fires.STATE_LABELS[fire.state], {"owner": fire.owner_name or "-"})
    values = {
        "state": state,
        "owner": fire.owner_name,
        "n": fire.people_out,
        "fire": fire.reference,
    }
    buttons: tuple[Button, ...] = ()
    if why == "no_owner":
        take = f"do=fire_work&fire={fire.id}&act=take"
        buttons = (Button(N_("I take this fire"), "do", take),)
    if why == "not_owner":
        take = f"do=fire_work&fire={fire.id}&act=take&over=1"
        buttons = (Button(TAKE_OVER, "do", take),)
    return [Say(fires.WHY_NOT.get(why, fires.WHY_NOT[""]), values, buttons)]


def _card(fire: Fire, event: Event, context: Context) -> Effect:
    lines = tuple(
        (
            N_("At %(at)s: %(what)s %(who)s"),
            {"at": at, "what": Phrase(fires.HAPPENED[what]), "who": who},
        )
        for at, who, what, _ in context.facts.fires.timeline[-8:]
        if what in fires.HAPPENED
    )
    buttons = _owner_buttons(fire) if fire.owner == event.user else _others_buttons(fire)
    buttons = (*fire_permitted.buttons(fire, context), *buttons)
    if fire.estimate is not None:
        point = fire.estimate.point
        link = f"https://www.google.com/maps?q={point.lat:.5f},{point.lon:.5f}"
        buttons = (*buttons, Button(N_("Map"), "link", link))
    return Show("fire", FireCard(fire, for_officials=True, lines=lines), buttons)


def _others_buttons(fire: Fire) -> tuple[Button, ...]:
    if not fire.is_open:
        again = f"do=fire_work&fire={fire.id}&act=again"
        return (Button(N_("It burns again"), "do", again),)
    label = TAKE_OVER if fire.owner else N_("I take this fire")
    return (Button(label, "do", f"do=fire_work&fire={fire.id}&act=take"),)


def _close(answers: Mapping[str, Any], event: Event, context: Context) -> list[Effect]:
    """What the official report needs; nobody closes while somebody is out, unless they type why."""
    fire = context.facts.fires.asked
    if fire is None:
        return [Say(NOT_FOUND)]
    reason = str(answers.get("override") or "")
    why = fires.why_not(fire, "out", event.user, fire.people_out, reason)
    if why:
        return _refuse(fire, why)
    told = ("rai", "land", "units", "cause", "proof", "override")
    details = {name: answers.get(name) or "" for name in told}
    move = fire_changes.MoveFire(
        fire.id, "out", by_name=fire.owner_name, note=reason, details=details
    )
    kept = _evidence(str(answers.get("proof") or ""), fire)
    area = lampang.area(fire.area)
    report = Say(
        fire_closing.OFFICIAL,
        {
            "fire": fire.reference,
            "kind": Phrase(fires.KIND_LABELS[fire.kind]),
            "name": fire.name or "-",
            "area": area or "-",
            "place": utm(fire.estimate.point) if fire.estimate else "-",
            "found": Moment(fire.opened_at),
            "taken": Moment(fire.taken_at) if fire.taken_at else "-",
            "out": Moment(context.now),
            "units": answers["units"],
            "rai": answers["rai"],
            "land": Phrase(fire_closing.LAND[answers["land"]]),
            "cause": answers["cause"] or "-",
            "owner": fire.owner_name,
        },
    )
    return [RestsOn("fires"), move, *kept, Say(DONE["out"], {"fire": fire.reference}), report]


def _evidence(proof: str, fire: Fire) -> list[Effect]:
    kind, _, message = proof.partition(":")
    return [KeepPhoto(message, kind, f"fire:{fire.id}")] if kind == "photo" else []


def _no_fire(answers: Mapping[str, Any], event: Event, context: Context) -> list[Effect]:
    fire = context.facts.fires.asked
    if fire is None:
        return [Say(NOT_FOUND)]
    reason = str(answers.get("override") or "")
    why = fires.why_not(fire, "false", event.user, fire.people_out, reason)
    if why:
        return _refuse(fire, why)
    move = fire_changes.MoveFire(
        fire.id,
        "false",
        by_name=fire.owner_name,
        note=reason,
        details={"seen": answers["seen"], "proof": answers["proof"]},
    )
    kept = _evidence(str(answers["proof"]), fire)
    return [RestsOn("fires"), move, *kept, Say(DONE["false"], {"fire": fire.reference})]


def _hand(answers: Mapping[str, Any], event: Event, context: Context) -> list[Effect]:
    fire = context.facts.fires.asked
    if fire is None:
        return [Say(NOT_FOUND)]
    why = fires.why_not(fire, "hand", event.user)
    if why:
        return _refuse(fire, why)
    owner = Phrase(fire_closing.LAND_OWNERS[answers["to"]])
    move = fire_changes.MoveFire(
        fire.id,
        "hand",
        by_name=fire.owner_name,
        note=f"{answers['to']}: {answers['by']}",
        details={"handed_to": answers["to"], "accepted_by": answers["by"]},
    )
    values = {"fire": fire.reference, "owner": owner, "by": answers["by"]}
    return [RestsOn("fires"), move, Say(HANDED, values)]


def _block(answers: Mapping[str, Any], event: Event, context: Context) -> list[Effect]:
    fire = context.facts.fires.asked
    if fire is None:
        return [Say(NOT_FOUND)]
    return [fire_changes.BlockReporter(fire.id, answers["why"]), Say(BLOCKED)]


def _quiet(fire: Fire, event: Event, context: Context) -> list[Effect]:
    """The second quiet look closes it."""
    if fire.state != fires.OUT:
        return _refuse(fire, "ended" if fire.state == fires.CLOSED else "")
    since, until = fire.ended_at or context.now, context.now - QUIET_APART
    before = [
        at
        for at, _, what, _ in context.facts.fires.timeline
        if what == "quiet" and since <= at <= until
    ]
    if not before:
        return [
            fire_changes.NoteOnFire(fire.id, "quiet"),
            Say(QUIET_ONCE, {"fire": fire.reference}),
        ]
    why = fires.why_not(fire, "close", event.user, fire.people_out)
    if why:
        return _refuse(fire, why)
    move = fire_changes.MoveFire(fire.id, "close", by_name=fire.owner_name)
    return [RestsOn("fires"), move, Say(CLOSED, {"fire": fire.reference})]


def _phones(fire: Fire) -> list[Effect]:
    """Who asked for the numbers stands in the timeline."""
    note = fire_changes.NoteOnFire(fire.id, "phones")
    if not fire.phones:
        return [Say(NO_PHONE, {"fire": fire.reference})]
    return [note, Say(PHONES, {"fire": fire.reference, "phones": ", ".join(fire.phones)})]


FORMS = {
    "out": forms.Form("fire_work", fire_closing.OUT, _close),
    "false": forms.Form("fire_work", fire_closing.NO_FIRE, _no_fire),
    "hand": forms.Form("fire_work", fire_closing.HAND, _hand),
    "block": forms.Form("fire_work", fire_closing.BLOCK, _block),
}
