"""Talks as tests: what people do and what must follow, told in tests/talks/*.yaml, one file for each handler.

A talk runs through the real understanding, the real decision and the real cards, in Thai and in English, without a
database: what the effects change (form, language, area) is carried to the next turn by hand. Keys of a talk:

talk: a sentence. facts: role, area (code), language, chat (user or group), invitation (a role), no_contacts,
stations: {name: {mean, hour, before, mean_age, hour_age, how}} with ages in hours ({} for none; default: HAZY);
school and clinic are low-cost sensors, how their values came about stands in domain/air.py.
model, past, no_places: what models said and stations measured (tests/modelled.py).
fires, posts, blocked: tests/blazing.py. volunteer, applicant, mission, team, leads: tests/volunteering.py.
hotspots, no_satellites, silent_satellites, check: tests/heated.py.
checks, and the day of an official: tests/official_days.py. warned, air_judged: tests/warned.py. login, warnings: tests/announced.py.
duty, hand_overs, alarm: tests/on_duty.py.
bans: [{area, start, end, order, number, link, excepts}]; no_buyers; permits, others, limit, closed
(tests/burning.py).
turns: - they: words | {location: [lat, lon]} | {press: "do=…"} | {sticker | photo | video | voice | file | follow |
           unfollow | join | leave | unsend | unclear: true}; called: false for words in a group not meant for us
         we: source texts of what is said and names of the cards that are shown, in order
         effects: names of the other effects; form: a name or none; thai, english: words that can be read;
         not_thai, not_english: words that must not be read.
`{session}` in a press is the session of the last form that was opened.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

import pytest
import yaml

from bot import dispatch
from bot.cards import render
from domain import lampang
from domain.air import Reading, Station, StationAir
from domain.contacts import Contact
from domain.conversation import (
    Context,
    Effect,
    Event,
    Facts,
    NoteAnswer,
    Person,
    Say,
    SetArea,
    SetForm,
    SetLanguage,
    Show,
)
from domain.fire_changes import OfferGroup
from domain.fires import Known, OwnReport
from domain.outlines import locate_by_facts
from domain.permits import Permit
from domain.places import Point
from handlers import INTENTS, OTHERS
from intents.places import point_in
from intents.understand import understand
from sources.air4thai import KNOWN
from tests import (
    announced,
    blazing,
    burning,
    heated,
    modelled,
    official_days,
    on_duty,
    volunteering,
    warned,
)
from tests.bot.cards.reading import AT_FIRST_SIGHT, all_words, faults, looks

HERE = Path(__file__).parent
ROOT = HERE.parent
NOW = datetime(2026, 3, 12, 9, 20, tzinfo=UTC)  # Thursday, 16.20 in Lampang
HOUR = NOW.replace(minute=0)
STATIONS = {"town": "37t", "sop_pat": "38t", "tha_si": "39t", "mae_mo": "40t", "school": "LP04", "clinic": "LP05"}  # fmt: skip
SENSORS = {
    "LP04": Station("LP04", "โรงเรียนวังเหนือ", "Wang Nuea school", Point(19.148, 99.618), "sensor", "520701"),
    "LP05": Station("LP05", "รพ.สต. วังแก้ว", "Wang Kaeo clinic", Point(19.12, 99.64), "sensor", "520705"),
}  # fmt: skip
HAZY = {
    "town": {"mean": 41.2, "hour": 35},
    "sop_pat": {"mean": 55.1, "hour": 50},
    "tha_si": {"mean": 48, "hour": 52},
    "mae_mo": {"mean": 61.7, "hour": 64},
}
KINDS = ("sticker", "photo", "video", "voice", "file", "follow", "unfollow", "join", "leave")
CONTACTS = tuple(
    Contact(
        number=one["number"],
        name_th=one["name_th"],
        name_en=one["name_en"],
        topics=tuple(one["topics"]),
        checked_on=one["checked_on"],
        source=one["source"],
    )
    for one in yaml.safe_load((ROOT / "data" / "contacts.yaml").read_text("utf-8"))
)
FILES = sorted((HERE / "talks").glob("*.yaml"))


@cache
def written(file: Path) -> list[dict[str, Any]]:
    """The talks of a file; each test process reads all files, so by libyaml, ten times as fast."""
    with file.open("rb") as text:
        return yaml.load(text, yaml.CSafeLoader)


TALKS = [
    pytest.param(talk, id=f"{file.stem}: {talk['talk']}")
    for file in FILES
    for talk in written(file)
]


@dataclass
class Chat:
    """One person's side of a talk, and what is remembered of it."""

    facts: dict[str, Any]
    person: Person
    form: Any = None
    session: str = ""
    turns: int = 0
    seen: list[Effect] = field(default_factory=list)
    reports: list[OwnReport] = field(default_factory=list)
    permits: list[Permit] = field(default_factory=list)

    def turn(self, they: Any, called: bool) -> list[Effect]:
        self.turns += 1
        event = self._event(they, called)
        context = Context(
            now=NOW,
            session=f"session-{self.turns}",
            person=self.person,
            form=self.form,
            facts=self._facts(event),
        )
        effects = dispatch.decide(event, context)
        for effect in effects:
            self._remember(effect)
        return effects

    def _event(self, they: Any, called: bool) -> Event:
        is_group = self.facts.get("chat") == "group"
        event = Event(
            kind="text",
            chat="a group" if is_group else "a resident",
            user="a resident",
            at=NOW,
            chat_kind="group" if is_group else "user",
            called=is_group and called,
        )
        if isinstance(they, str):
            return replace(event, text=they, point=point_in(they), meaning=understand(they, NOW))
        kind, value = next(iter(they.items()))
        if kind == "location":
            return replace(event, kind="location", point=Point(*value))
        if kind == "press":
            pressed = value.replace("{session}", self.session)
            return replace(event, kind="button", data=dict(parse_qsl(pressed)))
        if kind == "unsend":
            return replace(event, kind="unsend", message_id=str(value))
        assert kind in (*KINDS, "unclear", "other"), f"no such thing to do: {kind}"
        return replace(event, kind=kind, message_id=str(1000 + self.turns))

    def _facts(self, event: Event) -> Facts:
        """What bot/facts.py would gather: only what the handler asked for."""
        needs = dispatch.needs(event, Context(now=NOW, person=self.person, form=self.form))
        near = locate_by_facts(event.point) if event.point and "near" in needs else None
        return Facts(
            air=stations(self.facts.get("stations", HAZY)) if "air" in needs else (),
            contacts=CONTACTS if "contacts" in needs else (),
            near=near,
            fires=self._fires(event) if "fires" in needs else Known(),
            posts=blazing.held(self.facts),
            note=blazing.note(self.facts, NOW),
            invitation=self.facts.get("invitation", ""),
            seen={"invitation:fingerprint": 0} if self.facts.get("invitation") else {},
            **burning.facts(self.facts, needs, self.permits, event, self.form),
            **volunteering.facts(self.facts, needs, NOW),
            **warned.facts(self.facts, needs),
            **heated.facts(self.facts, needs, dict(event.data)),
            **announced.facts(self.facts, needs),
            **official_days.facts(
                self.facts, needs, stations(self.facts.get("stations", HAZY)), NOW
            ),
            **on_duty.facts(self.facts, needs, NOW),
            offered_at=blazing.offered(self.facts, NOW),
            **modelled.facts(
                self.facts, needs, event, Context(now=NOW, person=self.person, form=self.form)
            ),
        )

    def _fires(self, event: Event) -> Known:
        data = dict(event.data)
        if self.form and "fire" in self.form.answers:
            data.setdefault("fire", str(self.form.answers["fire"]))
        return blazing.known(self.facts, self.reports, data, event.text, NOW)

    def _remember(self, effect: Effect) -> None:
        blazing.remember(effect, self.reports, NOW)
        burning.remember(effect, self.permits)
        match effect:
            case SetForm(state):
                self.form = state
                self.session = state.session if state else self.session
            case SetLanguage(code):
                self.person = replace(self.person, language=code)
            case SetArea(area):
                self.person = replace(self.person, area=area)
            case OfferGroup():
                self.facts = {**self.facts, "offered": 0}
            case NoteAnswer(answer):
                self.person = replace(self.person, last_answer=answer)


