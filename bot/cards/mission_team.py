"""The commander's list: who is ready (a tap lets them go), who is out and back when, who is silent and to be phoned."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from bot.cards import flex
from bot.cards.fire import place_of
from bot.cards.look import ALARM, INK, LINK, PAPER, SOFT, Look
from bot.cards.mission import DRILL
from domain import missions
from domain.cards import TeamCard
from domain.conversation import Button, Show
from domain.fires import KIND_LABELS
from domain.missions import Mission
from domain.words import N_, Moment

COUNTS = N_("%(out)s out · %(ready)s ready · %(silent)s silent · %(no)s cannot")
NOBODY = N_("Nobody has been asked yet.")
NO_NEWS = N_("No answers yet.")
MAY_GO = N_("%(name)s may go")
BACK_BY = N_("%(name)s: %(state)s, back by %(back)s")
OVERDUE = N_("%(name)s: %(state)s, should be back since %(back)s")
HELP = N_("%(name)s called for help!")
PHONE = N_("Call %(name)s")
SILENT = N_("No answer yet: please phone")
MOST_ROWS = 10


def draw(show: Show, look: Look) -> dict[str, Any]:
    card: TeamCard = show.about
    fire = card.fire
    is_drill = fire.is_drill or any(one.is_drill for one in card.team)
    drill = look.say(DRILL) + " " if is_drill else ""
    title = f"{look.say(KIND_LABELS[fire.kind])} {place_of(fire, look)}"
    counts = look.say(COUNTS, _counts(card))
    band = flex.box(
        "vertical",
        [
            flex.text(f"{drill}{fire.reference}", color=PAPER, size="md"),
            flex.text(title, color=PAPER, weight="bold", size="xl"),
            flex.text(counts, color=PAPER, size="md"),
        ],
        backgroundColor=LINK,
        paddingAll="lg",
    )
    body = [*_out(card, look), *_ready(card, look), *_silent(card, look)]
    footer = [
        flex.button(one, look, style="primary" if n == 0 else "secondary")
        for n, one in enumerate(show.buttons)
    ]
    body = body or [flex.text(look.say(NO_NEWS if card.team else NOBODY))]
    return flex.bubble(
        f"{drill}{fire.reference} {counts}", body, header=band, footer=footer or None
    )


def _counts(card: TeamCard) -> dict[str, int]:
    states = [one.state for one in card.team]
    return {
        "out": missions.people(card.team),
        "ready": states.count(missions.READY),
        "silent": states.count(missions.ASKED) + states.count(missions.EXPIRED),
        "no": states.count(missions.CANNOT) + states.count(missions.WITHDRAWN),
    }


def _out(card: TeamCard, look: Look) -> list[dict[str, Any]]:
    rows = []
    for one in [each for each in card.team if each.is_out][:MOST_ROWS]:
        back = missions.due_back(one)
        is_late = card.now > back + missions.RULES.grace
        text = HELP if one.help_at else (OVERDUE if is_late else BACK_BY)
        state = look.say(missions.STATE_LABELS[one.state])
        name = f"{one.name} +{one.party - 1}" if one.party > 1 else one.name
        words = look.say(text, {"name": name, "state": state, "back": Moment(back)})
        colour = ALARM if one.help_at or is_late else INK
        rows.append(_phone_row(one, words, colour, look))
    return rows


def _ready(card: TeamCard, look: Look) -> list[dict[str, Any]]:
    ready = [one for one in card.team if one.state == missions.READY][:MOST_ROWS]
    if not card.fire.is_open:
        return []
    return [
        flex.button(
            Button(MAY_GO, "do", f"do=mission&act=clear&m={one.id}", {"name": one.name}), look
        )
        for one in ready
    ]


def _silent(card: TeamCard, look: Look) -> list[dict[str, Any]]:
    """LINE is muted at night: who did not answer within a few minutes is phoned by a person."""
    soonest = card.now - missions.RULES.phone_after + timedelta(seconds=1)
    silent = [
        one
        for one in card.team
        if one.state in (missions.ASKED, missions.EXPIRED)
        and one.asked_at is not None
        and one.asked_at < soonest
    ][:MOST_ROWS]
    if not silent:
        return []
    head = flex.text(look.say(SILENT), size="md", color=SOFT)
    return [head, *(_phone_row(one, one.name, INK, look) for one in silent)]


def _phone_row(one: Mission, words: str, colour: str, look: Look) -> dict[str, Any]:
    told = flex.text(words, size="md", color=colour)
    if not one.phone:
        return told
    call = Button(PHONE, "link", f"tel:{one.phone}", {"name": one.name})
    number = flex.text("☎ " + one.phone, size="md", color=LINK)
    return flex.box(
        "vertical",
        [told, number],
        action=flex.action(call, look, longest=flex.LONGEST_LABEL),
        paddingTop="sm",
        paddingBottom="sm",
    )
