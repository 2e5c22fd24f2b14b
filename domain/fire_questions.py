"""What is asked about a fire, in order, and how a report grows with each answer. Pure.

At most three real questions: where, what burns, a photo; a pin is asked once whether the fire is there or only seen from
there. Handler: handlers/fire_report.py.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from domain import lampang
from domain.conversation import Button, Event, Person
from domain.fires import KIND_LABELS, Report
from domain.places import Area, PlaceFound, Point
from domain.sightings import AFAR, BEARINGS, HERE, KINDS, estimate
from domain.words import N_

SEND_LOCATION = Button(N_("Send location"), "location")
FAR = {"0.5": N_("Under 1 km"), "2": N_("1 to 3 km"), "5": N_("3 to 10 km"), "": N_("Not sure")}
DIRECTIONS = {
    "n": N_("North"),
    "ne": N_("North-east"),
    "e": N_("East"),
    "se": N_("South-east"),
    "s": N_("South"),
    "sw": N_("South-west"),
    "w": N_("West"),
    "nw": N_("North-west"),
}
QUESTIONS: dict[str, tuple[str, tuple[Button, ...]]] = {
    "where": (
        N_("Where is it? Send your location, or type the village, tambon or hill."),
        (SEND_LOCATION,),
    ),
    "tambon": (N_("Which tambon or district is that in?"), (SEND_LOCATION,)),
    "here": (
        N_("Is the fire where the pin is, or do you only see it from there?"),
        (
            Button(N_("The fire is at the pin"), "pick", HERE),
            Button(N_("I see it from there"), "pick", AFAR),
        ),
    ),
    "bearing": (
        N_("In which direction do you see it? (The sun sets in the west.)"),
        tuple(Button(DIRECTIONS[name], "pick", name) for name in BEARINGS),
    ),
    "far": (
        N_("How far away is it, roughly? The name of the hill helps too."),
        tuple(Button(label, "pick", km or "unsure") for km, label in FAR.items()),
    ),
    "kind": (
        N_("What is burning?"),
        tuple(Button(KIND_LABELS[kind], "pick", kind) for kind in KINDS),
    ),
    "photo": (
        N_("If it is safe where you are, send a photo. Do not go closer for it."),
        (Button(N_("Camera"), "camera"), Button(N_("No photo"), "pick", "")),
    ),
    "phone": (
        N_("May the team call you? Type a number, or leave it out."),
        (Button(N_("No, thanks"), "pick", ""),),
    ),
}


def next_question(report: Report, asked: Iterable[str], *, is_guess: bool = False) -> str:
    """The name of what is still to be asked; empty when nothing is. `is_guess`: the area is only the reporter's home."""
    done = set(asked)
    wanted = (
        ("where", is_guess or not has_place(report)),
        ("tambon", bool(report.name) and not report.area and report.pin is None),
        ("here", report.pin is not None and not report.seen),
        ("bearing", report.seen == AFAR and report.pin is not None and not report.bearing),
        ("far", report.seen == AFAR and bool(report.bearing) and report.far_km is None),
        ("kind", not report.kind),
        ("photo", True),
        ("phone", not report.phone),
    )
    return next((name for name, needed in wanted if needed and name not in done), "")


def has_place(report: Report) -> bool:
    return bool(report.pin or report.area or report.name or report.outside)


def is_usable(report: Report) -> bool:
    """Worth keeping at once: somebody can be told of something."""
    return bool(has_place(report) or report.kind or report.danger)


def grown(
    report: Report, event: Event, near: PlaceFound | None, person: Person, asked: str = ""
) -> Report:
    """The report with what this event tells: words, a pin, a button; `asked` is the question that was open."""
    if event.point is not None:
        report = _with_pin(report, event, near)
        if event.kind != "text":
            return estimated(report)
        report = replace(report, seen=report.seen or HERE)  # numbers name the place itself
    if event.kind == "button":
        return estimated(_with_pick(report, asked, event.data.get("pick", "")))
    if event.kind != "text":
        return report
    told = event.meaning.fire
    says_kind = bool(told.kind) and (told.burns or asked == "kind")  # a hill's name alone does not
    report = replace(
        report,
        kind=told.kind if says_kind and report.kind in ("", "smoke") else report.kind,
        danger=report.danger or told.danger,
        bearing=report.bearing or told.bearing,
        far_km=report.far_km or told.far_km,
        seen=report.seen or (AFAR if told.is_afar or told.bearing else ""),
        words=f"{report.words}\n{event.text}".strip()[:1000],
    )
    return estimated(report if event.point else _with_place(report, event, person, asked))


