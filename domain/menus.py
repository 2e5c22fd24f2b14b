"""Which rich menu a person is due: the level of the air in their district, their role, their language.

What a menu looks like and does: bot/menus.py. Linking it to people: jobs/link_menus.py.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from domain import lampang
from domain.advice import GOOD_UP_TO
from domain.air import AirHere, StationAir, air_at

UNKNOWN = 0  # grey: nobody measures there, or what was measured is too old
LEVELS = (UNKNOWN, 1, 2, 3, 4, 5)
ROLES = ("resident", "volunteer", "official")
LANGUAGES = ("th", "en")
OFFICIALS = ("officer", "approver", "admin")


@dataclass(frozen=True, slots=True)
class MenuKind:
    """One of the 36 menus that all people share. Nothing in it points at a person or a place."""

    level: int
    role: str
    language: str

    @property
    def key(self) -> str:
        return f"{self.level}-{self.role}-{self.language}"


EVERY_KIND = tuple(
    MenuKind(level, role, language) for level in LEVELS for role in ROLES for language in LANGUAGES
)
# For those whom we do not know yet: it claims nothing about their air.
DEFAULT = MenuKind(UNKNOWN, "resident", "th")


def kind_for(*, area: str, role: str, language: str, levels: Mapping[str, int]) -> MenuKind:
    """`area` is a DOPA code or empty, `levels` what district_levels() says."""
    district = lampang.district_of(area)
    return MenuKind(
        levels.get(district.code, UNKNOWN) if district else UNKNOWN,
        _menu_role(role),
        language if language in LANGUAGES else "th",
    )


def district_levels(stations: Iterable[StationAir], now: datetime) -> dict[str, int]:
    """The level of each district in which somebody measures: its worst measured tambon, as of its stations."""
    levels: dict[str, int] = {}
    for air in stations:
        district = lampang.district_of(air.station.tambon)
        level = level_shown(air_at(air.station.point, [air], now))
        if district and level:
            levels[district.code] = max(level, levels.get(district.code, UNKNOWN))
    return levels


def level_shown(air: AirHere) -> int:
    """The worse level of hour and mean; a good one counts only where both are known, else it is unknown."""
    level = air.worse or UNKNOWN
    is_half_known = air.mean is None or air.hour is None
    return UNKNOWN if level <= GOOD_UP_TO and is_half_known else level


def _menu_role(role: str) -> str:
    if role in OFFICIALS:
        return "official"
    return role if role in ROLES else "resident"
