"""Accounts of volunteers as the handlers decided; who approves, and who was approved, is told in the same commit."""

from __future__ import annotations

from datetime import timedelta

from bot.changes.doing import Carry, DecideAgain, Doing
from bot.telling import tell
from domain import missions as mission_rules
from domain import quota
from domain import volunteer_changes as changes
from domain import volunteers as rules
from domain.cards import VolunteerCard
from domain.conversation import Button, Say, Show
from domain.volunteers import Volunteer
from domain.words import N_
from handlers import volunteer_work
from store import missions, officials
from store import volunteers as kept

LIVES = timedelta(hours=20)
TOLD = {
    "approve": N_("You are a volunteer now, %(name)s! Press On duty when you can be called."),
    "reject": N_(
        "Your application was not approved. Please ask your village head or local office."
    ),
    "suspend": N_(
        "Your volunteer account is suspended. Please ask your village head or local office."
    ),
    "restore": N_("Your volunteer account is open again. Press On duty when you can be called."),
}
DUTY = Button(N_("On duty"), "do", "do=volunteer_status&act=on")


def apply(doing: Doing, effect: changes.Apply) -> None:
    """The village head, else the nearest officials, get the card; everyone else finds it under their tasks."""
    volunteer = kept.apply(doing.session, doing.event.user, effect.told, doing.context.now)
    if volunteer is None:
        raise DecideAgain("volunteer")
    posts = officials.covering(doing.session, volunteer.home, doing.context.now)
    card = Show(
        "volunteer", VolunteerCard(volunteer, doing.context.now), volunteer_work.buttons(volunteer)
    )
    for post in rules.deciders(posts, volunteer):
        key = f"volunteer:{volunteer.id}:{int(doing.now.timestamp())}:{post.holder}"
        tell(
            doing.session, doing.look, post.holder, [card],
            key=key, urgency=quota.STATUS, now=doing.now, lives=LIVES,
        )  # fmt: skip


def move(doing: Doing, effect: changes.MoveVolunteer) -> None:
    volunteer, what = effect.volunteer, effect.what
    if not kept.move(doing.session, volunteer, what, doing.event.user, doing.context.now):
        raise DecideAgain(f"volunteer {volunteer.id}")
    if rules.next_state(volunteer.state, what) != rules.APPROVED:
        _stand_down(doing, volunteer)
    if what not in TOLD:
        return
    buttons = (DUTY,) if what in ("approve", "restore") else ()
    said = Say(TOLD[what], {"name": volunteer.first_name}, buttons)
    tell(
        doing.session, doing.look, volunteer.line_id, [said],
        key=f"volunteer:{volunteer.id}:{what}:{int(doing.now.timestamp())}",
        urgency=quota.STATUS, now=doing.now, lives=LIVES,
    )  # fmt: skip


def _stand_down(doing: Doing, volunteer: Volunteer) -> None:
    """Who is no volunteer any more is let go nowhere; who is out already is counted on until home."""
    for mission in missions.own(doing.session, volunteer.line_id, doing.context.now):
        if mission_rules.next_state(mission.state, "stand_down") == mission_rules.STOOD_DOWN:
            missions.move(doing.session, mission, "stand_down", doing.context.now)


def set_duty(doing: Doing, effect: changes.SetDuty) -> None:
    kept.set_duty(doing.session, doing.event.user, effect.until)


def note_near(doing: Doing, effect: changes.NoteNear) -> None:
    kept.note_near(doing.session, doing.event.user, effect.area, doing.context.now)


CARRIES: dict[type, Carry] = {
    changes.Apply: apply,
    changes.MoveVolunteer: move,
    changes.SetDuty: set_duty,
    changes.NoteNear: note_near,
}
