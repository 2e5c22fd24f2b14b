"""Every text a person reads is there in Thai and in English, fresh, with its placeholders, and fits its button."""

from __future__ import annotations

import ast
import io
import re
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import read_mo, write_mo
from babel.messages.pofile import read_po

from bot.language import LANGUAGES, LOCALES, language
from domain import lampang
from domain.wishes import LABELS
from intents.places import short_name

ROOT = Path(__file__).parent.parent
ROOMS = ("bot", "domain", "handlers", "intents", "jobs", "sources", "store", "web")
IN_TEMPLATE = re.compile(r"""\b_\((?:"([^"]+)"|'([^']+)')""")
PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]")
THAI = re.compile("[\u0e01-\u0e5b]")
LONGEST_LABEL = 20  # LINE's limit for a quick reply and for a template's button


@cache
def catalogue(code: str) -> Catalog:
    with open(LOCALES / code / "LC_MESSAGES" / "messages.po", "rb") as file:
        return read_po(file, locale=code)


def messages(found: Catalog) -> dict[str, str]:
    """What is used when rendering: fuzzy and empty translations are not."""
    return {
        str(one.id): str(one.string) for one in found if one.id and one.string and not one.fuzzy
    }


@cache
def trees() -> dict[Path, ast.Module]:
    return {
        file: ast.parse(file.read_text("utf-8"))
        for room in ROOMS
        for file in sorted((ROOT / room).rglob("*.py"))
    }


def calls(tree: ast.AST, name: str) -> Iterator[ast.Call]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == name:
            yield node


@cache
def marked() -> dict[str, str]:
    """Every text in N_() and in _() of templates, with the file it stands in."""
    found = {}
    for file, tree in trees().items():
        for call in calls(tree, "N_"):
            (text,) = call.args
            assert isinstance(text, ast.Constant), f"{file}: N_() takes a plain text"
            found[str(text.value)] = str(file.relative_to(ROOT))
    for file in sorted((ROOT / "web").rglob("*.html")):
        for double, single in IN_TEMPLATE.findall(file.read_text("utf-8")):
            found[double or single] = str(file.relative_to(ROOT))
    return found


def test_there_are_texts() -> None:
    assert len(marked()) > 100


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_marked_text_is_translated(code: str) -> None:
    translated = messages(catalogue(code))
    assert {text: file for text, file in marked().items() if text not in translated} == {}


@pytest.mark.parametrize("code", LANGUAGES)
def test_nothing_is_translated_that_nobody_says(code: str) -> None:
    assert {str(one.id) for one in catalogue(code) if one.id} - set(marked()) == set()


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_compiled_catalogue_is_fresh(code: str) -> None:
    compiled = io.BytesIO()
    write_mo(compiled, catalogue(code))
    compiled.seek(0)
    with open(LOCALES / code / "LC_MESSAGES" / "messages.mo", "rb") as file:
        assert messages(read_mo(file)) == messages(read_mo(compiled))
    assert messages(read_mo(io.BytesIO(compiled.getvalue()))) == messages(catalogue(code))


@pytest.mark.parametrize("code", LANGUAGES)
def test_placeholders_are_kept(code: str) -> None:
    changed = {
        text: said
        for text, said in messages(catalogue(code)).items()
        if sorted(PLACEHOLDER.findall(text)) != sorted(PLACEHOLDER.findall(said))
    }
    assert changed == {}


@pytest.mark.parametrize("code", LANGUAGES)
def test_texts_with_placeholders_can_be_filled(code: str) -> None:
    """A lone % beside a placeholder would break the answer."""
    for text in messages(catalogue(code)):
        names = PLACEHOLDER.findall(text)
        if names:
            said = language(code).say(text, dict.fromkeys(names, "ก"))
            assert "%(" not in said


def test_thai_is_thai_and_english_is_not() -> None:
    thai = {text: said for text, said in messages(catalogue("th")).items() if not THAI.search(said)}
    assert thai == {}
    english = {
        said
        for text, said in messages(catalogue("en")).items()
        if THAI.search(said) and not THAI.search(text)
    }
    assert english == set()


# Buttons


def labels() -> dict[str, str]:
    """Every text that a Button(...) of the handlers and cards shows, with its file; names are looked up."""
    found = {}
    for file, tree in trees().items():
        constants = assigned(tree)
        for call in calls(tree, "Button"):
            for text in texts_of(call.args[0], constants, file):
                found[text] = str(file.relative_to(ROOT))
    return found


def assigned(tree: ast.Module) -> dict[str, ast.expr]:
    """The module's own constants."""
    return {
        target.id: node.value
        for node in tree.body
        if isinstance(node, ast.Assign)
        for target in node.targets
        if isinstance(target, ast.Name)
    }


def texts_of(label: ast.expr, constants: dict[str, ast.expr], file: Path) -> list[str]:
    match label:
        case ast.Constant(value=str(text)):
            return [text]
        case ast.Call(func=ast.Name(id="N_"), args=[inner]):
            return texts_of(inner, constants, file)
        case ast.Subscript(value=ast.Name(id="LABELS")):
            return list(LABELS.values())
        case ast.Name(id=name) if name in constants:
            return texts_of(constants[name], constants, file)
        case ast.Subscript(value=ast.Name(id=name)) if isinstance(constants.get(name), ast.Dict):
            told = constants[name].values
            return [text for one in told for text in texts_of(one, constants, file)]
        case ast.Subscript(value=ast.Attribute(value=ast.Name(id=room), attr=name)):
            return [str(text) for text in getattr(import_module(f"domain.{room}"), name).values()]
        case ast.IfExp(body=one, orelse=other):
            return texts_of(one, constants, file) + texts_of(other, constants, file)
    return []  # of a parameter or a table elsewhere: looked at when it is drawn (tests/bot/cards/reading.py)


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_label_fits_its_button(code: str) -> None:
    found = {**dict.fromkeys(LABELS.values(), "domain/wishes.py"), **labels()}
    assert len(found) > 30
    long = {}
    for text, file in found.items():
        said = language(code).say(text, dict.fromkeys(PLACEHOLDER.findall(text), "1669"))
        # Wishes may stand in quick replies; other buttons are drawn in cards, where twice as much fits.
        most = LONGEST_LABEL if text in LABELS.values() else 2 * LONGEST_LABEL
        if len(said) > most:
            long[said] = file
    assert long == {}


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_area_fits_its_button(code: str) -> None:
    """Areas stand on buttons of cards, where twice as much fits; none may be cut off."""
    areas = [lampang.PROVINCE, *lampang.DISTRICTS, *lampang.TAMBONS]
    assert len(areas) == 114
    assert [said for area in areas if len(said := short_name(area, code)) > LONGEST_LABEL * 2] == []
