"""Every ten minutes: each person's rich menu follows the air of their district. It costs no message of the quota.

Which menu is whose: domain/menus.py. The menus come to LINE by `flask menus sync`; before that nothing is linked.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any, TypeVar

from bot.sending import Answer
from domain.menus import DEFAULT, EVERY_KIND, UNKNOWN, MenuKind, district_levels, kind_for
from store import menus, readings
from store.db import Database
from store.menus import Shown

Post = Callable[[str, dict[str, Any]], Answer]
Item = TypeVar("Item")

MOST_IDS = 500  # LINE's limit of a bulk link
# One odd id makes LINE refuse all that go with it.
USER_ID = re.compile(r"U[0-9a-f]{32}")


def run(database: Database, now: datetime, post: Post) -> dict[str, int]:
    """`linked`, `unlinked`: what LINE took; `waiting`: what it did not, for the next run."""
    with database.read() as session:
        known = menus.ids(session)
        if not known:
            return {"menus": 0}
        levels = district_levels(readings.recent(session, now), now)
        due = _due(menus.shown(session), known, levels)
        forgotten = menus.forgotten(session)
    linked = _link(database, due, post)
    unlinked = _unlink(database, forgotten, post)
    wanted = sum(len(people) for people in due.values()) + len(forgotten)
    return {
        "menus": len(known),
        "linked": linked,
        "unlinked": unlinked,
        "waiting": wanted - linked - unlinked,
    }


def _due(
    people: Iterator[Shown], known: Mapping[str, str], levels: Mapping[str, int]
) -> dict[str, list[Shown]]:
    """By LINE's id of the menu, the worst air first: those who still show another one."""
    due: dict[str, list[Shown]] = defaultdict(list)
    for one in people:
        kind = kind_for(area=one.area, role=one.role, language=one.language, levels=levels)
        wanted = _at_hand(kind, known)
        if wanted and wanted != one.rich_menu_id and USER_ID.fullmatch(one.line_id):
            due[wanted].append(one)
    worst_first = [known.get(kind.key, "") for kind in reversed(EVERY_KIND)]
    return {menu: due[menu] for menu in worst_first if menu in due}


def _at_hand(kind: MenuKind, known: Mapping[str, str]) -> str:
    """While one is not uploaded its people get a grey one: the one they have may call their air good."""
    for one in (kind, replace(kind, level=UNKNOWN), DEFAULT):
        if one.key in known:
            return known[one.key]
    return ""


def _link(database: Database, due: Mapping[str, Sequence[Shown]], post: Post) -> int:
    """Noted after LINE took it: a crash between links once more, which changes nothing."""
    linked = 0
    for menu, people in due.items():
        for some in _portions(people):
            body = {"richMenuId": menu, "userIds": [one.line_id for one in some]}
            answer = post("/v2/bot/richmenu/bulk/link", body)
            if answer.status == 202:
                with database.write(durable=False) as session:
                    menus.note_links(session, some, menu, datetime.now(UTC))
                linked += len(some)
            elif _is_no_use(answer):
                return linked
    return linked


def _unlink(database: Database, line_ids: Sequence[str], post: Post) -> int:
    unlinked = 0
    for some in _portions(line_ids):
        answer = post("/v2/bot/richmenu/bulk/unlink", {"userIds": list(some)})
        if answer.status == 202:
            with database.write() as session:
                menus.drop_links(session, some)
            unlinked += len(some)
        elif _is_no_use(answer):
            break
    return unlinked


def _is_no_use(answer: Answer) -> bool:
    """LINE is away, says no to everything, or wants a pause: the rest would fare no better."""
    return answer.status is None or answer.status in (401, 403, 429) or answer.status >= 500


def _portions(items: Sequence[Item]) -> Iterator[Sequence[Item]]:
    for start in range(0, len(items), MOST_IDS):
        yield items[start : start + MOST_IDS]
