"""Where a number comes from is said on the card: the device, what was done to its value, its neighbours, or a model."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.cards import render
from bot.cards.look import Look
from bot.language import language
from domain import lampang
from domain.air import BY_FIT, BY_TYPE, RAW, Modelled, air_at
from domain.cards import AirCard, ProvinceAir
from domain.conversation import Show
from tests.bot.cards.reading import PUBLIC, all_words, faults, looks
from tests.domain.test_air import HERE, HOUR, NOW, air, sensor

MAE_MO = lampang.area("5202")
THAI, ENGLISH = (Look(PUBLIC, language(code)) for code in ("th", "en"))


def card(*stations, model=None):
    return Show("pm25_lookup", AirCard(MAE_MO, "", air_at(HERE, stations, NOW, model=model)))


def words(show, look=ENGLISH):
    return all_words(render([show], look))


def how(one, source, origin="sensor"):
    hours = tuple(replace(hour, source=source) for hour in one.hourly)
    return replace(one, station=replace(one.station, source=origin), hourly=hours)


@pytest.mark.parametrize(
    ("source", "said"),
    [
        (RAW, "As it measures, not corrected"),
        (BY_TYPE, "Corrected for its type of sensor"),
        (BY_FIT, "Corrected against an official station beside it"),
    ],
)
def test_a_sensor_says_whether_its_value_was_corrected(source, said):
    assert said in words(card(how(sensor(), source)))


@pytest.mark.parametrize(
    ("others", "said"),
    [
        ([], "No other sensor near to compare with"),
        ([sensor(3, "s2")], "One more sensor nearby says the same"),
        ([sensor(3, "s2"), sensor(4, "s3")], "2 more sensors nearby say the same"),
        ([sensor(3, "s2", [200.0])], "Other sensors nearby measure something else"),
    ],
)
def test_a_sensor_says_what_its_neighbours_say(others, said):
    assert said in words(card(sensor(), *others))


def test_an_official_station_has_nothing_to_explain():
    said = words(card(air(1, hours=[30.0]), sensor(2)))
    assert "Official station" in said
    assert "orrected" not in said
    assert "nearby" not in said


@pytest.mark.parametrize(
    ("origin", "thanks"),
    [("dustboy", "Data supported by CCDC CMU"), ("airgradient", "AirGradient"), ("sensor", "")],
)
def test_owners_of_data_are_named_as_they_wish(origin, thanks):
    show = card(how(sensor(), RAW, origin))
    assert thanks in words(show)
    for look in looks():
        assert faults(render([show], look), look) == []


@pytest.mark.parametrize("source", ["gistda-pm25", "open-meteo"])
@pytest.mark.parametrize("stations", [[], [air(40)], [air(1, mean_age=9)]])
def test_a_model_is_called_a_model_and_gives_no_all_clear(source, stations):
    show = card(*stations, model=Modelled(source, HOUR, 8.4))
    assert "A model: nobody measured it" in words(show)
    assert "ไม่ได้วัดจริง" in words(show, THAI)
    assert "อากาศดี" not in words(show, THAI)
    assert "Go outside as usual" not in words(show)
    for look in looks():
        assert faults(render([show], look), look) == []


def test_where_somebody_measures_no_model_is_told():
    assert "model" not in words(card(air(1), model=Modelled("gistda-pm25", HOUR, 88.0)))


def test_a_model_may_warn():
    assert "Stay inside" in words(card(model=Modelled("gistda-pm25", HOUR, 130.0)))


def test_the_province_with_two_hundred_sensors_is_still_a_card():
    many = [sensor(n / 10, f"s{n:03}", [float(n), float(n)]) for n in range(200)]
    show = Show("pm25_province", ProvinceAir((*many, air(5)), NOW))
    for look in looks():
        assert faults(render([show], look), look) == []
    said = words(show)
    assert said.index("40t") < said.index("s076"), "official ones first, then the worst air"
    assert "and 189 more sensors" in said
    assert "low-cost sensor" in said
