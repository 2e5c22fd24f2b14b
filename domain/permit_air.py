"""What speaks against a burn in the air: the last hour, what the models expect that day, and warnings in force. Pure.

Orders, switches and the 24-hour mean: domain/permit_rules.py, which asks here.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from domain.air import AirHere
from domain.alerts import ORANGE, RED
from domain.days import whole
from domain.outlook import Bias, Expected, Outlook, expect
from domain.permits import Permit
from domain.warning_words import INFO, Notice, touches
from domain.words import N_, Phrase

HOUR_ORANGE = N_("Dust there is orange in the latest hour: %(value)s")
HOUR_RED = N_("Dust there is red in the latest hour: %(value)s")
MODEL_ORANGE = N_("The model expects orange air there that day: %(value)s")
MODEL_RED = N_("The model expects red air there that day: %(value)s")
MODEL_FINE = N_("The model expects %(value)s there that day")
WARNED = N_("A warning is in force there: %(headline)s")


@dataclass(frozen=True, slots=True)
class Ahead:
    """What is known of a burn's day besides orders: the model's day, and warnings of the officials."""

    expected: Expected | None = None
    warnings: tuple[Notice, ...] = ()


UNKNOWN = Ahead()


def look_ahead(
    permit: Permit,
    outlook: Outlook,
    warnings: Sequence[Notice],
    now: datetime,
    bias: Bias | None = None,
) -> Ahead:
    day = whole(permit.day)
    known = expect(outlook, permit.tambon[:4], [day], bias, now) if day.end > now else ()
    return Ahead(known[0] if known else None, _of_burn(permit, warnings))


def _of_burn(permit: Permit, warnings: Sequence[Notice]) -> tuple[Notice, ...]:
    """Warnings of the place that hold while it burns; a ban has its order, a mere information forbids nothing."""
    return tuple(
        one
        for one in warnings
        if touches(one.content, permit.tambon)
        and one.content.level != INFO
        and not one.correction
        and one.content.starts < permit.ends
        and permit.begins < one.content.ends
    )


def against(air: AirHere | None, ahead: Ahead) -> list[Phrase]:
    """To be weighed; the 24-hour mean has its own rule."""
    found: list[Phrase] = []
    hour = air.hour if air is not None and air.kind == "measured" else None
    if hour is not None and air is not None and (air.hour_level or 0) >= ORANGE:
        text = HOUR_RED if air.hour_level == RED else HOUR_ORANGE
        found.append(Phrase(text, {"value": f"{hour.pm25:.1f}"}))
    day = ahead.expected
    if day is not None and day.likely is not None and (day.level or 0) >= ORANGE:
        text = MODEL_RED if day.level == RED else MODEL_ORANGE
        found.append(Phrase(text, {"value": f"{day.likely:.0f}"}))
    found += [Phrase(WARNED, {"headline": one.content.headline_th}) for one in ahead.warnings]
    return found


def known(ahead: Ahead) -> list[Phrase]:
    day = ahead.expected
    if day is None or day.likely is None or (day.level or 0) >= ORANGE:
        return []
    return [Phrase(MODEL_FINE, {"value": f"{day.likely:.0f}"})]
