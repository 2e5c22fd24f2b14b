"""What residue is worth and what to do with it instead of burning: buyers by distance, how-to in three lines. Pure.

Buyers are data (data/buyers.yaml, store/buyers.py); kinds of residue are those of intents/amounts.py.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from domain.places import Area, Point, distance_km
from domain.words import N_

RICE, MAIZE, CANE, CASSAVA, BRANCHES, LEAVES, GRASS, RUBBISH, LITTER = RESIDUES = (
    "rice_straw",
    "maize",
    "sugarcane",
    "cassava",
    "branches",
    "leaves",
    "grass",
    "rubbish",
    "forest_litter",
)
LABELS = {
    RICE: N_("rice straw"),
    MAIZE: N_("maize stalks and cobs"),
    CANE: N_("sugarcane leaves"),
    CASSAVA: N_("cassava stalks"),
    BRANCHES: N_("branches"),
    LEAVES: N_("dry leaves"),
    GRASS: N_("grass and weeds"),
    RUBBISH: N_("rubbish"),
    LITTER: N_("litter of the forest"),
    "": N_("what is left on the field"),
}
# What can be done with it in three lines; from the agriculture department's advice (doae.go.th, esc.doae.go.th).
HOW = {
    RICE: (
        N_("Sell it: ask a baler to come, or pile it dry by the road"),
        N_("Plough it in with bio-fermented water and let it rot before planting"),
        N_("Keep it: cattle feed, mushrooms, cover for vegetable beds"),
    ),
    MAIZE: (
        N_("Sell cobs and husks for fuel or feed: call before you carry them"),
        N_("Ferment the husks for cattle"),
        N_("Shred the stalks and leave them as cover: the soil keeps its water"),
    ),
    CANE: (
        N_("Have the leaves baled: mills and power plants take them"),
        N_("Cut it green, the mill need not wait"),
        N_("Leave the leaves between the rows: fewer weeds, less watering"),
    ),
    CASSAVA: (
        N_("Keep good stalks for planting"),
        N_("Chip the rest and plough it in"),
        N_("Sell roots and stumps for fuel: call first"),
    ),
    BRANCHES: (
        N_("Thick ones: firewood or charcoal, thin ones: chip them"),
        N_("Chips make cover under the trees or compost"),
        N_("Ask your local office for its chipper"),
    ),
    LEAVES: (
        N_("Compost without turning: leaves and dung in layers, keep it wet"),
        N_("Rake them under the trees as cover"),
        N_("Sell them baled: collecting points buy by the kilogram"),
    ),
    GRASS: (
        N_("Cut it and leave it as cover"),
        N_("Feed it to animals, or compost it with dung"),
        N_("Cut a clear strip of 6 m round the plot: no fire comes in"),
    ),
    RUBBISH: (
        N_("Sort it: bottles, cans and paper can be sold"),
        N_("Scraps of food become compost"),
        N_("The rest goes with the local office's collection, never into a fire"),
    ),
    LITTER: (
        N_("Collect before it burns: bales of leaves can be sold"),
        N_("Make firebreaks with the village instead of fire"),
        N_("Burning in a forest is decided by the forest office alone"),
    ),
}
ANY = (
    N_("Plough it in, or compost it with dung and water"),
    N_("Bale it or pile it: animals eat it, buyers take it"),
    N_("Leave it as cover: the soil stays wet and soft"),
)
# The picture beside each of these lines, in their order (bot/pictures/instead.svg).
WAYS = {
    RICE: ("bale", "plough", "feed"),
    MAIZE: ("fuel", "feed", "cover"),
    CANE: ("bale", "green", "cover"),
    CASSAVA: ("keep", "plough", "fuel"),
    BRANCHES: ("wood", "cover", "chip"),
    LEAVES: ("compost", "cover", "bale"),
    GRASS: ("cover", "compost", "firebreak"),
    RUBBISH: ("sort", "compost", "collect"),
    LITTER: ("bale", "firebreak", "forest"),
}
ANY_WAYS = ("plough", "bale", "cover")
WAY_LABELS = {
    "bale": N_("Bale and sell"),
    "plough": N_("Plough it in"),
    "feed": N_("Feed animals"),
    "compost": N_("Compost it"),
    "cover": N_("Cover the soil"),
    "fuel": N_("Sell as fuel"),
    "keep": N_("Keep to plant"),
    "wood": N_("Firewood"),
    "chip": N_("Chip it"),
    "firebreak": N_("Firebreak"),
    "sort": N_("Sort and sell"),
    "collect": N_("Collection"),
    "green": N_("Cut it green"),
    "forest": N_("Ask foresters"),
}


@dataclass(frozen=True, slots=True)
class Buyer:
    """`price`: baht for a kilogram, None when not known; `priced_on` the day it was true. `phone` may be empty."""

    name_th: str
    name_en: str
    area: str
    point: Point
    takes: tuple[str, ...]
    source: str
    priced_on: date
    price: float | None = None
    phone: str = ""
    note_th: str = ""
    note_en: str = ""
    id: int = 0


@dataclass(frozen=True, slots=True)
class Offer:
    buyer: Buyer
    km: float | None


@dataclass(frozen=True, slots=True)
class Alternatives:
    """What the card shows. `residue` is empty when it was not said; `rai` None likewise."""

    residue: str
    area: Area | None
    rai: float | None
    how: tuple[str, ...]
    offers: tuple[Offer, ...]


MOST_OFFERS = 3


def offers(buyers: Sequence[Buyer], residue: str, here: Point | None) -> tuple[Offer, ...]:
    """Who takes this residue (all, when it was not said), the nearest first."""
    found = [
        Offer(one, distance_km(here, one.point) if here else None)
        for one in buyers
        if not residue or residue in one.takes
    ]
    found.sort(key=lambda offer: (offer.km or 0.0, offer.buyer.id))
    return tuple(found[:MOST_OFFERS])


def alternatives(
    buyers: Sequence[Buyer],
    *,
    residue: str,
    area: Area | None,
    here: Point | None,
    rai: float | None,
) -> Alternatives:
    where = here or (area.centre if area else None)
    found = () if residue == RUBBISH else offers(buyers, residue, where)
    return Alternatives(residue, area, rai, HOW.get(residue, ANY), found)
