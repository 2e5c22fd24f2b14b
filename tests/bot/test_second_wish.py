"""The second wish of a message: answered after the first where that only speaks, else offered to tap."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from types import SimpleNamespace

import pytest

from bot import dispatch, second_wish
from bot.second_wish import ALSO, MOST_MESSAGES, wish_after, with_second
from domain.choices import NoteChoice
from domain.conversation import (
    Button,
    Context,
    Event,
    FormState,
    Meaning,
    NoteAnswer,
    Say,
    SetForm,
    Show,
)
from domain.wishes import LABELS

NOW = datetime(2026, 3, 14, 9, tzinfo=UTC)
CONTEXT = Context(now=NOW, session="5")
FIRST = [Say("the first answer")]
QUESTION = SetForm(FormState("fire_report", "where", "5"))
RULES = Button(LABELS["burn_rules"], "do", "do=burn_rules")


def told(also: str, intent: str = "pm25_lookup", kind: str = "text") -> Event:
    return Event(kind, "c", "u", NOW, text="…", meaning=Meaning(intent=intent, also=also))


@pytest.fixture
def answers(monkeypatch: pytest.MonkeyPatch) -> dict[str, list[object]]:
    """What the handler of burn_rules answers; it hears itself as the only wish."""
    says: dict[str, list[object]] = {"burn_rules": [Show("burn_rules")]}

    def handle(event: Event, context: Context) -> list[object]:
        assert (event.meaning.intent, event.meaning.also) == ("burn_rules", "")
        return says["burn_rules"]

    handlers = {**second_wish.HANDLERS, "burn_rules": SimpleNamespace(handle=handle)}
    monkeypatch.setattr(second_wish, "HANDLERS", handlers)
    return says


def test_an_answer_that_only_speaks_follows(answers: dict[str, list[object]]) -> None:
    found = with_second(list(FIRST), told("burn_rules"), CONTEXT)
    assert found == [*FIRST, Show("burn_rules")]


@pytest.mark.parametrize("answer", [[NoteAnswer("x"), Say("y")], [QUESTION, Say("where?")], []])
def test_what_would_do_more_is_offered(
    answer: list[object], answers: dict[str, list[object]]
) -> None:
    answers["burn_rules"] = answer
    found = with_second(list(FIRST), told("burn_rules"), CONTEXT)
    assert found == [*FIRST, Say(ALSO, buttons=(RULES,))]


def test_a_wish_that_changes_something_is_never_done_unasked() -> None:
    for wish in ("delete_my_data", "unsubscribe_alerts", "burn_permit_cancel", "broadcast"):
        after = with_second(list(FIRST), told(wish), CONTEXT)[1:]
        buttons = [button.value for one in after for button in one.buttons]  # type: ignore[union-attr]
        assert buttons in ([f"do={wish}"], []), wish


def test_an_open_question_stays_the_last_thing_said(answers: dict[str, list[object]]) -> None:
    where = Say("where?", buttons=(Button("Send location", "location"),))
    found = with_second([QUESTION, where], told("burn_rules"), CONTEXT)
    assert found == [QUESTION, replace(where, buttons=(*where.buttons, RULES))]
    assert with_second(found, told("burn_rules"), CONTEXT) == found
    card = Show("choose_area")
    found = with_second([QUESTION, card], told("burn_rules"), CONTEXT)
    assert found == [QUESTION, Say(ALSO, buttons=(RULES,)), card]


def test_a_reply_never_grows_over_what_line_takes(answers: dict[str, list[object]]) -> None:
    many = [Say(str(number)) for number in range(MOST_MESSAGES)]
    assert with_second(list(many), told("burn_rules"), CONTEXT) == many
    assert len(with_second(list(many[1:]), told("burn_rules"), CONTEXT)) == MOST_MESSAGES


@pytest.mark.parametrize(
    "event",
    [
        told(""),
        told("pm25_lookup"),
        told("thanks"),
        told("a wish of last year"),
        told("burn_rules", kind="button"),
    ],
)
def test_what_is_no_second_wish(event: Event) -> None:
    assert wish_after(event) == ""
    assert with_second(list(FIRST), event, CONTEXT) == FIRST


def test_the_facts_of_both_wishes_are_gathered() -> None:
    both = dispatch.needs(told("emergency_contact"), CONTEXT)
    assert dispatch.needs(told(""), CONTEXT) | {"contacts"} <= both


def test_a_choice_is_counted_before_it_is_answered() -> None:
    data = {"do": "pm25_lookup", "from": "unsure", "over": "pm25_lookup,help"}
    effects = dispatch.decide(Event("button", "c", "u", NOW, data=data), CONTEXT)
    assert effects[0] == NoteChoice(("pm25_lookup", "help"), "pm25_lookup")
    assert any(isinstance(effect, Say | Show) for effect in effects)
    plain = dispatch.decide(Event("button", "c", "u", NOW, data={"do": "pm25_lookup"}), CONTEXT)
    assert effects[1:] == plain
