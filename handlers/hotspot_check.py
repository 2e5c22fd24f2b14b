"""What somebody found where a satellite saw heat: real fire, a permitted burn, nothing, or not to be reached; and a photo.

A press proves nothing: post, area and state are looked at as they are now. A real fire is reported like any other.
Lists: jobs/ask_hotspot_checks.py. Rules: domain/hotspot_checks.py.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from domain import fire_changes, fires, forms, hotspots, lampang, posts, sightings
from domain import hotspot_checks as checking
from domain.conversation import Button, Context, Effect, Event, RestsOn, Say
from domain.fires import Fire, Report
from domain.hotspot_changes import AnswerCheck
from domain.hotspot_checks import Check
from domain.photos import PHOTO, KeepPhoto
from domain.posts import Post
from domain.words import N_, Phrase

NEEDS = frozenset({"hotspots", "fires", "posts"})
PRESSED = True
LASTS = False

PRIVATE = N_("Please press that in our private chat: it is for officials.")
NOT_FOUND = N_("I cannot find that hotspot any more.")
NOT_YOURS = N_("This hotspot is outside the area of your post, so you cannot answer for it.")
IS_FIRE = N_("That is %(fire)s already. What becomes of the fire is told there.")
IS_KNOWN = N_("Somebody reported a fire there meanwhile, so nothing is left to check. Thank you.")
IS_PERMITTED = N_("A permitted burn explains that one, so nothing is left to check. Thank you.")
TOO_OLD = N_("That was more than two days ago. If it burns now, please report it as a fire.")
SAME = N_("That is what I have noted already, thank you.")
HAS_ANSWER = N_("%(who)s has answered already: %(answer)s. Do you change it?")
SOMEBODY = N_("Somebody")
CHANGE = N_("Yes, change it")
NOTED = {
    checking.PERMIT: N_("Noted: a permitted burn in %(area)s. Thank you for looking."),
    checking.NONE: N_("Noted: nothing found in %(area)s. Thank you for looking."),
    checking.UNREACHABLE: N_(
        "Noted: nobody can get there (%(area)s). The war room sees it. Please do not risk it."
    ),
}
BECAME = N_("Kept as %(fire)s. Nobody has taken it yet; those responsible are told.")
JOINED = N_("Kept with %(fire)s, which is known already: %(state)s.")
TAKE = N_("I take this fire")
ASK_PHOTO = N_("A photo from where you stand, if it is safe? It goes with the answer.")
KEPT = N_("The photo is kept with the answer, thank you.")
NO_PHOTO = N_("All right, without a photo.")
PLEASE_PHOTO = N_("A photo, please, or tap Skip.")
REPORT = Button(N_("Report a fire"), "do", "do=fire_report&new=1")
KIND_OF_LAND = {
    hotspots.CONSERVATION: sightings.FOREST,
    hotspots.RESERVED: sightings.FOREST,
    hotspots.FARM: sightings.FIELD,
    hotspots.ROADSIDE: sightings.GRASS,
}


def handle(event: Event, context: Context) -> list[Effect]:
    if not event.is_private:
        return [Say(PRIVATE)]
    check = context.facts.hotspots.check
    if check is None:
        return [Say(NOT_FOUND)]
    post = _post(check, context)
    if post is None:
        return [Say(NOT_YOURS)]
    answer = event.data.get("a", "")
    why = checking.may_answer(check, answer, context.now)
    if why:
        return _refuse(why, check, context)
    if check.state != checking.WAITING and not event.data.get("over"):
        return _ask_over(check, answer, context)
    if answer == checking.FIRE:
        return _real_fire(check, post, event, context)
    area = lampang.area(check.area) or lampang.PROVINCE
    return [
        RestsOn("hotspots"),
        AnswerCheck(check.id, answer, post.id),
        Say(NOTED[answer], {"area": area}),
        *_ask_photo(check, event, context),
    ]


def answer(event: Event, context: Context) -> list[Effect] | None:
    """A photo or "skip"; whatever else is said is no answer, and closes the question."""
    if event.kind == PHOTO or "form" in event.data or forms.is_skip(event):
        return forms.take(FORM, event, context)
    return None


def _post(check: Check, context: Context) -> Post | None:
    """The nearest of the speaker's posts that may answer for that place."""
    held = [one for one in context.facts.posts if posts.may([one], check.area, *checking.LOOKERS)]
    return max(held, key=lambda one: len(one.area), default=None)


