"""The login into the officials' console that a chat asks for, and its limits.

Table: store/console.py. Pages: web/console/. What one may do there: domain/official.py.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from domain.conversation import Change
from domain.login import LoginOffer

LINK_LIVES = timedelta(minutes=5)
IDLE = timedelta(hours=12)
# However busy: once a week everybody shows again that the phone is still theirs.
SESSION_LIVES = timedelta(days=7)
# A slip of the finger is forgiven; of 31^8 codes nobody finds one with these.
MOST_LINKS, LINKS_WITHIN = 6, timedelta(minutes=10)
MOST_TRIES, TRIES_WITHIN = 5, timedelta(minutes=10)  # from one browser
MOST_TRIES_ADDRESS = 20  # from one address: an office shares it
MOST_TRIES_ALL = 200  # from everywhere: then somebody is guessing


@dataclass(frozen=True, slots=True)
class OpenLogin(Change):
    """Note the offer for whoever asked; `then` is the page they come to, `asked` what its form begins with."""

    offer: LoginOffer
    then: str = ""
    asked: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class EndSessions(Change):
    """Log out everywhere."""
