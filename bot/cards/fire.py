"""A fire: what, where and how sure, since when, who has it; for those responsible and for who asks."""

from __future__ import annotations

from typing import Any

from bot.cards import flex
from bot.cards.look import ALARM, INK, LINK, PAPER, SOFT, Look
from domain import fires, lampang
from domain.cards import FireCard
from domain.conversation import Show
from domain.fires import KIND_LABELS, STATE_LABELS, Fire
from domain.words import N_, Moment

DRILL = N_("[DRILL]")
SINCE = N_("Reported at %(at)s")
REPORTS = N_("%(n)s reports")
SURE = N_("Place sure to about %(km)s km")
DANGERS = {
    "hurt": N_("Somebody is hurt"),
    "trapped": N_("People may be trapped"),
    "houses": N_("Moving towards houses"),
    "power": N_("Under power lines"),
    "road": N_("Smoke on the road"),
    "spreading": N_("Spreading"),
}
NO_PLACE = N_("place not told yet")
OUTSIDE = N_("outside Lampang")
COLOURS = {
    fires.REPORTED: ALARM,
    fires.TAKEN: "#B45309",
    fires.WORKING: "#B45309",
    fires.CONTROLLED: "#8A6D00",
}


def draw(show: Show, look: Look) -> dict[str, Any]:
    card: FireCard = show.about
    fire = card.fire
    kind = look.say(KIND_LABELS[fire.kind])
    place = place_of(fire, look)
    state = look.say(STATE_LABELS[fire.state], {"owner": fire.owner_name or "-"})
    drill = look.say(DRILL) + " " if fire.is_drill else ""
    band = flex.box(
        "vertical",
        [
            flex.text(drill + fire.reference, color=PAPER, size="md"),
            flex.text(f"{kind} {place}", color=PAPER, weight="bold", size="xl"),
            flex.text(state, color=PAPER, size="md"),
        ],
        backgroundColor=COLOURS.get(fire.state, LINK),
        paddingAll="lg",
    )
    body = [flex.text(look.say(card.lead), weight="bold", color=INK)] if card.lead else []
    if fire.danger:
        body.append(flex.text("⚠ " + look.say(DANGERS[fire.danger]), weight="bold", color=ALARM))
    body.append(flex.text(_facts(card, look), size="md", color=SOFT))
    body += [flex.text(look.say(text, values), size="md") for text, values in card.lines]
    hero = None
    if card.photo:
        hero = {
            "type": "image",
            "url": look.url(card.photo),
            "size": "full",
            "aspectRatio": "4:3",
            "aspectMode": "cover",
        }
    footer = flex.buttons(show.buttons, look)
    alt = f"{drill}{kind} {place}: {look.say(card.lead) if card.lead else state} ({fire.reference})"
    return flex.bubble(alt, body, header=band, hero=hero, footer=footer or None)


def _facts(card: FireCard, look: Look) -> str:
    fire = card.fire
    told = [look.say(SINCE, {"at": Moment(fire.opened_at)})]
    if card.for_officials:
        told.append(look.say(REPORTS, {"n": fire.reports}))
        if fire.estimate:
            told.append(look.say(SURE, {"km": f"{max(fire.estimate.radius_m, 100) / 1000:.1f}"}))
    return " · ".join(told)


def place_of(fire: Fire, look: Look) -> str:
    if fire.outside:
        return look.say(OUTSIDE)
    return where(fire.name, fire.area, look) or look.say(NO_PLACE)


def where(name: str, area: str, look: Look) -> str:
    """What people call it, and its tambon."""
    known = lampang.area(area) if area else None
    tambon = look.language.value(known) if known else ""
    return " ".join(dict.fromkeys(part for part in (name, tambon) if part))
