"""Coordinates in text: decimal degrees, degrees with minutes and seconds, UTM as the fire stations write it, map links.

UTM and the geographic grid are those of WGS 84: Lampang's fire news checked against tambon outlines agree with it, not
with Indian 1975.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from math import atan, atanh, cos, cosh, degrees, sin, sinh, sqrt

from domain.places import Point

_LONGEST = 5000
_DIGITS = str.maketrans("๐๑๒๓๔๕๖๗๘๙’′‘´”″“–，", "0123456789''''\"\"\"-,")

_NUMBER = r"(-?\d{1,3}\.\d{1,17})"
_LINK = re.compile(
    rf"!3d{_NUMBER}!4d{_NUMBER}"
    rf"|[?&](?:q|query|ll|sll|destination|daddr|center|viewpoint)=(?:loc:)?{_NUMBER}(?:,|%2c)(?:\+|%20|\s)?{_NUMBER}"
    rf"|/(?:search|place|dir)/{_NUMBER},(?:\+|%20|\s)?{_NUMBER}"
    rf"|geo:{_NUMBER},{_NUMBER}"
    rf"|@{_NUMBER},{_NUMBER}"
)
_LABEL = r"(?:[ns]|lat(?:itude)?|e|lon(?:g|gitude)?|lng|ละติจูด|ลองจิจูด|ลอง|x|y)"
_DECIMAL = re.compile(
    rf"(?<![\d.])(\d{{1,3}}\.\d{{2,17}})\s?°?\s?{_LABEL}?\s{{0,3}}[,;/|]?\s{{0,3}}{_LABEL}?[.:=\s]{{0,3}}"
    r"(\d{1,3}\.\d{2,17})(?![\d.])"
)
_DEGREE = r"(?:°|º|องศา|d)"
_MINUTE = r"(?:'|ลิปดา|m)"
_SECOND = r"(?:\"|''|ฟิลิปดา|พิลิปดา|s)"
_PART = (
    rf"(\d{{1,3}})\s?{_DEGREE}\s?(\d{{1,2}}(?:\.\d{{1,9}})?)\s?{_MINUTE}"
    rf"(?:\s?(\d{{1,2}}(?:\.\d{{1,9}})?)\s?{_SECOND})?"
)
_SEXAGESIMAL = re.compile(
    rf"{_PART}\s?{_LABEL}?\s{{0,3}}[,;/]?\s{{0,3}}{_LABEL}?[.:\s]{{0,3}}{_PART}"
)
_METRES = r"(?:\.\d{1,4})?\s?(?:m\b|ม\.)?\s?"
_UTM = re.compile(
    rf"(?<![\d.])(?:(4[678])\s?[n-q]?\s{{0,2}})?(?:[xe][.:=\s]{{0,3}})?0?(\d{{6}}){_METRES}(?:m?e)?"
    rf"\s{{0,3}}[,;/]?\s{{0,3}}(?:[yn][.:=\s]{{0,3}})?(\d{{7}})(?!\d)"
)
_UTM_NORTH_FIRST = re.compile(
    rf"(?<![\d.])(?:(4[678])\s?[n-q]?\s{{0,2}})?(?:[yn][.:=\s]{{0,3}})?(\d{{7}}){_METRES}(?:m?n)?"
    rf"\s{{0,3}}[,;/]?\s{{0,3}}(?:[xe][.:=\s]{{0,3}})?0?(\d{{6}})(?!\d)"
)


def point_in(text: str) -> Point | None:
    """The first place on the map that the text gives in numbers; None if it gives none in or near Thailand."""
    text = text[:_LONGEST].translate(_DIGITS).lower()
    if sum(map(text.count, "0123456789")) < 6:
        return None
    for read in _READERS:
        found = read(text)
        if found:
            return found
    return None


def _of_link(text: str) -> Point | None:
    # The pin (!3d…!4d…) is meant, not the middle of the screen (@…).
    matches = sorted(_LINK.finditer(text), key=lambda match: match.group().startswith("@"))
    for match in matches:
        first, second = (float(each) for each in match.groups() if each)
        found = _thai(first, second)
        if found:
            return found
    return None


def _of_sexagesimal(text: str) -> Point | None:
    for match in _SEXAGESIMAL.finditer(text):
        parts = [float(each or 0) for each in match.groups()]
        if max(parts[1], parts[2], parts[4], parts[5]) >= 60:
            continue
        found = _thai(
            parts[0] + parts[1] / 60 + parts[2] / 3600, parts[3] + parts[4] / 60 + parts[5] / 3600
        )
        if found:
            return found
    return None


def _of_decimal(text: str) -> Point | None:
    for match in _DECIMAL.finditer(text):
        found = _thai(float(match[1]), float(match[2]))
        if found:
            return found
    return None


def _of_utm(text: str) -> Point | None:
    for match in _UTM.finditer(text):
        found = _thai_utm(int(match[1] or 47), float(match[2]), float(match[3]))
        if found:
            return found
    for match in _UTM_NORTH_FIRST.finditer(text):
        found = _thai_utm(int(match[1] or 47), float(match[3]), float(match[2]))
        if found:
            return found
    return None


_READERS: tuple[Callable[[str], Point | None], ...] = (
    _of_link,
    _of_sexagesimal,
    _of_utm,
    _of_decimal,
)


def _thai(first: float, second: float) -> Point | None:
    """Latitude and longitude in either order, as long as they lie in or near Thailand (5-21° N, 97-106° E)."""
    for lat, lon in ((first, second), (second, first)):
        if 5 <= lat <= 21 and 97 <= lon <= 106:
            return Point(round(lat, 7), round(lon, 7))
    return None


def _thai_utm(zone: int, east: float, north: float) -> Point | None:
    point = from_utm(zone, east, north)
    return _thai(point.lat, point.lon)


# WGS 84: equatorial radius in m, flattening; UTM: scale on the central meridian, false easting in m.
_RADIUS = 6378137.0
_FLATTENING = 1 / 298.257223563
_SCALE = 0.9996
_FALSE_EAST = 500000.0


def from_utm(zone: int, east: float, north: float) -> Point:
    """Northern hemisphere, metres to degrees: Krüger's series to the third order (under a millimetre here)."""
    n = _FLATTENING / (2 - _FLATTENING)
    rectifying = _RADIUS / (1 + n) * (1 + n**2 / 4 + n**4 / 64)
    xi = north / (_SCALE * rectifying)
    eta = (east - _FALSE_EAST) / (_SCALE * rectifying)
    beta = (
        n / 2 - 2 * n**2 / 3 + 37 * n**3 / 96,
        n**2 / 48 + n**3 / 15,
        17 * n**3 / 480,
    )
    xi_sphere = xi - sum(
        b * sin(2 * j * xi) * cosh(2 * j * eta) for j, b in enumerate(beta, start=1)
    )
    eta_sphere = eta - sum(
        b * cos(2 * j * xi) * sinh(2 * j * eta) for j, b in enumerate(beta, start=1)
    )
    # From the conformal to the geographic latitude by Newton's iteration on its tangent (Karney 2011).
    conformal = sin(xi_sphere) / sqrt(sinh(eta_sphere) ** 2 + cos(xi_sphere) ** 2)
    eccentricity = sqrt(_FLATTENING * (2 - _FLATTENING))
    tangent = conformal
    for _ in range(3):
        sigma = sinh(eccentricity * atanh(eccentricity * tangent / sqrt(1 + tangent**2)))
        now = tangent * sqrt(1 + sigma**2) - sigma * sqrt(1 + tangent**2)
        square = 1 - eccentricity**2
        tangent += (
            (conformal - now)
            / sqrt(1 + now**2)
            * (1 + square * tangent**2)
            / (square * sqrt(1 + tangent**2))
        )
    meridian = zone * 6 - 183
    lon = degrees(atan(sinh(eta_sphere) / cos(xi_sphere))) + meridian
    return Point(degrees(atan(tangent)), lon)
