"""Duty in the chat of officials: who is on duty, I am, I am not any more, a note to the next, and taking it over.

By exact words, only from who holds a post, in the private chat. Rules: domain/duty.py. Alarms: handlers/duty_alarm.py.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from domain import duty, forms, lampang
from domain.conversation import Button, Context, Effect, Event, RestsOn, Say, Show
from domain.duty import HandOver, RosterCard, Shift
from domain.duty_changes import BeginDuty, EndDuty, LeaveNote, TakeOver
from domain.official import Official
from domain.official_day import OfficialDay, matters_of
from domain.posts import Post
from domain.words import N_, Moment
from handlers import not_understood, volunteer_status
from handlers.group_fire import REPORT

NEEDS = frozenset({"posts", "roster", "official_day"}) | volunteer_status.NEEDS
PRESSED = True
SUBJECT = "duty"
MOST_AREAS = 6
ME = r"(?:ฉัน|ผม|ดิฉัน|เรา|หนู|ข้าเจ้า|เฮา|เปิ้น)?\s*(?:ขอ|จะ)?\s*"
END = r"\s*(?:แล้ว|หน่อย|นะ|เน้อ)*\s*(?:ค่ะ|คะ|ครับ|คับ|เจ้า|จ้า)?\s*[?.!]?"
WORDS = {
    "see": rf"(?:วันนี้|คืนนี้|ตอนนี้)?\s*(?:ใคร|ไผ)\s*(?:เข้า|อยู่|ขึ้น|เป็น)\s*เวร\s*(?:วันนี้|คืนนี้|ตอนนี้|อยู่|บ้าง|พ่อง)*{END}"
    rf"|(?:ดู|ขอดู)?\s*(?:ตาราง)?เวร\s*(?:วันนี้|คืนนี้|ตอนนี้){END}|(?:ดู|ขอดู)?\s*ตารางเวร{END}"
    r"|who(?:'s| is) on duty(?: now| today| tonight)?\??|(?:duty )?roster|duty today",
    "begin": rf"{ME}(?:เข้า|ขึ้น)เวร{END}|i(?:'m| am) on duty(?: now)?[.!]?|start(?: my)? duty|on duty",
    "end": rf"{ME}(?:ออก|เลิก|ลง)เวร{END}|i(?:'m| am) off duty(?: now)?[.!]?|end(?: my)? duty|off duty",
    "note": rf"{ME}(?:ส่ง|ฝาก)เวร{END}|hand[ -]?over(?: my)?(?: duty)?(?: note)?",
    "take": rf"{ME}รับเวร\s*(?:ต่อ)?{END}|take over(?: duty)?",
}
EXACT = {act: re.compile(pattern, re.IGNORECASE) for act, pattern in WORDS.items()}

PRIVATE = N_("Please ask me in our private chat: that is for officials.")
WHICH_AREA = N_("For which area?")
BEGUN = N_("You are on duty for %(area)s until %(until)s. Alarms come to you first.")
ON_ALREADY = N_("You are on duty for %(area)s until %(until)s.")
NOT_ON = N_("You are not on duty just now.")
ENDED = N_("You are off duty for %(area)s. On duty now: %(who)s. Thank you!")
NOBODY_NOW = N_(
    "You are off duty for %(area)s, and nobody is on duty there now: alarms go down the call list, then to the posts. Thank you!"
)
OPEN_MATTERS = N_(
    "There are open matters: %(fires)s fires, %(out)s people out, %(alarms)s alarms nobody took. Leave a note for the next one first?"
)
NO_NOTE = N_("Nobody left a note for %(area)s.")
HAS_NOTE = N_("%(who)s left a note for you.")
NOTE_GONE = N_("Your note is with %(who)s. You stay on duty until they take over.")
NOTE_KEPT = N_(
    "Nobody comes next in the roster. I keep your note for whoever takes over %(area)s within 36 hours. You stay on duty until then."
)
ASK_WORDS = N_("What must the next one know? Type it in one message. Open matters I add myself.")
NO_REPORT = N_("A note calls nobody. If it is burning now and nobody has reported it, press here.")
HERE = N_("Duty %(area)s")
ON, OFF = Button(N_("I am on duty"), "do", "do=duty&act=begin"), N_("I am off duty")
LEAVE, GO = N_("Leave a note"), N_("Go off duty now")
TAKE, ROSTER = N_("Take over"), Button(N_("Who is on duty?"), "do", "do=duty")
FOR_HOURS = N_("For %(n)s hours from now")


def asked(text: str) -> str:
    """Which of WORDS a text is; "" when it is none."""
    plain = " ".join(text.split())
    plain = plain.removeprefix("น้องเข้ม").strip()
    return next((act for act, one in EXACT.items() if one.fullmatch(plain)), "")


def handle(event: Event, context: Context) -> list[Effect]:
    if not event.is_private:
        return [Say(PRIVATE)]
    if not context.facts.posts:  # their post ended; a volunteer's own duty is another
        if context.facts.volunteer is not None and event.kind == "text":
            return volunteer_status.handle(event, context)
        return not_understood.handle(event, context)
    act = event.data.get("act", "") if event.kind == "button" else asked(event.text)
    match act:
        case "begin":
            return _begin(event, context)
        case "end":
            return _end(event, context)
        case "note":
            return _note(event, context)
        case "take":
            return _take(event, context)
        case _:
            roster = context.facts.roster
            card = RosterCard(roster.shifts, roster.areas, context.now)
            return [Show("duty", card, _buttons(event, context))]


def answer(event: Event, context: Context) -> list[Effect] | None:
    return forms.take(FORM, event, context)


def _buttons(event: Event, context: Context) -> tuple[Button, ...]:
    on = duty.mine(context.facts.roster.shifts, event.user, context.now)
    takes = (_press(TAKE, "take"),) if _notes(event, context) else ()
    return (*takes, _press(OFF, "end"), _press(LEAVE, "note")) if on else (*takes, ON)


def _press(label: str, act: str, area: str = "") -> Button:
    return Button(label, "do", f"do=duty&act={act}" + (f"&area={area}" if area else ""))


def _place(code: str) -> object:
    return lampang.area(code) or lampang.PROVINCE


def _which(codes: Sequence[str], act: str) -> list[Effect]:
    buttons = tuple(
        Button(HERE, "do", f"do=duty&act={act}&area={code}", {"area": _place(code)})
        for code in codes[:MOST_AREAS]
    )
    return [Say(WHICH_AREA, buttons=buttons)]


def _area(event: Event, codes: Sequence[str]) -> str:
    """The one that is named, or the only one there is; "" when it must be asked."""
    named = event.data.get("area", "")
    if named:
        return named if named in codes else ""
    return codes[0] if len(codes) == 1 else ""


# On duty


def _begin(event: Event, context: Context) -> list[Effect]:
    held = Official(event.user, context.facts.posts)
    codes = sorted({post.area for post in held.posts})
    area = _own_area(event, held, context) or _area(event, codes)
    post = held.post_for(area) if area else None
    if post is None:
        return _which(codes, "begin")
    hours = event.data.get("hours", "")
    longer = timedelta(hours=int(hours)) if hours in map(str, duty.HOURS) else None
    effects, until = _on(event, context, post, area, longer)
    said = Say(
        BEGUN if effects else ON_ALREADY,
        {"area": _place(area), "until": Moment(until)},
        _after_begin(area),
    )
    notes = [one for one in _notes(event, context) if one.area == area]
    waits = [
        Say(HAS_NOTE, {"who": duty.who(one.by) or "-"}, (_press(TAKE, "take", area),))
        for one in notes[:1]
    ]
    return [*effects, said, *waits]


def _own_area(event: Event, held: Official, context: Context) -> str:
    """The area that a button names, else that of the roster's shift which begins now."""
    named = event.data.get("area", "")
    if named:
        return named if lampang.area(named) and held.may(named) else ""
    shifts = context.facts.roster.shifts
    soon = (duty.soon(shifts, event.user, one.area, context.now) for one in shifts)
    return next((one.area for one in soon if one is not None), "")


