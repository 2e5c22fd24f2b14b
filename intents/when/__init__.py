"""Times in what people type: `parse("พรุ่งนี้เช้า 7 โมง", now)`.

Text becomes tokens in scanning.py (its words: words.py, holidays.py), grammar.py finds phrases among them, days.py and
clocks.py read these, joining.py makes one answer of them.
"""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

from domain.conversation import When
from intents.when.grammar import find_items
from intents.when.joining import join
from intents.when.scanning import scan

__all__ = ["parse"]

BANGKOK = timezone(timedelta(hours=7))


def parse(text: str, now: datetime) -> When | None:
    """The time that a message (or a bare phrase) speaks of; None when it names none, or one that does not exist.

    `now` is aware, in any zone. In a message that names several times the first of each kind counts.
    """
    tokens = scan(text)
    if not tokens.kinds.strip("_n*"):
        return None
    here = now.astimezone(BANGKOK).replace(microsecond=0)
    return join(find_items(tokens, here), tokens.kinds, here)
