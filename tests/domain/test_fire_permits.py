"""What a fire's timeline says of a permitted burn beside it, and when an official may end the fire as that burn."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain import fire_permits as rules
from domain import fires
from domain.fire_permits import NEAR, OUT, OUTSIDE, SILENT, SPREAD, UNDER

ASKED = datetime(2026, 3, 12, 8, 30, tzinfo=UTC)
ENDS = ASKED + timedelta(minutes=90)
B12, B13 = "B-2569-0012", "B-2569-0013"
MINUTE = timedelta(minutes=1)


def told(*words: tuple[int, str, str]) -> list[rules.Told]:
    """(minutes after it was asked, what, which burn)"""
    return [
        (ASKED + at * MINUTE, who, what, ENDS.isoformat() if what == NEAR else "")
        for at, what, who in words
    ]


FIRST = (0, NEAR, B12)


@pytest.mark.parametrize(
    ("words", "minutes", "line", "number"),
    [
        ([], 1, None, ""),
        ([FIRST], 1, rules.LINES[NEAR], ""),
        ([FIRST], 91, rules.OVER, ""),
        ([FIRST, (2, UNDER, B12)], 5, rules.LINES[UNDER], B12),
        ([FIRST, (2, UNDER, B12)], 91, rules.OVER, ""),  # after the hour a fire like any other
        ([FIRST, (2, UNDER, B12), (80, OUT, B12)], 91, rules.LINES[OUT], B12),
        ([FIRST, (10, SILENT, B12)], 12, rules.LINES[SILENT], ""),
        ([FIRST, (10, SILENT, B12), (14, UNDER, B12)], 15, rules.LINES[UNDER], B12),
        ([FIRST, (2, UNDER, B12), (4, SPREAD, B12)], 5, rules.LINES[SPREAD], ""),
        ([FIRST, (2, UNDER, B12), (4, SPREAD, B12)], 95, rules.LINES[SPREAD], ""),
        ([FIRST, (2, UNDER, B12), (4, OUTSIDE, B12)], 5, rules.LINES[OUTSIDE], ""),
        ([FIRST, (2, UNDER, B13)], 5, rules.LINES[NEAR], ""),  # another's word
        ([FIRST, (2, UNDER, B12), (3, "again", "")], 5, None, ""),  # it burns again: nothing holds
    ],
)
def test_the_last_word_counts(words, minutes, line, number):
    now = ASKED + minutes * MINUTE
    found = [text for text, _ in rules.lines(told(*words), now)]
    assert found == ([line] if line else [])
    assert rules.may_end_as(told(*words), now) == number
    assert rules.may_end_as(told(*words), now, "houses") == ""  # a report says more than its holder


def test_each_of_two_plots_needs_its_holders_word():
    both = [FIRST, (0, NEAR, B13), (2, UNDER, B12)]
    assert rules.may_end_as(told(*both), ASKED + 3 * MINUTE) == ""
    both.append((4, UNDER, B13))
    assert rules.may_end_as(told(*both), ASKED + 5 * MINUTE) == f"{B12}, {B13}"


@pytest.mark.parametrize(
    ("words", "minutes", "is_silent"),
    [([FIRST], 9, False), ([FIRST], 10, True), ([FIRST, (9, UNDER, B12)], 30, False), ([FIRST, (10, SILENT, B12)], 30, False)],
)  # fmt: skip
def test_ten_minutes_without_a_word(words, minutes, is_silent):
    (one,) = rules.nearby(told(*words))
    assert one.is_unanswered(ASKED + minutes * MINUTE) is is_silent


WORDS = st.lists(
    st.tuples(
        st.integers(0, 120),
        st.sampled_from([NEAR, UNDER, SILENT, SPREAD, OUT, OUTSIDE, "again", "reported", "took"]),
        st.sampled_from([B12, B13]),
    ),
    max_size=8,
)


@given(WORDS, st.integers(0, 200))
def test_without_a_holders_word_no_report_ends_as_a_permitted_burn(words, minutes):
    """Whatever else stands in the timeline: somebody who is at the plot said so, and it was within their hour."""
    words = sorted(words)
    number = rules.may_end_as(told(*words), ASKED + minutes * MINUTE)
    for one in number.split(", ") if number else []:
        said = [what for _, what, who in words if who == one and what in (UNDER, OUT)]
        assert said
        assert minutes <= 90 or OUT in said


def test_only_a_press_leads_there_and_it_can_burn_again():
    into = {what for (_, what), to in fires.MOVES.items() if to == fires.PERMITTED}
    assert into == {"permitted"}
    assert fires.next_state(fires.PERMITTED, "again") == fires.REPORTED
    assert fires.PERMITTED in fires.ENDED
    assert "permitted" in fires.NEEDS_ALL_BACK