def _with_pin(report: Report, event: Event, near: PlaceFound | None) -> Report:
    area = near.area or next(iter(near.candidates), None) if near else None
    return replace(
        report,
        pin=event.point,
        area=area.code if area else report.area,
        outside=bool(near and near.outside),
    )


def with_pin_of(report: Report, at: str, area: str) -> Report:
    """The pin that a button carries ("18.29000,99.50000"), from a location that was shared just before."""
    lat, _, lon = at.partition(",")
    try:
        pin = Point(float(lat), float(lon))
    except ValueError:
        return report
    if report.pin is not None or not (-90 <= pin.lat <= 90 and -180 <= pin.lon <= 180):
        return report
    known = lampang.area(area)
    return estimated(replace(report, pin=pin, area=known.code if known else report.area))


def _with_pick(report: Report, asked: str, pick: str) -> Report:
    match asked:
        case "here" if pick in (HERE, AFAR):
            return replace(report, seen=pick)
        case "bearing" if pick in BEARINGS:
            return replace(report, bearing=pick)
        case "far" if pick in FAR:
            return replace(report, far_km=float(pick))
        case "kind" if pick in KINDS:
            return replace(report, kind=pick)
    return report


def _with_place(report: Report, event: Event, person: Person, asked: str) -> Report:
    place = event.meaning.place
    if place is not None and (place.outside or place.area or place.candidates):
        return _named(report, place, person)
    name = "" if event.meaning.fire.danger in ("hurt", "trapped") else place_name(event.text)
    if asked in ("where", "tambon") and name:
        # "หลังวัด": a name that the map does not know, most likely near home.
        return replace(report, name=report.name or name, area=report.area or _home(person))
    if asked == "far" and report.far_km is None and not report.name:
        return replace(report, name=name)
    return report


_CALLED = re.compile(r"น้องเข้ม|nong khem", re.IGNORECASE)
_BEFORE = re.compile(
    r"^.*?(?=หลัง|หน้า|ข้าง(?!ใน|นอก|บน|ล่าง)|ใกล้|ริม|ตีน|เชิง|บนดอย|บนเขา|behind|near|next to)",
    re.IGNORECASE | re.DOTALL,
)
_LEAD = re.compile(r"^(?:อยู่|แถว ?ๆ?|ที่|ตรง|บริเวณ|ไฟ|at|around)\s*", re.IGNORECASE)
_PARTICLES = re.compile(r"(?:\s*(?:เจ้า|จ้า|จ๊ะ|ค่ะ|คะ|ครับ|คับ|นะ|น่ะ|เลย|เน้อ|กำ))+[\s!.]*$")
_POINTING = re.compile(r"หมุด|ตรงนี้|ที่นี่|ตรงนั้น|นั่นแหละ|\bhere\b|\bpin\b", re.IGNORECASE)


def place_name(text: str) -> str:
    """What of a sentence names a place ("หลังโรงเรียนบ้านใหม่"); empty when it only points at something."""
    said = _CALLED.sub("", " ".join(text.split())).strip()
    if _POINTING.search(said):
        return ""
    if re.search("ไฟ|ควัน|ไหม้|fire|smoke", said, re.IGNORECASE):
        said = _BEFORE.sub("", said, count=1)
    return _PARTICLES.sub("", _LEAD.sub("", said)).strip()[:60]


def _named(report: Report, place: PlaceFound, person: Person) -> Report:
    area = place.area or _likeliest(place.candidates, person)
    is_finer = area is not None and (not report.area or area.code.startswith(report.area))
    named = place.point if place.name else None
    told = replace(
        report,
        area=area.code if area and is_finer and len(area.code) > 2 else report.area,
        name=report.name or place.name[:80],
        outside=place.outside,
    )
    return estimated(told, named)


def _likeliest(candidates: tuple[Area, ...], person: Person) -> Area | None:
    """Of several places of one name the one at home; else it has to be asked."""
    home = _home(person)
    return next((one for one in candidates if home and one.code[:4] == home[:4]), None)


def _home(person: Person) -> str:
    return person.area.code if person.area and len(person.area.code) > 2 else ""


def estimated(report: Report, named: Point | None = None) -> Report:
    """With the place that all of it gives; one that was known better (a landmark) is kept while no pin comes."""
    place = estimate(
        report.pin,
        seen=report.seen,
        bearing=report.bearing,
        far_km=report.far_km,
        named=named,
        area=lampang.area(report.area) if report.area else None,
    )
    known = report.estimate
    if (
        report.pin is None
        and known is not None
        and (place is None or known.radius_m < place.radius_m)
    ):
        place = known
    return replace(report, estimate=place)
