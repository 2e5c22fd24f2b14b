"""A volunteer leaves: asked once; not while they are out on a mission."""

from __future__ import annotations

from domain import volunteers
from domain.conversation import Button, Context, Effect, Event, FormState, Say, SetForm
from domain.volunteer_changes import MoveVolunteer
from domain.words import N_
from handlers.offered import HAZE, NUMBERS

NEEDS = frozenset({"volunteer", "on_mission"})
LASTS = False  # a yes much later must not answer it

PRIVATE = N_("Please ask me that in our private chat, not in a group.")
NOBODY = N_(
    "You are not signed up as a volunteer here. If you belong to a team, please tell its head."
)
OUT = N_("You are still out on a mission. Press I am home first, then you can leave.")
SURE = N_(
    "Shall I take you off the list of volunteers? Your phone, kit and emergency contact are deleted."
)
DONE = N_("Done, you are off the list. Thank you for all you did!")
KEPT = N_("Good, you stay with us.")


def handle(event: Event, context: Context) -> list[Effect]:
    if not event.is_private:
        return [Say(PRIVATE)]
    me = context.facts.volunteer
    if me is None or volunteers.next_state(me.state, "resign") is None:
        return [Say(NOBODY, buttons=(HAZE, NUMBERS))]
    if context.facts.on_mission:
        return [Say(OUT, buttons=(Button(N_("My volunteer tasks"), "do", "do=volunteer_status"),))]
    form = context.form
    is_open = form is not None and form.name == "volunteer_resign"
    pressed = event.data.get("sure", "")
    if pressed == "yes" and form is not None and is_open and event.data.get("s") == form.session:
        return _leave(context)
    if pressed == "no":
        return [*([SetForm(None)] if is_open else []), Say(KEPT)]
    buttons = (
        Button(N_("Yes, take me off"), "do", f"do=volunteer_resign&sure=yes&s={context.session}"),
        Button(N_("No, I stay"), "do", "do=volunteer_resign&sure=no"),
    )
    asked = SetForm(FormState("volunteer_resign", "sure", context.session))
    return [asked, Say(SURE, buttons=buttons)]


def answer(event: Event, context: Context) -> list[Effect] | None:
    if event.meaning.intent == "affirm":
        return _leave(context)
    if event.meaning.intent == "deny":
        return [SetForm(None), Say(KEPT)]
    return None


def _leave(context: Context) -> list[Effect]:
    me = context.facts.volunteer
    if me is None or context.facts.on_mission:
        return [SetForm(None), Say(OUT if context.facts.on_mission else NOBODY)]
    return [SetForm(None), MoveVolunteer(me, "resign"), Say(DONE)]
