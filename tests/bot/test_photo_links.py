"""Links to photos: good for their days, for one photo in one size, and made by nobody else."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from itsdangerous import URLSafeSerializer

from bot import photo_links
from bot.cards import Look
from bot.language import language
from bot.photo_links import Asked, BadLink, ExpiredLink, path, read

NOW = datetime(2026, 3, 14, 8, 0, tzinfo=UTC)
KEY = "a key for tests"


def token(*more: object, **how: object) -> str:
    return path(KEY, 12, *more, now=NOW, **how).removeprefix("/photos/")  # type: ignore[arg-type]


@pytest.mark.parametrize("size", ["full", "small"])
def test_a_link_opens_what_it_was_made_for(size: str) -> None:
    assert path(KEY, 12, size, now=NOW).startswith("/photos/")
    assert read(KEY, token(size), NOW) == Asked(12, size)


def test_it_fits_into_an_address() -> None:
    assert len(path(KEY, 2**31, now=NOW)) < 120
    assert set(token()) <= set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.")


@pytest.mark.parametrize(
    ("life", "later", "is_open"),
    [
        (None, timedelta(days=3) - timedelta(seconds=1), True),
        (None, timedelta(days=3), False),
        (timedelta(minutes=5), timedelta(minutes=4), True),
        (timedelta(minutes=5), timedelta(minutes=5), False),
    ],
)
def test_its_days_are_numbered(life: timedelta | None, later: timedelta, is_open: bool) -> None:
    made = token() if life is None else token(life=life)
    if is_open:
        assert read(KEY, made, NOW + later) == Asked(12, "full")
    else:
        with pytest.raises(ExpiredLink):
            read(KEY, made, NOW + later)


def tampered() -> list[str]:
    made = token()
    payload, _, signature = made.partition(".")
    other = path(KEY, 13, now=NOW).removeprefix("/photos/").partition(".")[0]
    small = token("small").partition(".")[0]
    late = token(life=timedelta(days=300)).partition(".")[0]
    strangers = [
        URLSafeSerializer("another key", salt="photo").dumps([12, 0, 9**10]),
        URLSafeSerializer(KEY, salt="invitation").dumps([12, 0, 9**10]),
        URLSafeSerializer("", salt="photo").dumps([12, 0, 9**10]),
    ]
    signed = URLSafeSerializer(KEY, salt="photo")
    odd = [signed.dumps(one) for one in ([], [12], "x", [12, 7, 9**10], ["x", 0, 9**10], None)]
    return [
        "", ".", "x", made[:-1], made + "x", payload, f"{other}.{signature}", f"{small}.{signature}",
        f"{late}.{signature}", *strangers, *odd,
    ]  # fmt: skip


@pytest.mark.parametrize("made", tampered())
def test_nobody_else_makes_one(made: str) -> None:
    with pytest.raises(BadLink):
        read(KEY, made, NOW)


def test_without_a_key_there_is_no_link_and_none_is_read() -> None:
    assert path("", 12) == ""
    made = URLSafeSerializer("", salt="photo").dumps([12, 0, 9**10])
    with pytest.raises(BadLink):
        read("", made, NOW)


def test_cards_get_a_whole_address_or_none() -> None:
    plain = Look("https://khem.example", language("th"))
    assert plain.photo_url(12) == ""
    signing = Look("https://khem.example", language("th"), photo_links.signer(KEY))
    for look in (signing, signing.in_language("en")):
        url = look.photo_url(12, "small")
        assert url.startswith("https://khem.example/photos/")
        assert read(KEY, url.rpartition("/")[2]) == Asked(12, "small")
