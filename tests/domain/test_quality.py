"""What speaks against a reading: each rule with the case it is for, and the honest case that looks like it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.hours import Hour
from domain.measured import Measured
from domain.quality import CAUTIONS, FAULTS, Peer, is_usable, of_hour, of_moment

END = datetime(2026, 3, 12, 9, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)


def hour(raw=30.0, ago=0, *, flat=False, name="s5", **more):
    spread = 0.0 if flat else 2.0
    return Hour(name, END - ago * HOUR, raw, raw - spread, raw + spread, **more)


def before(values, *, flat=False):
    """Its own hours before this one, newest first."""
    found = [hour(value, ago, flat=flat) for ago, value in enumerate(values, 1)]
    return {each.at: each for each in found}


def peer(values, km=3.0, *, name="p", official=False):
    """`values`: one number for all 24 hours, or the newest first."""
    listed = [values] * 24 if isinstance(values, int | float) else values
    return Peer(name, km, official, {END - n * HOUR: value for n, value in enumerate(listed)})


@pytest.mark.parametrize(
    ("pm25", "kind", "minutes", "faults"),
    [
        (30, "pms5003", 0, ()),
        (1000, "pms5003", 0, ()),
        (1000.1, "pms5003", 0, ("range",)),
        (601, "dustboy", 0, ("range",)),
        (999.9, "sds011", 0, ()),
        (1001, "unknown", 0, ("range",)),
        (30, "unknown", 10, ()),
        (30, "unknown", 11, ("clock",)),
        (30, "unknown", -60 * 24 * 30, ()),
    ],
)
def test_a_moment_by_itself(pm25, kind, minutes, faults):
    at = END + timedelta(minutes=minutes)
    assert of_moment(Measured(at, pm25), kind, END) == faults


@pytest.mark.parametrize(
    ("humidity", "dried", "flags"),
    [
        (None, False, ()),
        (85, False, ()),
        (86, False, ("humid",)),
        (97, False, ("fog",)),
        (97, True, ()),
        (90, True, ()),
    ],
)
def test_humid_air(humidity, dried, flags):
    assert of_hour(hour(humidity=humidity), {}, [], is_dried=dried) == flags


@pytest.mark.parametrize(
    ("raw", "equal", "others", "is_stuck"),
    [
        (8.0, 11, [], False),  # a DustBoy in clean air: seen for real
        (8.0, 12, [], True),
        (40.0, 6, [peer([40, 44, 47, 41, 38, 35])], True),
        (40.0, 6, [peer([40, 41, 40, 42, 40, 41])], False),
        (40.0, 6, [], False),
        (40.0, 5, [peer([40, 60, 47, 41, 38, 35])], False),
        (12.0, 6, [peer([12, 20, 17, 11, 8, 5])], False),
        (40.0, 6, [peer([40, 60, 80, 41, 38, 35], km=12)], False),
    ],
)
def test_a_stuck_value(raw, equal, others, is_stuck):
    flags = of_hour(hour(raw, flat=True), before([raw] * (equal - 1), flat=True), others)
    assert ("stuck" in flags) is is_stuck


def test_equal_means_of_moving_moments_are_not_stuck():
    assert of_hour(hour(8.0), before([8.0] * 20), []) == ()


@pytest.mark.parametrize(
    ("raw", "others", "flags"),
    [
        (100.0, [peer(30), peer(31, name="q")], ("alone_high",)),
        (90.0, [peer(30), peer(30, name="q")], ()),
        (100.0, [peer(30)], ()),  # one neighbour alone condemns nobody
        (14.0, [peer(4), peer(4, name="q")], ()),  # clean air: nothing to fear
        (190.0, [peer(180), peer(30, name="q"), peer(30, name="r")], ()),  # a bonfire beside two
        (100.0, [peer(30, km=11), peer(30, km=12, name="q")], ()),
        (8.0, [peer(40), peer(42, name="q")], ("alone_low",)),
        (8.0, [peer(20), peer(22, name="q")], ()),
        (30.0, [peer(35), peer(900, name="q")], ()),
    ],
)
def test_neighbours(raw, others, flags):
    assert of_hour(hour(raw), before([raw]), others) == flags


@pytest.mark.parametrize(
    ("earlier", "others", "flags"),
    [
        ([30.0], [], ("unconfirmed",)),
        ([50.0], [], ()),
        ([], [], ()),
        ([30.0], [peer(100)], ()),
        ([30.0], [peer(30)], ("unconfirmed",)),
    ],
)
def test_a_fast_rise_is_used_but_said_to_be_unconfirmed(earlier, others, flags):
    found = of_hour(hour(100.0), before(earlier), others)
    assert found == flags
    assert is_usable(found), "a plume of smoke looks like this"


OFFICIAL, OTHER = peer(40, 17, name="37t", official=True), peer(45, 16, name="s8")


@pytest.mark.parametrize(
    ("own", "others", "is_liar"),
    [
        ([9.0] * 24, [OFFICIAL, OTHER], True),
        ([9.0] * 17, [OFFICIAL, OTHER], False),  # too little of its day
        ([17.0] * 24, [OFFICIAL, OTHER], False),
        ([9.0] * 24, [OFFICIAL], False),
        ([9.0] * 24, [OTHER, peer(45, 9, name="s9")], False),  # no official one says so
        ([9.0] * 24, [OFFICIAL, peer(20, 25, name="s9")], False),  # somewhere it is clean
        ([9.0] * 24, [peer(40, 31, name="37t", official=True), OTHER], False),
        ([2.0] * 24, [peer(8, official=True), peer(9, name="q")], False),
    ],
)
def test_a_liar_that_calls_bad_air_good(own, others, is_liar):
    flags = of_hour(hour(own[0]), before(own[1:]), others)
    assert ("too_clean" in flags) is is_liar


WAVE = [20.0 + n for n in range(24)]


@pytest.mark.parametrize(
    ("values", "km", "name", "official", "is_copy"),
    [
        (WAVE, 0.1, "s1", False, True),
        (WAVE, 0.1, "s9", False, False),  # that one is the copy
        (WAVE, 0.1, "z9", True, True),
        (WAVE, 0.5, "s1", False, False),
        (WAVE[:11], 0.1, "s1", False, False),
        ([each + 0.2 for each in WAVE], 0.1, "s1", False, False),
    ],
)
def test_one_device_through_two_feeds_has_one_vote(values, km, name, official, is_copy):
    twin = peer(values, km, name=name, official=official)
    assert ("copy" in of_hour(hour(WAVE[0]), before(WAVE[1:]), [twin])) is is_copy


def test_faults_of_the_moments_stay_with_the_hour():
    flags = of_hour(hour(faults=("incomplete",), humidity=90), {}, [])
    assert flags == ("humid", "incomplete")
    assert not is_usable(flags)
    assert is_usable(("humid", "unconfirmed"))


def test_every_flag_has_its_words():
    assert not set(FAULTS) & set(CAUTIONS)
    assert all({**FAULTS, **CAUTIONS}.values())


levels = st.floats(0, 600)


@settings(max_examples=200, deadline=None)
@given(
    st.lists(levels, min_size=1, max_size=26),
    st.lists(st.tuples(levels, st.floats(0, 40), st.booleans()), max_size=5),
)
def test_whatever_is_measured_the_flags_are_known_and_a_witness_protects(own, others):
    peers = [
        peer(value, km, name=f"p{n}", official=official)
        for n, (value, km, official) in enumerate(others)
    ]
    flags = set(of_hour(hour(own[0]), before(own[1:]), peers))
    assert flags <= {*FAULTS, *CAUTIONS}
    twin = peer(own[0], 1.0, name="z")
    assert not {"alone_high", "alone_low", "unconfirmed"} & set(
        of_hour(hour(own[0]), before(own[1:]), [*peers, twin])
    )
