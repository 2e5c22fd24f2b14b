"""Degrees → UTM (WGS 84, northern hemisphere), as fire crews and official reports write places. Back: intents/places/."""

from __future__ import annotations

from math import asinh, atan, atan2, atanh, cos, cosh, radians, sin, sinh, sqrt, tan

from domain.places import Point

_FLATTENING, _RADIUS, _SCALE, _FALSE_EAST = 1 / 298.257223563, 6378137.0, 0.9996, 500_000.0


def utm(point: Point) -> str:
    """ "47Q 564142 E 2055211 N", by Krüger's series to the third order."""
    zone = int((point.lon + 180) // 6) + 1
    n = _FLATTENING / (2 - _FLATTENING)
    rectifying = _RADIUS / (1 + n) * (1 + n**2 / 4 + n**4 / 64)
    eccentricity = sqrt(_FLATTENING * (2 - _FLATTENING))
    lat, lon = radians(point.lat), radians(point.lon - (zone * 6 - 183))
    conformal = atan(sinh(asinh(tan(lat)) - eccentricity * atanh(eccentricity * sin(lat))))
    xi = atan2(tan(conformal), cos(lon))
    eta = atanh(cos(conformal) * sin(lon))
    alpha = (
        n / 2 - 2 * n**2 / 3 + 5 * n**3 / 16,
        13 * n**2 / 48 - 3 * n**3 / 5,
        61 * n**3 / 240,
    )
    east = eta + sum(a * cos(2 * j * xi) * sinh(2 * j * eta) for j, a in enumerate(alpha, 1))
    north = xi + sum(a * sin(2 * j * xi) * cosh(2 * j * eta) for j, a in enumerate(alpha, 1))
    band = "CDEFGHJKLMNPQRSTUVWX"[min(19, max(0, int((point.lat + 80) // 8)))]
    easting = round(_FALSE_EAST + _SCALE * rectifying * east)
    return f"{zone}{band} {easting} E {round(_SCALE * rectifying * north)} N"
