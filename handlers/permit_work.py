"""Presses on burn requests: those who decide pass on, approve, refuse or name another day; role, area and state are
checked at the press. What the holder does with an approved one: handlers/permit_day.py.

Who may: domain/permits.py. What speaks against it: domain/permit_rules.py. Cards: bot/cards/permit_work.py.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any

from domain import forms, permits
from domain import permit_checks as checks
from domain import permit_rules as rules
from domain.burn_cards import WorkCard
from domain.burn_days import day_at, iso_day
from domain.conversation import Button, Context, Effect, Event, RestsOn, Say, Show
from domain.permit_changes import SUBJECT, MovePermit
from domain.permits import Permit
from domain.photos import KeepPhoto
from domain.posts import Post
from domain.words import N_, Phrase
from handlers.burn_permit_request import judged
from handlers.burn_permit_status import NOT_FOUND

NEEDS = frozenset({"air", "bans", "near", "outlook", "permits", "posts", "warnings"})
PRESSED = True
NAME = "permit_work"

PRIVATE = N_("Requests are decided in our private chat, not in a group.")
CHANGED = N_("%(number)s has changed meanwhile: %(state)s.")
NOT_YOURS = N_("%(number)s is not yours to decide now: %(state)s.")
CANNOT = N_("%(number)s cannot be approved: %(reason)s. You can name another day.")
WEIGH = N_(
    "The rules advise against %(number)s: %(reason)s. If you approve it all the same, please type why."
)
PASSED = N_("Passed on: %(number)s now waits for the %(next)s.")
APPROVED = N_("%(number)s is approved. The holder is told, with the slip to show at the plot.")
REFUSED = N_("%(number)s is refused; the reason was passed on.")
OTHER_DAYS = N_("Which day for %(number)s? The holder is asked first.")
NO_DAYS = N_("I see no day within 30 days on which %(number)s could be granted.")
OFFERED = N_(
    "%(day)s was offered to the holder of %(number)s. It comes back to you with their yes."
)
NO_ROOM = N_("That day has no room or is not open any more. Please choose another.")
NO_FIREBREAK = N_(
    "Then please let them cut the 6 m all round first. %(number)s waits for you until then."
)
WHY_NOT = N_("Why not? Your words go to the villager.")
LONGEST_REASON = 300
OFFER_LASTS = timedelta(hours=24)
REASONS = {
    "air": N_("The air is too bad these days"),
    "break": N_("The firebreak is not ready"),
    "near": N_("Too near to forest or houses"),
    "sell": N_("The residue can be sold instead"),
}


def handle(event: Event, context: Context) -> list[Effect]:
    if not event.is_private:
        return [Say(PRIVATE)]
    permit = context.facts.permits.named
    if permit is None or not permits.may_see(permit, event.user, context.facts.posts):
        return [Say(NOT_FOUND)]
    if event.data.get("v") != str(permit.version):
        return [_stale(permit, context)]
    post = _post(permit, context)
    if post is None:
        return [_say(NOT_YOURS, permit, state=_state(permit, context))]
    return _decide(event.data.get("act", ""), permit, post, event, context)


def answer(event: Event, context: Context) -> list[Effect] | None:
    if not event.is_private:
        return None
    return forms.take(FORM, event, context)


def _decide(act: str, permit: Permit, post: Post, event: Event, context: Context) -> list[Effect]:
    known = {"act": act, "permit": permit.id, "v": permit.version}
    match act:
        case "yes" if permit.state == permits.VILLAGE:
            return forms.open_form(FORM, event, context, known)
        case "yes":
            plan = event.data.get("plan") == "1" and permit.state == permits.LOCAL
            return _pass(
                replace(permit, in_plan=permit.in_plan or plan), post, known, event, context
            )
        case "no":
            return forms.open_form(FORM, event, context, known)
        case "day":
            return _other_day(permit, post, event, context)
        case _:
            return [Show(NAME, WorkCard(permit, judged(permit, context), context.now))]


def _post(permit: Permit, context: Context) -> Post | None:
    """The post by which the speaker may decide now; None when none of theirs may."""
    stage = permits.STAGES.get(permit.state)
    if stage is None:
        return None
    found = (one for one in context.facts.posts if permits.may_decide(one, permit, stage))
    return next(found, None)


def finish(answers: Mapping[str, Any], event: Event, context: Context) -> list[Effect]:
    """Everything is looked at again: the form may have been open for hours."""
    permit = context.facts.permits.of(int(answers["permit"]))
    if permit is None:
        return [Say(NOT_FOUND)]
    post = _post(permit, context)
    if permit.version != answers["v"] or post is None:
        return [_stale(permit, context)]
    if answers["act"] == "no":
        return _refuse(permit, post, str(answers["reason"]))
    if permit.state == permits.VILLAGE:
        return _vouch(permit, post, answers, event, context)
    plan = bool(answers.get("in_plan")) and permit.state == permits.LOCAL
    permit = replace(permit, in_plan=permit.in_plan or plan)
    return _pass(permit, post, answers, event, context, why=str(answers["why"]))


def _vouch(
    permit: Permit, post: Post, answers: Mapping[str, Any], event: Event, context: Context
) -> list[Effect]:
    if answers["firebreak"] != "yes":
        return [_say(NO_FIREBREAK, permit)]
    checked = {
        "land": answers["land"],
        "firebreak": True,
        "neighbours": answers["neighbours"] == "yes",
        "watchers": answers["watchers"],
        "water": answers["water"] == "yes",
    }
    passed = _pass(replace(permit, **checked), post, answers, event, context, checked)
    photo = answers.get("photo")
    kept = [KeepPhoto(photo, "photo", f"permit:{permit.id}")] if photo else []
    return [*kept, *passed]


def _pass(
    permit: Permit,
    post: Post,
    known: Mapping[str, Any],
    event: Event,
    context: Context,
    checked: Mapping[str, Any] | None = None,
    why: str = "",
) -> list[Effect]:
    """On to the next of the chain; the last one's yes is the approval, and only that one is held to the rules."""
    to, _ = permits.next_stage(
        _with_decider(permit, post), context.facts.permits.posts, permit.state
    )
    is_last = to == permits.APPROVED
    judgement = judged(permit if is_last else replace(permit, state=to), context)
    if is_last:
        if judgement.hard:
            return [_say(CANNOT, permit, reason=judgement.hard[0])]
        if judgement.soft and not why:
            opened = forms.open_form(FORM, event, context, {**_kept(known), "act": "over"})
            return [_say(WEIGH, permit, reason=judgement.soft[0]), *opened]
    values = {
        **(checked or {}),
        "in_plan": permit.in_plan,
        "deciders": (*permit.deciders, post.holder),
    }
    what = "approve" if is_last else "pass"
    move = MovePermit(_as_read(permit, context), to, what, values, why, _title(post), judgement)
    said = _say(APPROVED, permit) if is_last else _passed(_with_decider(permit, post), to, context)
    return [RestsOn(SUBJECT), move, said]


