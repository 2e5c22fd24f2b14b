"""Effects that change what is kept, carried out in the event's own commit: one file for each subject.

A subject has CARRIES here: the effect's class → who writes it. What others must hear of it goes out with
bot/telling.py, in the same commit.
"""

from __future__ import annotations

from bot.changes import (
    choices,
    console,
    duty,
    fires,
    hotspots,
    missions,
    notes,
    officials,
    people,
    permits,
    photos,
    subscriptions,
    volunteers,
    warnings,
)
from bot.changes.doing import Carry, DecideAgain, Doing

__all__ = ["CARRIES", "DecideAgain", "Doing"]

CARRIES: dict[type, Carry] = {
    **choices.CARRIES,
    **people.CARRIES,
    **permits.CARRIES,
    **photos.CARRIES,
    **console.CARRIES,
    **duty.CARRIES,
    **fires.CARRIES,
    **hotspots.CARRIES,
    **missions.CARRIES,
    **notes.CARRIES,
    **officials.CARRIES,
    **subscriptions.CARRIES,
    **volunteers.CARRIES,
    **warnings.CARRIES,
}
