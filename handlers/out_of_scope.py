"""None of our business: said kindly, with what we can do, and never the same sentence twice running.

What no wish was found in comes here too: a bare name of a place asks for its air, a cry for help for the numbers.
"""

from __future__ import annotations

from domain.conversation import Context, Effect, Event, NoteAnswer, Say
from domain.words import N_
from handlers import emergency_contact, pm25_lookup
from handlers.not_understood import wishes

NEEDS = pm25_lookup.NEEDS | emergency_contact.NEEDS

SENTENCES = {
    "not_ours": N_(
        "I only know haze, forest fire and burning in Lampang. Shall I look at one of these?"
    ),
    "not_ours_2": N_("That one is beyond me, sorry. These I can help with:"),
}
OUTSIDE = N_("A fire outside Lampang: call 1362, or 199 for a house.\nI only look after Lampang.")
ABOUT_THE_AIR = ("ฝุ่น", "อากาศ", "ควัน", "pm2", "pm 2", "haze", "dust", "air", "smoke")
LITTLE = len("อำเภอ")  # what may stand beside a bare name: ต., อ., ตำบล, บ้าน, at


def handle(event: Event, context: Context) -> list[Effect]:
    help_first = emergency_contact.in_danger(event, context)
    if help_first is not None:
        return help_first
    place = event.meaning.place
    if place is not None and place.outside and event.meaning.fire.kind:
        return emergency_contact.show("fire", context, OUTSIDE)  # of a fire elsewhere: whom to call
    if _asks_for_air(event):
        return pm25_lookup.handle(event, context)
    name = "not_ours_2" if context.person.last_answer == "not_ours" else "not_ours"
    return [NoteAnswer(name), Say(SENTENCES[name], buttons=wishes(()))]


def _asks_for_air(event: Event) -> bool:
    """The name of a place and little else, or the haze of another province."""
    place, text = event.meaning.place, event.text.lower()
    if place is None:
        return False
    if place.outside and any(word in text for word in ABOUT_THE_AIR):
        return True
    names = [place.name, *((place.area.name_th, place.area.name_en) if place.area else ())]
    rests = [text.replace(name.lower(), "").strip() for name in names if name.lower() in text]
    return bool(place.name or place.area) and any(len(rest) <= LITTLE for rest in rests)
