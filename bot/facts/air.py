"""The air of the province, read again only when a reading came in (versions "air") or five minutes have passed."""

from __future__ import annotations

from dataclasses import replace

from bot.facts.asked import Asked
from domain.air import StationAir
from domain.conversation import Facts
from store import readings

_AIR: dict[str, tuple[tuple[int, int], tuple[StationAir, ...]]] = {}
LASTS_SECONDS = 300


def read(asked: Asked) -> Facts:
    key = (asked.air_version, int(asked.context.now.timestamp()) // LASTS_SECONDS)
    name = f"{asked.database.engine.url} {id(asked.database)}"
    known = _AIR.get(name)
    if known is None or known[0] != key:
        known = _AIR[name] = (key, readings.recent(asked.session, asked.context.now))
    return replace(asked.facts, air=known[1])


READS = {"air": read}
