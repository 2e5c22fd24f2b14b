"""What people sent as evidence is wanted from now on; bot/content.py fetches it in the background."""

from __future__ import annotations

import structlog

from bot.changes.doing import Carry, Doing
from domain.photos import KeepPhoto
from store import photos

log = structlog.get_logger()


def keep(doing: Doing, effect: KeepPhoto) -> None:
    """Never a reason for the event itself to fail: what cannot be kept is noted in the log."""
    sender = doing.event.user or doing.event.chat
    if photos.add(doing.session, effect, sender, doing.context.now, doing.now) is None:
        log.warning("photo not kept", kind=effect.kind, subject=effect.subject)


CARRIES: dict[type, Carry] = {KeepPhoto: keep}
