"""What became of a burn request: one's own, or the one whose number is said; officials see those of their area.

A district's officials also open or close a day for burning here. Presses of those who decide: handlers/permit_work.py.
"""

from __future__ import annotations

from datetime import date, timedelta

from domain import permit_rules as rules
from domain import permits, posts
from domain.burn_cards import PermitCard, WorkCard
from domain.burn_days import day_at
from domain.conversation import Button, Context, Effect, Event, RestsOn, Say, Show
from domain.lampang import district_of
from domain.permit_changes import SUBJECT, SwitchDay
from domain.permits import Permit, number_in
from domain.wishes import LABELS
from domain.words import N_
from handlers.burn_permit_request import judged

NEEDS = frozenset({"air", "bans", "outlook", "permits", "posts", "warnings"})

PRIVATE = N_("Please ask me that in our private chat: requests are private.")
NONE = N_("You have no burn request with me. Would you like to know whether one may burn?")
NOT_FOUND = N_(
    "I find no request with that number here. Yours are shown when you ask without a number."
)
WAITING_FOR_YOU = N_("%(n)s requests wait for your decision:")
WAITS_FOR_OTHERS = N_("Nothing waits for you, but %(n)s requests of your district wait here:")
NOTHING_WAITS = N_("No request waits for you just now.")
MAY_I = Button(LABELS["burn_rules"], "do", "do=burn_rules")
ASK = Button(LABELS["burn_permit_request"], "do", "do=burn_permit_request")
CLOSE_DAY = N_("Close %(day)s")
OPEN_DAY = N_("Open %(day)s")
SWITCHED_TO = {
    False: N_(
        "%(district)s takes no burns on %(day)s. Requests of that day are judged by it at once."
    ),
    True: N_("%(district)s takes burns on %(day)s again, as far as orders and air allow."),
}
SWITCH_HINT = N_("The district's own switch for the day:")
NOT_YOURS = N_("Only the district's own officials switch its days.")
MOST = 3


def handle(event: Event, context: Context) -> list[Effect]:
    if not event.is_private:
        return [Say(PRIVATE)]
    if event.data.get("switch"):
        return _switch(event, context)
    book = context.facts.permits
    if event.data.get("permit") or number_in(event.text, day_at(context.now)):
        return _one(book.named, event, context)
    if context.facts.posts:
        return [*_work(event, context), *_mine(event, context, quiet=True)]
    return _mine(event, context)


def _one(permit: Permit | None, event: Event, context: Context) -> list[Effect]:
    """The same words for one that is not theirs as for one that is not there."""
    if permit is None or not permits.may_see(permit, event.user, context.facts.posts):
        return [Say(NOT_FOUND, buttons=(MAY_I,))]
    if permit.holder == event.user:
        return [_card(permit, context)]
    if may_press(permit, context):
        return [Show("permit_work", WorkCard(permit, judged(permit, context), context.now))]
    return [_seen(permit, context)]


def _seen(permit: Permit, context: Context) -> Effect:
    waits = permits.waits_for(permit, context.facts.permits.posts)
    return Show("burn_permit", PermitCard(permit, seen_by_official=True, waits=waits))


def may_press(permit: Permit, context: Context) -> bool:
    stage = permits.STAGES.get(permit.state)
    return stage is not None and any(
        permits.may_decide(post, permit, stage) for post in context.facts.posts
    )


def _mine(event: Event, context: Context, *, quiet: bool = False) -> list[Effect]:
    book = context.facts.permits
    found = [one for one in book.mine if one.is_open] or list(book.mine[:1])
    if not found:
        return [] if quiet else [Say(NONE, buttons=(MAY_I, ASK))]
    return [_card(one, context) for one in found[: 1 if quiet else MOST]]


def _card(permit: Permit, context: Context) -> Effect:
    book = context.facts.permits
    line = rules.place_in_line(book, permit) if permit.state == permits.QUEUED else 0
    return Show(
        "burn_permit", PermitCard(permit, line=line, waits=permits.waits_for(permit, book.posts))
    )


def _work(event: Event, context: Context) -> list[Effect]:
    waiting = [one for one in context.facts.permits.permits if may_press(one, context)]
    waiting.sort(key=lambda one: (one.day, one.id))
    if not waiting and (others := _for_others(context)):
        shown = [_seen(one, context) for one in others[: MOST - 1]]
        return [Say(WAITS_FOR_OTHERS, {"n": len(others)}), *shown, *_switches(context)]
    text = WAITING_FOR_YOU if waiting else NOTHING_WAITS
    said: list[Effect] = (
        [Say(text, {"n": len(waiting)})] if waiting or not context.facts.permits.mine else []
    )
    said += [
        Show("permit_work", WorkCard(one, judged(one, context), context.now))
        for one in waiting[: MOST - 1]
    ]
    return [*said, *_switches(context)]


def _for_others(context: Context) -> list[Permit]:
    """Before the district or the province on duty: a district's own officials see them, though others decide."""
    mine = [one for one in context.facts.posts if one.kind == posts.DISTRICT]
    found = [
        one
        for one in context.facts.permits.permits
        if one.state == permits.DISTRICT and any(post.covers(one.tambon) for post in mine)
    ]
    return sorted(found, key=lambda one: (one.day, one.id))


def _district(context: Context) -> str:
    """Of the speaker's post at a district, with the right to approve; empty for others."""
    return next(
        (
            one.area[:4]
            for one in context.facts.posts
            if one.kind == posts.DISTRICT and len(one.area) == 4 and one.role != "officer"
        ),
        "",
    )


def _switches(context: Context) -> list[Effect]:
    district = _district(context)
    if not district:
        return []
    today = day_at(context.now)
    buttons = tuple(_switch_button(district, today + timedelta(days=n), context) for n in (0, 1))
    return [Say(SWITCH_HINT, buttons=buttons)]


def _switch_button(district: str, day: date, context: Context) -> Button:
    is_closed = any(
        one.district == district and one.day == day and not one.is_open
        for one in context.facts.permits.switches
    )
    to = "open" if is_closed else "close"
    press = f"do=burn_permit_status&switch={to}&day={day.isoformat()}&district={district}"
    return Button(OPEN_DAY if is_closed else CLOSE_DAY, "do", press, {"day": day})


def _switch(event: Event, context: Context) -> list[Effect]:
    district, day = event.data.get("district", ""), event.data.get("day", "")
    area = district_of(district)
    try:
        when = date.fromisoformat(day)
    except ValueError:
        return [Say(NOT_FOUND)]
    is_theirs = any(
        one.kind in (posts.DISTRICT, posts.DUTY) and one.covers(district) and one.role != "officer"
        for one in context.facts.posts
    )
    if area is None or not is_theirs:
        return [Say(NOT_YOURS)]
    is_open = event.data.get("switch") == "open"
    change = SwitchDay(district, when, is_open)
    words = {"district": area, "day": when}
    return [RestsOn(SUBJECT), change, Say(SWITCHED_TO[is_open], words)]
