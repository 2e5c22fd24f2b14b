"""What became of a report, by number or one's own; "still burning", "it is out", "a mistake"; and fires near home.

A reporter never closes a fire: what they say goes to its owner, and "still burning" within a day opens it again.
"""

from __future__ import annotations

from domain import fire_changes, fires, hotspots, missions, posts
from domain.cards import FireCard
from domain.conversation import Button, Context, Effect, Event, RestsOn, Say, Show
from domain.fires import Fire
from domain.words import N_
from handlers import fire_asking, hotspot_summary, permit_day

NEEDS = frozenset({"contacts", "fires", "hotspots", "posts", "near", "missions", "permits"})

NONE_OWN = N_("You have no open report with me. If you see fire or smoke, tell me right away.")
NONE_NEAR = N_("I know of no fire in %(area)s just now. If you see one, tell me right away.")
UNKNOWN = N_("I cannot find that number among your reports.")
NOTED = N_("Thank you, I passed it on. %(fire)s stays open until somebody has checked.")
REOPENED = N_(
    "%(fire)s is open again: it burns, and nobody has taken it yet. If it is urgent, call 199 or 1362."
)
TOO_LATE = N_("That was more than a day ago. If it burns now, please report it as a new fire.")
CLOSED_FORM = N_("All right, no more questions. %(fire)s stays open.")
CROWD_OVER = N_("Thank you for looking. That smoke has been dealt with meanwhile.")
CROWD_YES = N_("Thank you, that helps a lot. Please stay home; do not go there to look.")
CROWD_NO = N_("Thank you for looking.")
FIRES_NEAR = N_("Open fires near home: %(n)s")
STILL = Button(N_("It is still burning"), "do", "")
REPORT = Button(N_("Report a fire"), "do", "do=fire_report&new=1")
NEWS = {"out": "out", "mistake": "mistake", "still": "still"}


def handle(event: Event, context: Context) -> list[Effect]:
    if event.kind == "text" and hotspots.is_asked(event.text):
        return hotspot_summary.answer_of(event, context)
    act = event.data.get("act", "") or event.meaning.fire.news
    if act in ("sees", "sees_not"):
        return _crowd(act, context)
    fire = _meant(event, context)
    named = bool(event.data.get("fire")) or context.facts.fires.asked is not None
    if fire is None:
        burn = permit_day.burning_of(event, context) if act == "out" and not named else None
        if burn is not None:  # who burns by permit and reported nothing means their own plot
            return permit_day.ask_out(burn, event, context)
        return [Say(UNKNOWN, buttons=(REPORT,))] if named else _near(event, context)
    if act == "close_form":
        return [fire_asking.close(context), Say(CLOSED_FORM, {"fire": fire.reference})]
    if act in NEWS and (_is_own(fire, context) or (act == "still" and _was_there(fire, context))):
        return _news(act, fire, event, context)
    return [_card(fire, context)]


def _crowd(act: str, context: Context) -> list[Effect]:
    """The answer to "can you see smoke from home?" (jobs/watch_fires.py asks)."""
    fire = context.facts.fires.asked
    if fire is None or not fire.is_open:
        return [Say(CROWD_OVER)]
    answer = "yes" if act == "sees" else "no"
    change = fire_changes.AnswerCrowd(fire.id, answer)
    return [RestsOn("fires"), change, Say(CROWD_YES if answer == "yes" else CROWD_NO)]


def _meant(event: Event, context: Context) -> Fire | None:
    """The fire that is named, if the speaker may see it; else their newest report's."""
    known = context.facts.fires
    asked = known.asked
    if asked is not None and asked.state == fires.MERGED:
        asked = known.fires.get(asked.merged_into)
    if asked is not None:
        may_see = _is_own(asked, context) or _was_there(asked, context)
        is_office = posts.may(context.facts.posts, asked.area or "52")
        return asked if may_see or is_office else None
    if event.data.get("fire"):
        return None
    own = [one.fire for one in known.own if one.fire.state != fires.MERGED]
    return own[0] if own else None


def _is_own(fire: Fire, context: Context) -> bool:
    return any(one.fire.id == fire.id for one in context.facts.fires.own)


def _was_there(fire: Fire, context: Context) -> bool:
    """A volunteer who was let go to it: what they say of it counts like a reporter's words."""
    return any(
        one.fire_id == fire.id and (one.is_out or one.state == missions.HOME)
        for one in context.facts.missions.own
    )


def _news(act: str, fire: Fire, event: Event, context: Context) -> list[Effect]:
    closing: list[Effect] = [fire_asking.close(context)] if context.form else []
    note = fire_changes.NoteOnFire(fire.id, act, event.text[:200])
    if act != "still" or fire.is_open:
        said = Say(NOTED, {"fire": fire.reference})
        return [RestsOn("fires"), note, *closing, said]
    if fire.ended_at and context.now - fire.ended_at > fires.REOPENS_WITHIN:
        return [Say(TOO_LATE, buttons=(REPORT,))]
    again = fire_changes.MoveFire(fire.id, "again", note="a reporter says so")
    return [RestsOn("fires"), again, *closing, Say(REOPENED, {"fire": fire.reference})]


def _card(fire: Fire, context: Context) -> Effect:
    own = f"do=fire_status&fire={fire.id}&act="
    buttons: tuple[Button, ...] = (REPORT,)
    if _is_own(fire, context):
        buttons = (
            Button(STILL.label, "do", own + "still"),
            Button(N_("The fire is out"), "do", own + "out"),
        )
    lines: tuple[tuple[str, dict[str, int]], ...] = ()
    if fire.people_went:
        lines = ((N_("%(n)s people have gone there."), {"n": fire.people_went}),)
    return Show("fire", FireCard(fire, lines=lines), buttons)


def _near(event: Event, context: Context) -> list[Effect]:
    """Of other people's fires only what and in which tambon, as on the public page."""
    place = event.meaning.place
    area = (place.area if place else None) or context.person.area
    open_ones = [one for one in context.facts.fires.fires.values() if one.is_open and one.area]
    if area is None:
        return [Say(NONE_OWN, buttons=(REPORT,))]
    near = [one for one in open_ones if one.area.startswith(area.code[:4]) and not one.is_drill]
    if not near:
        return [Say(NONE_NEAR, {"area": area}, (REPORT,))]
    newest = sorted(near, key=lambda one: one.active_at, reverse=True)[:3]
    return [Say(FIRES_NEAR, {"n": len(near)}), *(Show("fire", FireCard(one)) for one in newest)]
