"""A permitted burn near a fire that was reported: who was asked, what they said, and who may call the fire that burn. Pure.

A permit never silences a report (docs/decisions/0014): the fire is a fire from its first word, and the holder is asked beside
it. Read from the fire's timeline, where "permit near" carries the end of the permitted hours in its note.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from domain.words import N_, Moment

# Words of a fire's timeline about a permitted burn; `who` is the burn's number.
NEAR, UNDER, SILENT, SPREAD, OUT, OUTSIDE = (
    "permit near",
    "permit under",
    "permit silent",
    "permit spread",
    "permit out",
    "permit outside",
)
WORDS = (UNDER, SILENT, SPREAD, OUT, OUTSIDE)
# Who holds a burning plot answers a phone within this; after it the fire is one like any other.
ANSWER_WITHIN = timedelta(minutes=10)
LINES = {
    NEAR: N_("Permitted plot %(number)s lies there. Its holder was asked at %(at)s, no word yet."),
    UNDER: N_("Permitted plot %(number)s: its holder says at %(at)s that it is under control."),
    SILENT: N_(
        "Permitted plot %(number)s: its holder was asked and said nothing for 10 minutes. A fire like any other."
    ),
    SPREAD: N_("Permitted plot %(number)s: its holder says at %(at)s that it spreads!"),
    OUT: N_("Permitted plot %(number)s: its holder says at %(at)s that it is all out."),
    OUTSIDE: N_("It burns outside the permitted plot %(number)s: a fire like any other."),
}
OVER = N_(
    "Permitted plot %(number)s: its hour is over, and its holder has not said that it is out."
)
Told = tuple[datetime, str, str, str]


@dataclass(frozen=True, slots=True)
class Nearby:
    """One permitted burn at a fire: `word` is the last that is known, said (or asked) `at`; `until`: its hours end."""

    number: str
    asked_at: datetime
    word: str
    at: datetime
    until: datetime | None = None

    def is_over(self, now: datetime) -> bool:
        """After the hour a burn that nobody called out is a fire like any other."""
        return self.word != OUT and self.until is not None and self.until < now

    def is_unanswered(self, now: datetime) -> bool:
        return self.word == NEAR and now - self.asked_at >= ANSWER_WITHIN


def nearby(timeline: Sequence[Told]) -> tuple[Nearby, ...]:
    """The permitted burns of a fire, each with its last word; what was asked before the fire burnt again counts no more."""
    found: dict[str, Nearby] = {}
    for at, who, what, note in timeline:
        if what == "again":
            found.clear()
        elif what == NEAR:
            found[who] = Nearby(who, at, NEAR, at, _moment(note))
        elif what in WORDS and who in found:
            found[who] = replace(found[who], word=what, at=at)
    return tuple(found.values())


def _moment(note: str) -> datetime | None:
    try:
        return datetime.fromisoformat(note).astimezone(UTC) if note else None
    except ValueError:
        return None


def lines(timeline: Sequence[Told], now: datetime) -> tuple[tuple[str, Mapping[str, Any]], ...]:
    """What posts and officers read of it, on cards and pages."""
    return tuple(
        (
            OVER if one.word in (NEAR, UNDER) and one.is_over(now) else LINES[one.word],
            {"number": one.number, "at": Moment(one.at)},
        )
        for one in nearby(timeline)
    )


def may_end_as(timeline: Sequence[Told], now: datetime, danger: str = "") -> str:
    """The number of the burn as which this fire may be ended: its holder answers for it, within its hour. Else empty.

    One holder who does not answer for theirs, or any danger that a report told (`danger` of the fire: it spreads, houses,
    somebody hurt), and nobody may call the smoke a permitted burn: the holder's word is then not all that is known.
    """
    known = () if danger else nearby(timeline)
    answered = all(one.word in (UNDER, OUT) and not one.is_over(now) for one in known)
    return ", ".join(one.number for one in known) if known and answered else ""
