"""Somebody wants to help: who they are, where, what they can do, whom to call for them; then their village head decides.

Rules: domain/volunteers.py. Table: store/volunteers.py. Approval: handlers/volunteer_work.py. In private only.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from domain import forms, lampang, volunteers
from domain.conversation import Button, Context, Effect, Event, Say, SetForm
from domain.places import Area, village_alone
from domain.volunteer_changes import Apply
from domain.volunteers import KINDS, SKILLS
from domain.words import N_, Phrase

NEEDS = frozenset({"volunteer", "near"})

PRIVATE = N_("Please sign up in our private chat: it needs your phone number.")
HELLO = N_(
    "How kind of you! Eight short questions. Nobody is ever sent up a hill alone or without a commander."
)
IS_ONE = N_("You are a volunteer already, %(name)s.")
SUSPENDED = N_("Your volunteer account is suspended. Please ask your village head or local office.")
WAITING = N_(
    "Your application is waiting for your village head or local office. You may fill it in anew."
)
SAVED = N_(
    "Thank you, %(name)s! I have asked your village head or local office. I tell you as soon as they decide."
)
SUMMARY = N_(
    "Is this right?\nName: %(name)s\nBorn: %(born)s\nPhone: %(phone)s\nHome: %(village)s, %(area)s\nKind: %(kind)s\nCan: %(skills)s\n"
    "Kit: %(kit)s\nIn an emergency: %(contact)s"
)
SUMMARY_WITHOUT_KIT = N_(
    "Is this right?\nName: %(name)s\nBorn: %(born)s\nPhone: %(phone)s\nHome: %(village)s, %(area)s\nKind: %(kind)s\nCan: %(skills)s\n"
    "In an emergency: %(contact)s"
)
CONSENT = N_(
    "May I keep this for fire duty? Your village head, officials and the commander of a fire see it, other volunteers only your "
    "first name. Delete my data removes it."
)
NOBODY = N_("nobody named")
NO_CONTACT = N_(
    "Without an emergency contact nobody can call your family if something happens. With Change something you can still name one."
)
CONSENT_YOUNG = N_("You are under 18: support tasks only, and a parent must know and agree.")
STOPPED = N_("All right, nothing was kept.")
WHICH = N_("What shall be different?")
CHOSEN = N_("Chosen: %(skills)s. More, or done?")
AND_MORE = N_("%(one)s, %(more)s")
DONE = Button(N_("Done"), "pick", "done")
DUTY = Button(N_("On duty"), "do", "do=volunteer_status&act=on")
TASKS = Button(N_("My volunteer tasks"), "do", "do=volunteer_status")


def handle(event: Event, context: Context) -> list[Effect]:
    if not event.is_private:
        return [Say(PRIVATE)]
    me = context.facts.volunteer
    if me is not None and me.state == volunteers.APPROVED:
        return [Say(IS_ONE, {"name": me.first_name}, (DUTY, TASKS))]
    if me is not None and me.state == volunteers.SUSPENDED:
        return [Say(SUSPENDED)]
    first = [Say(WAITING)] if me is not None and me.state == volunteers.PENDING else [Say(HELLO)]
    return [*first, *forms.open_form(FORM, event, context)]


def answer(event: Event, context: Context) -> list[Effect] | None:
    form = context.form
    picked = event.data.get("pick", "")
    if form is None or form.name != FORM.name:
        return None
    if form.step == "skills" and picked in SKILLS:
        return _toggle(picked, context)
    if form.step == "consent" and picked == "change":
        return [Say(WHICH, buttons=_changes(form.session))]
    if form.step == "consent" and picked.startswith("fix-"):
        return _fix(picked.removeprefix("fix-"), context)
    if form.step == "consent" and (picked == "no" or event.meaning.intent == "deny"):
        return [SetForm(None), Say(STOPPED)]
    effects = forms.take(FORM, event, context)
    return None if effects is None else _with_summary(effects, context)


def _toggle(skill: str, context: Context) -> list[Effect]:
    """Several may be chosen; a second tap takes one back."""
    form = context.form
    assert form is not None
    chosen = list(form.answers.get("chosen", ()))
    chosen = [one for one in chosen if one != skill] if skill in chosen else [*chosen, skill]
    kept = replace(form, answers={**form.answers, "chosen": chosen})
    buttons = tuple(
        forms.pick(one, FORM.name, form.session)
        for one in (*((DONE,) if chosen else ()), *SKILL_BUTTONS)
    )
    return [SetForm(kept), Say(CHOSEN, {"skills": listed(chosen)}, buttons)]


def listed(skills: Any) -> object:
    """Names of skills as one value, each translated by itself."""
    known = [Phrase(SKILLS[one]) for one in skills if one in SKILLS]
    told: object = "-"
    for one in reversed(known):
        told = one if told == "-" else Phrase(AND_MORE, {"one": one, "more": told})
    return told


def _changes(session: str) -> tuple[Button, ...]:
    labels = {
        "name": N_("Name"),
        "phone": N_("Phone"),
        "home": N_("Home"),
        "born": N_("Year of birth"),
        "kind": N_("Kind"),
        "skills": N_("What I can do"),
        "kit": N_("Kit"),
        "contact": N_("Emergency contact"),
    }
    return tuple(
        forms.pick(Button(label, "pick", f"fix-{name}"), FORM.name, session)
        for name, label in labels.items()
    )


def _fix(step: str, context: Context) -> list[Effect] | None:
    form = context.form
    if form is None:
        return None
    answers = {name: value for name, value in form.answers.items() if name != "chosen"}
    return forms.ask_again(FORM, replace(form, answers=answers), step) or None


def _with_summary(effects: list[Effect], context: Context) -> list[Effect]:
    """Before the last question all that was told stands once more."""
    moved = next((one.state for one in effects if isinstance(one, SetForm)), None)
    if moved is None or moved.step != "consent":
        return effects
    told = moved.answers
    home = lampang.area(str(told["home"]["code"]))
    contact = told["contact"]
    values = {
        "name": told["name"],
        "born": told["born"] + 543,
        "phone": told["phone"],
        "village": told["home"]["village"],
        "area": home,
        "kind": Phrase(KINDS[told["kind"]]),
        "skills": listed(told["skills"]),
        "kit": told["kit"],
        "contact": f"{contact['name']} {contact['phone']}" if contact else Phrase(NOBODY),
    }
    said: list[Effect] = [Say(SUMMARY if told["kit"] else SUMMARY_WITHOUT_KIT, values)]
    if not contact:
        said.append(Say(NO_CONTACT))
    if volunteers.age(told["born"], context.now) < volunteers.ADULT:
        said.append(Say(CONSENT_YOUNG))
    return [effects[0], *said, *effects[1:]]


def finish(answers: Mapping[str, Any], event: Event, context: Context) -> list[Effect]:
    told = {name: value for name, value in answers.items() if name not in ("chosen", "consent")}
    name = volunteers.first_name(str(answers["name"]))
    return [Apply(told), Say(SAVED, {"name": name}, (TASKS,))]


# What each question takes


def _name(event: Event, context: Context) -> str:
    name = str(forms.words(80)(event, context))
    if sum(letter.isalpha() for letter in name) < 2 or any(letter.isdigit() for letter in name):
        raise forms.NotAnAnswer(N_("Your first and last name, please."))
    return name


def _born(event: Event, context: Context) -> int:
    year = volunteers.birth_year_in(event.text, context.now)
    if year is None:
        raise forms.NotAnAnswer(N_("The year with four digits, please, for example 2530 or 1987."))
    if volunteers.age_at_most(year, context.now) < volunteers.YOUNGEST:
        raise forms.NotAnAnswer(
            N_("Volunteers are at least %(n)s. Was that the year you mean? Else type cancel."),
            n=volunteers.YOUNGEST,
        )
    return year


def _home(event: Event, context: Context) -> dict[str, str]:
    found = context.facts.near if event.point else event.meaning.place
    if found is None or found.outside:
        raise forms.NotAnAnswer(
            N_(
                "Village and tambon in Lampang, please, for example Ban Dong, Tambon Ban Dong, Mae Mo."
            )
        )
    area = found.area
    if area is None or not area.is_tambon:
        likely = [one for one in found.candidates if one.is_tambon][:3]
        if likely:
            raise forms.NotAnAnswer(
                N_("There are several. Please type the tambon and district: %(names)s"),
                names=_areas(likely),
            )
        raise forms.NotAnAnswer(N_("Please type the tambon as well."))
    village = village_alone(" ".join(event.text.split())[:80]) or found.name
    return {"code": area.code, "village": village or area.name_th}


def _areas(areas: list[Area]) -> object:
    told: object = areas[-1]
    for one in reversed(areas[:-1]):
        told = Phrase(AND_MORE, {"one": one, "more": told})
    return told


def _kind(event: Event, context: Context) -> str:
    picked = event.data.get("pick", "")
    words = {"civil_defence": ("อปพร",), "village_guard": ("ชรบ",), "health": ("อสม",), "fire_hawk": ("เหยี่ยวไฟ", "เสือไฟ"), "citizen": ("จิตอาสา", "ราษฎร", "citizen", "ประชาชน", "อาสา")}  # fmt: skip
    plain = event.text.lower().replace(".", "")
    said = next((kind for kind, known in words.items() if any(one in plain for one in known)), "")
    if picked not in KINDS and not said:
        raise forms.NotAnAnswer(N_("Please tap one of the buttons."))
    return picked if picked in KINDS else said


def _skills(event: Event, context: Context) -> list[str]:
    form = context.form
    chosen = list(form.answers.get("chosen", ())) if form else []
    if event.data.get("pick") != "done":
        chosen = [*chosen, *(one for one in volunteers.skills_in(event.text) if one not in chosen)]
    if not chosen:
        raise forms.NotAnAnswer(N_("Please tap what you can do, one or several, then Done."))
    return chosen


def _contact(event: Event, context: Context) -> dict[str, str]:
    number = forms.phone(event, context)
    name = "".join(one for one in event.text if not one.isdigit() and one not in "+-()").strip()
    name = " ".join(name.split())[:60]
    own = context.form.answers.get("phone") if context.form else ""
    if sum(letter.isalpha() for letter in name) < 2:
        raise forms.NotAnAnswer(
            N_("Name and number in one message, please: Somsri, mother, 0812345678")
        )
    if number == own:
        raise forms.NotAnAnswer(N_("That is your own number. Whom else can we call?"))
    return {"name": name, "phone": number}


def _consent(event: Event, context: Context) -> bool:
    if event.data.get("pick") == "yes" or event.meaning.intent == "affirm":
        return True
    raise forms.NotAnAnswer(N_("Please tap one of the buttons."))


SKILL_BUTTONS = tuple(Button(label, "pick", skill) for skill, label in SKILLS.items())
FORM = forms.Form(
    "volunteer_signup",
    (
        forms.Step("name", N_("What is your first and last name?"), _name),
        forms.Step("born", N_("In which year were you born? For example 2530."), _born),
        forms.Step("phone", N_("Your phone number?"), forms.phone),
        forms.Step(
            "home",
            N_("Which village, tambon and district do you live in?"),
            _home,
            (Button(N_("Send location"), "location"),),
        ),
        forms.Step(
            "kind",
            N_("What kind of volunteer are you?"),
            _kind,
            tuple(Button(label, "pick", kind) for kind, label in KINDS.items()),
        ),
        forms.Step("skills", N_("What can you do? Tap one or several."), _skills, SKILL_BUTTONS),
        forms.Step("kit", N_("What kit do you have? For example boots, blower, radio, truck."), forms.words(150), optional=True),
        forms.Step(
            "contact",
            N_("Whom do we call if something happens to you? Name and number in one message."),
            _contact,
            optional=True,
        ),
        forms.Step(
            "consent",
            CONSENT,
            _consent,
            (
                Button(N_("Yes, sign me up"), "pick", "yes"),
                Button(N_("Change something"), "pick", "change"),
                Button(N_("No, drop it"), "pick", "no"),
            ),
        ),
    ),
    finish,
)  # fmt: skip
