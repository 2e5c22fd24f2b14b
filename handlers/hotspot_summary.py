"""How many hotspots: for everybody the counts by district; for officials, by exact words, the text for the war room.

Questions in other words come here from handlers/fire_status.py. Counting: domain/hotspot_counts.py.
"""

from __future__ import annotations

import re
from datetime import timedelta

from domain import hotspot_counts, lampang
from domain.conversation import Button, Context, Effect, Event, Say, Show
from domain.days import today
from domain.places import Area
from domain.words import N_

NEEDS = frozenset({"hotspots", "posts"})
PRESSED = True

EXACT = re.compile(r"สรุปจุดความร้อน\s*(?P<day>วันนี้|เมื่อวาน|)", re.IGNORECASE)
YESTERDAY = ("เมื่อวาน", "ตะวา", "yesterday")
OFF = N_("I get no satellite data yet, so I cannot count hotspots. GISTDA shows them on its map.")
SILENT = N_(
    "The satellite data have not come through yet, so I cannot count hotspots. GISTDA shows them on its map."
)
GISTDA_MAP = Button(N_("Hotspot map (GISTDA)"), "link", "https://fire.gistda.or.th/")
FIRES_NEAR = Button(N_("Fires near me"), "do", "do=fire_status")


def is_asked(text: str) -> bool:
    return EXACT.fullmatch(" ".join(text.split())) is not None


def handle(event: Event, context: Context) -> list[Effect]:
    """The war room's text is for holders of a post, in the private chat; everybody else gets the counts."""
    return answer_of(event, context, is_official=event.is_private and bool(context.facts.posts))


def answer_of(event: Event, context: Context, *, is_official: bool = False) -> list[Effect]:
    watched = context.facts.hotspots
    if not watched.feeds and not watched.spots:
        return [Say(OFF, buttons=(GISTDA_MAP,))]
    if watched.checked_at is None and not watched.spots:
        return [Say(SILENT, buttons=(GISTDA_MAP,))]
    day = today(context.now)
    is_past = any(word in event.text.lower() for word in YESTERDAY)
    told = hotspot_counts.summary(
        day - timedelta(days=1) if is_past else day,
        watched.spots,
        checked_at=watched.checked_at,
        is_official=is_official,
        only=None if is_official else _district(event),
    )
    return [Show("hotspot_summary", told)]


def _district(event: Event) -> Area | None:
    """The district of a place that is named; counts are told no finer."""
    place = event.meaning.place
    return lampang.district_of(place.sure_code) if place else None
