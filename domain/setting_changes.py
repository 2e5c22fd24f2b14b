"""Changes of what reaches everybody by itself: numbers behind warnings, their words, emergency numbers. Pure.

One person proposes with a reason, another person agrees; then it holds. What may stand is asked at both moments.
Table: store/setting_changes.py. Page: web/console/settings.py.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date, timedelta

from domain import alert_rules, alert_words, burn_chains
from domain.alert_rules import BOUNDS, Rules
from domain.burn_chains import Chains
from domain.contacts import Contact
from domain.posts import Post
from domain.words import N_

NUMBER, TEXT, CONTACT, CHAIN = KINDS = ("number", "text", "contact", "chain")
OPEN, APPROVED, REFUSED, LAPSED = STATES = ("open", "approved", "refused", "lapsed")
LIVES = timedelta(days=7)  # a proposal that nobody agreed to by then is none any more
NEW = "new"  # the name of a contact that is not there yet
SHORTEST_WHY, LONGEST_WHY = 5, 300
TOPICS = {
    "hurt": N_("Somebody is hurt"),
    "house_fire": N_("House or building on fire"),
    "forest_fire": N_("Forest fire"),
    "fire": N_("Any other fire"),
    "disaster": N_("Disaster"),
    "haze": N_("Haze"),
    "police": N_("Police"),
    "power": N_("Power lines"),
    "highway": N_("Smoke on the road"),
    "complaint": N_("Complaints"),
}
# For these somebody of the whole province must always be left to call.
FOR_LIVES = ("hurt", "house_fire", "forest_fire", "disaster", "police")
LONGEST = {"name_th": 60, "name_en": 60, "note_th": 120, "note_en": 120, "source": 200}
NEEDED = ("name_th", "name_en", "source")
DIALLED = re.compile(r"\d{3,10}")
CHECKED_WITHIN = timedelta(days=31)

NO_SUCH = N_("There is no such setting.")
NO_NUMBER = N_("A number, please.")
WHOLE = N_("A whole number, please.")
OUT_OF_BOUNDS = N_("That lies outside what is safe: see the limits beside the field.")
OUT_OF_ORDER = N_("Yellow must begin below orange, and orange below red.")
BAD_LENGTH = N_("Between 1 and 300 letters; words to read out may have 420.")
BAD_VALUES = N_("Only %(place)s, %(colour)s and %(value)s may be filled in, written just so.")
NO_PLACE = N_("Words that begin a warning name the place: %(place)s.")
SAME = N_("That is what holds already.")
SAY_WHY = N_("Please type why, in a few words: it stands in the book.")
BAD_DIAL = N_("The number has 3 to 10 digits.")
NAME_IT = N_("Name in Thai and in English, and where the number was checked, please.")
TOO_LONG = N_("One of the fields is too long.")
WHAT_FOR = N_("Say what the number is for.")
BAD_CHECK = N_("The day it was checked lies within the last month.")
NOBODY_LEFT = N_(
    "Then nobody would be left to call when lives are in danger. Add the new one first."
)
NOT_ALONE = N_("You proposed it yourself: another administrator must agree.")
PROPOSER_GONE = N_("Who proposed this is not known any more. Please propose it again.")
CHANGED_MEANWHILE = N_("What holds has changed since this was proposed. Please propose it again.")
DECIDED = N_("That proposal is decided or older than a week.")
HAS_OPEN = N_("A change of this waits already. Decide that one first.")


class NotPossible(Exception):
    """Why not: a source text for the reader."""


@dataclass(frozen=True, slots=True)
class Setting:
    """Which one. `name`: of a number, of a text, or the number of a contact's row; `language` of a text only."""

    kind: str
    name: str
    language: str = ""


def names() -> tuple[Setting, ...]:
    """Every number and every text that may be changed; contacts are counted in the table."""
    numbers = tuple(Setting(NUMBER, name) for name in BOUNDS)
    texts = tuple(
        Setting(TEXT, name, language)
        for name in alert_words.NAMES
        for language in languages_of(name)
    )
    return numbers + texts


def languages_of(name: str) -> tuple[str, ...]:
    """Warnings are in Thai and English; what is read out in plain Thai and northern Thai."""
    return ("th", "nod") if name in alert_words.LOUD else ("th", "en")


def is_whole(name: str) -> bool:
    return isinstance(getattr(Rules(), name), int)


