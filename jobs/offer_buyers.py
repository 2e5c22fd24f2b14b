"""Each morning: people of places where an order begins within two weeks hear who buys straw, and nothing of the order.

Who knows of a coming ban burns ahead of it; who knows a buyer may sell instead. It costs no message: the words ride on
the next answer, on four of the days before. Rules: domain/bans.py, domain/buyers.py.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from bot.cards import Look
from bot.telling import tell
from domain import buyers as choosing
from domain import lampang
from domain.bans import coming
from domain.burn_days import day_at
from domain.conversation import Button, Say, Show
from domain.quota import DIGEST
from domain.words import N_
from store import bans, buyers, people
from store.db import Database

DAYS_BEFORE = (14, 10, 6, 2)
HARVEST = N_("Straw, cobs and leaves lying about? They can be sold now:")
MAY_I = Button(N_("May I burn?"), "do", "do=burn_rules")


def run(database: Database, now: datetime, look: Look) -> dict[str, int]:
    """`offered`: letters that ride; again on the same day changes nothing."""
    today = day_at(now)
    with database.read() as session:
        soon = coming(bans.from_day(session, today), today, DAYS_BEFORE)
        known = buyers.listed(session) if soon else ()
        homes = people.homes(session) if soon and known else {}
    offered = 0
    with database.write() as session:
        for line_id, (row, home) in homes.items():
            order = next((one for one in soon if one.covers(home)), None)
            if order is None:
                continue
            about = choosing.alternatives(
                known, residue="", area=lampang.area(home), here=None, rai=None
            )
            offered += tell(
                session,
                look,
                line_id,
                [Say(HARVEST), Show("no_burn_alternatives", about, buttons=(MAY_I,))],
                key=f"buyers:{order.id}:{today}:{row}",
                urgency=DIGEST,
                now=datetime.now(UTC),
                lives=timedelta(hours=23),
                riding=True,
            )
    return {"offered": offered}
