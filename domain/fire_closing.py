"""What is asked before a fire is called out, not found, or its reporter blocked; and the official report's text.

The fields are those of Lampang's own fire reports of 2569: found, taken, out, people by unit, place in UTM, rai, land.
"""

from __future__ import annotations

from domain import forms
from domain.conversation import Button, Context, Event
from domain.words import N_

LAND = {
    "conservation": N_("Conservation forest"),
    "reserved": N_("Reserved forest"),
    "farm": N_("Farm land"),
    "reform": N_("Land reform area"),
    "community": N_("Community and other"),
    "roadside": N_("Along a highway"),
}


LAND_OWNERS = {
    "park": N_("National park"),
    "forest": N_("Forest department"),
    "local": N_("Local office"),
    "reform": N_("Land reform office"),
    "highway": N_("Highways"),
    "egat": N_("EGAT"),
    "army": N_("Army"),
}


MOST_RAI = 1_000_000


def is_rai(text: str) -> bool:
    """A number of rai that can be: not negative, below a million."""
    try:
        return 0 <= float(text.strip().replace(",", "")) < MOST_RAI
    except ValueError:
        return False


def _rai(event: Event, context: Context) -> str:
    """ "2 ไร่ 1 งาน", or a bare number of rai."""
    if event.meaning.rai is not None:
        return str(event.meaning.rai)
    if not is_rai(event.text):
        raise forms.NotAnAnswer(N_("How many rai burnt? For example: 2 rai, or 0.5"))
    return f"{float(event.text.strip().replace(',', '')):g}"


def _proof(event: Event, context: Context) -> str:
    """An after-photo, the place where the owner stands, or in words why there is neither."""
    if event.kind == "photo":
        return f"photo:{event.message_id}"
    if event.point is not None:
        return f"place:{event.point.lat:.5f},{event.point.lon:.5f}"
    return f"words:{forms.words(200)(event, context)}"


PROOF = forms.Step(
    "proof",
    N_(
        "Proof, please: a photo of the place now, or your location there. If you have neither, type why."
    ),
    _proof,
    (Button(N_("Camera"), "camera"), Button(N_("Send location"), "location")),
)
OVERRIDE = forms.Step(
    "override",
    N_("Somebody who went out is not back yet. If it must be closed all the same, type why."),
    forms.words(200),
)
OUT = (
    OVERRIDE,
    forms.Step("rai", N_("How many rai burnt?"), _rai),
    forms.Step(
        "land",
        N_("What kind of land?"),
        forms.one_of(*LAND),
        tuple(Button(label, "pick", kind) for kind, label in LAND.items()),
    ),
    forms.Step(
        "units",
        N_("Who was there, by unit and number? For example: local office 8, village 12"),
        forms.words(300),
    ),
    forms.Step("cause", N_("The cause, if it is known?"), forms.words(200), optional=True),
    PROOF,
)
NO_FIRE = (OVERRIDE, forms.Step("seen", N_("What did you find there?"), forms.words(300)), PROOF)
HAND = (
    forms.Step(
        "to",
        N_("To whom does the land belong?"),
        forms.one_of(*LAND_OWNERS),
        tuple(Button(label, "pick", name) for name, label in LAND_OWNERS.items()),
    ),
    forms.Step("by", N_("Who accepted it there? Type name and phone number."), forms.words(120)),
)
BLOCK = (forms.Step("why", N_("Why shall this person not report any more?"), forms.words(200)),)
OFFICIAL = N_(
    "Fire report %(fire)s\n%(kind)s, %(name)s, %(area)s\nPlace (UTM): %(place)s\nReported: %(found)s\n"
    "Taken: %(taken)s by %(owner)s\nOut: %(out)s\nPeople by unit: %(units)s\nBurnt: %(rai)s rai\n"
    "Land: %(land)s\nCause: %(cause)s"
)
