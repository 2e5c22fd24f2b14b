"""Delete what identifies the person; asks once, in a private chat only.

What goes, table by table: store/forget.py.
"""

from __future__ import annotations

from domain.conversation import (
    Button,
    Context,
    Effect,
    Event,
    ForgetPerson,
    FormState,
    Say,
    SetForm,
)
from domain.words import N_

NEEDS = frozenset({"on_mission"})
LASTS = False  # the question closes as soon as one talks of something else

SURE = N_(
    "Delete everything I keep about you: language, home area, role and open questions? "
    "Reports already sent stay without your name, as the law of evidence asks."
)
DONE = N_("Done: nothing here points to you any more. If you write again, we start afresh.")
KEPT = N_("All right, nothing was deleted.")
OUT = N_(
    "You are still out on a mission, and I keep an eye on you. Press I am home first, then ask me again."
)
PRIVATE = N_("Please ask me that in our private chat, not in a group.")


def handle(event: Event, context: Context) -> list[Effect]:
    if not event.is_private:
        return [Say(PRIVATE)]
    if context.facts.on_mission:
        return [Say(OUT)]
    pressed = event.data.get("sure", "")
    form = context.form
    is_open = form is not None and form.name == "delete_my_data"
    if pressed == "yes" and form is not None and is_open and event.data.get("s") == form.session:
        return _delete()
    if pressed == "no":
        return [*([SetForm(None)] if is_open else []), Say(KEPT)]
    buttons = (
        Button(N_("Yes, delete"), "do", f"do=delete_my_data&sure=yes&s={context.session}"),
        Button(N_("No, keep"), "do", "do=delete_my_data&sure=no"),
    )
    return [
        SetForm(FormState("delete_my_data", "sure", context.session)),
        Say(SURE, buttons=buttons),
    ]


def answer(event: Event, context: Context) -> list[Effect] | None:
    if event.meaning.intent == "affirm":
        return [SetForm(None), Say(OUT)] if context.facts.on_mission else _delete()
    if event.meaning.intent == "deny":
        return [SetForm(None), Say(KEPT)]
    return None


def _delete() -> list[Effect]:
    return [Say(DONE), ForgetPerson()]
