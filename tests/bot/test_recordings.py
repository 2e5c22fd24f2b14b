"""Videos and voices: known by their first bytes, blanked where they tell a place, refused when they are none."""

from __future__ import annotations

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.recordings import check, without_place
from bot.reencode import Refused
from tests.bot.pictures_of import PLACE, box, mp4, photo

WAV = b"RIFF\x24\x00\x00\x00WAVEfmt "


@pytest.mark.parametrize(
    ("kind", "data", "said"),
    [
        ("video", mp4(), ("video/mp4", ".mp4")),
        ("voice", mp4(), ("audio/mp4", ".m4a")),
        ("voice", WAV, ("audio/wav", ".wav")),
        ("voice", b"ID3\x04", ("audio/mpeg", ".mp3")),
        ("voice", b"\xff\xfb\x90", ("audio/mpeg", ".mp3")),
        ("voice", b"\xff\xf1\x50", ("audio/aac", ".aac")),
        ("voice", b"OggS\x00", ("audio/ogg", ".ogg")),
        ("voice", b"#!AMR\n", ("audio/amr", ".amr")),
    ],
    ids=lambda one: repr(one)[:20],
)
def test_what_it_is(kind: str, data: bytes, said: tuple[str, str]) -> None:
    assert check(kind, data) == said


@pytest.mark.parametrize("kind", ["video", "voice"])
@pytest.mark.parametrize(
    "data",
    [b"", b"<html>", b"MZ\x90", b"\x7fELF", b"%PDF-1.7", photo(), b"RIFF\x00\x00\x00\x00AVI "],
)
def test_what_it_is_not(kind: str, data: bytes) -> None:
    with pytest.raises(Refused):
        check(kind, data)


def test_a_voice_is_no_video() -> None:
    with pytest.raises(Refused):
        check("video", WAV)


def test_the_place_is_gone_and_nothing_else_moved() -> None:
    sent = mp4()
    kept = without_place(sent)
    assert PLACE in sent
    assert PLACE not in kept
    assert b"ISO6709" not in kept
    assert len(kept) == len(sent)
    assert kept.index(b"mdat") == sent.index(b"mdat")
    for kind in (b"ftyp", b"moov", b"mvhd", b"trak", b"tkhd", b"pictures that move"):
        assert kept.count(kind) == sent.count(kind)
    assert without_place(kept) == kept


def test_large_boxes_and_boxes_to_the_end() -> None:
    start = box(b"ftyp", b"isom")
    large = (1).to_bytes(4, "big") + b"udta" + (16 + len(PLACE)).to_bytes(8, "big") + PLACE
    to_the_end = (0).to_bytes(4, "big") + b"moov" + box(b"udta", PLACE)
    for tail in (large, to_the_end):
        assert PLACE not in without_place(start + tail)


def test_boxes_in_boxes_without_end_are_refused() -> None:
    inside = b""
    for _ in range(2000):
        inside = box(b"moov", inside)
    with pytest.raises(Refused):
        without_place(box(b"ftyp", b"isom") + inside)


def test_a_voice_of_another_kind_stays_as_it_is() -> None:
    assert without_place(WAV + PLACE) == WAV + PLACE


@given(st.binary(max_size=300))
def test_no_bytes_break_it(tail: bytes) -> None:
    sent = box(b"ftyp", b"isom") + tail
    with contextlib.suppress(Refused):
        assert len(without_place(sent)) == len(sent)
