"""flask air aqi"""

from __future__ import annotations

import pytest

from tests.cli.conftest import Flask


def test_each_mean_has_its_index_and_level(flask: Flask) -> None:
    said = flask("air", "aqi", stdin=b"15\n15.1\n 37.5 \n75\r\n75.1\n916.3")
    assert said.lines == [
        {"pm25": 15.0, "aqi": 25, "level": 1},
        {"pm25": 15.1, "aqi": 26, "level": 2},
        {"pm25": 37.5, "aqi": 100, "level": 3},
        {"pm25": 75.0, "aqi": 200, "level": 4},
        {"pm25": 75.1, "aqi": 201, "level": 5},
        {"pm25": 916.3, "aqi": 501, "level": 5},
    ]
    assert (said.status, said.errors) == (0, "")


@pytest.mark.parametrize("line", [b"abc", b"-1", b"nan", b"1e400", b"inf", b"", b"\xff", b"12,5"])
def test_what_is_no_concentration_is_an_error_and_costs_only_itself(
    flask: Flask, line: bytes
) -> None:
    said = flask("air", "aqi", stdin=line + b"\n61.7\n")
    assert said.line == {"pm25": 61.7, "aqi": 165, "level": 4}
    assert said.status != 0
    assert repr(line.decode("utf-8", "replace")) in said.errors


def test_nothing_in_nothing_out(flask: Flask) -> None:
    said = flask("air", "aqi")
    assert (said.out, said.status) == ("", 0)
