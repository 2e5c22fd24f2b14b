"""Ids in LINE's shapes: U, C, R + 32 hex digits, ULIDs for events, decimal numbers for messages."""

from __future__ import annotations

import itertools
import os
import re
import time

CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
USER_ID = re.compile(r"U[0-9a-f]{32}")
CHAT_ID = re.compile(r"[UCR][0-9a-f]{32}")

_message_numbers = itertools.count(int(time.time() * 1000) * 100_000)


def new_id(letter: str) -> str:
    return letter + os.urandom(16).hex()


def new_token() -> str:
    return os.urandom(16).hex()


def new_request_id() -> str:
    digits = os.urandom(16).hex()
    return f"{digits[:8]}-{digits[8:12]}-{digits[12:16]}-{digits[16:20]}-{digits[20:]}"


def new_message_id() -> str:
    return str(next(_message_numbers))


def new_event_id(at: float) -> str:
    """A ULID: 48 bits of milliseconds, 80 bits of chance, 26 letters of Crockford's base 32."""
    number = (int(at * 1000) << 80) | int.from_bytes(os.urandom(10), "big")
    return "".join(CROCKFORD[(number >> shift) & 31] for shift in range(125, -1, -5))
