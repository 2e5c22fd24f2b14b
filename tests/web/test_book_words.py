"""The book of officials' acts: every word that the code notes is told in the reader's language, not in the code's English."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path
from typing import Any

import orjson
import pytest

from bot.language import language
from domain.penalties import Penalty
from domain.setting_changes import Contact
from domain.warnings import BY_ITSELF, MOVES, STEP_LABELS, Content
from store.proposals import CONFIRMED, REFUSED
from tests.bot.stage import House
from web.console import book_words, fires, history, penalties, volunteers

ROOT = Path(__file__).parent.parent.parent
ROOMS = ("bot", "cli", "handlers", "jobs", "store", "web")
# What a word with a gap in it may be filled with.
GAPS = {
    "fire ": fires.STEPS,
    "post ": (CONFIRMED, REFUSED),
    "volunteer ": volunteers.STEPS,
    "permit ": ("yes", "no", "day"),
    "burn day ": ("opened", "closed"),
    "warning: ": (*MOVES, "write"),
}
Scope = ast.FunctionDef


def sources() -> Iterator[tuple[str, ast.Module]]:
    for room in ROOMS:
        for file in sorted((ROOT / room).rglob("*.py")):
            text = file.read_text("utf-8")
            if "audit.note(" in text or "warning_desk.note(" in text:
                yield str(file.relative_to(ROOT)), ast.parse(text)


def noted(tree: ast.Module) -> Iterator[str]:
    """Each word that is given to the book, through the functions of the file that pass it on."""
    scopes = [one for one in ast.walk(tree) if isinstance(one, Scope)]
    for scope in scopes:
        for call in (one for one in ast.walk(scope) if isinstance(one, ast.Call)):
            name = ast.unparse(call.func)
            if name in ("audit.note", "warning_desk.note"):
                yield from _words(call.args[2 if name == "audit.note" else 3], scope, scopes)


def _words(one: ast.expr, scope: Scope, scopes: list[Scope]) -> Iterator[str]:
    match one:
        case ast.Constant(value=str(word)):
            yield word
        case ast.IfExp():
            yield from _words(one.body, scope, scopes)
            yield from _words(one.orelse, scope, scopes)
        case ast.JoinedStr(values=[ast.Constant(value=str(start)), *_]):
            yield from (f"{start}{gap}" for gap in GAPS[start])
        case ast.Name(id=name):
            yield from _named(name, scope, scopes)
        case _:
            raise AssertionError(f"what is noted here? {ast.unparse(one)}")


def _named(name: str, scope: Scope, scopes: list[Scope]) -> Iterator[str]:
    """Given a value in this function, or by those that call it."""
    given = [one.arg for one in scope.args.args]
    if name in given:
        for other in scopes:
            for call in (one for one in ast.walk(other) if isinstance(one, ast.Call)):
                if ast.unparse(call.func) == scope.name:
                    yield from _words(call.args[given.index(name)], other, scopes)
        return
    for made in (one for one in ast.walk(scope) if isinstance(one, ast.Assign)):
        target, value = made.targets[0], made.value
        if isinstance(target, ast.Tuple) and isinstance(value, ast.Tuple):
            pairs = zip(target.elts, value.elts, strict=True)
            found = [to for at, to in pairs if ast.unparse(at) == name]
        else:
            found = [value] if ast.unparse(target) == name else []
        for one in found:
            yield from _words(one, scope, scopes)


def test_every_word_in_the_book_has_a_label() -> None:
    words = {word: file for file, tree in sources() for word in noted(tree)}
    assert len(words) > 60, "they are found at all"
    silent = {
        word: file
        for word, file in words.items()
        if word not in history.DONE
        and not (word.startswith("warning: ") and word[9:] in STEP_LABELS)
    }
    assert silent == {}
    assert set(STEP_LABELS) == {*MOVES, *BY_ITSELF, "make", "write", "review"}


def labels() -> Iterator[str]:
    yield from history.DONE.values()
    yield from STEP_LABELS.values()
    yield from book_words.NAMES.values()
    yield from book_words.SUBJECTS.values()
    for told in (*book_words.STATES.values(), *book_words.WORDS.values()):
        yield from told.values()


def test_every_label_is_said_in_thai() -> None:
    say = language("th").say
    assert [one for one in labels() if say(one) == one] == []


def _keys() -> Iterator[str]:
    """What a dict that is noted names its parts."""
    for _, tree in sources():
        made = {
            ast.unparse(one.targets[0]): one.value
            for one in ast.walk(tree)
            if isinstance(one, ast.Assign)
        }
        for call in (one for one in ast.walk(tree) if isinstance(one, ast.Call)):
            for key in call.keywords:
                value = made.get(ast.unparse(key.value), key.value)
                if key.arg in ("before", "after") and isinstance(value, ast.Dict):
                    yield from (one.value for one in value.keys if isinstance(one, ast.Constant))  # type: ignore[misc]
    for held in (Content, Contact):
        yield from (one.name for one in fields(held))
    yield from (
        *penalties.TEXTS,
        *(one.name for one in fields(Penalty) if one.name in ("kind", "lands")),
    )
    yield from ("start", "end", "acting", "takes over", "gives back", "village", "value")


def test_every_part_of_a_change_has_a_name() -> None:
    assert set(_keys()) - set(book_words.NAMES) == set()


@pytest.mark.parametrize(
    ("what", "text", "said"),
    [
        ("fire take", "reported", [("", "รับแจ้งแล้ว ยังไม่มีคนรับ")]),
        ("warning: approve", "submitted", [("", "รอคนที่สองอนุมัติ")]),
        ("permit yes", {"state": "approved", "why": "ok"}, [("สถานะ", "อนุมัติแล้ว"), ("เพราะ", "ok")]),
        (
            "post proposed",
            {"role": "admin", "area": "5202"},
            [("สิทธิ์", "ผู้ดูแลระบบ"), ("พื้นที่", "แม่เมาะ")],
        ),
        ("warning written", {"areas": ["5202"], "level": "critical", "groups": True}, None),
        ("duty planned", ["2026-03-12T09:00:00+07:00"], [("", "พฤ. 12 มี.ค. 09.00 น.")]),
        ("duty begun", "2026-03-12T09:00:00+07:00", [("", "พฤ. 12 มี.ค. 09.00 น.")]),
        ("setting proposed", {"setting": "number nonsense"}, [("การตั้งค่า", "number nonsense")]),
        ("number checked", {"number": "199"}, [("หมายเลข", "199")]),
        ("permit day", "offered", [("", "รอผู้ขอตอบรับวันที่เสนอ")]),
        ("note answered", "", [("", "")]),
        ("alarm taken", "overdue", None),
        ("an older word", "free text: T10", [("", "free text: T10")]),
    ],
)
def test_changes_are_told_in_thai(
    house: House, what: str, text: Any, said: list[tuple[str, str]] | None
) -> None:
    kept = text if isinstance(text, str) else orjson.dumps(text).decode()
    with house.app.test_request_context("/console/history"):
        told = book_words.told(what, kept)
    if said is not None:
        assert told == said
    else:
        assert not [word for pair in told for word in pair if word.isascii() and word.isalpha()]


def test_what_a_line_is_about_has_a_label() -> None:
    """Each `thing:number` of the files that note; photos name the fire or report they belong to in the same way."""
    texts = [file for file, _ in sources() if not file.startswith("bot/warning")]
    named = {
        found
        for file in texts
        for found in re.findall(r'f"([a-z]+):\{', (ROOT / file).read_text("utf-8"))
    }
    assert named - set(book_words.SUBJECTS) == {"fire", "report"}


@pytest.mark.parametrize(
    ("subject", "said"),
    [
        ("order:12", "ประกาศเลขที่ 12"),
        ("limit:5202", "ปริมาณเผาต่อวัน แม่เมาะ"),
        ("W-2569-0001", "W-2569-0001"),
    ],
)
def test_it_is_named_in_thai(house: House, subject: str, said: str) -> None:
    with house.app.test_request_context("/console/history"):
        assert book_words.about(subject) == said
