"""Ten low-cost sensors at schools and health stations: they measure the air of haze.py, each with its own error.

None of them exists: places and errors are invented. One is dead, one says "good" whatever the air. The format is ours.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from . import day
from .haze import HOUR, basin, chance, hour_of

PUBLISHED_AFTER = timedelta(minutes=5)
LONGEST_HISTORY = 72  # hours
LIE = 9  # µg/m³, about what the liar always says
HUMID_SHARE = 0.3  # how much more the light counts when drops swell the smoke, at 90 % humidity

Fields = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Sensor:
    sensor_id: str
    name: str
    place: tuple[float, float]
    share: float  # of the level of the Mae Mo basin
    bias: float  # what it reads in dry air, times the truth
    noise: float = 4.0  # µg/m³ from the least to the most
    last_hour: datetime | None = None  # it never spoke again
    lies: bool = False
    sends_every: int = 1  # hours it collects before it sends them (push.py)


SENSORS = (
    Sensor("LP01", "รพ.สต. ต.บ้านดง อ.แม่เมาะ", (18.452, 99.771), 1.0, 1.1),
    Sensor("LP02", "โรงเรียน ต.จางเหนือ อ.แม่เมาะ", (18.444, 99.921), 0.92, 1.25),
    Sensor("LP03", "โรงเรียน ต.นาสัก อ.แม่เมาะ", (18.343, 99.831), 0.97, 0.95),
    Sensor("LP04", "รพ.สต. ต.วังเหนือ อ.วังเหนือ", (19.148, 99.618), 0.84, 1.15),
    Sensor(
        "LP05", "โรงเรียน ต.ร่องเคาะ อ.วังเหนือ", (18.993, 99.603), 0.88, 1.3, noise=9, sends_every=4
    ),
    Sensor("LP06", "รพ.สต. ต.แจ้ห่ม อ.แจ้ห่ม", (18.711, 99.559), 0.95, 1.05),
    Sensor(
        "LP07",
        "โรงเรียน ต.หลวงเหนือ อ.งาว",
        (18.758, 99.979),
        0.9,
        1.1,
        last_hour=day.march(11, 16),
    ),
    Sensor("LP08", "โรงเรียน ต.หัวเวียง อ.เมืองลำปาง", (18.291, 99.499), 0.96, 1.2),
    Sensor("LP09", "รพ.สต. ต.ห้างฉัตร อ.ห้างฉัตร", (18.331, 99.352), 0.9, 1.0, lies=True),
    Sensor("LP10", "โรงเรียน ต.ล้อมแรด อ.เถิน", (17.616, 99.219), 0.8, 1.1),
)


def humidity(hour: datetime) -> int:
    """Percent: wet before sunrise, dry in the afternoon."""
    return round(62 - 26 * math.cos(2 * math.pi * (hour.hour - 15.5) / 24))


def temperature(hour: datetime) -> int:
    """°C of a March day."""
    return round(28 + 8 * math.cos(2 * math.pi * (hour.hour - 15) / 24))


def true_pm25(sensor: Sensor, hour: datetime) -> float:
    return max(1.0, basin(hour) * sensor.share + day.smoke(sensor.place, hour))


def pm25_of_hour(sensor: Sensor, hour: datetime) -> int:
    """What it reads for the hour that ends at `hour`, uncorrected, whole µg/m³."""
    wander = chance(sensor.sensor_id, hour.isoformat()) - 0.5
    if sensor.lies:
        return round(LIE + 4 * wander)
    swollen = 1 + HUMID_SHARE * max(0.0, humidity(hour) - 40) / 50
    return max(0, round(true_pm25(sensor, hour) * sensor.bias * swollen + sensor.noise * wander))


def newest_hour(sensor: Sensor, now: datetime) -> datetime:
    latest = hour_of(now - PUBLISHED_AFTER)
    return min(latest, sensor.last_hour) if sensor.last_hour else latest


def current(now: datetime) -> Fields:
    """Each sensor with its newest hour: {"sensors": [{"id","name","lat","lon","at","pm25","humidity","temperature"}]}."""
    return {"sensors": [_shown(each, newest_hour(each, now)) for each in SENSORS]}


def _shown(sensor: Sensor, hour: datetime) -> Fields:
    return {
        "id": sensor.sensor_id,
        "name": sensor.name,
        "lat": sensor.place[0],
        "lon": sensor.place[1],
        **measured(sensor, hour),
    }


def measured(sensor: Sensor, hour: datetime) -> Fields:
    return {
        "at": hour.isoformat(),
        "pm25": pm25_of_hour(sensor, hour),
        "humidity": humidity(hour),
        "temperature": temperature(hour),
    }


def history(now: datetime, hours: int) -> Fields:
    """The last `hours` up to now, oldest first: {"sensors": [{"id", "hours": [{"at","pm25",…}]}]}."""
    latest = hour_of(now - PUBLISHED_AFTER)
    asked = [latest - HOUR * back for back in reversed(range(min(hours, LONGEST_HISTORY)))]
    return {
        "sensors": [
            {
                "id": each.sensor_id,
                "hours": [measured(each, hour) for hour in asked if hour <= newest_hour(each, now)],
            }
            for each in SENSORS
        ]
    }