def _kept(known: Mapping[str, Any]) -> dict[str, Any]:
    return {key: known[key] for key in ("permit", "v")}


def _as_read(permit: Permit, context: Context) -> Permit:
    """The row as the store has it: what was checked is among the values of the move."""
    return context.facts.permits.of(permit.id) or permit


def _with_decider(permit: Permit, post: Post) -> Permit:
    return replace(permit, deciders=(*permit.deciders, post.holder))


def _passed(permit: Permit, to: str, context: Context) -> Say:
    label = permits.who_has(replace(permit, state=to), context.facts.permits.posts)
    return _say(PASSED, permit, next=Phrase(label))


def _refuse(permit: Permit, post: Post, reason: str) -> list[Effect]:
    move = MovePermit(permit, permits.REFUSED, "refuse", {}, reason, _title(post))
    return [RestsOn(SUBJECT), move, _say(REFUSED, permit)]


def _other_day(permit: Permit, post: Post, event: Event, context: Context) -> list[Effect]:
    """The day is kept for the holder while they are asked; their yes brings it back to this stage."""
    facts = context.facts
    day = iso_day(event.data.get("day", ""))
    if day is None:
        days = rules.other_days(permit, facts.permits, facts.bans, context.now)
        if not days:
            return [_say(NO_DAYS, permit)]
        press = f"do={NAME}&act=day&permit={permit.id}&v={permit.version}&day="
        buttons = tuple(
            Button(N_("Take %(day)s"), "do", press + one.isoformat(), {"day": one}) for one in days
        )
        return [Say(OTHER_DAYS, {"number": permit.reference}, buttons)]
    moved = replace(permit, day=day)
    against = rules.judge(moved, facts.permits, facts.bans, None, context.now).hard
    if against or not 0 <= (day - day_at(context.now)).days <= rules.FAR_AHEAD.days:
        return [Say(NO_ROOM)]
    until = min(context.now + OFFER_LASTS, moved.begins - timedelta(hours=1))
    values = {"day": day, "back_to": permit.state, "offered_until": until}
    move = MovePermit(permit, permits.OFFERED, "day", values, "", _title(post))
    return [RestsOn(SUBJECT), move, _say(OFFERED, permit, day=day)]


