"""Which sightings are one fire: a table, and that the order in which people report does not matter."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.lampang import DISTRICTS, tambons_of
from domain.places import Point, distance_km
from domain.sightings import (
    AFAR,
    BEARINGS,
    HERE,
    KINDS,
    Estimate,
    Sighting,
    best,
    compatible,
    direction,
    estimate,
    match,
    moved,
)

NOW = datetime(2026, 3, 12, 9, 0, tzinfo=UTC)
HOME = Point(18.35, 99.75)


def sighting(  # one line of the tables below
    metres_north: float = 0,
    radius: int = 250,
    kind: str = "forest",
    minutes: float = 0,
    fire: int = 1,
) -> Sighting:
    place = Estimate(moved(HOME, 0, metres_north / 1000), radius)
    return Sighting(kind, NOW + timedelta(minutes=minutes), place, fire, fire)


NEW = Sighting("forest", NOW, Estimate(HOME, 250))


@pytest.mark.parametrize(
    ("other", "fire", "maybe"),
    [
        (sighting(0), 1, ()),
        (sighting(499), 1, ()),
        (sighting(505), 0, (1,)),  # sure pins agree within 500 m; a little farther is asked
        (sighting(2400), 0, (1,)),
        (sighting(2600), 0, ()),
        (sighting(1200, radius=1000), 1, ()),
        (sighting(1200, radius=1300), 0, (1,)),  # agrees, but is too unsure to be joined by itself
        (sighting(3000, radius=4000), 0, (1,)),
        (sighting(5000, radius=6000), 0, ()),  # a tambon's centre says too little to ask
        (sighting(100, kind="building"), 0, ()),
        (sighting(100, kind="smoke"), 1, ()),
        (sighting(100, kind="grass"), 1, ()),
        (sighting(100, minutes=-359), 1, ()),
        (sighting(100, minutes=-361), 0, ()),
        (replace(sighting(100), estimate=None), 0, ()),
    ],
)
def test_the_same_fire_or_another(other: Sighting, fire: int, maybe: tuple[int, ...]) -> None:
    found = match(NEW, [other])
    assert (found.fire, found.maybe) == (fire, maybe)


def test_the_oldest_is_kept_and_a_bridge_joins_the_others() -> None:
    left, right = sighting(-400, fire=7, minutes=-5), sighting(400, fire=3, minutes=-2)
    assert match(NEW, [left]).fire == 7
    found = match(NEW, [right, left])
    assert (found.fire, found.joins) == (7, (3,))


def test_what_an_officer_parted_stays_apart() -> None:
    assert match(replace(NEW, apart=frozenset({1})), [sighting(10)]).fire == 0


def test_without_a_place_nothing_is_joined() -> None:
    assert match(replace(NEW, estimate=None), [sighting(0)]) == match(NEW, [])


@pytest.mark.parametrize("one", [*KINDS, ""])
@pytest.mark.parametrize("other", [*KINDS, ""])
def test_kinds_go_together_both_ways(one: str, other: str) -> None:
    assert compatible(one, other) == compatible(other, one)


@pytest.mark.parametrize(
    ("told", "north_km", "radius"),
    [
        ({"seen": HERE}, 0, 250),
        ({}, 0, 1500),
        ({"seen": AFAR, "bearing": "n", "far_km": 2}, 2, 900),
        ({"seen": AFAR, "bearing": "n", "far_km": 0.2}, 0.2, 250),
        ({"seen": AFAR, "bearing": "n"}, 3, 2700),
        ({"seen": AFAR}, 0, 3250),
        ({"seen": AFAR, "far_km": 5}, 0, 5250),
    ],
)
def test_where_it_is_when_people_say_where_they_stand(
    told: dict[str, object], north_km: float, radius: int
) -> None:
    found = estimate(HOME, **told)  # type: ignore[arg-type]
    assert found is not None
    assert found.radius_m == radius
    assert distance_km(found.point, moved(HOME, 0, north_km)) < 0.001


def test_a_tambon_says_little_and_a_province_nothing() -> None:
    tambon = tambons_of(DISTRICTS[0].code)[0]
    assert estimate(None, area=tambon) == Estimate(tambon.centre, 6000)
    assert estimate(None, area=None) is None


@pytest.mark.parametrize("name", BEARINGS)
def test_a_direction_there_is_the_direction_seen(name: str) -> None:
    assert direction(HOME, moved(HOME, BEARINGS[name], 4)) == name


def test_the_surest_places_count() -> None:
    sure, unsure = Estimate(HOME, 250), Estimate(moved(HOME, 90, 5), 6000)
    assert best([unsure, sure, None]) == sure
    assert best([]) is None


# People's reports on a grid about 8 km wide, within 10 hours, of every kind and sureness.
REPORTS = st.lists(
    st.builds(
        lambda north, east, radius, kind, minutes: Sighting(
            kind,
            NOW + timedelta(minutes=minutes),
            Estimate(moved(moved(HOME, 0, north / 10), 90, east / 10), radius),
        ),
        st.integers(0, 80),
        st.integers(0, 80),
        st.sampled_from((250, 500, 1000)),
        st.sampled_from(KINDS),
        st.integers(0, 600),
    ),
    max_size=14,
)


def fires_of(reports: list[Sighting]) -> set[frozenset[int]]:
    """File them one by one as handlers do; which reports ended up together."""
    filed: list[Sighting] = []
    for report in reports:
        found = match(report, filed)
        fire = found.fire or report.id
        filed = [replace(one, fire=fire) if one.fire in found.joins else one for one in filed]
        filed.append(replace(report, fire=fire))
    together: dict[int, set[int]] = {}
    for one in filed:
        together.setdefault(one.fire, set()).add(one.id)
    return {frozenset(one) for one in together.values()}


@settings(max_examples=150, deadline=None)
@given(REPORTS, st.randoms(use_true_random=False))
def test_the_order_of_arrival_does_not_change_which_fires_exist(reports, random) -> None:  # type: ignore[no-untyped-def]
    numbered = [replace(one, id=number) for number, one in enumerate(reports, 1)]
    shuffled = list(numbered)
    random.shuffle(shuffled)
    assert fires_of(numbered) == fires_of(shuffled)
