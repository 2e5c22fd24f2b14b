"""Two weeks before an order buyers are told of, free of cost, and the order is not."""

from __future__ import annotations

from datetime import date, timedelta

from bot.cards import Look
from bot.language import language
from domain.burn_days import at_hour
from jobs import offer_buyers
from store import bans, people, seeds
from store.db import Database
from tests.bot.stage import all_letters, messages_in, person
from tests.burning import ban

LOOK = Look("https://khem.example", language("th"))
START = date(2026, 3, 1)


def run(database: Database, days_before: int) -> int:
    moment = at_hour(START - timedelta(days=days_before), 7)
    return offer_buyers.run(database, moment, LOOK)["offered"]


def test_those_who_live_there_hear_of_buyers_and_not_of_the_ban(database: Database) -> None:
    seeds.sow(database)
    with database.write() as session:
        for number, home in enumerate(("520205", "5202", "520101", ""), 1):
            people.remember(session, person(number), "user", at_hour(START, 0))
            people.change(session, person(number), area=home)
        bans.add(session, ban("5202", number="12/2569"), at_hour(START, 0))
    assert run(database, 15) == 0
    assert run(database, 14) == 2
    assert run(database, 14) == 0
    assert run(database, 13) == 0
    assert run(database, 10) == 2
    assert run(database, 0) == 0
    letters = all_letters(database)
    assert {letter.chat for letter in letters} == {person(1), person(2)}
    assert {letter.state for letter in letters} == {"riding"}
    told = str(messages_in(letters[0]))
    assert "กฟผ. แม่เมาะ" in told
    for secret in ("12/2569", "ห้ามเผา", "1 มี.ค."):
        assert secret not in told


def test_without_buyers_nothing_is_said(database: Database) -> None:
    with database.write() as session:
        people.remember(session, person(1), "user", at_hour(START, 0))
        people.change(session, person(1), area="520205")
        bans.add(session, ban(), at_hour(START, 0))
    assert run(database, 14) == 0


def test_where_one_is_banned_already_nothing_is_said(database: Database) -> None:
    seeds.sow(database)
    with database.write() as session:
        people.remember(session, person(1), "user", at_hour(START, 0))
        people.change(session, person(1), area="520205")
        bans.add(session, ban("52", "2026-02-01", "2026-02-28"), at_hour(START, 0))
        bans.add(session, ban(), at_hour(START, 0))
    assert run(database, 14) == 0
