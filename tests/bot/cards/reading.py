"""What a villager would trip over in a message: LINE's refusals, letters too small, words not in their language."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from bot.cards import Look, flex
from bot.cards.look import SOFT
from bot.language import LANGUAGES, Language, language
from domain.conversation import Button
from simulator.messages import check_messages

PUBLIC = "https://nongkhem.example"
READABLE = ("md", "lg", "xl", "xxl", "3xl", "4xl", "5xl")
MOST_ROWS = 4  # of two buttons each
MOST_STACKED = 3
# Names of languages stand in their own; names that are filled in are translated by whoever fills them.
SAME_EVERYWHERE = {"English", "ภาษาไทย", "%(name)s"}
PARTICLES = re.compile("ค่ะ|นะคะ|คะ")
LATIN = re.compile("[A-Za-z]")
AT_FIRST_SIGHT = 40


class Listening(Language):
    """Keeps the source texts that came out as they went in."""

    def say(self, text: str, values: Any = None) -> str:
        if text and self.catalogue.gettext(text) == text:
            UNTRANSLATED.append(text)
        return Language.say(self, text, values)


UNTRANSLATED: list[str] = []


def looks() -> list[Look]:
    UNTRANSLATED.clear()
    return [Look(PUBLIC, Listening(code, language(code).catalogue)) for code in LANGUAGES]


CUT: list[str] = []  # labels that did not fit on their button and were cut when drawn
_action = flex.action


def _noting(one: Button, look: Look, *, longest: int) -> dict[str, Any]:
    if len(look.say(one.label, one.values)) > longest:
        CUT.append(look.say(one.label, one.values))
    return _action(one, look, longest=longest)


flex.action = _noting


def faults(messages: list[dict[str, Any]], look: Look, to: str = "user") -> list[str]:
    found = [f"label is cut: {label}" for label in CUT]
    CUT.clear()
    found += (
        [f"LINE refuses: {refusal}" for refusal in check_messages(messages, to=to)]
        if messages
        else []
    )
    for message in messages:
        found += _faults_of_message(message)
    if look.language.code == "th":
        odd = {text for text in UNTRANSLATED if LATIN.search(text)} - SAME_EVERYWHERE
        found += [f"not in Thai: {text}" for text in sorted(odd)]
    return found


def _faults_of_message(message: dict[str, Any]) -> Iterator[str]:
    for words in words_of(message):
        if "%(" in words:
            yield f"not filled in: {words}"
        if len(PARTICLES.findall(words)) > 2:
            yield f"too many ค่ะ: {words}"
        if "ๆ" in words and re.search(r"\Sๆ|ๆ\S", words):
            yield f"ๆ wants a space on both sides: {words}"
    if message["type"] == "flex":
        yield from _faults_of_card(message)
    for item in message.get("quickReply", {}).get("items", []):
        if len(item["action"]["label"]) > 20:
            yield f"quick reply too long: {item['action']['label']}"


def _faults_of_card(message: dict[str, Any]) -> Iterator[str]:
    if not 0 < len(message["altText"].strip()) <= 400:
        yield f"altText: {message['altText']!r}"
    if "\n" in message["altText"]:
        yield "altText has two lines"
    stacked = message["contents"].get("footer", {}).get("contents", [])
    rows = [one for one in stacked if one["type"] == "box"]
    if len(stacked) > (MOST_ROWS if rows else MOST_STACKED):
        yield f"{len(stacked)} buttons in the footer"
    for piece in pieces(message["contents"]):
        if piece["type"] == "text":
            yield from _faults_of_text(piece)
        if piece["type"] == "button" and (piece["height"] != "md" or not piece["scaling"]):
            yield f"button: {piece['action']['label']}"


def _faults_of_text(piece: dict[str, Any]) -> Iterator[str]:
    if piece.get("size") not in READABLE and not is_note(piece):
        yield f"small letters ({piece.get('size')}): {piece['text']}"
    if not (piece.get("wrap") and piece.get("scaling")):
        yield f"does not wrap or grow: {piece['text']}"


def is_note(piece: dict[str, Any]) -> bool:
    return piece.get("size") == "sm" and piece.get("color") == SOFT


def pieces(node: Any) -> Iterator[dict[str, Any]]:
    """All components of a Flex container, in the order they are read."""
    if isinstance(node, list):
        for one in node:
            yield from pieces(one)
    elif isinstance(node, dict):
        if "type" in node and node["type"] != "bubble":
            yield node
        for name in ("header", "hero", "body", "contents", "footer"):
            yield from pieces(node.get(name))


def words_of(message: dict[str, Any]) -> list[str]:
    """What can be read in a message, buttons too."""
    if message["type"] == "text":
        return [message["text"]]
    found = [message["altText"]]
    for piece in pieces(message["contents"]):
        if piece["type"] == "text":
            found.append(piece["text"])
        elif piece["type"] == "button":
            found.append(piece["action"]["label"])
    found += [one["action"]["label"] for one in message.get("quickReply", {}).get("items", [])]
    return found


def all_words(messages: list[dict[str, Any]]) -> str:
    return "\n".join(words for message in messages for words in words_of(message))