def stations(told: dict[str, dict[str, float]]) -> tuple[StationAir, ...]:
    return tuple(_station(STATIONS[name], **air) for name, air in told.items())


def _station(
    code: str,
    mean: float | None = None,
    hour: float | None = None,
    before: float | None = None,
    mean_age: int = 0,
    hour_age: int = 0,
    how: str = "",
) -> StationAir:
    newest = HOUR - timedelta(hours=hour_age)
    hours = () if hour is None else (Reading(code, newest, 1, hour, how),)
    if before is not None:
        hours = (Reading(code, newest - timedelta(hours=1), 1, before), *hours)
    at = HOUR - timedelta(hours=mean_age)
    day = None if mean is None else Reading(code, at, 24, mean, how)
    return StationAir({**KNOWN, **SENSORS}[code], day, hours)


def started(talk: dict[str, Any]) -> Chat:
    facts = talk.get("facts", {})
    code = facts.get("area")
    area = lampang.area(str(code)) if code else None
    assert area or not code, f"no such area: {code}"
    person = Person(
        language=facts.get("language", "th"), role=facts.get("role", "resident"), area=area
    )
    return Chat(facts, person)


def said(effects: list[Effect]) -> list[str]:
    return [
        effect.text if isinstance(effect, Say) else effect.card
        for effect in effects
        if isinstance(effect, Say | Show)
    ]


