"""What to do with straw, cobs and leaves instead of burning: who buys near there, and how-to in three lines.

Buyers are data (data/buyers.yaml); choosing them: domain/buyers.py. Card: bot/cards/no_burn_alternatives.py.
"""

from __future__ import annotations

from domain import buyers, lampang
from domain.conversation import Button, Context, Effect, Event, Show
from domain.places import PlaceFound
from domain.wishes import LABELS
from handlers import pm25_lookup

NEEDS = frozenset({"buyers", "near"})

MAY_I_BURN = Button(LABELS["burn_rules"], "do", "do=burn_rules")
OFTEN = (buyers.RICE, buyers.MAIZE, buyers.LEAVES)


def handle(event: Event, context: Context) -> list[Effect]:
    residue = _residue(event)
    found = pm25_lookup.place_of(event, context) or PlaceFound()
    area = None if found.outside else found.area or next(iter(found.candidates), None)
    is_vague = area is None or area.code == lampang.PROVINCE.code
    said = event.meaning.rai
    about = buyers.alternatives(
        context.facts.buyers,
        residue=residue,
        area=None if is_vague else area,
        here=None if found.outside else found.point,
        rai=float(said) if said is not None else None,
    )
    buttons = (MAY_I_BURN,) if residue else tuple(_pick(one, event) for one in OFTEN)
    return [Show("no_burn_alternatives", about, buttons=buttons)]


def _residue(event: Event) -> str:
    pressed = event.data.get("what", "")
    if pressed in buyers.RESIDUES:
        return pressed
    return next((one for one in event.meaning.burnt if one in buyers.RESIDUES), "")


def _pick(residue: str, event: Event) -> Button:
    area = event.data.get("area", "")
    place = f"&area={area}" if area else ""
    return Button(buyers.LABELS[residue], "do", f"do=no_burn_alternatives&what={residue}{place}")
