"""A fire or smoke seen now: kept at the first usable fact, grown with each answer; the right number comes first.

Questions and how a report grows: domain/fire_questions.py. Which fire it belongs to: domain/sightings.py. What became of
it: handlers/fire_status.py. Who is told: bot/changes/fires.py. Never says that help comes: only who has taken it.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from domain import fire_changes, fire_questions, fires, sightings
from domain.cards import FireSaved, Numbers
from domain.conversation import (
    Button,
    Context,
    Effect,
    Event,
    RestsOn,
    Say,
    Show,
)
from domain.fires import OwnReport, Report
from domain.forms import NotAnAnswer, phone
from domain.photos import KeepPhoto
from domain.words import N_
from handlers import emergency_contact, fire_asking

NEEDS = frozenset({"contacts", "fires", "near", "posts"})

SAME_REPORT = timedelta(hours=1)  # what one person adds within this belongs to the report they made
EVIDENCE = ("photo", "video", "voice")
BLOCKED = N_(
    "I cannot take reports from you just now. If something burns, please call 199 or 1362."
)
TOO_MANY = N_(
    "You have reported a lot this hour. If it is urgent, please call 199 or 1362 right away."
)
TIP_PRIVATE = N_(
    "Who lit a fire is between you and the officials: please tell me in our private chat, not here."
)
TIP_TAKEN = N_(
    "Taken in confidence: only the police and the district read this (the province on duty where there "
    "are none), never volunteers or the public. Do not confront anyone."
)
TIP_AND_FIRE = Button(N_("It burns now"), "do", "do=fire_report&new=1")
ADDED = N_("Added to %(fire)s, thank you.")
ANOTHER = Button(N_("It is another fire"), "do", "do=fire_report&new=1")
OUTSIDE = N_(
    "That looks outside Lampang. I keep it, but nobody here can go: please call 1362, or 199 for a house."
)


def handle(event: Event, context: Context) -> list[Effect]:
    known = context.facts.fires
    if known.is_blocked:
        return _numbers("fire", context, BLOCKED)
    if event.kind == "button" and "same" in event.data:
        return _same(event, context)
    if event.meaning.fire.accuses:
        return _tip(event, context)
    is_new = bool(event.data.get("new"))
    earlier = [] if is_new else fires.lately(known.own, context.now, SAME_REPORT)
    if earlier and event.kind == "text" and _adds_to(event, earlier[0]):
        return _grow(earlier[0], event, context, "", [])
    is_official = bool(context.facts.posts)
    if (
        not is_official
        and len(fires.lately(known.own, context.now, timedelta(hours=1))) >= fires.MOST_AN_HOUR
    ):
        return _numbers("fire", context, TOO_MANY)
    return _begin(Report(), event, context, [], photo=event.data.get("photo", ""))


def answer(event: Event, context: Context) -> list[Effect] | None:
    """An answer to an open question; what clearly is another wish goes its own way, the question stays open."""
    form = context.form
    if form is None or context.facts.fires.is_blocked:
        return None
    asked = [*form.answers.get("asked", [])]
    step = event.data.get("q", form.step)
    if event.kind == "text" and _is_another_wish(event, form.step):
        return None
    if form.step == "phone" and event.kind == "text" and any(one.isdigit() for one in event.text):
        return _phone(event, context, asked)
    own = _of_form(context)
    if own is None:
        return _begin(Report(), event, context, asked, step=step)
    return _grow(own, event, context, step, asked)


def cancel(event: Event, context: Context) -> list[Effect]:
    """ "Cancel" never drops a report that was kept: it asks what is meant."""
    own = _of_form(context)
    if own is None:
        return [fire_asking.close(context), Say(N_("All right, nothing was sent."))]
    fire = f"do=fire_status&fire={own.fire.id}&act="
    return [
        Say(
            N_("%(fire)s has been sent. What do you mean?"),
            {"fire": own.fire.reference},
            (
                Button(N_("It was a mistake"), "do", fire + "mistake"),
                Button(N_("The fire is out"), "do", fire + "out"),
                Button(N_("Only stop asking"), "do", fire + "close_form"),
            ),
        )
    ]


def _adds_to(event: Event, own: OwnReport) -> bool:
    place = event.meaning.place
    area = place.area if place else None
    return area is None or not own.report.area or own.report.area.startswith(area.code[:6])


def _is_another_wish(event: Event, step: str) -> bool:
    wish = event.meaning.intent
    ours = ("fire_report", "affirm", "deny", "out_of_scope", "not_understood", "")
    if wish == "fire_status":
        return step in ("photo", "phone") and not event.meaning.fire.news
    if wish in ours or event.meaning.score < 0.9:
        return False
    return not (step in ("where", "tambon") and event.meaning.is_bare_place)


def _of_form(context: Context) -> OwnReport | None:
    """The report that the open form is about: the person's newest, if the form has made one."""
    own = context.facts.fires.own
    is_kept = bool(context.form and context.form.answers.get("kept"))
    return own[0] if is_kept and own else None


