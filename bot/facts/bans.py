"""Orders against burning, what burning costs, and who buys residue instead."""

from __future__ import annotations

from dataclasses import replace

from bot.facts.asked import Asked
from domain.burn_days import day_at
from domain.conversation import Facts
from store import bans, buyers, penalties


def read_bans(asked: Asked) -> Facts:
    today = day_at(asked.context.now)
    return replace(asked.facts, bans=bans.from_day(asked.session, today))


def read_penalties(asked: Asked) -> Facts:
    today = day_at(asked.context.now)
    return replace(asked.facts, penalties=penalties.from_day(asked.session, today))


def read_buyers(asked: Asked) -> Facts:
    return replace(asked.facts, buyers=buyers.listed(asked.session))


READS = {"bans": read_bans, "penalties": read_penalties, "buyers": read_buyers}
