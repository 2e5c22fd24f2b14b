"""The few Flex pieces our cards are made of: big enough, wrapping, and scaling with the reader's font size."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from bot.cards.look import INK, LINK, Look
from domain.conversation import Button

Piece = dict[str, Any]
LOCATION_SCREEN = "https://line.me/R/nv/location/"
MOST_STACKED = 3
LONGEST_ALT = 400
LONGEST_LABEL = 40
LONGEST_QUICK_LABEL = 20


def text(words: str, **looks: Any) -> Piece:
    """`looks` are Flex's own names (size, weight, color, margin, align, flex, action …)."""
    shape = {"size": "lg", "color": INK, "wrap": True, "scaling": True}
    return {"type": "text", "text": words or " ", **shape, **looks}


def box(layout: str, contents: list[Piece], **looks: Any) -> Piece:
    return {"type": "box", "layout": layout, "contents": contents, **looks}


def line(margin: str = "lg") -> Piece:
    return {"type": "separator", "margin": margin}


def button(one: Button, look: Look, *, style: str = "secondary", color: str = "") -> Piece:
    shape: Piece = {
        "type": "button",
        "style": style,
        "height": "md",
        "margin": "sm",
        "scaling": True,
        "adjustMode": "shrink-to-fit",
        "action": action(one, look, longest=LONGEST_LABEL),
    }
    if color:
        shape["color"] = color
    elif style == "primary":
        shape["color"] = LINK
    return shape


def buttons(many: Sequence[Button], look: Look) -> list[Piece]:
    """Stacked, the first one filled; more than three stand two a line."""
    drawn = [
        button(one, look, style="primary" if n == 0 else "secondary") for n, one in enumerate(many)
    ]
    if len(drawn) <= MOST_STACKED:
        return drawn
    return [box("horizontal", drawn[n : n + 2], spacing="sm") for n in range(0, len(drawn), 2)]


def action(one: Button, look: Look, *, longest: int) -> Piece:
    """LINE's action for a button outside quick replies (there a location has its own kind)."""
    label = look.say(one.label, one.values)[:longest]
    match one.kind:
        case "do":
            return {"type": "postback", "label": label, "data": one.value, "displayText": label}
        case "link":
            return {"type": "uri", "label": label, "uri": look.url(one.value)}
        case "location":
            return {"type": "uri", "label": label, "uri": LOCATION_SCREEN}
        case _:
            return {"type": "message", "label": label, "text": label}


def quick_replies(buttons: tuple[Button, ...], look: Look) -> Piece:
    items = []
    for one in buttons[:13]:
        if one.kind in ("location", "camera"):
            label = look.say(one.label, one.values)[:LONGEST_QUICK_LABEL]
            act: Piece = {"type": one.kind, "label": label}
        else:
            act = action(one, look, longest=LONGEST_QUICK_LABEL)
        items.append({"type": "action", "action": act})
    return {"items": items}


def bubble(
    alt: str,
    body: list[Piece],
    *,
    header: Piece | None = None,
    hero: Piece | None = None,
    footer: list[Piece] | None = None,
    size: str = "mega",
) -> Piece:
    contents: Piece = {"type": "bubble", "size": size}
    if header:
        contents["header"] = header
    if hero:
        contents["hero"] = hero
    contents["body"] = box("vertical", body, spacing="sm", paddingAll="lg")
    if footer:
        contents["footer"] = box("vertical", footer, spacing="sm", paddingAll="md")
    return {
        "type": "flex",
        "altText": alt.replace("\n", " ")[:LONGEST_ALT] or " ",
        "contents": contents,
    }
