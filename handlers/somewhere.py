"""For wishes about the air of a place: where it is, or the question for it. The place itself: handlers/pm25_lookup.py."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from domain import lampang
from domain.cards import Choice
from domain.conversation import Button, Context, Effect, Event, FormState, Say, SetForm, Show
from domain.places import Area, PlaceFound, Point
from domain.words import N_
from handlers import pm25_lookup

WHICH_DISTRICT = N_("Which district?")


@dataclass(frozen=True, slots=True)
class Here:
    """A place that is sure enough: `area` a tambon or a district, `name` what the person called it."""

    area: Area
    point: Point
    name: str = ""

    @property
    def district(self) -> str:
        return self.area.code[:4]


def find(
    event: Event, context: Context, do: str, keep: Mapping[str, str]
) -> tuple[Here | None, list[Effect]]:
    """Where it is, or what to say instead. `keep` is what the question or the buttons must carry on."""
    found = None if event.data.get("ask") else pm25_lookup.place_of(event, context)
    if found is None:
        return None, ask(do, keep)
    if found.outside:
        return None, [Say(pm25_lookup.OUTSIDE)]
    wish = _wish(do, keep)
    if found.area is not None and found.area.code == lampang.PROVINCE.code:
        return None, [Show("choose_area", Choice(WHICH_DISTRICT, lampang.DISTRICTS, wish))]
    here = _sure(found)
    if here is None:
        return None, [Show("choose_area", Choice(pm25_lookup.WHICH, found.candidates[:6], wish))]
    return here, []


def ask(do: str, keep: Mapping[str, str]) -> list[Effect]:
    wish = _wish(do, keep).replace("&", "%26").replace("=", "%3D")  # stands inside another press
    district = Button(pm25_lookup.DISTRICT.label, "do", f"do=set_area&list={wish}")
    return [
        SetForm(FormState(do, "where", "", dict(keep))),
        Say(pm25_lookup.WHERE, buttons=(Button(N_("Send location"), "location"), district)),
    ]


def answers(event: Event) -> bool:
    """Whether it may be the reply to the question."""
    return event.point is not None or event.meaning.place is not None


def closing(effects: list[Effect], context: Context) -> list[Effect]:
    """The question was answered, or something else was wanted."""
    return [SetForm(None), *effects] if context.form else effects


def _wish(do: str, keep: Mapping[str, str]) -> str:
    """What a press carries on; the values are our own words and dates."""
    return "&".join([do, *(f"{name}={value}" for name, value in keep.items())])


def _sure(found: PlaceFound) -> Here | None:
    area = found.area
    if area is None and found.point is not None and found.candidates:
        area = found.candidates[0]
    if area is None:
        return None
    return Here(area, found.point or area.centre, found.name)
