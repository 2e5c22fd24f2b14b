"""The marker of texts that go into the catalogues of locales/, and a text that is a value of another."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any


def N_(text: str) -> str:
    """Mark an English source text for `pybabel extract -k N_`; it is translated when rendered."""
    return text


@dataclass(frozen=True, slots=True)
class Phrase:
    """A marked text with its values, to stand inside another text's values: translated with it."""

    text: str
    values: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Moment:
    """A time that may lie days back: written with its day."""

    at: datetime
