"""What every card needs to know: the language, our own address, and the colours."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from bot.language import Language, language

INK, SOFT, LINK, ALARM, PAPER = "#1F2933", "#5F6B76", "#0B6E4F", "#B00020", "#FFFFFF"


def _no_link(photo_id: int, size: str) -> str:
    return ""


@dataclass(frozen=True, slots=True)
class Look:
    """`sign` makes the path of a photo (bot/photo_links.signer); without it there are no links to photos."""

    public_url: str
    language: Language
    sign: Callable[[int, str], str] = _no_link

    def in_language(self, code: str) -> Look:
        return replace(self, language=language(code))

    def say(self, text: str, values: Mapping[str, Any] | None = None) -> str:
        return self.language.say(text, values)

    def url(self, address: str) -> str:
        """A path of our own pages becomes a whole address."""
        return self.public_url + address if address.startswith("/") else address

    def photo_url(self, photo_id: int, size: str = "full") -> str:
        """A signed address for some days, "full" or "small" (cards of LINE take small); "" when nobody signs."""
        return self.url(self.sign(photo_id, size))
