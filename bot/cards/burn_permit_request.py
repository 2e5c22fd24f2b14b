"""All answers before a burn request is sent: one line each, a tap on a line asks for it again."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from bot.cards import burn_words, flex
from bot.cards.look import LINK, PAPER, SOFT, Look
from domain.burn_cards import Summary
from domain.burn_days import at_hour
from domain.buyers import LABELS
from domain.conversation import Button, Show
from domain.forms import pick
from domain.permit_questions import CORRECTABLE
from domain.words import N_

NAME = "burn_permit_request"
TITLE = N_("Is all of this right?")
HINT = N_("Tap a line to change it, or just type it: 3 rai.")
NOT_YET = N_("Asking is no leave yet: do not light it before it is approved.")
SEND = Button(N_("Send the request"), "pick", "yes")
NO_PIN = N_("without a place on the map")
LINES = {
    "where": N_("Where"),
    "rai": N_("How much"),
    "residue": N_("What"),
    "day": N_("Day"),
    "hour": N_("Time"),
    "phone": N_("Phone"),
    "name": N_("For"),
}
CHANGE = N_("Change")


def draw(show: Show, look: Look) -> dict[str, Any]:
    about: Summary = show.about
    lines = {name: _said(name, about.answers, look) for name in CORRECTABLE}
    body = [_line(name, said, about.session, look) for name, said in lines.items() if said]
    body += [
        flex.text(look.say(HINT), size="md", color=SOFT, margin="lg"),
        flex.text(look.say(NOT_YET), size="md", weight="bold"),
    ]
    title = look.say(TITLE)
    band = flex.text(title, color=PAPER, weight="bold", size="xl")
    return flex.bubble(
        f"{title} {' · '.join(said for said in lines.values() if said)}",
        body,
        header=flex.box("vertical", [band], backgroundColor=LINK, paddingAll="lg"),
        footer=[flex.button(pick(SEND, NAME, about.session), look, style="primary")],
    )


def _said(name: str, answers: Mapping[str, Any], look: Look) -> str:
    match name:
        case "where":
            return _where(answers, look)
        case "rai":
            return burn_words.size(float(answers["rai"]), look)
        case "residue":
            return look.say(LABELS[answers["residue"]])
        case "day":
            return look.language.day(date.fromisoformat(answers["day"]))
        case "hour":
            day = date.fromisoformat(answers["day"])
            return look.language.clock(at_hour(day, float(answers["hour"])))
        case _:
            return str(answers.get(name) or "")


def _where(answers: Mapping[str, Any], look: Look) -> str:
    place = answers.get("plot") or answers["where"]
    said = burn_words.where(str(place["area"]), str(place.get("village", "")), look)
    return said if place.get("point") else f"{said} ({look.say(NO_PIN)})"


def _line(name: str, said: str, session: str, look: Look) -> dict[str, Any]:
    change = pick(Button(CHANGE, "pick", f"fix:{name}"), NAME, session)
    action = flex.action(change, look, longest=flex.LONGEST_QUICK_LABEL)
    mark = flex.text("✎", size="xl", color=LINK, flex=0, gravity="center")
    words = burn_words.row(look.say(LINES[name]), said, flex=1)
    return flex.box("horizontal", [words, mark], spacing="md", paddingTop="sm", action=action)
