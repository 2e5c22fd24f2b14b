"""A note from one person on duty to the next: their words, then what was open at that moment."""

from __future__ import annotations

from typing import Any

from bot.cards import flex
from bot.cards.look import INK, LINK, PAPER, SOFT, Look
from domain import duty, duty_alarms, lampang
from domain.conversation import Show
from domain.duty import HandOver
from domain.words import N_, Moment

Piece = dict[str, Any]
TITLE = N_("Hand-over of duty")
FROM = N_("%(who)s, %(area)s, %(at)s")
NO_WORDS = N_("(no words of their own)")
THEN = N_("Open at that moment:")
FIRES = N_("Fires: %(numbers)s (taken by nobody: %(unowned)s)")
OUT = N_("People out: %(out)s, overdue: %(late)s")
ALARMS = N_("Alarms: %(alarms)s")
WARNINGS = N_("Warnings in force: %(numbers)s")
WAITS = N_("Waiting for a decision: %(n)s")
NOTHING = N_("Nothing was open.")


def draw(show: Show, look: Look) -> dict[str, Any]:
    note: HandOver = show.about
    title = flex.text(look.say(TITLE), color=PAPER, weight="bold", size="xl")
    area = lampang.area(note.area) or lampang.PROVINCE
    values = {"who": duty.who(note.by) or "–", "area": area, "at": Moment(note.at)}
    head = look.say(FROM, values)
    lines = matters(note, look)
    body = [
        flex.text(head, size="md", color=SOFT),
        flex.text(note.words or look.say(NO_WORDS), color=INK if note.words else SOFT),
        flex.line(),
        flex.text(look.say(THEN), size="md", weight="bold"),
        *(flex.text(one, size="md") for one in lines),
    ]
    footer = flex.buttons(show.buttons, look)
    return flex.bubble(
        f"{look.say(TITLE)}: {head} · {note.words}",
        body,
        header=flex.box("vertical", [title], backgroundColor=LINK, paddingAll="lg"),
        footer=footer or None,
    )


def matters(note: HandOver, look: Look) -> list[str]:
    """What was open, a line for each kind; also for the page."""
    told: dict[str, Any] = dict(note.matters)
    alarms = [_alarm(one, look) for one in told.get("alarms", ())]
    kinds = (
        (told.get("fires"), FIRES, {"numbers": ", ".join(told.get("fires", ())), "unowned": told.get("unowned", 0)}),
        (told.get("out"), OUT, {"out": told.get("out", 0), "late": told.get("late", 0)}),
        (alarms, ALARMS, {"alarms": "; ".join(alarms)}),
        (told.get("warnings"), WARNINGS, {"numbers": ", ".join(told.get("warnings", ()))}),
        (told.get("waits"), WAITS, {"n": told.get("waits", 0)}),
    )  # fmt: skip
    return [look.say(text, values) for is_there, text, values in kinds if is_there] or [
        look.say(NOTHING)
    ]


def _alarm(told: list[Any], look: Look) -> str:
    kind, about, _ = told
    return f"{look.say(duty_alarms.LABELS.get(kind, ''))} {about}".strip()
