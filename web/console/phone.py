"""A LINE message as a phone shows it: the very JSON that is sent, drawn as HTML with classes (no style attributes)."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from markupsafe import Markup, escape

# Colours that our cards use, by the name of their class in console.css.
BACKGROUNDS = {
    "#0B6E4F": "on-green",
    "#F26522": "on-orange",
    "#B00020": "on-red",
    "#52606D": "on-grey",
}
SIZES = ("sm", "md", "lg", "xl", "xxl", "3xl", "4xl", "5xl")


def draw(message: dict[str, Any]) -> Markup:
    """One message: a Flex bubble or plain words."""
    if message["type"] == "text":
        return Markup('<div class="words">{}</div>').format(_lines(message["text"]))
    bubble = message["contents"]
    parts = [bubble[name] for name in ("header", "hero", "body", "footer") if name in bubble]
    return Markup('<div class="bubble">{}</div>').format(_join(parts))


def _join(pieces: list[dict[str, Any]]) -> Markup:
    return Markup("").join(_piece(one) for one in pieces)


def _piece(piece: dict[str, Any]) -> Markup:
    match piece["type"]:
        case "text":
            return _text(piece)
        case "separator":
            return Markup("<hr>")
        case "button":
            kind = "main" if piece.get("style") == "primary" else "other"
            label = piece["action"].get("label", "")
            return Markup('<span class="press {}">{}</span>').format(kind, label)
        case "box":
            return _box(piece)
        case "image":
            return _image(piece)
        case _:
            return Markup("")


def _text(piece: dict[str, Any]) -> Markup:
    size = piece.get("size", "md") if piece.get("size", "md") in SIZES else "md"
    names = [f"size-{size}", *(["bold"] if piece.get("weight") == "bold" else [])]
    if piece.get("align") == "center":
        names.append("centre")
    if piece.get("color", "").upper() == "#5F6B76":
        names.append("pale")
    return Markup('<p class="{}">{}</p>').format(" ".join(names), _lines(piece["text"]))


def _image(piece: dict[str, Any]) -> Markup:
    """From our own address: the page lets no other pictures in. What it shows is said below it."""
    path = urlsplit(piece["url"]).path
    return Markup('<img class="hero" src="{}" alt="">').format(path)


def _box(piece: dict[str, Any]) -> Markup:
    names = ["box", "across" if piece["layout"] == "horizontal" else "down"]
    if background := piece.get("backgroundColor", ""):
        names.append(BACKGROUNDS.get(background.upper(), "on-white"))
        if piece["contents"] and piece["contents"][0].get("color", "").upper() == "#FFFFFF":
            names.append("white-ink")
    return Markup('<div class="{}">{}</div>').format(" ".join(names), _join(piece["contents"]))


def _lines(words: str) -> Markup:
    return Markup("<br>").join(escape(line) for line in words.split("\n"))
