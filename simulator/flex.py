"""What LINE takes inside a Flex container: components, their fields, sizes and places."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import orjson

from .actions import action
from .check import (
    Check,
    Field,
    Kind,
    Report,
    anything,
    below,
    by_type,
    flag,
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

BUBBLE_BYTES = 30_000  # "30 KB"; whether LINE means 1,000 or 1,024 is not written: the smaller
CAROUSEL_BYTES = 50_000
CAROUSEL_BUBBLES = 12
_MOST = 2**31 - 1

_PX = r"\d+(\.\d+)?px"
_PERCENT = r"\d+(\.\d+)?%"
_STEPS = "none|xs|sm|md|lg|xl|xxl"
_FONTS = "xxs|xs|sm|md|lg|xl|xxl|3xl|4xl|5xl"

_colour = matching(r"#[0-9A-Fa-f]{6}([0-9A-Fa-f]{2})?")
_step = matching(f"{_STEPS}|{_PX}")
_offset = matching(f"{_STEPS}|-?{_PX}|-?{_PERCENT}")
_padding = matching(f"{_STEPS}|{_PX}|{_PERCENT}")
_length = matching(f"{_PX}|{_PERCENT}")
_font = matching(f"{_FONTS}|{_PX}")
_ratio = matching(r"[1-9]\d{0,5}(\.\d+)?:[1-9]\d{0,5}(\.\d+)?")
_flex = whole(0, _MOST)
_type = need(anything)
_tap = may(action("flex"))

_PLACED: dict[str, Field] = {
    "margin": may(_step),
    "position": may(one_of("relative", "absolute")),
    "offsetTop": may(_offset),
    "offsetBottom": may(_offset),
    "offsetStart": may(_offset),
    "offsetEnd": may(_offset),
}
_LETTERS: dict[str, Field] = {
    "size": may(_font),
    "color": may(_colour),
    "weight": may(one_of("regular", "bold")),
    "style": may(one_of("normal", "italic")),
    "decoration": may(one_of("none", "underline", "line-through")),
}


def _says_something(value: Mapping[str, Any], path: str, report: Report) -> None:
    if value.get("text") is None and not value.get("contents"):
        report(below(path, "text"), "must be specified")


def _is_not_too_tall(value: Mapping[str, Any], path: str, report: Report) -> None:
    wide, _, high = str(value.get("aspectRatio") or "1:1").partition(":")
    try:
        if float(high) > 3 * float(wide):
            report(below(path, "aspectRatio"), "invalid property")
    except ValueError:
        return  # its own field has reported it


COMPONENTS: dict[str, Kind] = {}
_INLINE = ("text", "icon", "filler")
_BLOCKS = ("box", "button", "image", "text", "separator", "filler")


def _only(*names: str) -> Check:
    check = by_type(COMPONENTS)

    def of_these(value: Any, path: str, report: Report) -> None:
        name = value.get("type") if isinstance(value, dict) else None
        if isinstance(name, str) and name in COMPONENTS and name not in names:
            report(path, "invalid property")
        else:
            check(value, path, report)

    return of_these


_in_baseline = items(_only(*_INLINE), 0, _MOST)
_in_box = items(_only(*_BLOCKS), 0, _MOST)


def _holds_what_fits(value: Mapping[str, Any], path: str, report: Report) -> None:
    contents = value.get("contents")
    if contents is not None:
        fits = _in_baseline if value.get("layout") == "baseline" else _in_box
        fits(contents, below(path, "contents"), report)


_GRADIENT = Kind(
    {
        "type": need(one_of("linearGradient")),
        "angle": need(matching(r"(3[0-5]\d|[12]?\d?\d)(\.\d+)?deg")),
        "startColor": need(_colour),
        "endColor": need(_colour),
        "centerColor": may(_colour),
        "centerPosition": may(matching(r"(100|\d?\d)(\.\d+)?%")),
    }
)

COMPONENTS |= {
    "box": Kind(
        {
            "type": _type,
            "layout": need(one_of("horizontal", "vertical", "baseline")),
            "contents": need(anything),
            "flex": may(_flex),
            "spacing": may(_step),
            **_PLACED,
            "backgroundColor": may(_colour),
            "borderColor": may(_colour),
            "borderWidth": may(matching(f"none|light|normal|medium|semi-bold|bold|{_PX}")),
            "cornerRadius": may(_step),
            "width": may(_length),
            "maxWidth": may(_length),
            "height": may(_length),
            "maxHeight": may(_length),
            "paddingAll": may(_padding),
            "paddingTop": may(_padding),
            "paddingBottom": may(_padding),
            "paddingStart": may(_padding),
            "paddingEnd": may(_padding),
            "action": _tap,
            "justifyContent": may(
                one_of(
                    "center",
                    "flex-start",
                    "flex-end",
                    "space-between",
                    "space-around",
                    "space-evenly",
                )
            ),
            "alignItems": may(one_of("center", "flex-start", "flex-end")),
            "background": may(holds(_GRADIENT)),
        },
        _holds_what_fits,
    ),
    "button": Kind(
        {
            "type": _type,
            "action": need(action("flex_button")),
            "flex": may(_flex),
            "color": may(_colour),
            "style": may(one_of("primary", "secondary", "link")),
            "gravity": may(one_of("top", "bottom", "center")),
            "height": may(one_of("md", "sm")),
            "adjustMode": may(one_of("shrink-to-fit")),
            "scaling": may(flag),
            **_PLACED,
        }
    ),
    "image": Kind(
        {
            "type": _type,
            "url": need(url()),
            "flex": may(_flex),
            "align": may(one_of("start", "end", "center")),
            "gravity": may(one_of("top", "bottom", "center")),
            "size": may(matching(f"{_FONTS}|full|{_PX}|{_PERCENT}")),
            "aspectRatio": may(_ratio),
            "aspectMode": may(one_of("fit", "cover")),
            "backgroundColor": may(_colour),
            "action": _tap,
            "animated": may(flag),
            **_PLACED,
        },
        _is_not_too_tall,
    ),
    "video": Kind(
        {
            "type": _type,
            "url": need(url()),
            "previewUrl": need(url()),
            "altContent": need(_only("box", "image")),
            "aspectRatio": may(_ratio),
            "action": _tap,
        },
        _is_not_too_tall,
    ),
    "icon": Kind(
        {
            "type": _type,
            "url": need(url()),
            "size": may(_font),
            "aspectRatio": may(_ratio),
            "scaling": may(flag),
            **_PLACED,
        }
    ),
    "text": Kind(
        {
            "type": _type,
            "text": may(text(1, _MOST)),
            "contents": may(items(_only("span"), 0, _MOST)),
            **_LETTERS,
            "flex": may(_flex),
            "align": may(one_of("start", "end", "center")),
            "gravity": may(one_of("top", "bottom", "center")),
            "wrap": may(flag),
            "lineSpacing": may(matching(_PX)),
            "action": _tap,
            "maxLines": may(whole(0, _MOST)),
            "adjustMode": may(one_of("shrink-to-fit")),
            "scaling": may(flag),
            **_PLACED,
        },
        _says_something,
    ),
    "span": Kind({"type": _type, "text": need(text(1, _MOST)), **_LETTERS}),
    "separator": Kind({"type": _type, "margin": may(_step), "color": may(_colour)}),
    "filler": Kind({"type": _type, "flex": may(_flex)}),
}

_BLOCK = holds(
    Kind(
        {
            "backgroundColor": may(_colour),
            "separator": may(flag),
            "separatorColor": may(_colour),
        }
    )
)
STYLES = Kind({name: may(_BLOCK) for name in ("header", "hero", "body", "footer")})
_PARTS = ("header", "hero", "body", "footer")


def _size_in_bytes(value: Any) -> int:
    return len(orjson.dumps(value))


def _is_a_whole_bubble(value: Mapping[str, Any], path: str, report: Report) -> None:
    if not any(value.get(part) for part in _PARTS):
        report(path or "/", "At least one block must be specified")
    if _size_in_bytes(value) > BUBBLE_BYTES:
        report(path or "/", "size of bubble must not be larger than 30 KB")
    hero = value.get("hero")
    if isinstance(hero, dict) and hero.get("type") == "video":
        if path:
            report(below(path, "hero"), "video is not allowed in a carousel")
        elif value.get("size") not in (None, "kilo", "mega", "giga"):
            report("/size", "invalid property")


BUBBLE = Kind(
    {
        "type": _type,
        "direction": may(one_of("ltr", "rtl")),
        "size": may(one_of("nano", "micro", "deca", "hecto", "kilo", "mega", "giga")),
        "header": may(_only("box")),
        "hero": may(_only("box", "image", "video")),
        "body": may(_only("box")),
        "footer": may(_only("box")),
        "styles": may(holds(STYLES)),
        "action": _tap,
    },
    _is_a_whole_bubble,
)


def _is_an_even_carousel(value: Mapping[str, Any], path: str, report: Report) -> None:
    bubbles = value.get("contents")
    if not isinstance(bubbles, list):
        return
    widths = {str(each.get("size") or "mega") for each in bubbles if isinstance(each, dict)}
    if len(widths) > 1:
        report("/contents", "all bubbles must have the same size")
    if _size_in_bytes(value) > CAROUSEL_BYTES:
        report("/", "size of carousel must not be larger than 50 KB")


_bubble = by_type({"bubble": BUBBLE})
CONTAINERS: dict[str, Kind] = {
    "bubble": BUBBLE,
    "carousel": Kind(
        {"type": _type, "contents": need(items(_bubble, 1, CAROUSEL_BUBBLES))},
        _is_an_even_carousel,
    ),
}

_container = by_type(CONTAINERS)


def container(value: Any, path: str, report: Report) -> None:
    """Paths start anew at the container, as LINE's own do."""
    _container(value, "", report)
