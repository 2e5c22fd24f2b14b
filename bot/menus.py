"""What a rich menu is: six areas with picture and word under a band in the colour of the air, as LINE wants it told.

Which one a person is due: domain/menus.py. The drawing: bot/pictures/menu_picture.py. To LINE: `flask menus sync`.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from typing import Any

import orjson

from bot.language import language
from bot.pictures.menu_picture import CELLS, HEIGHT, WIDTH, Tile, menu_svg
from bot.pictures.png import to_png
from domain.advice import COLOUR_NAMES, LEVEL_NAMES
from domain.menus import EVERY_KIND, UNKNOWN, MenuKind
from domain.wishes import LABELS
from domain.words import N_

# The name is for us alone: people never see it. What does not begin so was made by somebody else and is left alone.
PREFIX = "nongkhem "
CHAT_BAR = N_("Nong Khem menu")
MY_DISTRICT = N_("Dust level in my district")
NOT_KNOWN = N_("Not known yet")
HAZE_NOW = N_("Haze: %(colour)s")

# The same place for the same thing in every menu; the two that may save a life are in all of them.
WISHES = {
    "resident": (
        "pm25_lookup", "fire_report", "burn_rules",
        "emergency_contact", "set_area", "help",
    ),
    "volunteer": (
        "pm25_lookup", "fire_report", "fire_status",
        "emergency_contact", "volunteer_status", "help",
    ),
    "official": (
        "pm25_lookup", "fire_report", "fire_status",
        "emergency_contact", "set_area", "help",
    ),
}  # fmt: skip
# What a wish is called here where its label elsewhere would not do.
OWN_LABELS = {"set_area": N_("My area")}


@dataclass(frozen=True, slots=True)
class RichMenu:
    """A menu ready for LINE. `content` is a hash of all that is seen and done: a change makes it another menu."""

    kind: MenuKind
    shape: dict[str, Any]
    svg: str
    content: str

    @property
    def key(self) -> str:
        return self.kind.key

    def picture(self) -> bytes:
        """The PNG; half a second each, so it is drawn only for the one that LINE lacks."""
        return to_png(self.svg)


@cache
def every_menu() -> tuple[RichMenu, ...]:
    """All 36, the default first."""
    return tuple(menu(kind) for kind in EVERY_KIND)


def menu(kind: MenuKind) -> RichMenu:
    svg = menu_svg(
        level=kind.level,
        title=_say(kind, MY_DISTRICT),
        colour_name=_say(kind, COLOUR_NAMES.get(kind.level, "")),
        level_name=_say(kind, LEVEL_NAMES.get(kind.level, NOT_KNOWN)),
        tiles=[Tile(wish, _label(kind, wish)) for wish in WISHES[kind.role]],
    )
    shape = {
        "size": {"width": WIDTH, "height": HEIGHT},
        "selected": True,
        "chatBarText": _say(kind, CHAT_BAR),
        "areas": [
            {"bounds": cell.bounds, "action": _action(kind, wish)}
            for cell, wish in zip(CELLS, WISHES[kind.role], strict=True)
        ],
    }
    content = sha256(orjson.dumps([shape, svg])).hexdigest()[:32]
    named = {"name": f"{PREFIX}{kind.key} {content}", **shape}
    return RichMenu(kind, named, svg, content)


def is_ours(name: str) -> bool:
    return name.startswith(PREFIX)


def _action(kind: MenuKind, wish: str) -> dict[str, str]:
    """A screen reader reads the label: the first one also says what the band shows."""
    word = label = _label(kind, wish)
    if wish == "pm25_lookup" and kind.level != UNKNOWN:
        colour = _say(kind, COLOUR_NAMES[kind.level])
        label = language(kind.language).say(HAZE_NOW, {"colour": colour})
    return {"type": "postback", "label": label, "data": f"do={wish}", "displayText": word}


def _label(kind: MenuKind, wish: str) -> str:
    return _say(kind, OWN_LABELS.get(wish) or LABELS[wish])


def _say(kind: MenuKind, text: str) -> str:
    return language(kind.language).say(text)
