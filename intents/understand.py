"""What a text means: the wish (match.py), place (places/), time (when/) and what an emergency is about (topics.py)."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from domain.conversation import Meaning
from intents.match import match
from intents.places import find
from intents.topics import topic_of
from intents.when import parse


def understand(text: str, now: datetime) -> Meaning:
    return replace(match(text), place=find(text), when=parse(text, now), topic=topic_of(text))
