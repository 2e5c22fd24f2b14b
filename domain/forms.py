"""Forms: a few questions in order, each answered by words, a button, a place or a photo. Pure.

A handler with a form has FORM, opens it with `open_form` (what a sentence already told is not asked again), gives
`answer` to `take`, and gets its own `finish` called when nothing is left to ask. State: FormState; store/forms.py.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from domain.conversation import Button, Context, Effect, Event, FormState, Say, SetForm
from domain.words import N_

SKIP = Button(N_("Skip"), "pick", "")
SKIP_WORDS = {"ข้าม", "skip", "ไม่มี", "-", "ไม่ระบุ"}
# Who does not want to leave a number: "ไม่ให้เบอร์", "บ่หื้อ", "ไม่สะดวกค่ะ", "no".
_REFUSAL = re.compile(
    r"(?:(?:ขอ)?(?:ไม่|บ่)(?:อยาก|ขอ|ยอม|ค่อย)?(?:ให้|หื้อ|ต้อง|สะดวก|บอก|เอา|มี|ใส่|ระบุ|จำเป็น|ประสงค์|แจ้ง|เป็นไร|โทร|ทิ้ง)?"
    r"(?:โทร|บอก|ให้|ใส่|แจ้ง|ติดต่อ)?(?:กลับ|มา)?(?:เบอร์|เบอ|โทรศัพท์|เลข|หมายเลข)*(?:โทร)?(?:แล้ว|หรอก|ดีกว่า|ตอนนี้|ได้ไหม|ก็ได้)*"
    r"|no(?: thanks?| thank you| phone| number)?|nope|none|rather not|i would rather not|do not call(?: me)?|don't call(?: me)?|"
    r"not needed|no need)"
)
_ENDINGS = re.compile(r"(?:[\s.!~]|ค่ะ|คะ|คับ|ครับ|ค่า|จ้า|จ้ะ|เจ้า|นะ|น่ะ|เน้อ|please)+$")
# A wish this sure, in so few words, is no note and no number: it goes its own way and the question stays open.
SURE_WISH, LONGEST_WISH, LEAST_DIGITS = 0.9, 80, 4
NO_WISHES = frozenset({"", "out_of_scope", "greeting", "thanks", "affirm", "deny"})


class NotAnAnswer(Exception):
    """What was said is no answer to the question; its text says what would be. `values` fill the text."""

    def __init__(self, hint: str, **values: Any) -> None:
        super().__init__(hint)
        self.hint, self.values = hint, values


Read = Callable[[Event, Context], Any]


@dataclass(frozen=True, slots=True)
class Step:
    """One question. `read` makes a value that JSON can keep, or raises NotAnAnswer.

    A button of kind "pick" answers with its value; when drawn it carries the form and its session.
    `ask` may be chosen by what was answered before; `needed` False for these answers: the step is left out.
    """

    name: str
    ask: str
    read: Read
    buttons: tuple[Button, ...] = ()
    optional: bool = False
    needed: Callable[[Mapping[str, Any]], bool] = field(default=lambda answers: True)


@dataclass(frozen=True, slots=True)
class Form:
    """`finish(answers, event, context)` gives the effects of the whole; `name` is that of its handler."""

    name: str
    steps: tuple[Step, ...]
    finish: Callable[[Mapping[str, Any], Event, Context], list[Effect]]

    def step(self, name: str) -> Step | None:
        return next((step for step in self.steps if step.name == name), None)

    def waiting(self, answers: Mapping[str, Any]) -> Step | None:
        """The next question that is still to be asked; None when all is answered."""
        return next(
            (step for step in self.steps if step.name not in answers and step.needed(answers)), None
        )


def open_form(
    form: Form, event: Event, context: Context, known: Mapping[str, Any] | None = None
) -> list[Effect]:
    """The first question that `known` does not answer; with nothing to ask, the finish."""
    return _go_on(form, dict(known or {}), context.session, event, context)


def take(form: Form, event: Event, context: Context) -> list[Effect] | None:
    """An answer to the open question; None when the event is none (a button of something else)."""
    state = context.form
    step = form.step(state.step) if state and state.name == form.name else None
    if state is None or step is None:
        return None
    is_left_out = is_skip(event) or (step.read is phone and is_refusal(event.text))
    if step.read is phone and not is_left_out and is_no_number(event):
        return None
    try:
        value = None if step.optional and is_left_out else step.read(event, context)
    except NotAnAnswer as wrong:
        return [Say(wrong.hint, wrong.values), question(form, step, state.session)]
    return _go_on(form, {**state.answers, step.name: value}, state.session, event, context)


def _go_on(
    form: Form, answers: dict[str, Any], session: str, event: Event, context: Context
) -> list[Effect]:
    step = form.waiting(answers)
    if step is None:
        return [SetForm(None), *form.finish(answers, event, context)]
    return [
        SetForm(FormState(form.name, step.name, session, answers)),
        question(form, step, session),
    ]


def ask_again(form: Form, state: FormState, step_name: str) -> list[Effect]:
    """Correct one answer: its question again, the others kept."""
    step = form.step(step_name)
    if step is None:
        return []
    kept = {name: value for name, value in state.answers.items() if name != step_name}
    asked = SetForm(replace(state, step=step_name, answers=kept))
    return [asked, question(form, step, state.session)]


def question(form: Form, step: Step, session: str) -> Say:
    buttons = (*step.buttons, SKIP) if step.optional else step.buttons
    return Say(step.ask, buttons=tuple(pick(one, form.name, session) for one in buttons))


def pick(button: Button, form: str, session: str) -> Button:
    """A button that answers the open form; others stay as they are. An old press finds another session."""
    if button.kind != "pick":
        return button
    return replace(button, kind="do", value=f"do={form}&form={session}&pick={button.value}")


def is_skip(event: Event) -> bool:
    if "form" in event.data:
        return not event.data.get("pick")
    return event.text.strip().lower() in SKIP_WORDS


def is_refusal(text: str) -> bool:
    """Whether somebody who is asked for a number says that they leave none."""
    said = _ENDINGS.sub("", text.strip().lower())
    return any(_REFUSAL.fullmatch(one) for one in (said, said.replace(" ", "")))


def is_other_wish(event: Event, but: frozenset[str] = frozenset()) -> bool:
    """Typed words that are surely a wish of their own, though a question is open; `but` are no others."""
    meaning = event.meaning
    return (
        event.kind == "text"
        and meaning.score >= SURE_WISH
        and meaning.intent not in NO_WISHES | but
        and not meaning.is_bare_place
        and len(event.text) <= LONGEST_WISH
    )


def is_no_number(event: Event) -> bool:
    """At the question for a number: a wish of its own, with hardly a digit in it."""
    digits = sum(letter.isdigit() for letter in event.text)
    return digits < LEAST_DIGITS and is_other_wish(event)


def words(longest: int = 200) -> Read:
    """Any words, in one line."""

    def read(event: Event, context: Context) -> str:
        said = " ".join(event.text.split())
        if not said:
            raise NotAnAnswer(N_("Please type it in a few words."))
        if len(said) > longest:
            raise NotAnAnswer(
                N_("That is a little long: at most %(n)s letters, please."), n=longest
            )
        return said

    return read


def one_of(*values: str) -> Read:
    """A button of the step ("pick" in its data)."""

    def read(event: Event, context: Context) -> str:
        picked = event.data.get("pick", "")
        if picked not in values:
            raise NotAnAnswer(N_("Please tap one of the buttons."))
        return picked

    return read


def phone(event: Event, context: Context) -> str:
    """Digits of a Thai number, as 0812345678."""
    digits = "".join(letter for letter in event.text if letter.isdigit())
    if digits.startswith("66") and len(digits) in (10, 11):
        digits = "0" + digits[2:]
    if not (digits.startswith("0") and len(digits) in (9, 10)):
        raise NotAnAnswer(N_("A phone number has 9 or 10 digits and begins with 0, please."))
    return digits
