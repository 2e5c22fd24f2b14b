"""Emergency numbers as data: whom to call for what, and when somebody last checked the number."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Contact:
    """`topics` say what the number is for: house_fire, forest_fire, hurt, disaster, police, power, highway, haze …

    `area` is a DOPA code: "52" for the whole province, shorter names first when nearer offices are known.
    """

    number: str
    name_th: str
    name_en: str
    topics: tuple[str, ...]
    checked_on: date
    source: str
    area: str = "52"
    note_th: str = ""
    note_en: str = ""


def for_topic(contacts: tuple[Contact, ...], topic: str) -> tuple[Contact, ...]:
    """The numbers for a topic in the order of the data, those that name it first."""
    return tuple(contact for contact in contacts if topic in contact.topics)