def _title(post: Post) -> str:
    return post.title or post.kind


def _state(permit: Permit, context: Context) -> Phrase:
    return Phrase(permits.waits_for(permit, context.facts.permits.posts))


def _stale(permit: Permit, context: Context) -> Say:
    look = Button(N_("See it"), "do", f"do=burn_permit_status&permit={permit.id}")
    return Say(CHANGED, {"number": permit.reference, "state": _state(permit, context)}, (look,))


def _say(text: str, permit: Permit, **values: Any) -> Say:
    return Say(text, {"number": permit.reference, **values})


def _read_reason(event: Event, context: Context) -> str:
    """Typed, or one of the usual ones: kept as its source text, told in the reader's language."""
    picked = event.data.get("pick", "")
    return REASONS[picked] if picked in REASONS else forms.words(LONGEST_REASON)(event, context)


def _read_photo(event: Event, context: Context) -> str:
    if event.kind != "photo":
        raise forms.NotAnAnswer(N_("Please send a photo, or skip it."))
    return event.message_id


def _vouching(answers: Mapping[str, Any]) -> bool:
    return answers.get("act") == "yes"


def _has_break(answers: Mapping[str, Any]) -> bool:
    """Without a firebreak the rest need not be asked: it waits until there is one."""
    return _vouching(answers) and answers.get("firebreak") == "yes"


YES, NO = Button(N_("Yes"), "pick", "yes"), Button(N_("No"), "pick", "no")
LANDS = tuple(Button(permits.LAND_LABELS[one], "pick", one) for one in permits.LANDS)
FORM = forms.Form(
    NAME,
    (
        forms.Step("land", N_("What land is it?"), checks.read_land, LANDS, needed=_vouching),
        forms.Step(
            "firebreak",
            N_("Is there a firebreak of at least 6 m all round?"),
            checks.read_yes,
            (YES, NO),
            needed=_vouching,
        ),
        forms.Step(
            "photo",
            N_("A photo of the firebreak?"),
            _read_photo,
            (Button(N_("Camera"), "camera"),),
            optional=True,
            needed=_has_break,
        ),
        forms.Step(
            "neighbours",
            N_("Do the neighbours know?"),
            checks.read_yes,
            (YES, NO),
            needed=_has_break,
        ),
        forms.Step(
            "watchers",
            N_("How many people watch the fire?"),
            checks.read_count,
            tuple(Button(N_("%(n)s people"), "pick", str(n), {"n": n}) for n in (1, 2, 3)),
            needed=_has_break,
        ),
        forms.Step(
            "water",
            N_("Is there water at the plot?"),
            checks.read_yes,
            (YES, NO),
            needed=_has_break,
        ),
        forms.Step(
            "reason",
            WHY_NOT,
            _read_reason,
            tuple(Button(REASONS[name], "pick", name) for name in REASONS),
            needed=lambda answers: answers.get("act") == "no",
        ),
        forms.Step(
            "why",
            N_("Why all the same? It stays in the log with your post."),
            forms.words(LONGEST_REASON),
            needed=lambda answers: answers.get("act") == "over",
        ),
    ),
    finish,
)  # fmt: skip
