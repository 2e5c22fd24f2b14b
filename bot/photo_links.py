"""Links to photos: signed, for a few days, and for one size. Whoever has the link may look, nobody else can make one.

Cards ask `look.photo_url(id)`; pages ask `path(secret, id)`; web/public/photos.py reads them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial

from itsdangerous import BadData, URLSafeSerializer

from domain.photos import FULL, SIZES

LIFE = timedelta(days=3)
SALT = "photo"


class BadLink(Exception):
    """Not signed by us, or not whole."""


class ExpiredLink(Exception):
    """Ours once."""


@dataclass(frozen=True, slots=True)
class Asked:
    photo_id: int
    size: str


def path(
    secret: str,
    photo_id: int,
    size: str = FULL,
    *,
    life: timedelta = LIFE,
    now: datetime | None = None,
) -> str:
    """`/photos/<token>`; empty without a key, since everybody could sign with an empty one."""
    if not secret:
        return ""
    until = int(((now or datetime.now(UTC)) + life).timestamp())
    return f"/photos/{_signer(secret).dumps([photo_id, SIZES.index(size), until])}"


def signer(secret: str) -> Callable[[int, str], str]:
    """For cards.Look: (photo's id, size) → path."""
    return partial(path, secret)


def read(secret: str, token: str, now: datetime | None = None) -> Asked:
    """What the link shows; raises BadLink or ExpiredLink."""
    if not secret:
        raise BadLink
    try:
        photo_id, size, until = _signer(secret).loads(token)
        asked = Asked(int(photo_id), SIZES[size])
    except (BadData, ValueError, TypeError, IndexError) as error:
        raise BadLink from error
    if (now or datetime.now(UTC)).timestamp() >= until:
        raise ExpiredLink
    return asked


def _signer(secret: str) -> URLSafeSerializer:
    return URLSafeSerializer(secret, salt=SALT)
