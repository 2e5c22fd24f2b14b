"""How a burn request is told in a line: where, how much of what, when."""

from __future__ import annotations

from typing import Any

from bot.cards import flex
from bot.cards.look import SOFT, Look
from domain import lampang
from domain.buyers import LABELS
from domain.permits import Permit
from domain.places import village_alone
from domain.words import N_

NGAN_PER_RAI, WA_PER_NGAN = 4, 100
RAI, NGAN, WA = N_("%(n)s rai"), N_("%(n)s ngan"), N_("%(n)s sq wa")
WHAT = N_("%(size)s of %(what)s")
WHEN = N_("%(day)s, %(from)s to %(to)s")
MAP = "https://www.google.com/maps/search/?api=1&query={lat:.6f},{lon:.6f}"


def size(rai: float, look: Look) -> str:
    """As on title deeds: 2 rai 1 ngan 50 sq wa."""
    wa = round(rai * NGAN_PER_RAI * WA_PER_NGAN)
    parts = (
        (wa // 400, RAI),
        (wa % 400 // 100, NGAN),
        (wa % 100, WA),
    )
    said = [look.say(text, {"n": n}) for n, text in parts if n]
    return " ".join(said) or look.say(RAI, {"n": 0})


def where(tambon: str, village: str, look: Look) -> str:
    area = lampang.area(tambon)
    parts = (village_alone(village), look.language.value(area) if area else "")
    return " ".join(part for part in parts if part)


def what(rai: float, residue: str, look: Look) -> str:
    return look.say(WHAT, {"size": size(rai, look), "what": look.say(LABELS[residue])})


def when(permit: Permit, look: Look) -> str:
    values = {"day": permit.day, "from": permit.begins, "to": permit.ends}
    return look.say(WHEN, values)


def row(label: str, value: str, **more: Any) -> dict[str, Any]:
    """A small label above what it says."""
    pieces = [
        flex.text(label, size="md", color=SOFT, margin="none"),
        flex.text(value, weight="bold", margin="none"),
    ]
    return flex.box("vertical", pieces, margin="md", **more)


def map_address(permit: Permit) -> str:
    if permit.point is None:
        return ""
    return MAP.format(lat=permit.point.lat, lon=permit.point.lon)
