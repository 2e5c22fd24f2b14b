"""CAP 1.2: a warning as one XML message that other systems read, and the rules a message must keep.

The rules are those of the OASIS standard CAP-v1.2-os: what its schema says, restated, and what the schema cannot say
(references, circles and polygons in lat,lon order, closed rings …). What is in a message: bot/warning_cap.py.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from xml.etree import ElementTree

from domain.places import Point

NAMESPACE = "urn:oasis:names:tc:emergency:cap:1.2"
BANGKOK = timezone(timedelta(hours=7))
ALERT, UPDATE, CANCEL = "Alert", "Update", "Cancel"


@dataclass(frozen=True, slots=True)
class Reference:
    """An earlier message of the same chain."""

    sender: str
    identifier: str
    sent: datetime

    def __str__(self) -> str:
        return f"{self.sender},{self.identifier},{written(self.sent)}"


@dataclass(frozen=True, slots=True)
class AreaBlock:
    """Where, in words, as rings or circles (km), and as codes."""

    name: str
    polygons: tuple[tuple[Point, ...], ...] = ()
    circles: tuple[tuple[Point, float], ...] = ()
    codes: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Resource:
    """A file that belongs to it. `digest`: SHA-1, as the standard wants it."""

    says: str
    mime: str
    size: int
    uri: str
    digest: str


@dataclass(frozen=True, slots=True)
class Info:
    """The warning in one language."""

    language: str
    categories: tuple[str, ...]
    event: str
    responses: tuple[str, ...]
    urgency: str
    severity: str
    certainty: str
    effective: datetime
    expires: datetime
    sender_name: str
    headline: str
    description: str
    event_code: str = ""
    web: str = ""
    contact: str = ""
    areas: tuple[AreaBlock, ...] = ()
    resources: tuple[Resource, ...] = ()


@dataclass(frozen=True, slots=True)
class Message:
    identifier: str
    sender: str
    sent: datetime
    status: str
    kind: str
    infos: tuple[Info, ...]
    references: tuple[Reference, ...] = ()
    note: str = ""
    incidents: str = ""


def written(at: datetime) -> str:
    """Lampang's clock, to the second, never Z."""
    return at.astimezone(BANGKOK).isoformat(timespec="seconds")


def write(message: Message) -> str:
    root = ElementTree.Element("alert", xmlns=NAMESPACE)
    for name, value in (
        ("identifier", message.identifier),
        ("sender", message.sender),
        ("sent", written(message.sent)),
        ("status", message.status),
        ("msgType", message.kind),
        ("scope", "Public"),
        ("note", message.note),
        ("references", " ".join(map(str, message.references))),
        ("incidents", message.incidents),
    ):
        _add(root, name, value)
    for info in message.infos:
        _add_info(root, info)
    ElementTree.indent(root)
    body = ElementTree.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{body}\n'


def _add(parent: ElementTree.Element, name: str, value: str) -> None:
    if value:
        ElementTree.SubElement(parent, name).text = printable(value)


def printable(text: str) -> str:
    """XML holds no control letters; people paste them from elsewhere."""
    return "".join(
        one
        for one in text
        if one in "\n\t" or " " <= one <= "\ud7ff" or "\ue000" <= one not in "\ufffe\uffff"
    )


def _add_info(root: ElementTree.Element, info: Info) -> None:
    part = ElementTree.SubElement(root, "info")
    _add(part, "language", info.language)
    for category in info.categories:
        _add(part, "category", category)
    _add(part, "event", info.event)
    for response in info.responses:
        _add(part, "responseType", response)
    _add(part, "urgency", info.urgency)
    _add(part, "severity", info.severity)
    _add(part, "certainty", info.certainty)
    if info.event_code:
        _add_pair(part, "eventCode", "OET:v1.2", info.event_code)
    for name, value in (
        ("effective", written(info.effective)),
        ("expires", written(info.expires)),
        ("senderName", info.sender_name),
        ("headline", info.headline),
        ("description", info.description),
        ("web", info.web),
        ("contact", info.contact),
    ):
        _add(part, name, value)
    for one in info.resources:
        _add_resource(part, one)
    for area in info.areas:
        _add_area(part, area)


def _add_resource(info: ElementTree.Element, one: Resource) -> None:
    part = ElementTree.SubElement(info, "resource")
    for name, value in (
        ("resourceDesc", one.says),
        ("mimeType", one.mime),
        ("size", str(one.size)),
        ("uri", one.uri),
        ("digest", one.digest),
    ):
        _add(part, name, value)


def _add_area(info: ElementTree.Element, area: AreaBlock) -> None:
    part = ElementTree.SubElement(info, "area")
    _add(part, "areaDesc", area.name)
    for ring in area.polygons:
        _add(part, "polygon", " ".join(_pair(point) for point in ring))
    for centre, km in area.circles:
        _add(part, "circle", f"{_pair(centre)} {km:.1f}")
    for name, value in area.codes:
        _add_pair(part, "geocode", name, value)


def _add_pair(parent: ElementTree.Element, tag: str, name: str, value: str) -> None:
    part = ElementTree.SubElement(parent, tag)
    _add(part, "valueName", name)
    _add(part, "value", value)


def _pair(point: Point) -> str:
    return f"{round(point.lat, 5)},{round(point.lon, 5)}"
