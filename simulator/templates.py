"""What LINE takes as template messages (buttons, confirm, carousels) and imagemaps.

The messages that carry them: messages.py.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .actions import action
from .check import (
    Check,
    Field,
    Kind,
    Report,
    anything,
    below,
    holds,
    items,
    matching,
    may,
    need,
    one_of,
    text,
    url,
    whole,
)

_BIG = 2**31 - 1
_type = need(anything)

_AREA_FIELDS = {
    "x": need(whole(0, _BIG)),
    "y": need(whole(0, _BIG)),
    "width": need(whole(1, _BIG)),
    "height": need(whole(1, _BIG)),
}
AREA = Kind(_AREA_FIELDS)
_MAP_FIELDS: dict[str, Field] = {
    "type": _type,
    "area": need(holds(AREA)),
    "label": may(text(1, 100, points=True)),
}
IMAGEMAP_ACTIONS: dict[str, Kind] = {
    "uri": Kind({**_MAP_FIELDS, "linkUri": need(url(1000, "http", "https", "line", "tel"))}),
    "message": Kind({**_MAP_FIELDS, "text": need(text(1, 400))}),
    "clipboard": Kind({**_MAP_FIELDS, "clipboardText": need(text(1, 1000))}),
}
IMAGEMAP_LINK = Kind(
    {
        "linkUri": need(url(1000, "http", "https", "line", "tel")),
        "label": need(text(1, 30, points=True)),
    }
)
IMAGEMAP_VIDEO = Kind(
    {
        "originalContentUrl": need(url()),
        "previewImageUrl": need(url()),
        "area": need(holds(AREA)),
        "externalLink": may(holds(IMAGEMAP_LINK)),
    }
)
BASE_SIZE = Kind({"width": need(whole(1040, 1040)), "height": need(whole(1, _BIG))})

_image_shape = {
    "imageAspectRatio": may(one_of("rectangle", "square")),
    "imageSize": may(one_of("cover", "contain")),
}
_colour = may(matching(r"#[0-9A-Fa-f]{6}"))


def _shorter_beside_a_picture(most: int, short: int) -> Check:
    def check(value: Mapping[str, Any], path: str, report: Report) -> None:
        words = value.get("text")
        beside = value.get("title") or value.get("thumbnailImageUrl")
        if isinstance(words, str) and words:
            text(1, short if beside else most, points=True)(words, below(path, "text"), report)

    return check


def _columns_are_even(value: Mapping[str, Any], path: str, report: Report) -> None:
    columns = value.get("columns")
    if not isinstance(columns, list):
        return
    columns = [each for each in columns if isinstance(each, dict)]
    for name in ("title", "thumbnailImageUrl"):
        if len({bool(each.get(name)) for each in columns}) > 1:
            report(below(path, "columns"), f"all columns must have {name} or none")
    actions = [each.get("actions") for each in columns]
    if len({len(each) for each in actions if isinstance(each, list)}) > 1:
        report(below(path, "columns"), "all columns must have the same number of actions")


_COLUMN_FIELDS: dict[str, Field] = {
    "thumbnailImageUrl": may(url()),
    "imageBackgroundColor": _colour,
    "title": may(text(1, 40, points=True)),
    "text": need(text(1, _BIG)),
    "defaultAction": may(action("default")),
}
_template_action = action("template")
COLUMN = Kind(
    {**_COLUMN_FIELDS, "actions": need(items(_template_action, 1, 3))},
    _shorter_beside_a_picture(120, 60),
)
IMAGE_COLUMN = Kind({"imageUrl": need(url()), "action": need(action("image_carousel"))})
TEMPLATES: dict[str, Kind] = {
    "buttons": Kind(
        {
            "type": _type,
            **_COLUMN_FIELDS,
            **_image_shape,
            "actions": need(items(_template_action, 1, 4)),
        },
        _shorter_beside_a_picture(160, 60),
    ),
    "confirm": Kind(
        {
            "type": _type,
            "text": need(text(1, 240, points=True)),
            "actions": need(items(_template_action, 2, 2)),
        }
    ),
    "carousel": Kind(
        {"type": _type, "columns": need(items(holds(COLUMN), 1, 10)), **_image_shape},
        _columns_are_even,
    ),
    "image_carousel": Kind(
        {"type": _type, "columns": need(items(holds(IMAGE_COLUMN), 1, 10))},
    ),
}
