"""The little language in which messages.py, actions.py and flex.py write down what LINE takes.

A check looks at a value and reports what LINE would say. Paths inside a Flex container are JSON
pointers (`/body/contents/0`, the container itself is the empty path), all others are dotted
(`messages[0].text`); LINE words its errors differently in the two, and only Flex refuses unknown
fields and nulls.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple
from urllib.parse import urlsplit

Report = Callable[[str, str], None]
Check = Callable[[Any, str, Report], None]

# A stand-in runs on one machine: pictures of the bot may come from there without a certificate.
LOOPBACK = ("localhost", "127.0.0.1", "::1")


class Field(NamedTuple):
    check: Check
    required: bool = False


class Kind:
    """The fields of one type of object, with what must be there."""

    __slots__ = ("fields", "limits", "required")

    def __init__(self, fields: Mapping[str, Field], *limits: Check) -> None:
        self.fields = fields
        self.required = tuple(name for name, each in fields.items() if each.required)
        self.limits = limits  # what goes across several fields


def need(check: Check) -> Field:
    return Field(check, required=True)


def may(check: Check) -> Field:
    return Field(check)


def in_flex(path: str) -> bool:
    return not path or path[0] == "/"


def below(path: str, name: str) -> str:
    return f"{path}/{name}" if in_flex(path) else f"{path}.{name}"


def at(path: str, index: int) -> str:
    return f"{path}/{index}" if in_flex(path) else f"{path}[{index}]"


def units(text: str) -> int:
    """Length as most of LINE counts it, in UTF-16 units: an emoji is two."""
    return len(text) + sum(letter > "\uffff" for letter in text)


def _wrong(path: str, report: Report) -> None:
    report(path, "invalid property" if in_flex(path) else "The property is invalid")


def anything(value: Any, path: str, report: Report) -> None:
    return


def text(least: int, most: int, *, points: bool = False) -> Check:
    """With `points` the count is in code points: what LINE does with labels and action texts."""
    measure = len if points else units

    def check(value: Any, path: str, report: Report) -> None:
        if not isinstance(value, str):
            _wrong(path, report)
        elif least and not value:
            report(path, "must be non-empty text" if in_flex(path) else "May not be empty")
        elif len(value) * 2 > most and measure(value) > most:
            report(path, _too_long(path, least, most))

    return check


def _too_long(path: str, least: int, most: int) -> str:
    name = re.split(r"[./]", path)[-1]
    if name == "label" or in_flex(path):
        return f"{name} must not be longer than {most} characters"
    return f"Length must be between {least} and {most}"


def whole(least: int, most: int) -> Check:
    def check(value: Any, path: str, report: Report) -> None:
        if type(value) is not int or not least <= value <= most:
            _wrong(path, report)

    return check


def number(least: float, most: float) -> Check:
    def check(value: Any, path: str, report: Report) -> None:
        counts = isinstance(value, int | float) and not isinstance(value, bool)
        if not counts or not least <= value <= most:
            _wrong(path, report)

    return check


def flag(value: Any, path: str, report: Report) -> None:
    if not isinstance(value, bool):
        _wrong(path, report)


def one_of(*words: str) -> Check:
    allowed = frozenset(words)

    def check(value: Any, path: str, report: Report) -> None:
        if isinstance(value, str) and value in allowed:
            return
        if in_flex(path):
            report(path, "invalid property")
        else:
            report(path, f"Must be one of the following values: [{', '.join(words)}]")

    return check


def matching(pattern: str) -> Check:
    fits = re.compile(pattern).fullmatch

    def check(value: Any, path: str, report: Report) -> None:
        if not isinstance(value, str) or not fits(value):
            _wrong(path, report)

    return check


def url(most: int = 2000, *schemes: str) -> Check:
    """An address of a picture (https, or http on this machine), or with `schemes` just those."""

    def check(value: Any, path: str, report: Report) -> None:
        if not isinstance(value, str) or not value:
            report(path, "must be specified" if in_flex(path) else "May not be empty")
        elif units(value) > most:
            report(path, _too_long(path, 0, most))
        elif not _is_address(value, schemes):
            report(path, "invalid uri scheme" if schemes else "invalid uri")

    return check


def _is_address(value: str, schemes: tuple[str, ...]) -> bool:
    if re.search(r"\s", value):
        return False
    try:
        parts = urlsplit(value)
        host = parts.hostname or ""
    except ValueError:
        return False
    if schemes and parts.scheme not in ("http", "https"):
        return parts.scheme in schemes and len(value) > len(parts.scheme) + 1
    if not schemes and parts.scheme == "http":
        return host in LOOPBACK
    return parts.scheme in (schemes or ("https",)) and bool(host)


def items(check_one: Check, least: int, most: int) -> Check:
    def check(value: Any, path: str, report: Report) -> None:
        if not isinstance(value, list):
            _wrong(path, report)
            return
        if not least <= len(value) <= most:
            report(path, f"Size must be between {least} and {most}")
        if any(each is None for each in value):
            report(path, "cannot contain null elements")
        for index, each in enumerate(value):
            if each is not None:
                check_one(each, at(path, index), report)

    return check


def holds(kind: Kind) -> Check:
    def check(value: Any, path: str, report: Report) -> None:
        if isinstance(value, dict):
            check_fields(kind, value, path, report)
        else:
            _wrong(path, report)

    return check


def check_fields(kind: Kind, value: Mapping[str, Any], path: str, report: Report) -> None:
    fields = kind.fields
    for name, given in value.items():
        field = fields.get(name)
        if field is not None and given is not None:
            field.check(given, below(path, name), report)
        elif in_flex(path):
            _say_not_taken(field, below(path, name), report)
    for name in kind.required:
        if value.get(name) is None:
            missing = "must be specified" if in_flex(path) else "May not be empty"
            report(below(path, name), missing)
    for limit in kind.limits:
        limit(value, path, report)


def _say_not_taken(field: Field | None, path: str, report: Report) -> None:
    if field is None:
        report(path, "unknown field")
    elif not field.required:
        report(path, "must not be null")


def by_type(kinds: Mapping[str, Kind]) -> Check:
    """An object whose `type` says which fields it has. `kinds` may be filled later."""

    def check(value: Any, path: str, report: Report) -> None:
        name = value.get("type") if isinstance(value, dict) else None
        kind = kinds.get(name) if isinstance(name, str) else None
        if kind is not None:
            check_fields(kind, value, path, report)
        elif not isinstance(value, dict):
            _wrong(path, report)
        elif name is None:
            report(
                below(path, "type"), "must be specified" if in_flex(path) else "May not be empty"
            )
        elif in_flex(path):
            report(path, "invalid property")
        else:
            words = ", ".join(kinds)
            report(below(path, "type"), f"Must be one of the following values: [{words}]")

    return check
