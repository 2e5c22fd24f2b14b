"""Which place is meant when a message holds several names, or one name of two places."""

from __future__ import annotations

from domain.lampang import PROVINCE, TAMBONS, area
from domain.places import Area, PlaceFound
from intents.places.scanning import Hit

_TAMBON_OF_SAME_NAME = {
    district.code: tambon
    for tambon in TAMBONS
    if (district := area(tambon.code[:4])) and district.name_th == tambon.name_th
}


def choose(hits: list[Hit]) -> PlaceFound | None:
    if not hits:
        return None
    within = [hit for hit in hits if hit.name.code and hit.name.code != PROVINCE.code]
    outside = [hit for hit in hits if not hit.name.code]
    if outside and _is_elsewhere(within, outside, hits):
        return PlaceFound(name=outside[0].name.written, outside=True)
    if not within:
        return PlaceFound(area=PROVINCE)
    landmarks = [hit for hit in within if hit.name.landmark]
    if landmarks and not any(hit.cue in ("district", "tambon") for hit in within):
        return _of_landmark(landmarks[0])
    return _of_areas(within, landmarks)


def _is_elsewhere(within: list[Hit], outside: list[Hit], hits: list[Hit]) -> bool:
    """Many names of Lampang's tambons and landmarks exist elsewhere too: "ต.บ้านดง จ.พะเยา", "สนามบินเชียงใหม่"."""
    if any(hit.name.code == PROVINCE.code for hit in hits):
        return False
    if not within:
        return True
    if any(hit.cue == "province" for hit in outside):
        return True
    last = within[-1]
    near = any(0 <= hit.start - last.end <= 3 for hit in outside)
    is_district = len(last.name.code) == 4 and last.name.code != "5201" and not last.name.landmark
    return (near and not is_district) or any(
        hit.start <= each.end and each.start <= hit.end for hit in within for each in outside
    )


def _of_landmark(hit: Hit) -> PlaceFound:
    landmark = hit.name.landmark
    assert landmark is not None
    return PlaceFound(area=area(landmark.code), name=landmark.names[0], point=landmark.point)


def _of_areas(within: list[Hit], landmarks: list[Hit]) -> PlaceFound:
    districts, tambons = _districts_and_tambons([hit for hit in within if not hit.name.landmark])
    fitting = [each for each in tambons if not districts or each.code[:4] in districts]
    if len(fitting) == 1:
        return PlaceFound(area=fitting[0])
    if landmarks and not tambons:
        return _of_landmark(landmarks[0])
    if fitting:
        return PlaceFound(candidates=tuple(fitting[:3]))
    named = [found for code in districts if (found := area(code))]
    if tambons:  # a tambon said to lie in a district where it does not
        return PlaceFound(candidates=tuple([*tambons, *named][:3]))
    if len(named) == 1:
        return PlaceFound(area=named[0])
    return PlaceFound(candidates=tuple(named[:3]))


def _districts_and_tambons(hits: list[Hit]) -> tuple[list[str], list[Area]]:
    """Codes and tambons once each, in the order said."""
    districts: dict[str, None] = {}
    tambons: dict[str, Area] = {}
    for hit in hits:
        found = area(hit.name.code)
        same = _TAMBON_OF_SAME_NAME.get(hit.name.code)
        if same and hit.cue == "tambon":
            found = same
        if found is None:
            continue
        if found.is_tambon:
            tambons[found.code] = found
        else:
            districts[found.code] = None
    return list(districts), list(tambons.values())
