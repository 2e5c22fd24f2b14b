"""There and back again: what is written can be read, to the metre."""

from __future__ import annotations

import pytest

from domain.places import Point, distance_km
from domain.utm import utm
from intents.places import point_in


@pytest.mark.parametrize(
    "point",
    [Point(18.29, 99.49), Point(18.587, 99.607), Point(17.2, 99.05), Point(19.3, 99.99)],
)
def test_what_is_written_is_read_back(point: Point) -> None:
    text = utm(point)
    assert text.startswith("47Q ")
    back = point_in(text)
    assert back is not None
    assert distance_km(point, back) < 0.0011