def _on(
    event: Event, context: Context, post: Post, area: str, longer: timedelta | None
) -> tuple[list[Effect], Any]:
    """What begins their duty, and until when; nothing begins when they are on duty already."""
    shifts, now = context.facts.roster.shifts, context.now
    runs = [one for one in duty.mine(shifts, event.user, now) if one.area == area]
    if runs and longer is None:
        return [], runs[0].ends
    own = runs[0] if runs else duty.soon(shifts, event.user, area, now)
    ends = now + longer if longer else (own.ends if own else now + duty.USUAL)
    ends = min(ends, min(own.starts, now) + duty.LONGEST) if own else ends
    begin = BeginDuty(area, own.post.id if own else post.id, ends, own.id if own else 0)
    return [begin, RestsOn(SUBJECT)], ends


def _after_begin(area: str) -> tuple[Button, ...]:
    hours = tuple(
        Button(FOR_HOURS, "do", f"do=duty&act=begin&area={area}&hours={n}", {"n": n})
        for n in duty.HOURS
        if timedelta(hours=n) != duty.USUAL
    )
    return (ROSTER, *hours)


def _end(event: Event, context: Context) -> list[Effect]:
    facts, now = context.facts, context.now
    on = duty.mine(facts.roster.shifts, event.user, now)
    if not on:
        is_volunteer = facts.volunteer is not None and event.kind == "text"
        return volunteer_status.handle(event, context) if is_volunteer else [Say(NOT_ON, buttons=(ON, ROSTER))]  # fmt: skip
    area = _area(event, sorted({one.area for one in on}))
    mine = next((one for one in on if one.area == area), None)
    if mine is None:
        return _which(sorted({one.area for one in on}), "end")
    others = [one for one in duty.running(facts.roster.shifts, area, now) if one.post.holder != event.user]  # fmt: skip
    has_note = any(
        one.area == area and one.by and one.by.holder == event.user for one in facts.roster.notes
    )
    is_sure = bool(others or has_note or event.data.get("sure"))
    if not is_sure and facts.official_day is not None:
        asks = _matters(facts.official_day, area)
        if asks:
            return asks
    values = {"area": _place(area), "who": ", ".join(duty.who(one.post) for one in others)}
    said = Say(ENDED if others else NOBODY_NOW, values, (ROSTER,))
    # All of them: one of the roster may have begun beside the one they began themselves.
    ends = [EndDuty(one.id) for one in on if one.area == area]
    return [*ends, RestsOn(SUBJECT), said]


