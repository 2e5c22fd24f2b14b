"""Every minute: approved warnings whose hour has come, those that are over, corrections of what was called off.

The console does the same at the moment of approval; whoever is first does it. What is done: bot/warning_post.py.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from bot import wake, warning_post
from bot.cards import Look
from bot.language import language
from bot.warning_cap import Press
from store.db import Database


def run(
    database: Database,
    now: datetime,
    public_url: str,
    authority: str,
    alarm: Callable[[str], None],
) -> dict[str, int]:
    press = Press(Look(public_url, language("th")), authority, database.data_dir)
    counts = warning_post.work(warning_post.Office(database, press, now, alarm))
    if counts["begun"] or counts["corrected"]:
        wake.ring(database)
    return counts
