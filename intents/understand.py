"""What a text means: the wish (match.py), place (places/), time (when/), what is
said of a fire (fire_words.py) and what an emergency is about (topics.py)."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from domain.conversation import Meaning
from intents.amounts import burnt_in, phone_in, rai_in, without_phone
from intents.fire_words import fire_words
from intents.match import match
from intents.normalise import heard
from intents.places import find
from intents.topics import topic_of
from intents.when import parse


def understand(text: str, now: datetime) -> Meaning:
    text = heard(text)
    return replace(
        match(without_phone(text)),
        place=find(text),
        when=parse(text, now),
        fire=fire_words(text),
        topic=topic_of(text),
        rai=rai_in(text),
        phone=phone_in(text) or "",
        burnt=burnt_in(text),
    )
