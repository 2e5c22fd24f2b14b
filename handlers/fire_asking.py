"""The questions of a fire report: which is next, how it is asked, and what was open before the fire came in between."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from domain import fire_questions
from domain.conversation import Button, Context, Effect, FormState, Say, SetForm
from domain.fires import KIND_LABELS, Report
from domain.forms import pick
from domain.places import distance_km
from domain.words import N_, Phrase

THANKS = N_(
    "That is all I need, thank you. %(fire)s stays open until somebody has been there. "
    "If it changes, just write to me. Stay away from the smoke."
)
SAME = N_("Near there %(fire)s is already known: %(place)s, about %(km)s km away. Is it the same?")
SAME_YES, SAME_NO = N_("Yes, the same"), N_("No, another one")


def ask_next(
    report: Report,
    context: Context,
    asked: list[str],
    reference: str,
    *,
    added: bool = False,
    is_guess: bool = False,
) -> list[Effect]:
    step = fire_questions.next_question(report, asked, is_guess=is_guess)
    if added and step in ("photo", "phone"):
        step = ""  # an addition is not asked everything anew
    if not step:
        closing: list[Effect] = [close(context)] if context.form else []
        return closing if added else [*closing, Say(THANKS, {"fire": reference})]
    return ask(step, context, asked, kept=True)


def ask(step: str, context: Context, asked: Sequence[str], *, kept: bool) -> list[Effect]:
    text, buttons = fire_questions.QUESTIONS[step]
    session = context.form.session if context.form else context.session
    state = FormState("fire_report", step, session, _answers(context, asked, kept))
    return [
        SetForm(state),
        Say(
            text,
            buttons=tuple(_of_step(pick(one, "fire_report", session), step) for one in buttons),
        ),
    ]


def _of_step(button: Button, step: str) -> Button:
    """A press answers the question it was drawn with, also when another one is open by then."""
    return replace(button, value=f"{button.value}&q={step}") if button.kind == "do" else button


def _answers(context: Context, asked: Sequence[str], kept: bool) -> dict[str, Any]:
    """What the form remembers: also the question that was open when the fire came in between."""
    form = context.form
    before = form.answers.get("before") if form else None
    if form is not None and form.name != "fire_report":
        before = [form.name, form.step, form.session, dict(form.answers)]
    return {"asked": [*asked], "kept": kept, **({"before": before} if before else {})}


def close(context: Context) -> SetForm:
    """The questions end; what was asked before the fire is open again."""
    before = context.form.answers.get("before") if context.form else None
    return SetForm(FormState(*before) if before else None)


def ask_same(fire_id: int, report: Report, context: Context, asked: list[str]) -> list[Effect]:
    fire = context.facts.fires.fires.get(fire_id)
    if fire is None or fire.estimate is None or report.estimate is None:
        return ask_next(report, context, asked, "")
    session = context.form.session if context.form else context.session
    far = distance_km(fire.estimate.point, report.estimate.point)
    values = {
        "fire": fire.reference,
        "place": fire.name or Phrase(KIND_LABELS[fire.kind]),
        "km": f"{far:.1f}",
    }
    data = f"do=fire_report&other={fire_id}&same="
    buttons = (Button(SAME_YES, "do", data + "yes"), Button(SAME_NO, "do", data + "no"))
    state = FormState("fire_report", "same", session, _answers(context, [*asked, "same"], True))
    return [SetForm(state), Say(SAME, values, buttons)]
