"""A village head chooses at which hours the words for the loudspeaker come, several or none, or asks for them now.

By exact words and by the button under these words, in the private chat. Rules: domain/loudspeaker.py. Sent by
jobs/loudspeaker.py. Table: store/loud_hours.py.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import timedelta

from domain import lampang
from domain.advice import COLOUR_NAMES
from domain.air import air_at
from domain.cards import AirCard
from domain.conversation import Button, Context, Effect, Event, Say, Show
from domain.days import midnight, today
from domain.loudspeaker import SET_TIMES, TIMES, ChooseHours, state_now, usual, words
from domain.posts import VILLAGE_HEAD, Post
from domain.words import N_, Phrase

NEEDS = frozenset({"posts", "warned", "loud_hours", "air"})
PRESSED = True
LOWEST = 3  # better air has no words: there is nothing to warn of
MOST_POSTS = 6
_DO = r"(?:ขอ|อยาก|จะ|ช่วย)?\s*(?:ตั้งค่า|ตั้ง|เปลี่ยน|แก้|ปรับ|เลือก|ดู|กำหนด|ปิด|เปิด|หยุด)?\s*"
_WHEN = r"(?:กี่โมง|ตอนไหน|เวลาไหน|เวลาใด|เมื่อไหร่|ยามใด|จะใด|ยังไง|อย่างไร|เวลา)?"
_POLITE = r"\s*(?:หน่อย|บ้าง|พ่อง|ได้ไหม|ได้ก่อ)?\s*(?:ค่ะ|คะ|ครับ|คับ|เจ้า)?\s*[?.!]?"
ASKED = re.compile(
    rf"(?:น้องเข้ม\s*)?{_DO}(?:เวลา)?\s*(?:ของ)?\s*(?:ข้อความ|คำ|บท)?\s*(?:เสียงตามสาย|หอกระจายข่าว)\s*{_WHEN}{_POLITE}"
    r"|(?:(?:set|change|show|choose) )?(?:the |my )?loud ?speaker(?: (?:times?|hours?|words|text|settings))?[.?!]?",
    re.IGNORECASE,
)
PRIVATE = N_("Please ask me in our private chat: that is for officials.")
ONLY_HEADS = N_(
    "Words for the loudspeaker go to village heads. Are you one? Then an official of your district has a code for you."
)
WHICH = N_("For which village?")
AT = N_(
    "When the dust in %(place)s is %(colour)s or worse I send you words to read out at %(times)s. Tap a time to add it or to take it away."
)
OFF = N_("I send no words to read out for %(place)s. Tap a time to get them.")
NOTHING = N_("The dust in %(place)s is not that bad just now: there is nothing to read out.")
UNKNOWN = N_("Nobody measures the dust in %(place)s just now, so I have no words to read out.")
AND = N_("%(first)s and %(rest)s")
PLACE = N_("%(village)s of %(area)s")
TAKEN, ADD, FOR = N_("✓ at %(at)s"), N_("Add %(at)s"), N_("For %(place)s")
NONE, USUAL, NOW = N_("None at all"), N_("The usual times"), N_("The words for now")


def is_asked(text: str) -> bool:
    return ASKED.fullmatch(" ".join(text.split())) is not None


def handle(event: Event, context: Context) -> list[Effect]:
    if not event.is_private:
        return [Say(PRIVATE)]
    heads = [post for post in context.facts.posts if post.kind == VILLAGE_HEAD]
    if not heads:
        return [Say(ONLY_HEADS)]
    named = event.data.get("post", "")
    post = next((one for one in heads if str(one.id) == named), None)
    if post is None and len(heads) > 1:
        return [Say(WHICH, buttons=tuple(_pick(one) for one in heads[:MOST_POSTS]))]
    post = post or heads[0]
    if event.data.get("act") == "now":
        return _now(post, context)
    change = _change(post, event, context) if named == str(post.id) else None
    if change is None:
        return [_said(post, _times(post, context), context)]
    times = usual(context.facts.warned.rules) if change.times is None else change.times
    return [change, _said(post, times, context)]


def _change(post: Post, event: Event, context: Context) -> ChooseHours | None:
    """Each press says what is wanted, not what to turn over: pressed twice it changes nothing more."""
    act, named = event.data.get("act", ""), event.data.get("time", "")
    if act == "none":
        return ChooseHours(post.id, ())
    if act == "usual":
        return ChooseHours(post.id, None)
    if act not in ("add", "drop") or named not in TIMES:
        return None
    wanted = {*_times(post, context), named} if act == "add" else {*_times(post, context)} - {named}
    return ChooseHours(post.id, tuple(name for name in TIMES if name in wanted))


def _times(post: Post, context: Context) -> tuple[str, ...]:
    return context.facts.loud_hours.get(post.id, usual(context.facts.warned.rules))


def _said(post: Post, chosen: Sequence[str], context: Context) -> Say:
    rules = context.facts.warned.rules
    day = midnight(today(context.now))
    clocks = {name: day + timedelta(minutes=minute) for name, minute in TIMES.items()}
    buttons = [
        Button(TAKEN if name in chosen else ADD, "do",
               _press(post, f"act={'drop' if name in chosen else 'add'}&time={name}"), {"at": at})
        for name, at in clocks.items()
    ]  # fmt: skip
    label, act = (NONE, "none") if chosen else (USUAL, "usual")
    buttons.append(Button(label, "do", _press(post, f"act={act}")))
    buttons.append(Button(NOW, "do", _press(post, "act=now")))
    place = {"place": _place(post)}
    if not chosen:
        return Say(OFF, place, tuple(buttons))
    said: object = clocks[chosen[-1]]
    for name in reversed(chosen[:-1]):
        said = Phrase(AND, {"first": clocks[name], "rest": said})
    colour = Phrase(COLOUR_NAMES[int(rules.loud_from)])
    return Say(AT, {**place, "times": said, "colour": colour}, tuple(buttons))


def _now(post: Post, context: Context) -> list[Effect]:
    """What they would read out at this hour, whatever the hour."""
    warned = context.facts.warned
    times = (Button(SET_TIMES, "do", _press(post, "")),)
    one = state_now(post, warned.states, warned.rules, context.now)
    if one is None:
        return [Say(UNKNOWN, {"place": _place(post)}, times)]
    if one.level < LOWEST:
        return [Say(NOTHING, {"place": _place(post)}, times)]
    area = lampang.area(post.area) or lampang.PROVINCE
    air = air_at(area.centre, context.facts.air, context.now, area=area.code)
    return [*words(one, warned.texts), Show("pm25_lookup", AirCard(area, "", air), times)]


def _press(post: Post, more: str) -> str:
    return f"do=loudspeaker&post={post.id}" + (f"&{more}" if more else "")


def _pick(post: Post) -> Button:
    return Button(FOR, "do", _press(post, ""), {"place": _place(post)})


def _place(post: Post) -> object:
    area = lampang.area(post.area) or lampang.PROVINCE
    return Phrase(PLACE, {"village": post.village, "area": area}) if post.village else area
