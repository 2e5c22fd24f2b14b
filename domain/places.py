"""Points and areas of the province, and how far apart they are.

Names and numbers of the 13 districts and 100 tambons: domain/lampang.py. Finding them in text: intents/places.py.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from math import asin, cos, radians, sin, sqrt

EARTH_RADIUS_KM = 6371.0


@dataclass(frozen=True, slots=True)
class Point:
    """A place on the earth in WGS 84 degrees."""

    lat: float
    lon: float


@dataclass(frozen=True, slots=True)
class Area:
    """The province ("52"), a district (four digits) or a tambon (six digits), by its DOPA code."""

    code: str
    name_th: str
    name_en: str
    centre: Point

    @property
    def is_tambon(self) -> bool:
        return len(self.code) == 6


@dataclass(frozen=True, slots=True)
class PlaceFound:
    """What a text or a point says about a place.

    `area` is the one meant when that is sure; else `candidates` holds the likeliest, best first.
    `name` is what the person called it (a village, a landmark), `point` its place if finer than the area's centre.
    `outside` is true for a place known to lie outside the province.
    """

    area: Area | None = None
    candidates: tuple[Area, ...] = ()
    name: str = ""
    point: Point | None = None
    outside: bool = False

    @property
    def sure_code(self) -> str:
        """The code of the area, else of the district that all candidates lie in, else empty."""
        districts = {area.code[:4] for area in self.candidates}
        if self.area is not None:
            return self.area.code
        return districts.pop() if len(districts) == 1 else ""


def distance_km(here: Point, there: Point) -> float:
    lat1, lat2 = radians(here.lat), radians(there.lat)
    half = (
        sin((lat2 - lat1) / 2) ** 2
        + cos(lat1) * cos(lat2) * sin(radians(there.lon - here.lon) / 2) ** 2
    )
    return 2 * EARTH_RADIUS_KM * asin(sqrt(min(1.0, half)))


# "บ้านทุ่งฮั้ว ต.ทุ่งฮั้ว อ.วังเหนือ"; อบต. is no tambon.
_AREA_NAMED = re.compile(
    r"[\s,]*(?:(?<!บ)[ตอจ]\.|(?<![\u0e00-\u0e7f])(?:ตำบล|อำเภอ|จังหวัด))\s*[ก-ฮเ-ไ].*", re.DOTALL
)


def village_alone(words: str) -> str:
    """What somebody called their village, without the tambon and district that are written behind it anyway."""
    return _AREA_NAMED.sub("", words).strip()
