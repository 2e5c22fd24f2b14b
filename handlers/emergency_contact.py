"""Whom to call: the right number first, as buttons that dial. Numbers are data (data/contacts.yaml)."""

from __future__ import annotations

from domain.cards import Numbers
from domain.contacts import Contact
from domain.conversation import Context, Effect, Event, Show
from domain.health import is_danger
from domain.words import N_

NEEDS = frozenset({"contacts"})

LEADS = {
    "hurt": N_("Call 1669 first, then tell me where you are."),
    "house_fire": N_("Get everyone out, then call 199."),
    "forest_fire": N_("Keep away from the fire and call 1362."),
    "police": N_("Keep your distance and call 191."),
    "power": N_("Stay away from the lines and call 1129."),
    "highway": N_("Slow down, lights on, and call 1193."),
    "": N_("Emergency numbers: tap one to call."),
}
CRIES = ("hurt", "house_fire")
# Without a topic: in the order in which minutes count.
USUAL = ("hurt", "house_fire", "forest_fire", "disaster", "police")
# A fire of which nobody said what burns.
TOGETHER = {"fire": ("house_fire", "forest_fire")}


def handle(event: Event, context: Context) -> list[Effect]:
    return show("hurt" if is_danger(event.text) else event.meaning.topic, context)


def in_danger(event: Event, context: Context) -> list[Effect] | None:
    """For words that no wish was found in: a cry for help is never answered with a menu."""
    return show(event.meaning.topic, context) if event.meaning.topic in CRIES else None


def show(topic: str, context: Context, lead: str = "") -> list[Effect]:
    contacts = ranked(context.facts.contacts, topic)
    return [Show("emergency_contact", Numbers(contacts, lead or LEADS.get(topic, LEADS[""])))]


def ranked(contacts: tuple[Contact, ...], topic: str) -> tuple[Contact, ...]:
    order = [*TOGETHER.get(topic, (topic,)), *USUAL]

    def rank(contact: Contact) -> int:
        return min((order.index(one) for one in contact.topics if one in order), default=len(order))

    return tuple(sorted(contacts, key=rank))
