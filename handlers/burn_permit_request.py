"""A wish to burn a field: a few questions, a summary that can be corrected, then on to those who decide.

Questions: domain/permit_questions.py. Whether the day can be granted: domain/permit_rules.py. Who decides:
handlers/permit_work.py. What the day cannot have is not filed: the other way and the next days come first.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from domain import bans, burn_chains, buyers, forms, lampang, permits, posts
from domain import permit_questions as questions
from domain import permit_rules as rules
from domain.air import air_at
from domain.burn_cards import PermitCard, Summary
from domain.burn_days import buddhist_year, day_at
from domain.conversation import (
    Button,
    Context,
    Effect,
    Event,
    FormState,
    RestsOn,
    Say,
    SetForm,
    Show,
)
from domain.outlook import bias_at
from domain.permit_air import look_ahead
from domain.permit_changes import SUBJECT, FilePermit
from domain.permit_rules import Judgement
from domain.permits import Permit
from domain.wishes import LABELS
from domain.words import N_, Phrase

NEEDS = frozenset({"air", "bans", "near", "outlook", "permits", "posts", "warnings"})
NAME = "burn_permit_request"

PRIVATE = N_("Please ask me that in our private chat: a request has your plot and phone number.")
NEVER_RUBBISH = N_(
    "Rubbish is never burnt, and nobody can allow it. Sort it, and give the rest to the local "
    "office's collection."
)
TOO_MANY = N_(
    "You have %(n)s requests open already. Please wait for their answers, or cancel one first."
)
NOT_GRANTED = N_(
    "%(day)s cannot be granted, sorry: %(reason)s. Perhaps you need not burn at all? Else another day:"
)
NO_OTHER_DAY = N_(
    "%(day)s cannot be granted, sorry: %(reason)s. In the 30 days after it I see none that can. "
    "Straw and leaves can be sold or used instead."
)
NOT_THAT_DAY = N_("it is not open for burning")
IN_PLAN = N_(
    "Burning is banned there on that day, except plots in the fuel-management plan "
    "(แผนบริหารจัดการเชื้อเพลิง). Is yours in it? The local office looks it up."
)
WAIT_IN_LINE = N_("Wait in line that day")
TOO_BIG = N_(
    "A whole day there has room for %(rai)s rai. Please ask for less, and for the rest on another day."
)
DAY_BUTTON = N_("Take %(day)s")
INSTEAD = Button(LABELS["no_burn_alternatives"], "do", "do=no_burn_alternatives")
FILED = N_("Filed as %(number)s. Do not light anything before I tell you that it is approved.")
FILED_FOREST = N_(
    "Filed as %(number)s. Land like this the forest office considers: I have passed it on. "
    "Do not light anything before I tell you that it is approved."
)
IN_LINE = N_(
    "Filed as %(number)s, number %(line)s on that day's waiting list. When room becomes free I ask "
    "you first. Do not light anything."
)
NOBODY = N_(
    "Nobody of the %(who)s is in the system there yet: please show them this number yourself."
)
NEXT_ONE = Button(N_("File for another"), "do", f"do={NAME}&whose=other")
MINE = Button(LABELS["burn_permit_status"], "do", "do=burn_permit_status")


def handle(event: Event, context: Context) -> list[Effect]:
    if not event.is_private:
        return [Say(PRIVATE)]
    if buyers.RUBBISH in event.meaning.burnt:
        return [Say(NEVER_RUBBISH, buttons=(INSTEAD,))]
    known = questions.told(event, context)
    if _files_for_others(context):
        known |= _as_official(event)
    else:
        mine = [one for one in context.facts.permits.held_by(event.user) if one.is_open]
        if len(mine) >= rules.MOST_OPEN:
            return [Say(TOO_MANY, {"n": len(mine)}, (MINE,))]
        if context.facts.permits.phone:
            known.setdefault("phone", context.facts.permits.phone)
    return _dressed(forms.open_form(FORM, event, context, known))


def _files_for_others(context: Context) -> bool:
    return any(one.kind in (posts.VILLAGE_HEAD, posts.LOCAL_OFFICE) for one in context.facts.posts)


def _as_official(event: Event) -> dict[str, Any]:
    """Asked whose plot it is, unless the button said so."""
    is_for_other = event.data.get("whose") == questions.OTHER
    return {"is_official": True, **({"whose": questions.OTHER} if is_for_other else {})}


def answer(event: Event, context: Context) -> list[Effect] | None:
    state = context.form
    if state is None or not event.is_private:
        return None
    picked = event.data.get("pick", "") if "form" in event.data else ""
    if picked.startswith("fix:"):
        return _corrected(picked.removeprefix("fix:"), state)
    if (picked == "queue" or _asks_to_wait(event)) and state.answers.get("asked_day"):
        known = {**state.answers, "day": state.answers["asked_day"], "queue": True}
        return _tidy([SetForm(None), *finish(known, event, context)])
    if state.step == "sure" and event.kind in ("text", "location") and not picked:
        return _more_told(event, context, state)
    taken = forms.take(FORM, event, context)
    return None if taken is None else _dressed(taken)


def _asks_to_wait(event: Event) -> bool:
    """ "ต่อคิวได้ไหม" instead of the button."""
    text = event.text.lower()
    return event.kind == "text" and any(word in text for word in ("คิว", "in line", "queue"))


def _corrected(name: str, state: FormState) -> list[Effect]:
    """A line of the summary was tapped: its question again. A new place is asked for from the start."""
    if name not in questions.CORRECTABLE:
        return []
    kept = {
        key: value
        for key, value in state.answers.items()
        if not (name == "where" and key == "plot")
    }
    return forms.ask_again(FORM, replace(state, answers=kept), name)


def _more_told(event: Event, context: Context, state: FormState) -> list[Effect] | None:
    """ "3 ไร่" under the summary corrects it; a yes sends it; a no, and what says nothing of it, go their own way."""
    if event.meaning.intent == "affirm":
        known = {**state.answers, "sure": "yes"}
        return _tidy([SetForm(None), *finish(known, event, context)])
    told = questions.told(event, context)
    if not told:
        return None
    known = {**state.answers, **told}
    if "where" in told:
        known.pop("plot", None)
    return _dressed(forms.open_form(FORM, event, context, known))


def _dressed(effects: list[Effect]) -> list[Effect]:
    """The last question is the summary itself, as a card."""
    effects = _tidy(effects)
    state = next((one.state for one in effects if isinstance(one, SetForm)), None)
    if state is None or state.step != "sure":
        return effects
    return [SetForm(state), Show(NAME, Summary(state.answers, state.session))]


def _tidy(effects: list[Effect]) -> list[Effect]:
    """Of a form that was closed and opened again only the last word counts."""
    moves = [one for one in effects if isinstance(one, SetForm)]
    return [one for one in effects if not isinstance(one, SetForm) or one is moves[-1]]


def finish(answers: Mapping[str, Any], event: Event, context: Context) -> list[Effect]:
    permit = questions.permit_of(answers, event.user)
    judgement = judged(permit, context)
    if permit.rai > rules.limit_of(context.facts.permits.limits, permit.tambon).rai:
        room = f"{rules.limit_of(context.facts.permits.limits, permit.tambon).rai:g}"
        return _again("rai", Say(TOO_BIG, {"rai": room}), answers, context)
    if _asks_plan(permit, answers, context):
        return _again("in_plan", Say(IN_PLAN, buttons=_yes_no(context)), answers, context)
    only_full = judgement.is_full and len(judgement.hard) == 1
    if only_full and answers.get("queue"):
        return _in_line(permit, context)
    hard = rules.against(permit, judgement, context.facts.bans)
    if hard:
        return _refused(permit, hard[0], only_full, answers, context)
    return _filed(permit, judgement, answers, context)


def judged(permit: Permit, context: Context) -> Judgement:
    facts = context.facts
    area = lampang.area(permit.tambon)
    place = permit.point or (area.centre if area else None)
    air = air_at(place, facts.air, context.now) if place else None
    hours = facts.permits.models or facts.outlook.hours.get(permit.tambon[:4], ())
    winds = rules.ventilation_of(hours, permit)
    bias = bias_at(facts.outlook, place, context.now) if place else None
    ahead = look_ahead(permit, facts.outlook, facts.warnings, context.now, bias)
    return rules.judge(permit, facts.permits, facts.bans, air, context.now, winds, ahead)


def _asks_plan(permit: Permit, answers: Mapping[str, Any], context: Context) -> bool:
    told = bans.told(context.facts.bans, day_at(context.now))
    return "in_plan" not in answers and rules.may_be_excepted(permit, told)


def _yes_no(context: Context) -> tuple[Button, ...]:
    buttons = (Button(N_("Yes, in the plan"), "pick", "yes"), Button(N_("No"), "pick", "no"))
    return tuple(forms.pick(one, NAME, context.session) for one in buttons)


def _again(step: str, say: Say, answers: Mapping[str, Any], context: Context) -> list[Effect]:
    """One answer is asked for anew, the others stay; the summary is not shown a second time for it."""
    kept = {key: value for key, value in answers.items() if key not in (step, "queue")}
    return [SetForm(FormState(NAME, step, context.session, kept)), say]


def _refused(
    permit: Permit, why: Phrase, only_full: bool, answers: Mapping[str, Any], context: Context
) -> list[Effect]:
    reason = _for_the_public(why, permit, context)
    days = rules.other_days(permit, context.facts.permits, context.facts.bans, context.now)
    instead = replace(INSTEAD, value=f"{INSTEAD.value}&what={permit.residue}&area={permit.tambon}")
    values = {"day": permit.day, "reason": reason}
    if not days:
        return [Say(NO_OTHER_DAY, values, (instead,))]
    buttons = [Button(DAY_BUTTON, "pick", day.isoformat(), {"day": day}) for day in days]
    if only_full:
        buttons.insert(1, Button(WAIT_IN_LINE, "pick", "queue"))
    drawn = tuple(forms.pick(one, NAME, context.session) for one in buttons)
    asked = {**answers, "asked_day": permit.day.isoformat()}
    return _again("day", Say(NOT_GRANTED, values, (instead, *drawn)), asked, context)


def _for_the_public(why: Phrase, permit: Permit, context: Context) -> Phrase:
    """A ban that has not begun is not announced by refusing a day of it."""
    told = bans.told(context.facts.bans, day_at(context.now))
    if why.text == rules.BANNED and not bans.in_force(told, permit.tambon, permit.day):
        return Phrase(NOT_THAT_DAY)
    return why


def _in_line(permit: Permit, context: Context) -> list[Effect]:
    book = context.facts.permits
    waiting = replace(permit, state=permits.QUEUED)
    values = {
        "number": _numbered(waiting, context).reference,
        "line": rules.place_in_line(book, waiting),
    }
    say = Say(IN_LINE, values, (MINE, INSTEAD))
    return [RestsOn(SUBJECT), FilePermit(waiting), say]


def _filed(
    permit: Permit, judged: Judgement, answers: Mapping[str, Any], context: Context
) -> list[Effect]:
    book = context.facts.permits
    permit = replace(permit, chosen=burn_chains.chosen(book.chains, permit.tambon))
    state, skipped = permits.next_stage(permit, book.posts)
    filed = replace(permit, state=state)
    is_forest = permit.land in (permits.DISPUTED, permits.FOREST_LAND)
    text = FILED_FOREST if is_forest else FILED
    numbered = _numbered(filed, context)
    said = Phrase(text, {"number": numbered.reference})
    effects: list[Effect] = [
        RestsOn(SUBJECT),
        FilePermit(filed, judged),
        Show("burn_permit", PermitCard(numbered, said, waits=permits.waits_for(filed, book.posts))),
    ]
    is_held = bool(permits.deciders(filed, book.posts))
    missing = [] if is_held else [permits.who_has(filed, book.posts)]
    for label in (*skipped, *missing):
        effects.append(Say(NOBODY, {"who": Phrase(label)}))
    if answers.get("is_official"):
        effects.append(Say(N_("Another one to file?"), buttons=(NEXT_ONE,)))
    return effects


def _numbered(permit: Permit, context: Context) -> Permit:
    """As it will be: RestsOn makes sure that nobody else takes the number."""
    year = buddhist_year(day_at(context.now))
    return replace(permit, year=year, number=context.facts.permits.next_number)


def _read_in_plan(event: Event, context: Context) -> bool:
    if event.meaning.intent in ("affirm", "deny"):
        return event.meaning.intent == "affirm"
    picked: str = forms.one_of("yes", "no")(event, context)
    return picked == "yes"


FORM = forms.Form(
    NAME,
    (
        *questions.STEPS,
        forms.Step("sure", N_("Is all of this right?"), forms.one_of("yes")),
        forms.Step("in_plan", IN_PLAN, _read_in_plan, needed=lambda answers: False),
    ),
    finish,
)
