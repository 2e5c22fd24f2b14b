"""What satellites saw since yesterday, and the check that a button names."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from bot.facts.asked import Asked
from domain import hotspot_counts
from domain.conversation import Facts
from domain.days import today
from domain.hotspot_counts import Feed, Watched
from domain.hotspots import FIRMS, GISTDA
from store import feeds, hotspot_checks, hotspots, officials

NO_NUMBER = 10  # digits


def read(asked: Asked) -> Facts:
    session, now = asked.session, asked.context.now
    seen = asked.seen(hotspots.SUBJECT)
    # Yesterday's summary also tells the day before.
    start = hotspot_counts.since(today(now) - timedelta(days=1))
    named = asked.event.data.get("check", "")
    is_number = named.isascii() and named.isdigit() and len(named) < NO_NUMBER
    check = hotspot_checks.find_check(session, int(named)) if is_number else None
    post = officials.find(session, check.answered_post) if check and check.answered_post else None
    watched = Watched(
        spots=hotspots.between(session, start, now + timedelta(hours=1)),
        feeds=tuple(
            Feed(feed.name, feed.worked_at)
            for feed in feeds.listed(session)
            if feed.name in (FIRMS, GISTDA)
        ),
        check=check,
        answered_by=(post.name or post.title) if post else "",
    )
    return replace(asked.facts, hotspots=watched, seen=seen)


READS = {"hotspots": read}
