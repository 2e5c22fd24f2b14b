"""flask officials invite"""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from sqlalchemy import select

from store import invitations
from store.db import Database
from store.invitations import Given, Invitation
from tests.cli.conftest import Flask


@pytest.mark.parametrize(
    ("area", "code"),
    [("ลำปาง", "52"), ("แม่เมาะ", "5202"), ("Mae Mo", "5202"), ("ต.สบป้าด", "520205")],
)
def test_the_code_gives_role_area_and_post(
    flask: Flask, sqlite: Database, area: str, code: str
) -> None:
    said = flask("officials", "invite", "--role", "officer", "--area", area, "--post", "กำนัน")
    assert set(said.line) == {"code"}
    with sqlite.read() as session:
        given = invitations.open_one(session, said.line["code"], datetime.now(UTC))
        row = session.scalars(select(Invitation)).one()
    assert given == Given("officer", code, "กำนัน")
    assert said.line["code"].removeprefix("KHEM-") not in " ".join(map(str, vars(row).values()))


@pytest.mark.parametrize("role", ["officer", "approver", "admin"])
def test_each_role_can_be_given(flask: Flask, role: str) -> None:
    assert flask("officials", "invite", "--role", role, "--area", "งาว").status == 0


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (["--role", "king", "--area", "งาว"], "king"),
        (["--role", "officer"], "--area"),
        (["--area", "งาว"], "--role"),
        (["--role", "officer", "--area", "เชียงใหม่"], "เชียงใหม่"),
        (["--role", "officer", "--area", ""], "no such area"),
        (["--role", "officer", "--area", "ไม่มีที่นี่"], "ไม่มีที่นี่"),
    ],
)
def test_what_makes_no_sense_is_refused(
    flask: Flask, sqlite: Database, arguments: list[str], why: str
) -> None:
    assert flask("officials", "invite", *arguments).refused(why)
    with sqlite.read() as session:
        assert session.scalars(select(Invitation)).all() == []
