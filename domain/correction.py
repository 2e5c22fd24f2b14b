"""Setting a low-cost sensor right: by its own fit against the nearest official station, else by its type, else not.

The raw value is always kept beside, and each value says which it is. Sources: Barkjohn 2021 (AMT 14, 4617) and its
extension for smoke on EPA's Fire and Smoke Map (as in airgradienthq/arduino). No US equation is put on a device it was
not made for: SDS011 answers otherwise, DustBoy comes calibrated by CCDC of Chiang Mai University, and AirGradients in
Thailand read too low in clean air as they are. These need their own fit.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt
from statistics import median

from domain.air import BY_FIT, BY_TYPE, RAW

# Pairs of hours that a fit needs: two days; the better part of two weeks before humidity is let in.
LEAST_PAIRS, LEAST_PAIRS_HUMID = 48, 168
LEAST_SPAN = 15.0  # µg/m³ that the official station must have moved through
LEAST_R2 = 0.6
SLOPES = (0.3, 3.0)  # beyond it the two do not speak of the same air
FIT_WITHIN_KM = 10.0
# However well it fits, a value is never moved further than this.
LEAST_FACTOR, MOST_FACTOR = 1 / 3, 2.0
# A bonfire beside the sensor is no pair: residuals beyond so many median ones are left out.
OUTLIER_TIMES = 6.0


@dataclass(frozen=True, slots=True)
class Pair:
    """The same hour: raw of the sensor, µg/m³ of the official station, humidity if the sensor knows it."""

    raw: float
    official: float
    humidity: float | None = None


@dataclass(frozen=True, slots=True)
class Fit:
    """official = offset + slope x raw + humid x humidity (0 where humidity was left out)."""

    offset: float
    slope: float
    humid: float
    pairs: int
    r2: float
    station: str = ""


def correct(raw: float, humidity: float | None, kind: str, fit: Fit | None) -> tuple[float, str]:
    """The value to use, and what it is: BY_FIT, BY_TYPE or RAW."""
    if fit is not None and (not fit.humid or humidity is not None):
        value = fit.offset + fit.slope * raw + fit.humid * (humidity or 0.0)
        return min(max(value, raw * LEAST_FACTOR, 0.0), raw * MOST_FACTOR), BY_FIT
    if kind == "pms5003" and humidity is not None:
        return smoke(raw, humidity), BY_TYPE
    return raw, RAW


def is_dried(kind: str, fit: Fit | None) -> bool:
    """Whether the correction takes the humidity out."""
    return bool(fit.humid) if fit is not None else kind == "pms5003"


def smoke(raw: float, humidity: float) -> float:
    """EPA's correction of a Plantower (cf_1), extended for smoke; never below 0."""
    if raw == 0:
        return 0.0
    damp = 0.0862 * max(0.0, min(100.0, humidity))
    if raw < 30:
        value = 0.524 * raw - damp + 5.75
    elif raw < 50:
        share = raw / 20 - 1.5
        value = (0.786 * share + 0.524 * (1 - share)) * raw - damp + 5.75
    elif raw < 210:
        value = 0.786 * raw - damp + 5.75
    elif raw < 260:
        share = raw / 50 - 4.2
        value = (0.69 * share + 0.786 * (1 - share)) * raw - damp * (1 - share)
        value += 2.966 * share + 5.75 * (1 - share) + 8.84e-4 * raw**2 * share
    else:
        value = 2.966 + 0.69 * raw + 8.84e-4 * raw**2
    return max(0.0, value)


def fit(pairs: Sequence[Pair], station: str = "") -> Fit | None:
    """A straight line through the pairs, with humidity where most know it and it helps; None when it says nothing."""
    official = [pair.official for pair in pairs]
    if len(pairs) < LEAST_PAIRS or max(official) - min(official) < LEAST_SPAN:
        return None
    humid = [pair for pair in pairs if pair.humidity is not None]
    if len(humid) >= max(LEAST_PAIRS_HUMID, 0.8 * len(pairs)):
        found = _robust(humid, station, with_humidity=True)
        if found is not None and found.humid < 0 and _is_good(found):
            return found
    found = _robust(pairs, station, with_humidity=False)
    return found if found is not None and _is_good(found) else None


Line = tuple[float, float, float]


def _is_good(found: Fit) -> bool:
    return SLOPES[0] <= found.slope <= SLOPES[1] and found.r2 >= LEAST_R2


def _robust(pairs: Sequence[Pair], station: str, *, with_humidity: bool) -> Fit | None:
    """The line through the pairs without those far off a first, resistant one (never more than a fifth of them)."""
    first = _resistant(pairs)
    if first is None:
        return None
    off = [abs(_residual(first, pair)) for pair in pairs]
    most = max(OUTLIER_TIMES * median(off), 1e-6)
    near = [pair for pair, each in zip(pairs, off, strict=True) if each <= most]
    kept = near if len(near) >= 0.8 * len(pairs) else pairs
    line = _line(kept, with_humidity=with_humidity)
    return line and Fit(*line, pairs=len(kept), r2=_r2(line, kept), station=station)


def _resistant(pairs: Sequence[Pair]) -> Line | None:
    """Tukey's line through the medians of the lowest and the highest third: single fires do not bend it."""
    ordered = sorted(pairs, key=lambda pair: pair.raw)
    third = max(1, len(ordered) // 3)
    (low_x, low_y), (high_x, high_y) = (
        (median(pair.raw for pair in part), median(pair.official for pair in part))
        for part in (ordered[:third], ordered[-third:])
    )
    if high_x - low_x < 1e-6:
        return None
    slope = (high_y - low_y) / (high_x - low_x)
    return median(pair.official - slope * pair.raw for pair in pairs), slope, 0.0


def _residual(line: Line, pair: Pair) -> float:
    return pair.official - (line[0] + line[1] * pair.raw + line[2] * (pair.humidity or 0.0))


def _r2(line: Line, pairs: Sequence[Pair]) -> float:
    mean = sum(pair.official for pair in pairs) / len(pairs)
    total = sum((pair.official - mean) ** 2 for pair in pairs)
    left = sum(_residual(line, pair) ** 2 for pair in pairs)
    return 1 - left / total if total else 0.0


def _line(pairs: Sequence[Pair], *, with_humidity: bool) -> Line | None:
    """Least squares about the means; None when the raw values do not move (or move only with the humidity)."""
    count = len(pairs)
    mean_x = sum(pair.raw for pair in pairs) / count
    mean_h = sum(pair.humidity or 0.0 for pair in pairs) / count
    mean_y = sum(pair.official for pair in pairs) / count
    xs = [pair.raw - mean_x for pair in pairs]
    hs = [(pair.humidity or 0.0) - mean_h if with_humidity else 0.0 for pair in pairs]
    ys = [pair.official - mean_y for pair in pairs]
    xx, hh, xh = _dot(xs, xs), _dot(hs, hs), _dot(xs, hs)
    xy, hy = _dot(xs, ys), _dot(hs, ys)
    if sqrt(xx) < 1e-6 * max(1.0, mean_x):
        return None
    if not with_humidity or hh < 1e-6:
        slope, humid = xy / xx, 0.0
    else:
        whole = xx * hh - xh * xh
        if whole < 1e-3 * xx * hh:
            return None
        slope, humid = (xy * hh - hy * xh) / whole, (hy * xx - xy * xh) / whole
    return mean_y - slope * mean_x - humid * mean_h, slope, humid


def _dot(ones: Sequence[float], others: Sequence[float]) -> float:
    return sum(one * other for one, other in zip(ones, others, strict=True))
