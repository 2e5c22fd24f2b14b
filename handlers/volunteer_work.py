"""Village heads and officers decide about a volunteer: approve, not, suspend, open again. Role, area and state at the press."""

from __future__ import annotations

from domain import volunteers
from domain.cards import VolunteerCard
from domain.conversation import Button, Context, Effect, Event, RestsOn, Say, Show
from domain.volunteer_changes import MoveVolunteer
from domain.volunteers import Volunteer
from domain.words import N_, Phrase

NEEDS = frozenset({"posts", "volunteer_asked"})
PRESSED = True

PRIVATE = N_("Please press that in our private chat: it is for officials.")
NOT_YOURS = N_("Only the village head or an official of their tambon can decide that.")
GONE = N_("This application is not there any more.")
ALREADY = N_("That is settled already: %(name)s is %(state)s.")
DONE = {
    "approve": N_("%(name)s is a volunteer now. I have told them."),
    "reject": N_("Noted: %(name)s is not approved. I have told them kindly."),
    "suspend": N_("%(name)s is suspended and is not asked any more."),
    "restore": N_("%(name)s can be called again."),
}


def handle(event: Event, context: Context) -> list[Effect]:
    if not event.is_private:
        return [Say(PRIVATE)]
    volunteer = context.facts.volunteer_asked
    if volunteer is None:
        return [Say(GONE)]
    if not volunteers.may_decide(context.facts.posts, volunteer, event.user):
        return [Say(NOT_YOURS)]
    act = event.data.get("act", "see")
    if act not in DONE:
        return [card(volunteer, context)]
    if volunteers.next_state(volunteer.state, act) is None:
        state = Phrase(volunteers.STATE_LABELS[volunteer.state])
        values = {"name": volunteer.first_name, "state": state}
        return [Say(ALREADY, values, buttons(volunteer))]
    return [
        RestsOn(f"volunteer:{volunteer.id}"),
        MoveVolunteer(volunteer, act),
        Say(DONE[act], {"name": volunteer.first_name}, _after(volunteer, act)),
    ]


def card(volunteer: Volunteer, context: Context) -> Effect:
    return Show("volunteer", VolunteerCard(volunteer, context.now), buttons(volunteer))


def buttons(volunteer: Volunteer) -> tuple[Button, ...]:
    work = f"do=volunteer_work&v={volunteer.id}&act="
    every = {
        "approve": Button(N_("Approve"), "do", work + "approve"),
        "reject": Button(N_("Do not approve"), "do", work + "reject"),
        "suspend": Button(N_("Suspend"), "do", work + "suspend"),
        "restore": Button(N_("Open again"), "do", work + "restore"),
    }
    able = [one for one in every if volunteers.next_state(volunteer.state, one)]
    return tuple(every[one] for one in able)


def _after(volunteer: Volunteer, act: str) -> tuple[Button, ...]:
    """What was pressed by mistake can be taken back, where that is a move."""
    work = f"do=volunteer_work&v={volunteer.id}&act="
    if act in ("approve", "restore"):
        return (Button(N_("Suspend"), "do", work + "suspend"),)
    return (Button(N_("Open again"), "do", work + "restore"),) if act == "suspend" else ()
