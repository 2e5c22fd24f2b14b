"""What a person meant when น้องเข้ม asked: counted by day as names of wishes, never with the words or who wrote them.

The buttons of handlers/not_understood.py carry what was offered; bot/dispatch.py makes the effect. Table: store/choices.py.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from domain.conversation import Change
from domain.wishes import LABELS

FROM = "unsure"
MOST = 3  # as many as are offered


@dataclass(frozen=True, slots=True)
class NoteChoice(Change):
    offered: tuple[str, ...]
    chosen: str


def carried(name: str, offered: Sequence[str]) -> str:
    """What a button for the wish `name` carries."""
    return f"do={name}&from={FROM}&over={','.join(offered)}"


def choice_of(data: Mapping[str, str]) -> NoteChoice | None:
    """What was chosen, from what a pressed button carries. A press proves nothing: only names that we offer count."""
    if data.get("from") != FROM:
        return None
    offered, chosen = tuple(data.get("over", "").split(",")[: MOST + 1]), data.get("do", "")
    is_ours = len(set(offered)) == len(offered) <= MOST and set(offered) <= LABELS.keys()
    return NoteChoice(offered, chosen) if is_ours and chosen in offered else None
