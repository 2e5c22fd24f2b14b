"""The picture of what to do instead of burning: three panels for each residue, drawn once and kept under a name that is known."""

from __future__ import annotations

import struct

import pytest

from bot.language import language
from bot.pictures.instead import ROUND, instead_svg, path_of
from domain import buyers
from store.db import Database
from tests.bot.stage import House

EVERY = ("", *buyers.RESIDUES)


@pytest.mark.parametrize("code", ["th", "en"])
@pytest.mark.parametrize("residue", EVERY)
def test_a_panel_for_each_line_with_its_own_drawing(residue: str, code: str) -> None:
    say = language(code).say
    svg = instead_svg(residue, translate=say)
    ways = buyers.WAYS.get(residue, buyers.ANY_WAYS)
    lines = buyers.HOW.get(residue, buyers.ANY)
    assert len(ways) == len(lines) == len(set(ways)) == 3
    labels = [say(buyers.WAY_LABELS[way]) for way in ways]
    assert [label for label in labels if f">{label}</text>" in svg] == labels
    assert all(len(label) <= 16 for label in labels)
    panels = svg.split('<rect width="336"')[1:]
    assert all(len(panel) > 600 for panel in panels)  # none is empty


def test_it_is_given_to_anybody_and_made_up_names_are_not_drawn(sqlite: Database) -> None:
    house = House(sqlite)
    for residue in ("", "rice_straw"):
        answer = house.client.get(path_of(residue, "th"))
        assert (answer.status_code, answer.mimetype) == (200, "image/png")
        assert struct.unpack(">II", answer.data[16:24]) == (1040, 420)
    for name in (
        f"moon-{ROUND}-th.png", "any-99-th.png", "any-1-fr.png", f"rice_straw-{ROUND}-th.jpg", "..%2fx",
    ):  # fmt: skip
        assert house.client.get(f"/pictures/instead/{name}").status_code == 404
    house.close()
