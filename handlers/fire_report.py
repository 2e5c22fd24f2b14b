"""A fire or smoke seen now. Taking reports is not built yet: the right number first, and no word that help comes."""

from __future__ import annotations

from domain.conversation import Context, Effect, Event
from domain.words import N_
from handlers import emergency_contact

NEEDS = frozenset({"contacts"})

LEADS = {
    "house_fire": N_(
        "Get everyone out, then call 199 now. I cannot pass reports on yet, so please call yourself."
    ),
    "hurt": N_("Call 1669 now. I cannot pass reports on yet, so please call yourself."),
    "police": N_("Keep your distance and call 191. I cannot pass reports on yet."),
    "power": N_("Stay away from the lines and call 1129. I cannot pass reports on yet."),
    "highway": N_("Slow down, lights on, and call 1193. I cannot pass reports on yet."),
    "forest_fire": N_(
        "Keep away from the fire and call 1362 now. I cannot pass reports on yet, so please call yourself."
    ),
}


def handle(event: Event, context: Context) -> list[Effect]:
    topic = event.meaning.topic if event.meaning.topic in LEADS else "forest_fire"
    return emergency_contact.show(topic, context, LEADS[topic])
