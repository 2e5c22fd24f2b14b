"""What a CAP 1.2 message must keep, checked on the finished XML before it is published: the standard's text and schema.

Element order and values: OASIS CAP-v1.2-os, chapter 3. A schema misses half of these (references, rings, radius …).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from xml.etree.ElementTree import Element

from domain.cap import NAMESPACE

# name: (fewest, most) in the order the standard wants; 99 is any number
ALERT = {
    "identifier": (1, 1), "sender": (1, 1), "sent": (1, 1), "status": (1, 1), "msgType": (1, 1), "source": (0, 1),
    "scope": (1, 1), "restriction": (0, 1), "addresses": (0, 1), "code": (0, 99), "note": (0, 1),
    "references": (0, 1), "incidents": (0, 1), "info": (0, 99),
}  # fmt: skip
INFO = {
    "language": (0, 1), "category": (1, 99), "event": (1, 1), "responseType": (0, 99), "urgency": (1, 1),
    "severity": (1, 1), "certainty": (1, 1), "audience": (0, 1), "eventCode": (0, 99), "effective": (0, 1),
    "onset": (0, 1), "expires": (0, 1), "senderName": (0, 1), "headline": (0, 1), "description": (0, 1),
    "instruction": (0, 1), "web": (0, 1), "contact": (0, 1), "parameter": (0, 99), "resource": (0, 99),
    "area": (0, 99),
}  # fmt: skip
AREA = {
    "areaDesc": (1, 1), "polygon": (0, 99), "circle": (0, 99), "geocode": (0, 99), "altitude": (0, 1),
    "ceiling": (0, 1),
}  # fmt: skip
RESOURCE = {
    "resourceDesc": (1, 1), "mimeType": (1, 1), "size": (0, 1), "uri": (0, 1), "derefUri": (0, 1), "digest": (0, 1),
}  # fmt: skip
PAIR = {"valueName": (1, 1), "value": (1, 1)}
CHILDREN = {
    "alert": ALERT,
    "info": INFO,
    "area": AREA,
    "eventCode": PAIR,
    "geocode": PAIR,
    "parameter": PAIR,
    "resource": RESOURCE,
}
VALUES = {
    "status": "Actual Exercise System Test Draft",
    "msgType": "Alert Update Cancel Ack Error",
    "scope": "Public Restricted Private",
    "category": "Geo Met Safety Security Rescue Fire Health Env Transport Infra CBRNE Other",
    "responseType": "Shelter Evacuate Prepare Execute Avoid Monitor Assess AllClear None",
    "urgency": "Immediate Expected Future Past Unknown",
    "severity": "Extreme Severe Moderate Minor Unknown",
    "certainty": "Observed Likely Possible Unlikely Unknown",
}
TIMES = ("sent", "effective", "onset", "expires")
TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[-+]\d\d:\d\d")
LANGUAGE = re.compile(r"[a-zA-Z]{1,8}(-[a-zA-Z0-9]{1,8})*")
NAME = re.compile(r"[^\s,<&]+")
MIME = re.compile(r"[a-z]+/[a-z0-9.+-]+")
SHA1 = re.compile(r"[0-9a-f]{40}", re.IGNORECASE)
NUMBER = r"-?\d+(?:\.\d+)?"
PLACE = re.compile(rf"({NUMBER}),({NUMBER})")
CIRCLE = re.compile(rf"({NUMBER}),({NUMBER}) (\d+(?:\.\d+)?)")
# Thailand lies between these: a pair in lon,lat order is none of its places.
LATITUDES, LONGITUDES = (5.0, 21.0), (97.0, 106.0)


def faults(root: Element) -> list[str]:
    """Every broken rule, in words; an empty list is a good message."""
    if root.tag != f"{{{NAMESPACE}}}alert":
        return [f"not an alert of {NAMESPACE}: {root.tag}"]
    return [
        *_of_shape(root),
        *_of_values(root),
        *_of_alert(root),
        *_of_infos(root),
        *_of_places(root),
        *_of_resources(root),
    ]


def name(element: Element) -> str:
    return element.tag.rpartition("}")[2]


def _all(root: Element, *names: str) -> Iterator[Element]:
    yield from (one for one in root.iter() if name(one) in names)


def _text(root: Element, tag: str) -> str:
    return (root.findtext(f"{{{NAMESPACE}}}{tag}") or "").strip()


def _of_shape(root: Element) -> Iterator[str]:
    for parent in root.iter():
        wanted = CHILDREN.get(name(parent))
        if wanted is None:
            continue
        found = [name(child) for child in parent]
        yield from (f"{name(parent)} holds no {one}" for one in found if one not in wanted)
        order = [list(wanted).index(one) for one in found if one in wanted]
        if order != sorted(order):
            yield f"{name(parent)}: the order is wrong"
        for child, (fewest, most) in wanted.items():
            if not fewest <= found.count(child) <= most:
                yield f"{name(parent)}: {found.count(child)} of {child}"


def _of_values(root: Element) -> Iterator[str]:
    for one in root.iter():
        tag, text = name(one), one.text or ""
        if tag in VALUES and text not in VALUES[tag].split():
            yield f"{tag} cannot be {text!r}"
        if tag in TIMES and not _is_time(text):
            yield f"{tag} is no time of CAP: {text!r}"
        if tag == "language" and not LANGUAGE.fullmatch(text):
            yield f"language {text!r}"
        if not len(one) and not text.strip():
            yield f"{tag} is empty"
        if tag == "web" and not re.match(r"[a-z][a-z0-9+.-]*:", text):
            yield f"web has no scheme: {text!r}"


def _when(text: str) -> datetime:
    return datetime.fromisoformat(text)


def _is_time(text: str) -> bool:
    if not TIME.fullmatch(text) or text.endswith("+00:00"):  # UTC is -00:00
        return False
    try:
        datetime.fromisoformat(text)
    except ValueError:
        return False
    return True


def _of_alert(root: Element) -> Iterator[str]:
    for tag in ("identifier", "sender"):
        if not NAME.fullmatch(_text(root, tag)):
            yield f"{tag} must have no blank, comma, < or &"
    yield from _of_references(_text(root, "references").split(), _text(root, "msgType"))
    scope = _text(root, "scope")
    if _text(root, "msgType") == "Alert" and root.find(f"{{{NAMESPACE}}}info") is None:
        yield "a public alert without info"
    if scope == "Restricted" and not _text(root, "restriction"):
        yield "Restricted without restriction"
    if scope == "Private" and not _text(root, "addresses"):
        yield "Private without addresses"


def _of_references(references: list[str], kind: str) -> Iterator[str]:
    for one in references:
        parts = one.split(",")
        if len(parts) != 3 or not all(parts) or not _is_time(parts[2]):
            yield f"a reference is sender,identifier,sent: {one!r}"
    if kind in ("Update", "Cancel", "Ack", "Error") and not references:
        yield f"{kind} without references"


def _of_infos(root: Element) -> Iterator[str]:
    languages = []
    for info in _all(root, "info"):
        languages.append(_text(info, "language") or "en-US")
        responses = [one.text for one in info if name(one) in ("responseType", "category")]
        if len(set(responses)) != len(responses):
            yield "the same category or responseType twice"
        begins, ends = _text(info, "onset") or _text(info, "effective"), _text(info, "expires")
        if _is_time(begins) and _is_time(ends) and _when(ends) <= _when(begins):
            yield "it expires before it begins"
        if info.find(f"{{{NAMESPACE}}}area") is None:
            yield "info without an area"
    if len(set(languages)) != len(languages):
        yield "two info blocks in one language"


def _of_places(root: Element) -> Iterator[str]:
    for one in _all(root, "circle"):
        found = CIRCLE.fullmatch(one.text or "")
        if not found or not _is_here(found.group(1), found.group(2)):
            yield f"a circle is lat,lon radius: {one.text!r}"
    for one in _all(root, "polygon"):
        pairs = (one.text or "").split()
        places = [PLACE.fullmatch(pair) for pair in pairs]
        if len(pairs) < 4 or pairs[0] != pairs[-1]:
            yield "a polygon has four pairs or more, the last like the first"
        if not all(place and _is_here(place.group(1), place.group(2)) for place in places):
            yield "a polygon is of lat,lon pairs"


def _of_resources(root: Element) -> Iterator[str]:
    """A resource that nobody can fetch or check is none."""
    for one in _all(root, "resource"):
        if not MIME.fullmatch(_text(one, "mimeType")):
            yield f"mimeType {_text(one, 'mimeType')!r}"
        size, digest, uri = (_text(one, tag) for tag in ("size", "digest", "uri"))
        if size and not (size.isascii() and size.isdigit() and int(size)):
            yield f"size is a number of bytes: {size!r}"
        if digest and not SHA1.fullmatch(digest):
            yield f"digest is no SHA-1: {digest!r}"
        if not (uri or _text(one, "derefUri")):
            yield "a resource without uri"
        if uri and not re.match(r"[a-z][a-z0-9+.-]*:", uri):
            yield f"uri has no scheme: {uri!r}"


def _is_here(lat: str, lon: str) -> bool:
    return (
        LATITUDES[0] <= float(lat) <= LATITUDES[1] and LONGITUDES[0] <= float(lon) <= LONGITUDES[1]
    )
