"""What an official who asks for the console gets: a link and a code. What becomes of them: domain/console.py."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class LoginOffer:
    """A one-use link and a code for another computer, made up when the chat asks; only their hashes are kept."""

    token: str
    code: str
    until: datetime  # in real time, as links live
    shown_until: datetime | None = None  # the same moment on the clock that people see

    @property
    def code_to_read(self) -> str:
        return f"{self.code[:4]}-{self.code[4:]}"
