"""An address that leads nowhere: a short page in Thai and English, also for what looks like a page of ours."""

from __future__ import annotations

import pytest

from tests.bot.stage import House


@pytest.mark.parametrize("path", ["/nowhere", "/privacy/more", "/style/no.css", "/<b>x"])
def test_people_are_told_in_both_languages(house: House, path: str) -> None:
    answer = house.client.get(path)
    assert answer.status_code == 404
    assert "ไม่พบหน้านี้" in answer.text
    assert "Page not found" in answer.text
    assert 'href="/"' in answer.text
    assert "/style/page.css" in answer.text
    assert "<b>x" not in answer.text
    assert answer.headers["Cache-Control"] == "no-store"
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]


def test_machines_keep_their_plain_answer(house: House) -> None:
    answer = house.client.get("/api/v1/nothing.json")
    assert answer.status_code == 404
    assert "ไม่พบหน้านี้" not in answer.text


def test_the_console_keeps_its_own_words(house: House) -> None:
    assert house.client.get("/console/login").status_code == 200
    assert house.client.get("/console/nowhere").status_code == 404
