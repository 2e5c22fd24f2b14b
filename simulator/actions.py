"""What a tap may do: LINE's actions, their limits, and the places that each may stand in."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from .check import (
    Check,
    Field,
    Kind,
    Report,
    anything,
    below,
    by_type,
    holds,
    matching,
    may,
    need,
    one_of,
    text,
    url,
)

ALIAS = r"[a-z0-9_-]{1,32}"

_DATE = r"(19\d\d|20\d\d|2100)-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])"
_TIME = r"([01]\d|2[0-3]):[0-5]\d"
MOMENTS = {"date": _DATE, "time": _TIME, "datetime": f"{_DATE}[tT]{_TIME}"}


def _fits_its_mode(value: Mapping[str, Any], path: str, report: Report) -> None:
    pattern = MOMENTS.get(str(value.get("mode")))
    if pattern is None:
        return
    for name in ("initial", "min", "max"):
        given = value.get(name)
        if isinstance(given, str) and not re.fullmatch(pattern, given):
            report(below(path, name), "invalid date time format")
    low, high = value.get("min"), value.get("max")
    if isinstance(low, str) and isinstance(high, str) and low >= high:
        report(below(path, "min"), "must be less than max")


def _says_one_thing(value: Mapping[str, Any], path: str, report: Report) -> None:
    if value.get("text") is not None and value.get("displayText") is not None:
        report(below(path, "text"), "cannot be used with displayText")
    if value.get("fillInText") is not None and value.get("inputOption") != "openKeyboard":
        report(below(path, "fillInText"), "inputOption must be openKeyboard")


_TYPE = need(anything)

# Without its label, which depends on the place.
FIELDS: dict[str, dict[str, Field]] = {
    "postback": {
        "data": need(text(1, 300)),
        "displayText": may(text(1, 300, points=True)),
        "text": may(text(1, 300, points=True)),
        "inputOption": may(one_of("closeRichMenu", "openRichMenu", "openKeyboard", "openVoice")),
        "fillInText": may(text(1, 300, points=True)),
    },
    "message": {"text": need(text(1, 300, points=True))},
    "uri": {
        "uri": need(url(1000, "http", "https", "line", "tel")),
        "altUri": may(holds(Kind({"desktop": may(url(1000, "http", "https", "line", "tel"))}))),
    },
    "datetimepicker": {
        "data": need(text(1, 300)),
        "mode": need(one_of("date", "time", "datetime")),
        "initial": may(text(1, 20)),
        "max": may(text(1, 20)),
        "min": may(text(1, 20)),
    },
    "clipboard": {"clipboardText": need(text(1, 1000))},
    "camera": {},
    "cameraRoll": {},
    "location": {},
    "richmenuswitch": {
        "richMenuAliasId": need(matching(ALIAS)),
        "data": need(text(1, 300)),
    },
}

_ACROSS: dict[str, Check] = {"postback": _says_one_thing, "datetimepicker": _fits_its_mode}
_EVERYWHERE = ("postback", "message", "uri", "datetimepicker", "clipboard")
_LABEL_20 = text(1, 20, points=True)

# Where an action stands: its label, and which types are taken there.
_PLACES: dict[str, tuple[Field, tuple[str, ...]]] = {
    "template": (need(_LABEL_20), _EVERYWHERE),
    "default": (may(_LABEL_20), _EVERYWHERE),
    "image_carousel": (may(text(1, 12, points=True)), _EVERYWHERE),
    "quick_reply": (need(_LABEL_20), (*_EVERYWHERE, "camera", "cameraRoll", "location")),
    "flex_button": (need(text(1, 40, points=True)), _EVERYWHERE),
    "flex": (may(text(1, 40, points=True)), _EVERYWHERE),
    "rich_menu": (may(_LABEL_20), (*_EVERYWHERE, "richmenuswitch")),
}


def _kinds(place: str) -> dict[str, Kind]:
    label, types = _PLACES[place]
    return {
        name: Kind(
            {"type": _TYPE, "label": label, **FIELDS[name]},
            *((_ACROSS[name],) if name in _ACROSS else ()),
        )
        for name in types
    }


ACTIONS: dict[str, dict[str, Kind]] = {place: _kinds(place) for place in _PLACES}


def action(place: str) -> Check:
    return by_type(ACTIONS[place])