def number(name: str, typed: str, rules: Rules) -> float:
    """What was typed, if it may stand beside the other numbers that hold."""
    if name not in BOUNDS:
        raise NotPossible(NO_SUCH)
    plain = typed.strip().replace(",", ".")
    if not re.fullmatch(r"\d{1,5}(\.\d{1,3})?", plain):
        raise NotPossible(NO_NUMBER)
    value = float(plain)
    if is_whole(name) and value != int(value):
        raise NotPossible(WHOLE)
    if alert_rules.problem_with(name, value):
        raise NotPossible(OUT_OF_BOUNDS)
    then = replace(rules, **{name: value})
    if not then.very_good_over < then.yellow_over < then.orange_over < then.red_over:
        raise NotPossible(OUT_OF_ORDER)
    return value


def text(setting: Setting, typed: str) -> str:
    """The words on one line, if they may stand."""
    if setting not in names():
        raise NotPossible(NO_SUCH)
    words = " ".join(typed.split())
    longest = alert_words.LONGEST_LOUD if setting.name in alert_words.LOUD else alert_words.LONGEST
    if not 1 <= len(words) <= longest:
        raise NotPossible(BAD_LENGTH)
    if alert_words.problem_with(setting.name, words):
        is_filled = "%(place)s" in words or not _must_name_place(setting.name)
        raise NotPossible(BAD_VALUES if is_filled else NO_PLACE)
    if _must_name_place(setting.name) and "%(place)s" not in words:
        raise NotPossible(NO_PLACE)
    return words


def _must_name_place(name: str) -> bool:
    return name.endswith("_lead") or name in alert_words.LOUD


def contact(told: Mapping[str, str], topics: Sequence[str], area: str, today: date) -> Contact:
    """A number to call as it was typed, if it can be told to people."""
    words = {name: " ".join(told.get(name, "").split()) for name in LONGEST}
    dialled = re.sub(r"[\s-]", "", told.get("number", ""))
    if not DIALLED.fullmatch(dialled) or not dialled.isascii():
        raise NotPossible(BAD_DIAL)
    if not all(words[name] for name in NEEDED):
        raise NotPossible(NAME_IT)
    if any(len(words[name]) > most for name, most in LONGEST.items()):
        raise NotPossible(TOO_LONG)
    chosen = tuple(one for one in TOPICS if one in topics)
    if not chosen:
        raise NotPossible(WHAT_FOR)
    try:
        day = date.fromisoformat(told.get("checked_on", ""))
    except ValueError:
        raise NotPossible(BAD_CHECK) from None
    if not today - CHECKED_WITHIN <= day <= today:
        raise NotPossible(BAD_CHECK)
    return Contact(number=dialled, topics=chosen, checked_on=day, area=area, **words)


def check_contacts(before: Sequence[Contact], after: Sequence[Contact]) -> None:
    """Nobody takes away the last number for a matter of life."""
    lost = _answered(before) - _answered(after)
    if lost:
        raise NotPossible(NOBODY_LEFT)


def _answered(contacts: Sequence[Contact]) -> set[str]:
    return {
        topic for one in contacts if one.area == "52" for topic in one.topics if topic in FOR_LIVES
    }


def differences(before: Contact | None, after: Contact | None) -> tuple[tuple[str, str, str], ...]:
    """Field, before, after: only what differs."""
    told = (_told(before), _told(after))
    every = [field.name for field in fields(Contact)]
    return tuple(
        (name, told[0].get(name, ""), told[1].get(name, ""))
        for name in every
        if told[0].get(name, "") != told[1].get(name, "")
    )


def _told(one: Contact | None) -> dict[str, str]:
    if one is None:
        return {}
    told = {field.name: str(getattr(one, field.name)) for field in fields(Contact)}
    return {**told, "topics": " ".join(one.topics)}


CHAIN_PROBLEMS = {
    burn_chains.NONE: N_("Choose at least one kind of post."),
    burn_chains.TWICE: N_(
        "One kind of post decides at one stage only: a second look needs other eyes. Change the other stage first."
    ),
    burn_chains.NOBODY: N_(
        "In some tambon nobody who may decide would be left. Give somebody the post first."
    ),
}


def chain(name: str, kinds: Sequence[str], chains: Chains, posts: Sequence[Post]) -> str:
    """The kinds of post as they are kept, if the chain may stand so."""
    found = burn_chains.read_name(name)
    if found is None:
        raise NotPossible(NO_SUCH)
    if problem := burn_chains.problem_with(*found, kinds, chains, posts):
        raise NotPossible(CHAIN_PROBLEMS[problem])
    return " ".join(one for one in burn_chains.CHOICES if one in kinds)


def why(typed: str) -> str:
    words = " ".join(typed.split())[:LONGEST_WHY]
    if len(words) < SHORTEST_WHY:
        raise NotPossible(SAY_WHY)
    return words


def may_approve(proposed_by: str, by: str) -> None:
    """Another person, whatever posts the two hold."""
    if not proposed_by:
        raise NotPossible(PROPOSER_GONE)
    if proposed_by == by:
        raise NotPossible(NOT_ALONE)
