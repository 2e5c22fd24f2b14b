"""A warning as a CAP message: which words, codes, rings and circles. The form: domain/cap.py; its rules: domain/cap_rules.py.

Status is Test until the province names an authority (CAP_AUTHORITY), Exercise for a drill.
Event codes: OASIS Event Terms List v1.2. Area codes: `TH-DOPA` (DOPA's 2, 4 or 6 digits) and `ISO3166-2`.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from math import cos, radians
from pathlib import Path
from urllib.parse import urlsplit

import orjson

from bot.cards import Look, warning
from bot.facts import outlines_file
from domain import lampang, warnings
from domain.cap import ALERT, CANCEL, UPDATE, AreaBlock, Info, Message, Reference, Resource
from domain.lampang import Box
from domain.outlines import Outline, read_outlines
from domain.places import Area, Point, distance_km
from domain.warnings import Content, Notice
from domain.words import N_

MOST_POINTS = 100
SMALL_RING = 0.05  # islands and slivers below this share of the biggest ring are left out
NOBODY_YET = N_("Lampang haze and fire warning (test)")
A_TEST = N_("Test message: no authority has been named for this system yet.")
CONTACT = "1784"

# kind: categories, event code, what to do
KINDS: dict[str, tuple[tuple[str, ...], str, tuple[str, ...]]] = {
    "haze": (("Env", "Health"), "OET-004", ("Avoid", "Monitor")),
    "forest_fire": (("Fire",), "OET-086", ("Prepare", "Avoid")),
    "burn_ban": (("Fire", "Safety"), "", ("Avoid",)),
    "road_smoke": (("Transport", "Met"), "OET-059", ("Avoid",)),
    "shelter": (("Safety", "Health"), "", ("Shelter",)),
    "evacuation": (("Safety",), "", ("Evacuate",)),
    "other": (("Other",), "", ("Monitor",)),
}
# level: urgency, severity, certainty
LEVELS = {
    warnings.INFO: ("Expected", "Minor", "Likely"),
    warnings.WARNING: ("Expected", "Moderate", "Likely"),
    warnings.CRITICAL: ("Immediate", "Severe", "Observed"),
}
LANGUAGES = {"th": "th-TH", "en": "en-US"}


@dataclass(frozen=True, slots=True)
class Press:
    """Who publishes: our own address, the authority if one is named, and where outlines lie."""

    look: Look
    authority: str
    data_dir: Path

    @property
    def host(self) -> str:
        return urlsplit(self.look.public_url).hostname or "localhost"

    @property
    def sender(self) -> str:
        return f"alert@{self.host}"


def message(
    press: Press, notice: Notice, sent: datetime, part: int, earlier: Sequence[Reference]
) -> Message:
    """The `part`th message of this warning; `earlier` are all before it in its chain."""
    content = notice.content
    is_cancel = bool(notice.correction)
    kind = CANCEL if is_cancel else UPDATE if earlier else ALERT
    areas = [_area(press, code) for code in content.areas]
    return Message(
        identifier=f"{press.host}.{notice.number}.{part}",
        sender=press.sender,
        sent=sent,
        status=_status(press, content),
        kind=kind,
        infos=tuple(_info(press, notice, sent, areas, code) for code in LANGUAGES),
        references=tuple(earlier),
        note="" if press.authority else press.look.in_language("th").say(A_TEST),
        incidents=notice.number,
    )


def _status(press: Press, content: Content) -> str:
    if content.is_exercise:
        return "Exercise"
    return "Actual" if press.authority else "Test"


def _info(
    press: Press, notice: Notice, sent: datetime, areas: list[tuple[Area, AreaBlock]], code: str
) -> Info:
    content, look = notice.content, press.look.in_language(code)
    categories, event_code, responses = KINDS[content.kind]
    urgency, severity, certainty = LEVELS[content.level]
    headline = warning.headline_of(content, look)
    description = "\n\n".join(warning.text_of(content, look))
    if notice.correction:
        urgency, responses = "Past", ("AllClear",)
        headline = look.say(warning.CALLED_OFF, {"number": f"{notice.number}: {headline}"})
        description = notice.correction
    mark = f"{warnings.DRILL_MARK} " if content.is_exercise else ""
    return Info(
        language=LANGUAGES[code],
        categories=categories,
        event=look.say(warnings.KINDS[content.kind]),
        responses=responses,
        urgency=urgency,
        severity=severity,
        certainty=certainty,
        event_code=event_code,
        effective=min(sent, content.ends),
        expires=max(content.ends, sent.replace(microsecond=0)),
        sender_name=press.authority or look.say(NOBODY_YET),
        headline=mark + headline,
        description=mark + description,
        web=look.url("/"),
        contact=CONTACT,
        areas=tuple(_named(block, area, look, content.villages) for area, block in areas),
        resources=_resources(notice, look),
    )


def _resources(notice: Notice, look: Look) -> tuple[Resource, ...]:
    """Its picture; a cancellation needs none."""
    one = notice.picture
    if one is None or notice.correction:
        return ()
    says = warning.picture_words(notice.content, look)
    return (Resource(says, "image/jpeg", one.size, look.url(one.path), one.sha1),)


def _named(block: AreaBlock, area: Area, look: Look, villages: str) -> AreaBlock:
    name = look.language.value(area) + (f" ({' '.join(villages.split())})" if villages else "")
    return AreaBlock(name, block.polygons, block.circles, block.codes)


def _area(press: Press, code: str) -> tuple[Area, AreaBlock]:
    area = lampang.area(code)
    if area is None:
        raise ValueError(f"no such area: {code}")
    codes: tuple[tuple[str, str], ...] = (("TH-DOPA", code),)
    if code == lampang.PROVINCE.code:
        codes = (*codes, ("ISO3166-2", "TH-52"))
    rings = rings_of(press.data_dir, code) if code != lampang.PROVINCE.code else ()
    circles = () if rings else tuple(circle_round(box) for box in _boxes(code))
    return area, AreaBlock(area.name_th, rings, circles, codes)


def _boxes(code: str) -> list[Box]:
    if code in lampang.TAMBON_FACTS:
        return [lampang.TAMBON_FACTS[code].box]
    return [facts.box for one, facts in lampang.DISTRICT_FACTS.items() if one.startswith(code)]


def circle_round(box: Box) -> tuple[Point, float]:
    """The circle that holds the whole box: rather a neighbour too many than somebody inside forgotten."""
    centre = Point((box.min_lat + box.max_lat) / 2, (box.min_lon + box.max_lon) / 2)
    corners = [Point(lat, lon) for lat in (box.min_lat, box.max_lat) for lon in (box.min_lon, box.max_lon)]  # fmt: skip
    return centre, round(max(distance_km(centre, corner) for corner in corners) + 0.05, 1)


def rings_of(data_dir: Path, code: str) -> tuple[tuple[Point, ...], ...]:
    """Outlines as `flask places import` read them, thinned to at most 100 points; none where there are none."""
    file = outlines_file(data_dir)
    if not file.is_file():
        return ()
    shapes = read_outlines(orjson.loads(file.read_bytes())).shapes
    exact = [shape for shape in shapes if shape.area.code == code]
    return tuple(
        ring
        for shape in exact or [one for one in shapes if one.area.code.startswith(code)]
        for ring in _outer(shape)
    )


def _outer(shape: Outline) -> list[tuple[Point, ...]]:
    biggest = max(_size(ring) for ring in shape.rings)
    big = [ring for ring in shape.rings if _size(ring) >= SMALL_RING * biggest]
    outer = [ring for ring in big if not any(_lies_in(ring, other) for other in big if other is not ring)]  # fmt: skip
    return [tuple(Point(lat, lon) for lon, lat in _thinned(ring)) for ring in outer]


def _size(ring: Sequence[tuple[float, float]]) -> float:
    pairs = itertools.pairwise(ring)
    return abs(sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in pairs)) / 2


def _lies_in(ring: Sequence[tuple[float, float]], other: Sequence[tuple[float, float]]) -> bool:
    x, y = ring[0]
    within = False
    for (x1, y1), (x2, y2) in itertools.pairwise(other):
        if (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1:
            within = not within
    return within


def _thinned(ring: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    """Visvalingam: the corner that cuts off the least goes first, until at most 100 points are left."""
    points = list(ring)
    stretch = cos(radians(points[0][1]))
    while len(points) > MOST_POINTS:
        cut = [
            abs((b[0] - a[0]) * (c[1] - a[1]) - (c[0] - a[0]) * (b[1] - a[1])) * stretch
            for a, b, c in zip(points, points[1:], points[2:], strict=False)
        ]
        del points[cut.index(min(cut)) + 1]
    return points
