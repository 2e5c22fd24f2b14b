"""A fire or smoke seen now. Taking reports is not built yet: the right number first, and no word that help comes."""

from __future__ import annotations

from domain.conversation import Context, Effect, Event
from domain.words import N_
from handlers import emergency_contact

NEEDS = frozenset({"contacts"})

# What to do on the first line; bot/cards/emergency_contact.py shows the second one smaller.
LEADS = {
    "fire": N_(
        "Keep away from the fire. A house: call 199. Forest or field: call 1362."
        "\nI cannot pass reports on yet: please call yourself."
    ),
    "house_fire": N_(
        "Get everyone out, then call 199 now.\nI cannot pass reports on yet: please call yourself."
    ),
    "hurt": N_("Call 1669 now.\nI cannot pass reports on yet: please call yourself."),
    "police": N_(
        "Keep your distance and call 191.\nI cannot pass reports on yet: please call yourself."
    ),
    "power": N_(
        "Stay away from the lines and call 1129."
        "\nI cannot pass reports on yet: please call yourself."
    ),
    "highway": N_(
        "Slow down, lights on, and call 1193.\nI cannot pass reports on yet: please call yourself."
    ),
    "forest_fire": N_(
        "Keep away from the fire and call 1362 now."
        "\nI cannot pass reports on yet: please call yourself."
    ),
}


def handle(event: Event, context: Context) -> list[Effect]:
    topic = event.meaning.topic if event.meaning.topic in LEADS else "fire"
    return emergency_contact.show(topic, context, LEADS[topic])