def names(effects: list[Effect]) -> list[str]:
    return [type(effect).__name__ for effect in effects if not isinstance(effect, Say | Show)]


@pytest.mark.parametrize("talk", TALKS)
def test_talk(talk: dict[str, Any]) -> None:
    chat = started(talk)
    for number, turn in enumerate(talk["turns"], 1):
        effects = chat.turn(turn["they"], turn.get("called", True))
        where = f"turn {number}: {turn['they']}"
        assert said(effects) == turn["we"], where
        if "effects" in turn:
            assert names(effects) == turn["effects"], where
        if "form" in turn:
            assert (chat.form.name if chat.form else "none") == turn["form"], where
        read_in_both_languages(effects, turn, chat, where)


def read_in_both_languages(
    effects: list[Effect], turn: dict[str, Any], chat: Chat, where: str
) -> None:
    spoken = [effect for effect in effects if isinstance(effect, Say | Show)]
    to = "group" if chat.facts.get("chat") == "group" else "user"
    for look, name in zip(looks(), ("thai", "english"), strict=True):
        messages = render(spoken, look)
        assert faults(messages, look, to) == [], where
        assert_told_at_first_sight(spoken, messages, where)
        words = all_words(messages)
        for part in turn.get(name, ()):
            assert part in words, where
        for part in turn.get(f"not_{name}", ()):
            assert part not in words, where


def assert_told_at_first_sight(spoken: list[Any], messages: list[Any], where: str) -> None:
    """The notification is for some the whole message: place, level and the beginning of the advice."""
    for effect, message in zip(spoken, messages, strict=True):
        is_air = isinstance(effect, Show) and effect.card == "pm25_lookup"
        if is_air and effect.about.air.kind == "measured":
            told = re.match(r"(?P<place>.+) \S+ (?P<level>[^:]+): ", message["altText"])
            assert told, where
            assert told.end() < AT_FIRST_SIGHT, where


def test_every_handler_has_its_talks() -> None:
    assert {file.stem for file in FILES} == {*INTENTS, *OTHERS}


@pytest.mark.parametrize("name", [*INTENTS, *OTHERS])
def test_a_file_of_talks_reaches_its_handler(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Otherwise a talk could pass by never going where its file says."""
    reached: list[str] = []
    choose = dispatch.choose

    def listening(event: Event, context: Context) -> str:
        reached.append(choose(event, context))
        return reached[-1]

    monkeypatch.setattr(dispatch, "choose", listening)
    for talk in written(HERE / "talks" / f"{name}.yaml"):
        chat = started(talk)
        for turn in talk["turns"]:
            chat.turn(turn["they"], turn.get("called", True))
    assert name in reached
