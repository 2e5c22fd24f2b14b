"""Hotspots of a day in plain text, to be copied: by district, and for officials what the checks found and on what land."""

from __future__ import annotations

from typing import Any

from bot.cards.look import Look
from domain import hotspot_checks as checking
from domain.conversation import Show
from domain.fire_closing import LAND
from domain.hotspot_counts import OfDistrict, Passes, Summary
from domain.hotspots import FIRMS, GISTDA, RFD
from domain.words import N_

TITLE = N_("Hotspots in Lampang, %(day)s %(year)s")
OFFICIAL = N_("Hotspot summary, Lampang, %(day)s %(year)s")
TOTAL = N_("%(total)s in all: %(morning)s in the morning passes, %(afternoon)s in the afternoon")
MORNING = N_("Morning passes (%(first)s to %(last)s): %(n)s")
AFTERNOON = N_("Afternoon passes (%(first)s to %(last)s): %(n)s")
NO_MORNING = N_("Morning passes: none told so far")
NO_AFTERNOON = N_("Afternoon passes: none told so far")
DISTRICT = N_("%(area)s: morning %(morning)s, afternoon %(afternoon)s, together %(total)s")
NOT_CHECKED = N_("not checked")
KNOWN_FIRE = N_("Known fire")
NONE_IN = N_("None: %(areas)s")
NONE_YET = N_(
    "None so far. That is no proof that nothing burns: satellites pass a few times a day."
)
LANDS = N_("By land: %(lands)s")
UNTOLD = N_("land not told")
CHECKED = N_("Checked on the ground or explained: %(n)s of %(total)s")
DAY_BEFORE = N_("The day before: %(n)s")
AS_OF = N_("Data as of %(at)s")
MEANING = N_("A hotspot is heat that a satellite saw, not always a fire. If you see fire, tell me.")
SOURCE = N_("Source: %(sources)s")
NAMES = {FIRMS: "NASA FIRMS", GISTDA: "GISTDA", RFD: "RFD Firemap"}
LONGEST = 5000


def draw(show: Show, look: Look) -> dict[str, Any]:
    return {"type": "text", "text": words(show.about, look)[:LONGEST]}


def words(told: Summary, look: Look) -> str:
    """The whole text; `flask hotspots warroom` prints it."""
    year = told.day.year + (543 if look.language.code == "th" else 0)
    title = look.say(OFFICIAL if told.is_official else TITLE, {"day": told.day, "year": year})
    lines = [title, _passes(told.morning, look, MORNING, NO_MORNING)]
    lines.append(_passes(told.afternoon, look, AFTERNOON, NO_AFTERNOON))
    lines += ["", *_districts(told, look), ""]
    if told.is_official:
        lines += _for_officials(told, look)
    lines.append(look.say(DAY_BEFORE, {"n": told.day_before}))
    if told.checked_at:
        lines.append(look.say(AS_OF, {"at": told.checked_at}))
    if not told.is_official:
        lines.append(look.say(MEANING))
    names = ", ".join(NAMES[source] for source in told.sources) or NAMES[FIRMS]
    return "\n".join([*lines, look.say(SOURCE, {"sources": names})])


def _passes(passes: Passes, look: Look, some: str, none: str) -> str:
    if passes.first is None or passes.last is None:
        return look.say(none)
    values = {"first": passes.first, "last": passes.last, "n": passes.count}
    return look.say(some, values)


def _districts(told: Summary, look: Look) -> list[str]:
    shown = [one for one in told.districts if told.only is None or one.area == told.only]
    lines: list[str] = []
    for one in shown:
        if one.total or told.only is not None:
            lines += _district(one, told.is_official, look)
    if not told.total:
        lines = [look.say(NONE_YET)]
    empty = [look.language.value(one.area) for one in shown if not one.total]
    if told.total and empty and told.only is None:
        lines.append(look.say(NONE_IN, {"areas": ", ".join(empty)}))
    if told.only is not None and told.total:
        values = {
            "total": told.total,
            "morning": told.morning.count,
            "afternoon": told.afternoon.count,
        }
        lines.append(look.say(TOTAL, values))
    return lines


def _district(one: OfDistrict, is_official: bool, look: Look) -> list[str]:
    values = {
        "area": one.area,
        "morning": one.morning,
        "afternoon": one.afternoon,
        "total": one.total,
    }
    lines = [look.say(DISTRICT, values)]
    if is_official:
        labels = {**checking.ANSWER_LABELS, checking.TO_CHECK: NOT_CHECKED}
        counted = [(look.say(label), one.outcomes.get(name, 0)) for name, label in labels.items()]
        found = ", ".join(f"{label} {count}" for label, count in counted if count)
        lines += [f"   {found}"] if found else []
    return lines


def _for_officials(told: Summary, look: Look) -> list[str]:
    if not told.total:
        return []
    kinds = [(LAND[land], told.lands.get(land, 0)) for land in LAND]
    parts = [f"{look.say(label)} {count}" for label, count in kinds if count]
    if told.lands.get("", 0):
        parts.append(f"{look.say(UNTOLD)} {told.lands['']}")
    return [
        look.say(LANDS, {"lands": ", ".join(parts)}),
        look.say(CHECKED, {"n": told.looked_at, "total": told.total}),
    ]
