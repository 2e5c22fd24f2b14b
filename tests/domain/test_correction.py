"""Setting a sensor right: the published formula to the digit, and a fit that knows when it says nothing."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.air import BY_FIT, BY_TYPE, RAW
from domain.correction import LEAST_PAIRS, Fit, Pair, correct, fit, smoke

FIT = Fit(2.0, 0.8, 0.0, 100, 0.9, "37t")


@pytest.mark.parametrize(
    ("raw", "humidity", "value"),
    [
        # Computed from the formula on EPA's Fire and Smoke Map (as in airgradienthq/arduino).
        (5, 80, 1.47),
        (20, 60, 11.06),
        (30, 60, 16.30),
        (40, 60, 26.78),
        (50, 60, 39.88),
        (100, 50, 80.04),
        (138.4, 63, 109.10),
        (200, 40, 159.50),
        (210, 40, 167.36),
        (235, 40, 200.47),
        (260, 40, 242.12),
        (400, 30, 420.41),
        (0, 90, 0),
        (1, 100, 0),
    ],
)
def test_the_formula_for_smoke(raw, humidity, value):
    assert smoke(raw, humidity) == pytest.approx(value, abs=0.006)


@given(st.floats(0, 1000), st.floats(-10, 120))
def test_it_is_never_below_zero_and_has_no_cliffs(raw, humidity):
    assert smoke(raw, humidity) >= 0
    assert abs(smoke(raw + 0.01, humidity) - smoke(raw, humidity)) < 6


@pytest.mark.parametrize(
    ("kind", "humidity", "own", "value", "how"),
    [
        ("pms5003", 50, None, 80.04, BY_TYPE),
        ("pms5003", None, None, 100, RAW),
        ("sds011", 50, None, 100, RAW),
        ("dustboy", 50, None, 100, RAW),
        ("airgradient", 50, None, 100, RAW),
        ("unknown", 50, None, 100, RAW),
        ("sds011", None, FIT, 82.0, BY_FIT),
        ("pms5003", 50, FIT, 82.0, BY_FIT),
        ("sds011", 80, Fit(20.0, 0.8, -0.25, 200, 0.9), 80.0, BY_FIT),
        ("sds011", None, Fit(20.0, 0.8, -0.25, 200, 0.9), 100, RAW),
        ("sds011", None, Fit(-200.0, 1.0, 0.0, 200, 0.9), 100 / 3, BY_FIT),
        ("sds011", None, Fit(200.0, 1.0, 0.0, 200, 0.9), 200, BY_FIT),
    ],
)
def test_its_own_fit_comes_first_then_its_type_then_the_raw_value(kind, humidity, own, value, how):
    found, said = correct(100.0, humidity, kind, own)
    assert (found, said) == (pytest.approx(value, abs=0.01), how)


def pairs(count, slope=0.7, offset=3.0, humid=0.0, noise=0.0, seed=1):
    chance = random.Random(seed)
    found = []
    for _ in range(count):
        raw, humidity = chance.uniform(10, 120), chance.uniform(35, 95)
        official = offset + slope * raw + humid * humidity + chance.gauss(0, noise)
        found.append(Pair(raw, official, humidity))
    return found


def test_a_line_is_found_again():
    found = fit(pairs(100, noise=3), "37t")
    assert (found.slope, found.offset) == (pytest.approx(0.7, abs=0.05), pytest.approx(3, abs=3))
    assert (found.humid, found.pairs, found.station) == (0.0, 100, "37t")
    assert found.r2 > 0.9


def test_humidity_comes_in_after_a_week_of_pairs():
    wet = pairs(400, slope=0.8, offset=25, humid=-0.3, noise=2)
    found = fit(wet)
    assert found.humid == pytest.approx(-0.3, abs=0.03)
    assert fit(wet[:100]).humid == 0.0
    assert fit([Pair(each.raw, each.official) for each in wet]).humid == 0.0


def test_humidity_that_would_add_dust_is_left_out():
    assert fit(pairs(400, humid=0.3)).humid == 0.0


def test_a_bonfire_beside_the_sensor_does_not_bend_the_line():
    honest = pairs(100, noise=2)
    bonfire = [Pair(400.0, 40.0, 50.0)] * 3
    assert fit([*honest, *bonfire]).slope == pytest.approx(0.7, abs=0.05)


@pytest.mark.parametrize(
    "few",
    [
        [],
        pairs(LEAST_PAIRS - 1),
        [Pair(30.0 + n % 3, 20.0 + n % 3) for n in range(200)],  # the air stood still
        [Pair(9.0, 20.0 + n % 60) for n in range(200)],  # a liar
        pairs(200, noise=80),
        pairs(200, slope=0.1),
        pairs(200, slope=5),
        pairs(200, slope=-0.7, offset=100),
    ],
    ids=["none", "too few", "no span", "liar", "noise", "deaf", "loud", "upside down"],
)
def test_what_says_nothing_is_no_fit(few):
    assert fit(few) is None


@given(st.lists(st.builds(Pair, st.floats(0, 600), st.floats(0, 600), st.none() | st.floats(1, 99)), max_size=80))  # fmt: skip
def test_whatever_the_pairs_a_fit_stays_within_its_bounds(some):
    found = fit(some)
    for raw in (0.0, 30.0, 500.0):
        value, _ = correct(raw, 50.0, "sds011", found)
        assert raw / 3 - 1e-9 <= value <= max(raw * 2, 1e-9)
