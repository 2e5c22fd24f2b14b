"""The list of hotspots of a tambon for who looks there: each place with what the satellite saw, and four answers."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from bot.cards import flex
from bot.cards.look import ALARM, INK, PAPER, SOFT, Look
from domain import hotspot_checks as checking
from domain import lampang
from domain.conversation import Button, Show
from domain.fire_closing import LAND
from domain.hotspot_checks import Check, CheckList, ToLook
from domain.hotspots import HIGH, LOW, NOMINAL
from domain.utm import utm
from domain.words import N_, Moment, Phrase

COLOUR = "#7C2D12"
TITLE = N_("Hotspots to check: %(area)s")
ALT = N_("%(n)s places with hotspots to check in %(area)s: real fire, permit, nothing found?")
PLEASE = N_("Do you know what burnt there? What you see from a safe place is enough.")
SAFE = N_("Never alone, never uphill in the dark. If people are in danger, call 199 or 1362 first.")
PASSED_ON = N_("Nobody nearer has answered yet, so I ask you.")
PLACE = N_("Place %(n)s")
SEEN = N_("%(pixels)s pixels, last seen %(at)s, %(sure)s")
SEEN_ONE = N_("1 pixel, seen %(at)s, %(sure)s")
SURE = {LOW: N_("low confidence"), NOMINAL: N_("medium confidence"), HIGH: N_("high confidence")}
WITHIN = N_("Within about %(m)s m of the point on the map")
NEAR = N_("Near %(fire)s, which was reported")
QUIET = N_("Checked here before and nothing found: %(n)s times in 30 days")
MORE = N_("%(n)s more places come later, after these.")
MAP = N_("Map")
REAL_FIRE = N_("Real fire")
PERMIT = N_("Has a permit")
NOTHING = N_("Nothing found")
UNREACHABLE = N_("Cannot get there")
NUMBERED = N_("Place %(n)s: %(answer)s")


def draw(show: Show, look: Look) -> dict[str, Any]:
    card: CheckList = show.about
    area = lampang.area(card.area) or lampang.PROVINCE
    title = look.say(TITLE, {"area": area})
    band = flex.box(
        "vertical",
        [flex.text(title, color=PAPER, weight="bold", size="xl")],
        backgroundColor=COLOUR,
        paddingAll="lg",
    )
    body: list[dict[str, Any]] = []
    if card.is_passed_on:
        body.append(flex.text(look.say(PASSED_ON), weight="bold", color=ALARM))
    body.append(flex.text(look.say(PLEASE), color=INK))
    for number, one in enumerate(card.looks, card.first):
        body += [flex.line(), *_place(one, number, card.total > 1, look)]
    body += [flex.line(), flex.text(look.say(SAFE), size="md", color=ALARM)]
    if card.more:
        body.append(flex.text(look.say(MORE, {"n": card.more}), size="md", color=SOFT))
    return flex.bubble(
        look.say(ALT, {"n": card.total + card.more, "area": area}), body, header=band
    )


def _place(one: ToLook, number: int, is_numbered: bool, look: Look) -> list[dict[str, Any]]:
    check = one.check
    pieces = [flex.text(look.say(PLACE, {"n": number}), weight="bold")] if is_numbered else []
    pieces.append(flex.text(_seen(check, look), size="md"))
    place = check.estimate
    where = look.say(WITHIN, {"m": place.radius_m})
    land = look.say(LAND[check.land]) if check.land else ""
    pieces.append(flex.text(" · ".join(part for part in (land, where) if part), size="md"))
    if one.near:
        pieces.append(flex.text(look.say(NEAR, {"fire": one.near}), size="md", color=ALARM))
    if one.quiet:
        pieces.append(flex.text(look.say(QUIET, {"n": one.quiet}), size="md", color=SOFT))
    # For who goes there with a map on paper; the others have the button.
    pieces.append(flex.text(utm(place.point), size="sm", color=SOFT))
    point = place.point
    link = f"https://www.google.com/maps?q={point.lat:.5f},{point.lon:.5f}"
    return [
        *pieces,
        *flex.buttons([*_answers(check, number, is_numbered), Button(MAP, "link", link)], look),
    ]


def _seen(check: Check, look: Look) -> str:
    sure = Phrase(SURE[check.confidence])
    values = {"pixels": len(check.spots), "at": Moment(check.at), "sure": sure}
    return look.say(SEEN if len(check.spots) > 1 else SEEN_ONE, values)


def _answers(check: Check, number: int, is_numbered: bool) -> list[Button]:
    """With the number of the place where there are several: what was pressed stands in the chat."""
    data = f"do=hotspot_check&check={check.id}&a="
    answers = [
        Button(REAL_FIRE, "do", data + checking.FIRE),
        Button(PERMIT, "do", data + checking.PERMIT),
        Button(NOTHING, "do", data + checking.NONE),
        Button(UNREACHABLE, "do", data + checking.UNREACHABLE),
    ]
    if not is_numbered:
        return answers
    return [
        replace(one, label=NUMBERED, values={"n": number, "answer": Phrase(one.label)})
        for one in answers
    ]
