"""Every ten minutes: how many people are in the LINE groups we know; a push to a group costs one message for each."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import quote

from store import people
from store.db import Database

Get = Callable[[str], tuple[int | None, dict[str, Any]]]
COUNTED_FOR = timedelta(days=1)
MOST = 50  # of one run
SERVER_ERROR = 500
KINDS = {"group": "group", "room": "room"}


def run(database: Database, now: datetime, get: Get) -> dict[str, int]:
    """`now` is real time. Who was counted longest ago comes first; when LINE is away the last count stays.

    A group that LINE does not tell of (we were sent away) counts as the settings say.
    """
    with database.read() as session:
        due = people.groups_to_count(session, now - COUNTED_FOR, MOST)
    counted = 0
    for chat, kind in due:
        status, told = get(
            f"/v2/bot/{KINDS.get(kind, 'group')}/{quote(chat, safe='')}/members/count"
        )
        if status is None or status in (401, 429) or status >= SERVER_ERROR:
            break
        with database.write(durable=False) as session:
            people.note_members(session, chat, int(told.get("count") or 0), now)
        counted += 1
    return {"counted": counted, "due": len(due)}
