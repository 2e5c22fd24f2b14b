"""Where an official says that a fire is, when its reports do not say it or say it wrongly. Pure.

Carried out in bot/changes/fire_places.py. How sure a place is: domain/sightings.py.
"""

from __future__ import annotations

from dataclasses import dataclass

from domain import lampang
from domain.fires import Fire
from domain.places import Area, PlaceFound
from domain.sightings import RULES, TAMBON_M, VILLAGE_M, Estimate
from domain.words import N_

NO_PLACE = N_(
    "No place in that: a tambon, a village, coordinates (UTM or decimal) or a Google Maps link, please."
)
WHICH_TAMBON = N_("Several tambons fit that. Please choose the tambon, too.")
TOO_FAR = N_("That lies outside Lampang. Is there a digit too many or too few?")
NOT_THERE = N_(
    "That place lies in another tambon than the one chosen. Please clear one of the two."
)


class NoPlace(Exception):
    """Why it is no place: a source text for the reader."""


@dataclass(frozen=True, slots=True)
class Placed:
    """What becomes of the reports that are placed: area is a tambon's code."""

    estimate: Estimate
    area: str
    name: str = ""


def needs_place(fire: Fire) -> bool:
    """Nobody can be sent: no place at all, or only a district."""
    place = fire.estimate
    return fire.is_open and not fire.outside and (place is None or place.radius_m > TAMBON_M)


def place(found: PlaceFound | None, chosen: str, *, is_point: bool) -> Placed:
    """From what was typed and the tambon that was chosen, either of which may be empty."""
    area = lampang.area(chosen)
    tambon = area if area is not None and area.is_tambon else None
    if found is None:
        if tambon is None:
            raise NoPlace(NO_PLACE)
        return Placed(Estimate(tambon.centre, TAMBON_M), tambon.code)
    if found.outside:
        raise NoPlace(TOO_FAR)
    where = _tambon_of(found, tambon, is_point=is_point)
    return Placed(_estimate(found, where, is_point=is_point), where.code, found.name)


def _tambon_of(found: PlaceFound, chosen: Area | None, *, is_point: bool) -> Area:
    """The one that both say; for a point on a border the likeliest, as for a pin in the chat."""
    fits = [found.area] if found.area else list(found.candidates)
    tambons = [one for one in fits if one.is_tambon]
    if chosen is not None:
        districts = [one for one in fits if not one.is_tambon and chosen.code.startswith(one.code)]
        if chosen not in tambons and not districts:
            raise NoPlace(NOT_THERE)
        return chosen
    if not tambons or (len(tambons) > 1 and not is_point):
        raise NoPlace(WHICH_TAMBON)
    return tambons[0]


def _estimate(found: PlaceFound, tambon: Area, *, is_point: bool) -> Estimate:
    if is_point and found.point is not None:
        return Estimate(found.point, RULES.pin_m)
    if found.name and found.point is not None:
        return Estimate(found.point, VILLAGE_M)
    return Estimate(tambon.centre, TAMBON_M)
