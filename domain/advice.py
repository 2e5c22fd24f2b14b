"""What is said about the air: the first line of an answer, the words of the levels, and the advice.

The numbers behind it: domain/air.py. The advice follows the announcement of the Pollution Control Department on the
air quality index, B.E. 2566, in plainer words. `values` hold numbers as text; a Station, a place and a time are handed
over as they are, because how they are written depends on the language.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from domain.air import AirHere, level
from domain.words import N_, Moment

# Up to here a station's clean air is the clean air of the place itself; farther off the distance is said with it.
AT_HAND_KM = 5.0
BAD_FROM = 4  # orange: over the standard of 37.5 µg/m³
GOOD_UP_TO = 2

LEVEL_NAMES = {
    1: N_("Very good"),
    2: N_("Good"),
    3: N_("Moderate"),
    4: N_("Starts to harm health"),
    5: N_("Harms health"),
}
COLOUR_NAMES = {1: N_("Sky blue"), 2: N_("Green"), 3: N_("Yellow"), 4: N_("Orange"), 5: N_("Red")}
TRENDS = {
    "rising": N_("Going up"),
    "falling": N_("Going down"),
    "steady": N_("Holding steady"),
}
HOUR_IN_BORROWED_COLOURS = N_("The hour is shown in the colours of the 24-hour scale.")


@dataclass(frozen=True, slots=True)
class Advice:
    everyone: str
    at_risk: str


ADVICE = {
    1: Advice(
        N_("Go outside as usual."),
        N_("Children and older people too."),
    ),
    2: Advice(
        N_("Go outside as usual."),
        N_(
            "Children, older people, pregnant women and people with an illness: rest if you cough"
            " a lot, breathe hard or feel your chest tighten."
        ),
    ),
    3: Advice(
        N_("Cut down on heavy work and exercise outside."),
        N_(
            "Children, older people, pregnant women and people with an illness: wear a PM2.5 mask"
            " each time you go out and cut down on heavy work outside. Feeling unwell? See a doctor."
        ),
    ),
    4: Advice(
        N_(
            "Wear a PM2.5 mask before you go out and limit heavy work outside."
            " Watch for coughing, hard breathing or sore eyes."
        ),
        N_(
            "Children, older people, pregnant women and people with an illness: wear a mask and"
            " do no heavy work outside. Feeling unwell? See a doctor quickly."
        ),
    ),
    5: Advice(
        N_(
            "Stay inside and close the windows. If you must go out, wear a PM2.5 mask each time."
            " Feeling unwell? See a doctor quickly."
        ),
        N_(
            "Children, older people, pregnant women and people with an illness: stay in a room"
            " with clean air, keep your medicine ready and do just as your doctor says."
        ),
    ),
}
ADVICE_UNKNOWN = Advice(
    N_("If you see or smell smoke, go inside, close the windows and wear a mask outside."),
    N_(
        "Children, older people, pregnant women and people with an illness: stay inside while"
        " there is smoke and keep your medicine ready."
    ),
)

GOOD = N_("The air in %(place)s is good today. Enjoy a walk outside.")
GOOD_FARTHER_OFF = N_(
    "The sensor nearest to %(place)s is %(station)s (%(km)s km). The air there is good."
)
FAR_WORSE = N_(
    "Heavy smoke in %(place)s. Stay inside and close the windows."
    " Latest hour (%(at)s): %(hour)s. 24-hour mean still %(mean)s."
)
BY_MEAN = {
    1: N_(
        "Dust in %(place)s is sky blue: %(mean)s (24-hour mean). The latest hour is not known yet."
    ),
    2: N_("Dust in %(place)s is green: %(mean)s (24-hour mean). The latest hour is not known yet."),
    3: N_("Dust in %(place)s is yellow: %(mean)s (24-hour mean)."),
    4: N_("Dust in %(place)s is orange: %(mean)s (24-hour mean)."),
    5: N_("Dust in %(place)s is red: %(mean)s (24-hour mean)."),
}
BY_HOUR = {
    1: N_(
        "Dust in %(place)s is sky blue: %(hour)s (latest hour, %(at)s)."
        " The 24-hour mean is not known yet."
    ),
    2: N_(
        "Dust in %(place)s is green: %(hour)s (latest hour, %(at)s)."
        " The 24-hour mean is not known yet."
    ),
    3: N_("Dust in %(place)s is yellow: %(hour)s (latest hour, %(at)s)."),
    4: N_("Dust in %(place)s is orange: %(hour)s (latest hour, %(at)s)."),
    5: N_("Dust in %(place)s is red: %(hour)s (latest hour, %(at)s)."),
}
# Keys: is it known since when the nearer station is silent, and is the worse value the hour or the mean.
NEXT_STATION = {
    (True, "mean"): N_(
        "The sensor at %(silent)s has given nothing to rely on since %(since)s. The nearest that still measures"
        " is %(station)s (%(km)s km): %(mean)s (24-hour mean) at %(at)s."
    ),
    (True, "hour"): N_(
        "The sensor at %(silent)s has given nothing to rely on since %(since)s. The nearest that still measures"
        " is %(station)s (%(km)s km): %(hour)s (latest hour) at %(at)s."
    ),
    (False, "mean"): N_(
        "The sensor at %(silent)s gives nothing to rely on. The nearest that still measures"
        " is %(station)s (%(km)s km): %(mean)s (24-hour mean) at %(at)s."
    ),
    (False, "hour"): N_(
        "The sensor at %(silent)s gives nothing to rely on. The nearest that still measures"
        " is %(station)s (%(km)s km): %(hour)s (latest hour) at %(at)s."
    ),
}
SILENT = {
    True: N_(
        "The sensor at %(silent)s has given nothing to rely on since %(since)s."
        " Nong Khem does not know the dust in %(place)s right now."
    ),
    False: N_(
        "The sensor at %(silent)s gives nothing to rely on."
        " Nong Khem does not know the dust in %(place)s right now."
    ),
}
NO_SENSOR = {
    True: N_(
        "There is no sensor around %(place)s yet. The nearest, %(station)s, is %(km)s km away:"
        " too far to speak for here."
    ),
    # Not one station is known: no feed was ever read.
    False: N_("I have no readings at all just now, so I cannot say how the air in %(place)s is."),
}

Line = tuple[str, Mapping[str, Any]]


def headline(air: AirHere, place: Any) -> Line:
    """The first line of the answer as source text and values; `place` is what the person asked for.

    Air is called good only when hour and mean are both known to be good and no nearer station had to be passed over.
    """
    if air.kind == "none":
        return NO_SENSOR[air.nearest is not None], _values(air, place)
    if air.kind == "silent":
        return SILENT[air.silent[0].since is not None], _values(air, place)
    return _measured_line(air), _values(air, place)


def advice_for(air: AirHere) -> Advice:
    """The advice of the worse level; where clean air is not certain here and now, that for not knowing.

    Where nobody measures a model may warn, but never give the all-clear.
    """
    worse = air.worse or 0
    if worse > GOOD_UP_TO or _is_good(air):
        return ADVICE[worse]
    if not worse and air.model and level(air.model.pm25) >= BAD_FROM:
        return ADVICE[level(air.model.pm25)]
    return ADVICE_UNKNOWN


def written(pm25: float) -> str:
    """A concentration as people read it: one decimal (half up, as PCD does), none for a whole number."""
    tenths = Decimal(repr(pm25)).quantize(Decimal("0.1"), ROUND_HALF_UP)
    return str(tenths).removesuffix(".0")


def _measured_line(air: AirHere) -> str:
    worse = air.worse or 0
    if air.silent:
        return NEXT_STATION[air.silent[0].since is not None, air.worse_is]
    if _is_good(air):
        # Of a low-cost sensor it is always said who says so.
        is_sure = (air.distance_km or 0) <= AT_HAND_KM and not air.is_by_sensor
        return GOOD if is_sure else GOOD_FARTHER_OFF
    if _is_hour_far_worse(air):
        return FAR_WORSE
    return BY_HOUR[worse] if air.worse_is == "hour" else BY_MEAN[worse]


def _is_good(air: AirHere) -> bool:
    return (
        air.mean is not None
        and air.hour is not None
        and not air.silent
        and not (air.witnesses and air.witnesses.sure == "split")
        and 0 < (air.worse or 0) <= GOOD_UP_TO
    )


def _is_hour_far_worse(air: AirHere) -> bool:
    """An orange or red hour two levels above the mean, or a level above it with twice its dust."""
    if air.mean is None or air.hour is None:
        return False
    gap = (air.hour_level or 0) - (air.mean_level or 0)
    twice = air.hour.pm25 >= 2 * air.mean.pm25
    return (air.hour_level or 0) >= BAD_FROM and (gap >= 2 or (gap == 1 and twice))


def _values(air: AirHere, place: Any) -> dict[str, Any]:
    speaks = air.hour if air.worse_is == "hour" else air.mean
    away = air.distance_km if air.station else air.nearest_km
    silent = air.silent[0] if air.silent else None
    values = {
        "place": place,
        "station": air.station or air.nearest,
        "km": None if away is None else f"{max(away, 1):.0f}",
        "mean": air.mean and written(air.mean.pm25),
        "hour": air.hour and written(air.hour.pm25),
        "at": speaks and speaks.at,
        "silent": silent and silent.station,
        "since": Moment(silent.since) if silent and silent.since else None,
    }
    return {name: value for name, value in values.items() if value is not None}
