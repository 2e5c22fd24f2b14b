"""Whom a warning reaches: persons by their home, LINE groups by their area, village heads by their post. Counted, and page by page.

Rules of the village list: domain/warning_words.py. Letters: bot/warning_pages.py.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, false, func, literal, or_, select, true
from sqlalchemy.orm import Session

from domain.official import PROVINCE
from domain.posts import VILLAGE_HEAD, Post
from domain.villages import NUMBER, is_number, village_keys
from domain.warning_desk import Reach
from domain.warning_words import CRITICAL, ONLY_NAMED, TAMBON, TO_ALL
from domain.warnings import DISTRICT, Content
from store import officials, rules
from store.people import Known

# One malformed id makes LINE refuse all that go with it.
USER_ID = re.compile(r"U[0-9a-f]{32}")
_PERSON, _HERE = Known.kind == "user", Known.blocked_at.is_(None)


@dataclass(frozen=True, slots=True)
class Someone:
    """`counts`: messages."""

    row: int
    line_id: str
    language: str
    counts: int = 1


def count(session: Session, content: Content, now: datetime) -> Reach:
    """`now` is business time (posts)."""
    if not content.areas:
        return Reach()
    there = (_PERSON, _HERE, _in(content.areas))
    keys = village_keys(content.villages)
    everybody = groups(session, content, 0, None)
    return Reach(
        people=_number(session, _PERSON, _HERE, _whom(content)),
        groups=len(everybody),
        members=sum(one.counts for one in everybody),
        heads=len(heads(session, content, now)),
        named=_number(session, *there, _named(keys)) if keys else 0,
        unnamed=_number(session, *there, Known.village == "") if keys else 0,
        unplaced=_number(session, _PERSON, _HERE, _unplaced(content)),
    )


def by_area(session: Session, areas: Sequence[str]) -> tuple[tuple[str, int], ...]:
    """Persons who live in each, whatever their village; of the province also those without a home."""
    rows = select(Known.area, func.count()).where(_PERSON, _HERE).group_by(Known.area)
    homes = [(area, n) for area, n in session.execute(rows)]
    return tuple(
        (one, sum(n for area, n in homes if one == PROVINCE or area.startswith(one)))
        for one in areas
    )


def people(session: Session, content: Content, after: int, most: int) -> list[Someone]:
    """The next persons by their row; who said nothing reads Thai."""
    rows = (
        select(Known.id, Known.line_id, Known.language)
        .where(_PERSON, _HERE, _whom(content), Known.id > after)
        .order_by(Known.id)
        .limit(most)
    )
    return [Someone(row, chat, _spoken(code)) for row, chat, code in session.execute(rows)]


def groups(session: Session, content: Content, after: int, most: int | None) -> list[Someone]:
    """Whose area lies within; of the whole province also those that named none."""
    if not content.groups:
        return []
    rows = (
        select(Known.id, Known.line_id, Known.language, Known.members)
        .where(~_PERSON, _HERE, _in(content.areas), Known.id > after)
        .order_by(Known.id)
        .limit(most)
    )
    usual = int(rules.in_force(session).group_people)  # until LINE told how many they are
    return [
        Someone(row, chat, _spoken(code), members or usual)
        for row, chat, code, members in session.execute(rows)
    ]


def heads(session: Session, content: Content, now: datetime, after: int = 0) -> list[Post]:
    """Village heads who look after a part of its areas, each holder once: they read out the script."""
    found: dict[str, Post] = {}
    for post in sorted(officials.listed(session, now), key=lambda one: one.id):
        if post.kind == VILLAGE_HEAD and any(post.area.startswith(one) for one in content.areas):
            found.setdefault(post.holder, post)
    return [post for post in found.values() if post.id > after]


def _spoken(code: str) -> str:
    return "en" if code == "en" else "th"


def _in(areas: Sequence[str]) -> ColumnElement[bool]:
    if PROVINCE in areas:
        return true()
    return or_(false(), *(Known.area.startswith(one, autoescape=True) for one in areas))


def _whom(content: Content) -> ColumnElement[bool]:
    keys = village_keys(content.villages)
    if content.reach == TO_ALL or not keys:
        return _in(content.areas) | _unplaced(content)
    wanted = _named(keys)
    if content.reach != ONLY_NAMED:
        wanted = or_(wanted, Known.village == "")
        if content.level == CRITICAL:
            wanted = or_(wanted, _may_be_there(keys))
    return (_in(content.areas) & wanted) | _unplaced(content)


def _may_be_there(keys: Sequence[str]) -> ColumnElement[bool]:
    """Danger to life leaves out only who surely lives elsewhere in the tambon: villages asked by number, and theirs is
    another number. Names are written in many ways, and what people call their house is often no village at all."""
    if not all(is_number(one) for one in keys):
        return true()
    said = literal(" ") + Known.village
    return ~or_(*(said.contains(f" {NUMBER}{digit}", autoescape=True) for digit in "123456789"))


def _unplaced(content: Content) -> ColumnElement[bool]:
    """Danger to life in a tambon: also who named only its district, for nobody knows that they do not live there."""
    districts = {one[:DISTRICT] for one in content.areas if len(one) == TAMBON}
    whole = districts - set(content.areas)
    return Known.area.in_(sorted(whole)) if content.level == CRITICAL and whole else false()


def _named(keys: Sequence[str]) -> ColumnElement[bool]:
    said = literal(" ") + Known.village + literal(" ")
    return or_(false(), *(said.contains(f" {one} ", autoescape=True) for one in keys))


def _number(session: Session, *which: ColumnElement[bool]) -> int:
    return int(session.scalar(select(func.count()).select_from(Known).where(*which)) or 0)
