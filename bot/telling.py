"""Words for people who did not just write: queued in the commit of what they are about, sent by bot/sender.py.

Each pushed message costs one of the month's quota for each person of the chat; what can wait rides on their next free
reply.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

import orjson
from sqlalchemy.orm import Session

from bot import cards
from domain.conversation import Say, Show
from store import outbox, people, quota

RIDER_LIVES = timedelta(hours=23)
MOST_MESSAGES = 5


def tell(
    session: Session,
    look: cards.Look,
    chat: str,
    spoken: Sequence[Say | Show],
    *,
    key: str,
    urgency: int,
    now: datetime,
    lives: timedelta,
    riding: bool = False,
) -> bool:
    """Push `spoken` to a person or group in their language, once for each `key`; `now` is real time.

    `riding`: costs nothing, goes with the next reply to that chat within 23 hours, else is dropped.
    False when it was queued before, or the chat is not known or has blocked us.
    """
    known = people.find(session, chat)
    if known is None or known.blocked_at is not None:
        return False
    drawn = cards.render(list(spoken), look.in_language(known.language or "th"))
    letter = outbox.Letter(
        key=key,
        method="push",
        chat=chat,
        messages=orjson.dumps(drawn[:MOST_MESSAGES]),
        urgency=urgency,
        not_after=now + (RIDER_LIVES if riding else lives),
        may_push=not riding,
        people=quota.cost(session, known),
        riding=riding,
    )
    return outbox.add(session, letter, now) is not None
