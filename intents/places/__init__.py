"""Places in what people type: names of areas, villages and landmarks, and coordinates.

How text is made comparable: folding.py. The names: names.py, landmarks.py, elsewhere.py. Finding them as written:
scanning.py, misspelt: guessing.py,
in Latin letters: latin.py; which one is meant: choosing.py. Numbers on the map: coordinates.py.
"""

from __future__ import annotations

from domain.lampang import PROVINCE, district_of
from domain.places import Area, PlaceFound
from intents.places.choosing import choose
from intents.places.coordinates import point_in
from intents.places.folding import fold
from intents.places.guessing import guess
from intents.places.latin import scan_latin
from intents.places.scanning import NO_PLACE, Hit, scan

__all__ = ["find", "point_in", "short_name"]

# Further on in a text (LINE's longest has 5,000) nobody names the place.
LONGEST = 2000


def find(text: str) -> PlaceFound | None:
    """The place that a message (or a bare name) speaks of; None when it names none."""
    text = text[:LONGEST]
    folded = fold(text)
    hits = scan(folded, text) + scan_latin(folded)
    if _is_unsaid(hits, folded):
        hits += guess(_without(hits, folded))
    return choose([hit for hit in hits if hit.name.code != NO_PLACE])


def _is_unsaid(hits: list[Hit], folded: str) -> bool:
    """No name was found that is as fine as the message promises."""
    if all(hit.name.code in (PROVINCE.code, NO_PLACE) for hit in hits):
        return True
    promised = "ตำบล" in folded or "ต." in folded
    return promised and all(len(hit.name.code) == 4 for hit in hits)


def _without(hits: list[Hit], folded: str) -> str:
    for hit in hits:
        if hit.name.code == PROVINCE.code:  # may be the beginning of ลำปางหลวง
            continue
        folded = folded[: hit.start] + " " * (hit.end - hit.start) + folded[hit.end :]
    return folded


def short_name(area: Area, language: str = "th") -> str:
    """For people: "แม่เมาะ", "ต.บ้านดง อ.แม่เมาะ", "จ.ลำปาง"; "Mae Mo", "Ban Dong, Mae Mo", "Lampang"."""
    district = district_of(area.code)
    if language == "en":
        names = [area.name_en]
        if area.is_tambon and district:
            names.append(district.name_en)
        return ", ".join(names)
    if district is None:
        return f"จ.{area.name_th}"
    return f"ต.{area.name_th} อ.{district.name_th}" if area.is_tambon else area.name_th