def _begin(
    report: Report,
    event: Event,
    context: Context,
    asked: list[str],
    *,
    step: str = "",
    photo: str = "",
) -> list[Effect]:
    """The first words of a report: kept as soon as they say anything."""
    report = fire_questions.grown(report, event, context.facts.near, context.person, step)
    report = fire_questions.with_pin_of(
        report, event.data.get("at", ""), event.data.get("area", "")
    )
    photo = photo or (event.message_id if event.kind in EVIDENCE else "")
    if not fire_questions.is_usable(report) and not photo:
        ask = fire_asking.ask("where", context, asked, kept=False)
        return ask if step else [*_numbers("fire", context), *ask]
    is_guess = not fire_questions.has_place(report) and bool(_home(context))
    if is_guess or (not report.area and not report.outside and report.pin is None):
        report = fire_questions.estimated(replace(report, area=_home(context)))
    known = context.facts.fires
    found = sightings.match(_sighting(report, context), known.sightings)
    year = fires.buddhist_year(context.now)
    kind = event.kind if event.kind in EVIDENCE else event.data.get("of", "photo")
    effects: list[Effect] = [
        RestsOn("fires"),
        fire_changes.SaveReport(
            report,
            year,
            known.next_number,
            fire=found.fire,
            joins=found.joins,
            maybe=found.maybe,
            photo=photo,
            photo_kind=kind,
        ),
    ]
    fire = known.fires.get(found.fire)
    effects.append(Show("fire_saved", _saved(report, fire, year, known.next_number, context)))
    if report.outside:
        effects.append(Say(OUTSIDE))
    if found.maybe and not found.fire and not is_guess:
        return [*effects, *fire_asking.ask_same(found.maybe[0], report, context, asked)]
    number = fires.reference(year, known.next_number)
    asked = [*asked, step] if step else asked
    return [
        *effects,
        *fire_asking.ask_next(report, context, asked, number, is_guess=is_guess and not step),
    ]


def _grow(
    own: OwnReport, event: Event, context: Context, step: str, asked: list[str]
) -> list[Effect]:
    """One more fact: the place may show that it is a fire others reported too."""
    known = context.facts.fires
    report = fire_questions.grown(own.report, event, context.facts.near, context.person, step)
    photo = event.message_id if event.kind in EVIDENCE else ""
    asked = [*asked, step] if step else asked
    found = sightings.match(
        _sighting(report, context, own), [one for one in known.sightings if one.fire != own.fire.id]
    )
    moved = report.estimate != own.report.estimate or step == "here"
    joins = (found.fire, *found.joins) if moved and found.fire else ()
    effects: list[Effect] = [
        RestsOn("fires"),
        fire_changes.GrowReport(own.id, report, own.fire.id, joins, found.maybe if moved else ()),
    ]
    if photo:
        effects.append(KeepPhoto(photo, event.kind, f"report:{own.id}"))
    if report.danger and report.danger != own.report.danger:
        effects += _numbers(fires.topic_of(report), context)
    if not step:
        effects.append(Say(ADDED, {"fire": own.fire.reference}, (ANOTHER,)))
    if moved and found.maybe and not joins and "same" not in asked:
        return [*effects, *fire_asking.ask_same(found.maybe[0], report, context, asked)]
    return [
        *effects,
        *fire_asking.ask_next(report, context, asked, own.fire.reference, added=not step),
    ]


