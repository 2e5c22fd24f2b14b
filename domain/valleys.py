"""Which valley a place lies in, and how far a measurement may speak there: the basins of Lampang as a table.

Smoke lies in a basin under its own lid of warm air; a sensor behind the ridge measures another air, however near it is on
the map. A district is in one valley unless a tambon is named below. Drawn after the rivers: the upper Wang, the basin of
Lampang town, Mae Mo's own basin, the Ngao (which flows to the Yom), the lower Wang at Thoen. It is a setting: a province
that knows better changes a line.
"""

from __future__ import annotations

NEAR_KM = 15.0  # farther away stands another air

# Valley; its districts and tambons by DOPA code. A tambon's own line comes before its district's.
_ROWS = """
upper_wang;5206 5207 5213
lampang;5201 5203 5204 5210 5211 5212
mae_mo;5202
ngao;5205
lower_wang;5208 5209
"""
VALLEYS = {
    code: valley
    for valley, _, codes in (row.partition(";") for row in _ROWS.strip().splitlines())
    for code in codes.split()
}
# Tambons where a measurement speaks less (or more) far than NEAR_KM, km.
REACHES: dict[str, float] = {}


def valley_of(code: str) -> str:
    """Of a tambon or a district; empty where it is not known, or for the whole province."""
    return VALLEYS.get(code) or VALLEYS.get(code[:4], "")


def same_valley(one: str, other: str) -> bool:
    """Whether the air of one area may speak for the other; what is not known is not held against it."""
    here, there = valley_of(one), valley_of(other)
    return not here or not there or here == there


def reach_km(code: str) -> float:
    return REACHES.get(code, NEAR_KM)