def _refuse(why: str, check: Check, context: Context) -> list[Effect]:
    match why:
        case "old" | checking.MISSED:
            return [Say(TOO_OLD, buttons=(REPORT,))]
        case "same":
            return [Say(SAME)]
        case checking.FIRE:
            fire = context.facts.fires.fires.get(check.fire)
            return [Say(IS_FIRE, {"fire": fire.reference})] if fire else [Say(SAME)]
        case checking.KNOWN:
            return [Say(IS_KNOWN)]
        case checking.PERMITTED:
            return [Say(IS_PERMITTED)]
        case _:
            return [Say(NOT_FOUND)]


def _ask_over(check: Check, answer: str, context: Context) -> list[Effect]:
    over = f"do=hotspot_check&check={check.id}&a={answer}&over=1"
    values = {
        "who": context.facts.hotspots.answered_by or Phrase(SOMEBODY),
        "answer": Phrase(checking.ANSWER_LABELS[check.state]),
    }
    return [Say(HAS_ANSWER, values, (Button(CHANGE, "do", over),))]


def _real_fire(check: Check, post: Post, event: Event, context: Context) -> list[Effect]:
    """Reported like any other, at the place of the pixels; those responsible are told in the same commit."""
    known = context.facts.fires
    report = Report(kind=KIND_OF_LAND.get(check.land, ""), area=check.area, estimate=check.estimate)
    found = sightings.match(
        sightings.Sighting(report.kind, context.now, report.estimate), known.sightings
    )
    fire = known.fires.get(found.fire) or hotspots.still_burning(
        check.estimate, known.fires.values()
    )
    year, number = fires.buddhist_year(context.now), known.next_number
    if fire is not None:
        year, number = fire.year, fire.number
    save = fire_changes.SaveReport(
        report,
        year,
        number,
        fire=fire.id if fire else 0,
        joins=found.joins,
        maybe=found.maybe,
    )
    return [
        RestsOn("fires"),
        RestsOn("hotspots"),
        save,
        AnswerCheck(check.id, checking.FIRE, post.id, year, number),
        _told(fire, fires.reference(year, number)),
        *_ask_photo(check, event, context),
    ]


def _told(fire: Fire | None, reference: str) -> Say:
    take = Button(TAKE, "do", f"do=fire_work&act=take&ref={reference}")
    if fire is None or not fire.is_open:
        return Say(BECAME, {"fire": reference}, (take,))
    state = Phrase(fires.STATE_LABELS[fire.state], {"owner": fire.owner_name or "-"})
    buttons = (take,) if fire.state == fires.REPORTED else ()
    return Say(JOINED, {"fire": reference, "state": state}, buttons)


def _ask_photo(check: Check, event: Event, context: Context) -> list[Effect]:
    """Not while another question is open: that one is kept."""
    if context.form is not None and context.form.name != FORM.name:
        return []
    return forms.open_form(FORM, event, context, {"check": check.id})


def _photo(event: Event, context: Context) -> str:
    if event.kind != PHOTO:
        raise forms.NotAnAnswer(PLEASE_PHOTO)
    return event.message_id


def _finish(answers: Mapping[str, Any], event: Event, context: Context) -> list[Effect]:
    message = answers.get("photo")
    if not message:
        return [Say(NO_PHOTO)]
    return [KeepPhoto(str(message), PHOTO, f"hotspot:{answers['check']}"), Say(KEPT)]


FORM = forms.Form(
    "hotspot_check",
    (forms.Step("photo", ASK_PHOTO, _photo, (Button(N_("Camera"), "camera"),), optional=True),),
    _finish,
)