def _matters(day: OfficialDay, area: str) -> list[Effect]:
    """With fires, people or alarms open and nobody else on duty, a note comes first; one press goes all the same."""
    if not (day.burning or day.people_out or day.untaken):
        return []
    go = Button(GO, "do", f"do=duty&act=end&area={area}&sure=1")
    values = {"fires": day.burning, "out": day.people_out, "alarms": day.untaken}
    return [Say(OPEN_MATTERS, values, (_press(LEAVE, "note", area), go))]


# From one to the next


def _note(event: Event, context: Context) -> list[Effect]:
    on = duty.mine(context.facts.roster.shifts, event.user, context.now)
    if not on:
        return [Say(NOT_ON, buttons=(ON, ROSTER))]
    codes = sorted({one.area for one in on})
    area = _area(event, codes)
    if not area:
        return _which(codes, "note")
    return forms.open_form(FORM, event, context, {"area": area})


def _finish(answers: Mapping[str, Any], event: Event, context: Context) -> list[Effect]:
    facts, now, area = context.facts, context.now, str(answers["area"])
    on = [one for one in duty.mine(facts.roster.shifts, event.user, now) if one.area == area]
    if not on:
        return [Say(NOT_ON, buttons=(ON, ROSTER))]
    words, by = str(answers.get("words") or ""), on[0].post
    matters = matters_of(facts.official_day, area) if facts.official_day else {}
    to = _next(event, facts.roster.shifts, area, context)
    left = LeaveNote(area, by.id, words, matters, tuple(one.post.holder for one in to))
    names = ", ".join(dict.fromkeys(duty.who(one.post) for one in to))
    said = Say(NOTE_GONE if to else NOTE_KEPT, {"who": names, "area": _place(area)}, (ROSTER,))
    shown = HandOver(0, area, now, by, words, matters)
    # A question may have stood open for hours: what is typed then may be a fire, and a note calls nobody.
    is_fire = event.meaning.intent == "fire_report" and event.meaning.fire.burns
    fire = [Say(NO_REPORT, buttons=(REPORT,))] if is_fire else []
    return [left, RestsOn(SUBJECT), Show("hand_over", shown), said, *fire]


def _next(event: Event, shifts: Sequence[Shift], area: str, context: Context) -> list[Shift]:
    """Who is on duty there too, else whoever follows."""
    others = [
        one for one in duty.running(shifts, area, context.now) if one.post.holder != event.user
    ]
    later = [one for one in shifts if one.post.holder != event.user]
    follows = duty.following(later, area, context.now)
    return others or ([follows] if follows else [])


def _notes(event: Event, context: Context) -> list[HandOver]:
    """Notes for the speaker: of areas that their posts hold, left by somebody else."""
    held = Official(event.user, context.facts.posts)
    return [
        one
        for one in context.facts.roster.notes
        if held.may(one.area) and (one.by is None or one.by.holder != event.user)
    ]


def _take(event: Event, context: Context) -> list[Effect]:
    """Their duty begins, notes are theirs, and whoever left them is off duty."""
    held = Official(event.user, context.facts.posts)
    notes = _notes(event, context)
    codes = sorted({one.area for one in notes}) or sorted({post.area for post in held.posts})
    area = _area(event, codes)
    named = event.data.get("area", "")
    if not area and named and held.may(named):
        area = named
    post = held.post_for(area) if area else None
    if post is None:
        return _which(codes, "take")
    effects, until = _on(event, context, post, area, None)
    taken = [one for one in notes if one.area == area]
    said = {"area": _place(area), "until": Moment(until)}
    return [
        *effects,
        *(TakeOver(one.id, post.id) for one in taken),
        *([] if effects else [RestsOn(SUBJECT)]),
        *(Show("hand_over", one) for one in taken[:3]),
        *([] if taken else [Say(NO_NOTE, {"area": _place(area)})]),
        Say(BEGUN, said, _after_begin(area)),
    ]


FORM = forms.Form(
    "duty",
    (forms.Step("words", ASK_WORDS, forms.words(duty.MOST_WORDS), optional=True),),
    _finish,
)
