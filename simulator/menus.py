"""The rich menus of the account: kept here, spoken to by api_richmenus.py, seen by the people."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

MOST_MENUS = 1000
MOST_ALIASES = 1000


@dataclass(slots=True)
class Menu:
    shape: dict[str, Any]
    image: bytes = b""
    image_type: str = ""


@dataclass(slots=True)
class Menus:
    menus: dict[str, Menu] = field(default_factory=dict)
    aliases: dict[str, str] = field(default_factory=dict)
    default: str = ""
    linked: dict[str, str] = field(default_factory=dict)

    def seen_by(self, user: str, *, friend: bool = True) -> str:
        """The menu on this person's phone: their own, else the default. Empty: none."""
        own = self.linked.get(user, "") if friend else ""
        shown = own if own in self.menus else self.default
        return shown if shown in self.menus else ""

    def delete(self, menu_id: str) -> None:
        self.menus.pop(menu_id, None)
        self.linked = {user: menu for user, menu in self.linked.items() if menu != menu_id}
        if self.default == menu_id:
            self.default = ""

    def switch(self, user: str, alias: str) -> str:
        """What a richmenuswitch action does; the status that LINE puts into its postback."""
        menu_id = self.aliases.get(alias)
        if menu_id is None:
            return "RICHMENU_ALIAS_ID_NOTFOUND"
        if menu_id not in self.menus:
            return "RICHMENU_NOTFOUND"
        self.linked[user] = menu_id
        return "SUCCESS"
