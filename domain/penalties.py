"""What burning costs by law, and which support is lost: rows with dates, place, kind of land and source. Pure.

Rows are data (data/penalties.yaml, store/penalties.py, `flask bans penalties`, the console). Orders against burning:
domain/bans.py. A rule of one season says nothing of another, so support that is lost never stands without both days.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from domain import buyers, permits
from domain.bans import LONGEST
from domain.words import N_

SUPPORT, PENALTY = KINDS = (
    "support",
    "penalty",
)  # in the order they are told: what needs no court first
KIND_LABELS = {SUPPORT: N_("support that is lost"), PENALTY: N_("penalty")}
FARM, DISPUTED, FOREST = permits.LANDS
OF_FIELDS = (buyers.RICE, buyers.MAIZE, buyers.CANE, buyers.CASSAVA)
FOREST_WORDS = ("เผาป่า", "ในป่า", "ป่าสงวน", "อุทยาน", "forest", "national park")


@dataclass(frozen=True, slots=True)
class Penalty:
    """`start` and `end` are days of burning, both included; None: since ever, until further notice.

    `lands`: the kinds of land it is about (domain.permits.LANDS); empty: every kind. `ended_on`: the first day on
    which it no longer holds, when somebody ended it before its last day.
    """

    kind: str
    law_th: str
    says_th: str
    penalty_th: str
    source: str
    area: str = "52"
    section: str = ""
    lands: tuple[str, ...] = ()
    start: date | None = None
    end: date | None = None
    law_en: str = ""
    says_en: str = ""
    penalty_en: str = ""
    link: str = ""
    checked_on: date | None = None
    entered_by: str = ""
    entered_at: datetime | None = None
    ended_on: date | None = None
    id: int = 0

    def holds(self, day: date) -> bool:
        return (
            (self.start is None or self.start <= day)
            and (self.end is None or day <= self.end)
            and (self.ended_on is None or day < self.ended_on)
        )

    def is_about(self, land: str) -> bool:
        """Without a kind of land everything may be meant."""
        return not land or not self.lands or land in self.lands


def costs(rows: Sequence[Penalty], code: str, day: date, land: str = "") -> tuple[Penalty, ...]:
    """What burning there on that day costs: lost support first, then penalties, those of that very land before others.

    What is about another kind of land than the one that was said is left out; unsaid, what is about forests alone
    comes last, for who asks in a chat asks of a field.
    """
    found = [
        one for one in rows if code.startswith(one.area) and one.holds(day) and one.is_about(land)
    ]
    return tuple(
        sorted(found, key=lambda one: (KINDS.index(one.kind), _nearness(one, land or FARM), one.id))
    )


def _nearness(one: Penalty, land: str) -> int:
    """0: about this kind of land. 1: about every kind. 2: about another."""
    return (0 if land in one.lands else 2) if one.lands else 1


def land_said(text: str, burnt: Sequence[str]) -> str:
    """The kind of land that a question is about, as far as its words tell; empty when they do not."""
    plain = text.lower()
    if buyers.LITTER in burnt or any(word in plain for word in FOREST_WORDS):
        return FOREST
    if any(word in text for word in permits.DISPUTED_WORDS):
        return DISPUTED
    return FARM if any(one in OF_FIELDS for one in burnt) else ""


def state_of(one: Penalty, today: date) -> str:
    if one.ended_on is not None and one.ended_on <= today:
        return "ended"
    if one.start is not None and today < one.start:
        return "coming"
    return "in force" if one.holds(today) else "over"


NO_LAW = N_("Which law or rule is it? Its name, please.")
NO_WORDS = N_("What does it say, and what does it cost? Both, please.")
NO_SOURCE = N_("Where does that stand? A source, please: nobody believes a number without one.")
NO_SEASON = N_("Support that is lost is of one season: its first and last day of burning, please.")
TOO_LONG = N_("That is more than a year: support is lost for one season, enter each anew.")
BACKWARDS = N_("It ends before it begins.")
NO_LINK = N_("The document's address begins with https://")
NO_LAND = N_("No such kind of land.")
NO_KIND = N_("It is a penalty, or support that is lost.")


def wrong_with(one: Penalty) -> str:
    """Why this cannot be a row, as a source text; empty when it can."""
    checks = (
        (one.kind not in KINDS, NO_KIND),
        (len(one.law_th.strip()) < 3, NO_LAW),
        (len(one.says_th.strip()) < 3 or len(one.penalty_th.strip()) < 3, NO_WORDS),
        (len(one.source.strip()) < 3, NO_SOURCE),
        (one.kind == SUPPORT and (one.start is None or one.end is None), NO_SEASON),
        (bool(one.start and one.end and one.end < one.start), BACKWARDS),
        (bool(one.kind == SUPPORT and one.start and one.end and one.end - one.start > LONGEST), TOO_LONG),
        (bool(one.link) and not one.link.startswith(("https://", "http://")), NO_LINK),
        (any(land not in permits.LANDS for land in one.lands), NO_LAND),
    )  # fmt: skip
    return next((text for is_so, text in checks if is_so), "")


def twin_of(one: Penalty, known: Sequence[Penalty]) -> int:
    """The id of the same row, when it stands there already; else 0."""
    same = ("kind", "area", "law_th", "section", "penalty_th", "lands", "start", "end")
    found = (
        other.id
        for other in known
        if other.ended_on is None
        and all(getattr(other, name) == getattr(one, name) for name in same)
    )
    return next(found, 0)
