"""The first line of an answer and the advice: never better than the air, never a guess."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain import advice
from domain.advice import ADVICE, ADVICE_UNKNOWN, advice_for, headline, written
from domain.air import AirHere, air_at
from domain.words import Moment
from tests.domain.test_air import HERE, HOUR, NOW, air, any_air


def spoken(here):
    text, values = headline(here, "Mae Mo")
    return text % {name: as_read(value) for name, value in values.items()}


def as_read(value):
    value = getattr(value, "at", value)  # a Moment
    return f"{value:%H.%M}" if isinstance(value, datetime) else getattr(value, "name_en", value)


def here(*stations):
    return air_at(HERE, stations, NOW)


@pytest.mark.parametrize(
    ("said", "line"),
    [
        (
            here(air(mean=12, hours=[10.0])),
            "The air in Mae Mo is good today. Enjoy a walk outside.",
        ),
        (
            here(air(mean=61.7, hours=[60.0])),
            "Dust in Mae Mo is orange: 61.7 (24-hour mean).",
        ),
        (
            here(air(mean=19, hours=[30.0, 190.0])),
            "Heavy smoke in Mae Mo. Stay inside and close the windows."
            " Latest hour (07.00): 190. 24-hour mean still 19.",
        ),
        (
            here(air(mean=30, hours=[45.0])),
            "Dust in Mae Mo is orange: 45 (latest hour, 07.00).",
        ),
        (
            here(air(1, name="Mae Mo", mean_age=5), air(9, name="Sop Pat", mean=55.1)),
            "The sensor at Mae Mo has given nothing to rely on since 02.00. The nearest that still measures"
            " is Sop Pat (9 km): 55.1 (24-hour mean) at 07.00.",
        ),
        (
            here(air(1, name="Mae Mo", mean=None), air(9, name="Sop Pat", mean=5, hours=[55.1])),
            "The sensor at Mae Mo gives nothing to rely on. The nearest that still measures"
            " is Sop Pat (9 km): 55.1 (latest hour) at 07.00.",
        ),
        (
            here(air(1, name="Mae Mo", mean_age=5)),
            "The sensor at Mae Mo has given nothing to rely on since 02.00."
            " Nong Khem does not know the dust in Mae Mo right now.",
        ),
        (
            here(air(80, name="Sop Pat", mean=8)),
            "There is no sensor around Mae Mo yet. The nearest, Sop Pat, is 80 km away:"
            " too far to speak for here.",
        ),
        (
            here(),
            "I have no readings at all just now, so I cannot say how the air in Mae Mo is.",
        ),
        (
            here(air(9, name="Sop Pat", mean=12, hours=[10.0])),
            "The sensor nearest to Mae Mo is Sop Pat (9 km). The air there is good.",
        ),
        (
            here(air(mean=19)),
            "Dust in Mae Mo is green: 19 (24-hour mean). The latest hour is not known yet.",
        ),
        (
            here(air(mean=None, hours=[12.0])),
            "Dust in Mae Mo is sky blue: 12 (latest hour, 07.00)."
            " The 24-hour mean is not known yet.",
        ),
    ],
)
def test_the_first_line_says_what_is_known_and_no_more(said, line):
    assert spoken(said) == line


@pytest.mark.parametrize(
    ("mean", "hour", "far_worse"),
    [
        (19, 190.0, True),
        (25, 37.6, True),
        (40, 85.0, True),
        (30, 45.0, False),
        (60, 80.0, False),
        (90, 190.0, False),
        (9, 30.0, False),
        (190, 19.0, False),
    ],
)
def test_an_hour_is_far_worse_by_two_levels_or_by_twice_the_dust(mean, hour, far_worse):
    text, _ = headline(here(air(mean=mean, hours=[hour])), "")

    assert (text == advice.FAR_WORSE) is far_worse


def test_advice_is_that_of_the_worse_level():
    assert advice_for(here(air(mean=19, hours=[190.0]))) == ADVICE[5]
    assert advice_for(here(air(mean=61.7, hours=[12.0]))) == ADVICE[4]
    assert advice_for(here(air(mean=12, hours=[12.0]))) == ADVICE[1]
    assert advice_for(here(air(mean=30))) == ADVICE[3]


@pytest.mark.parametrize(
    "unsure",
    [
        here(),
        here(air(1, mean_age=5)),
        here(air(mean=12)),
        here(air(mean=None, hours=[12.0])),
        here(air(1, name="37t", mean_age=5), air(9, mean=12, hours=[12.0])),
    ],
)
def test_nobody_is_sent_outside_by_half_a_knowledge(unsure):
    assert advice_for(unsure) == ADVICE_UNKNOWN


@settings(max_examples=300, deadline=None)
@given(st.lists(any_air, max_size=5))
def test_air_is_called_good_only_when_hour_and_mean_are(stations):
    found = air_at(HERE, stations, NOW)

    line = spoken(found)  # has every value that its text names

    if "good" in line or advice_for(found) in (ADVICE[1], ADVICE[2]):
        assert found.hour_level in {1, 2}
        assert found.mean_level in {1, 2}
        assert not found.silent


@pytest.mark.parametrize("level", [1, 2, 3, 4, 5])
def test_every_level_has_its_words(level):
    assert advice.LEVEL_NAMES[level]
    assert advice.COLOUR_NAMES[level]
    assert ADVICE[level].everyone
    assert ADVICE[level].at_risk


@pytest.mark.parametrize(
    ("pm25", "text"),
    [(190, "190"), (190.0, "190"), (61.7, "61.7"), (9.96, "10"), (0.0, "0"), (37.55, "37.6")],
)
def test_a_concentration_has_one_decimal_at_most(pm25, text):
    assert written(pm25) == text


def test_times_and_stations_are_handed_over_as_they_are():
    said = here(air(1, name="37t", mean_age=5), air(9, mean=55.1))

    _, values = headline(said, "Mae Mo")

    assert values["since"] == Moment(HOUR - timedelta(hours=5))
    assert values["silent"].id == "37t"
    assert isinstance(said, AirHere)


def test_no_line_names_a_value_that_it_does_not_get():
    texts = [
        value
        for name, value in vars(advice).items()
        if name.isupper() and isinstance(value, dict | str)
    ]
    lines = [line for it in texts for line in (it.values() if isinstance(it, dict) else [it])]
    named = {
        name for line in lines if isinstance(line, str) for name in re.findall(r"%\((\w+)\)s", line)
    }

    assert named == {"place", "station", "km", "mean", "hour", "at", "silent", "since"}
