"""A mission for a volunteer: what burns, the estimated place and how sure, how old, who leads, who else goes."""

from __future__ import annotations

from typing import Any

from bot.cards import flex
from bot.cards.fire import DANGERS, REPORTS, SINCE, place_of
from bot.cards.look import ALARM, INK, LINK, PAPER, SOFT, Look
from domain import missions
from domain.cards import MissionCard
from domain.conversation import Button, Show
from domain.fires import KIND_LABELS, Fire
from domain.volunteers import SKILLS
from domain.words import N_, Moment

DRILL = N_("[DRILL]")
LEADS = {
    missions.ASKED: N_("Are you ready to go?"),
    missions.READY: N_("Wait at home until the commander says go"),
    missions.CLEARED: N_("You may go now"),
    missions.LEFT: N_("You have set out"),
    missions.ARRIVED: N_("You are there"),
    missions.RETURNING: N_("You are on the way home"),
    missions.HOME: N_("You are back home"),
}
NOT_YET = N_("Do not set out yet. The commander says when.")
NO_POINT = N_("The place is not known exactly. Ask the commander.")
ABOUT = N_("Estimated place, sure to about %(km)s km")
NEWS = N_("Last news %(at)s")
TASK = N_("Task: %(task)s")
COMMANDER = N_("Commander: %(name)s")
WITH = N_("With you: %(names)s")
CALL = N_("Call %(number)s")
MAP = N_("Open the map")
MOST_NAMES = 8


def draw(show: Show, look: Look) -> dict[str, Any]:
    card: MissionCard = show.about
    fire, mission = card.fire, card.mission
    drill = look.say(DRILL) + " " if mission.is_drill else ""
    lead = look.say(card.lead or LEADS.get(mission.state, missions.STATE_LABELS[mission.state]))
    kind, place = look.say(KIND_LABELS[fire.kind]), place_of(fire, look)
    colour = ALARM if mission.state in (missions.ASKED, missions.READY) else LINK
    band = flex.box(
        "vertical",
        [
            flex.text(drill + lead, color=PAPER, weight="bold", size="xl"),
            flex.text(f"{kind} {place}", color=PAPER, size="lg"),
        ],
        backgroundColor=colour,
        paddingAll="lg",
    )
    body = [*_danger(card, look), *_facts(card, look), *_people(card, look)]
    footer = [
        flex.button(one, look, style="primary" if n == 0 else "secondary")
        for n, one in enumerate(show.buttons)
    ]
    alt = f"{drill}{lead}: {kind} {place} ({fire.reference})"
    return flex.bubble(alt, body, header=band, footer=footer or None)


def _danger(card: MissionCard, look: Look) -> list[dict[str, Any]]:
    told = []
    if card.fire.danger:
        words = "⚠ " + look.say(DANGERS[card.fire.danger])
        told.append(flex.text(words, weight="bold", color=ALARM))
    if card.mission.state in (missions.ASKED, missions.READY) and missions.needs_press(
        card.fire, card.mission.task
    ):
        told.append(flex.text(look.say(NOT_YET), weight="bold", color=INK))
    return told


def _facts(card: MissionCard, look: Look) -> list[dict[str, Any]]:
    fire, told = card.fire, []
    told.append(look.say(TASK, {"task": look.say(SKILLS[card.mission.task])}))
    told.append(look.say(SINCE, {"at": Moment(fire.opened_at)}))
    told.append(look.say(NEWS, {"at": Moment(fire.active_at)}))
    if fire.reports > 1:
        told.append(look.say(REPORTS, {"n": fire.reports}))
    pieces = [flex.text(f"{fire.reference} · " + " · ".join(told), size="md", color=SOFT)]
    if fire.estimate is None:
        return [*pieces, flex.text(look.say(NO_POINT), size="md")]
    km = f"{max(fire.estimate.radius_m, 100) / 1000:.1f}"
    pieces.append(flex.text(look.say(ABOUT, {"km": km}), size="md"))
    pieces.append(flex.button(Button(MAP, "link", map_link(fire)), look))
    return pieces


def map_link(fire: Fire) -> str:
    """Of the estimate; a reporter's pin goes to nobody."""
    if fire.estimate is None:
        return "https://www.google.com/maps"
    point = fire.estimate.point
    return f"https://www.google.com/maps?q={point.lat:.5f},{point.lon:.5f}"


def _people(card: MissionCard, look: Look) -> list[dict[str, Any]]:
    fire, pieces = card.fire, []
    if fire.owner_name:
        pieces.append(flex.text(look.say(COMMANDER, {"name": fire.owner_name}), size="md"))
    if fire.owner_phone:
        call = Button(CALL, "link", f"tel:{fire.owner_phone}", {"number": fire.owner_phone})
        pieces.append(flex.button(call, look))
    if card.team:
        names = ", ".join(card.team[:MOST_NAMES])
        pieces.append(flex.text(look.say(WITH, {"names": names}), size="md"))
    return pieces
