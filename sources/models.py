"""What the model feeds have in common: the districts they are asked for, and what an answer held."""

from __future__ import annotations

from dataclasses import dataclass
from math import isfinite
from typing import Any

from domain.outlook import ModelHour
from sources.air4thai import Rejected
from sources.fetch import FeedError


@dataclass(frozen=True, slots=True)
class ModelRead:
    """`failures` are the addresses that did not answer while another did."""

    hours: tuple[ModelHour, ...] = ()
    rejected: tuple[Rejected, ...] = ()
    failures: tuple[FeedError, ...] = ()


def number(raw: Any, low: float, high: float) -> float | None:
    """A value in its range; None for one that is missing. ValueError for an impossible one."""
    if raw is None:
        return None
    if isinstance(raw, bool) or not isinstance(raw, int | float) or not isfinite(raw):
        raise ValueError(f"not a number: {raw!r}"[:80])
    if not low <= raw <= high:
        raise ValueError(f"out of range: {raw!r}"[:80])
    return float(raw)