def _sighting(report: Report, context: Context, own: OwnReport | None = None) -> sightings.Sighting:
    is_told = report.pin is None or bool(
        report.seen
    )  # else the question "there or from there" comes first
    return sightings.Sighting(
        report.kind,
        own.at if own else context.now,
        report.estimate if is_told else None,
        own.fire.id if own else 0,
        own.id if own else 0,
    )


def _same(event: Event, context: Context) -> list[Effect]:
    """The reporter says whether two fires are one."""
    known = context.facts.fires
    own = next(iter(known.own), None)
    other = known.fires.get(_number(event.data.get("other", "")))
    if own is None or other is None or not other.is_open:
        return [Say(N_("Thank you. That fire has ended meanwhile."))]
    asked = [*context.form.answers.get("asked", [])] if context.form else ["same"]
    if own.fire.id == other.id:
        return fire_asking.ask_next(own.report, context, asked, other.reference)
    if event.data["same"] == "yes":
        said: Effect = Say(
            N_("Good: your report is part of %(fire)s now."), {"fire": other.reference}
        )
        change: Effect = fire_changes.JoinFires(other.id, own.fire.id, "the reporter says so")
        return [
            RestsOn("fires"),
            change,
            said,
            *fire_asking.ask_next(own.report, context, asked, other.reference),
        ]
    return [
        RestsOn("fires"),
        fire_changes.PartFires(own.fire.id, other.id),
        *fire_asking.ask_next(own.report, context, asked, own.fire.reference),
    ]


def _phone(event: Event, context: Context, asked: list[str]) -> list[Effect]:
    own = _of_form(context)
    if own is None:
        return [fire_asking.close(context)]
    try:
        report = replace(own.report, phone=phone(event, context))
    except NotAnAnswer as wrong:
        return [Say(wrong.hint), *fire_asking.ask("phone", context, asked, kept=True)]
    grow = fire_changes.GrowReport(own.id, report, own.fire.id)
    return [
        RestsOn("fires"),
        grow,
        fire_asking.close(context),
        Say(fire_asking.THANKS, {"fire": own.fire.reference}),
    ]


def _tip(event: Event, context: Context) -> list[Effect]:
    """Who is said to have lit it goes to police and district only; that something burns is reported without it."""
    if event.is_private:
        place = event.meaning.place
        area = place.area.code if place and place.area else _home(context)
        told: list[Effect] = [fire_changes.SaveTip(event.text[:1000], area), Say(TIP_TAKEN)]
    else:
        told = [Say(TIP_PRIVATE)]
    if event.meaning.fire.is_habit:
        if event.is_private:
            told[-1] = Say(TIP_TAKEN, buttons=(TIP_AND_FIRE,))
        return [*_numbers("police", context), *told]
    report = _begin(Report(), replace(event, text=""), context, [])
    shown = next((n for n, one in enumerate(report, 1) if isinstance(one, Show)), 0)
    return [*report[:shown], *told, *report[shown:]]


def _saved(
    report: Report, fire: fires.Fire | None, year: int, number: int, context: Context
) -> FireSaved:
    topic = fires.topic_of(report)
    return FireSaved(
        reference=fire.reference if fire else fires.reference(year, number),
        act=fires.ACT[topic],
        contacts=emergency_contact.ranked(
            context.facts.contacts, fires.NUMBERS_OF.get(topic, topic)
        )[:2],
        kind=report.kind,
        area=report.area,
        name=report.name,
        state=fire.state if fire and fire.is_open else fires.REPORTED,
        owner=fire.owner_name if fire and fire.is_open else "",
        others=fire.reports if fire else 0,
    )


def _numbers(topic: str, context: Context, lead: str = "") -> list[Effect]:
    contacts = emergency_contact.ranked(context.facts.contacts, fires.NUMBERS_OF.get(topic, topic))
    return [Show("emergency_contact", Numbers(contacts, lead or fires.ACT[topic]))]


def _home(context: Context) -> str:
    area = context.person.area
    return area.code if area and len(area.code) > 2 else ""


def _number(text: str) -> int:
    return int(text) if text.isdigit() and len(text) < 10 else 0
