"""Words for village heads to read out over the loudspeaker: when, for which air, and what. 30 seconds at most."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from domain import lampang
from domain.advice import written
from domain.alert_rules import Rules
from domain.alerts import State
from domain.conversation import Change, Say
from domain.days import BANGKOK
from domain.posts import VILLAGE_HEAD, Post
from domain.subscriptions import shown_level
from domain.words import N_

# Minutes of the day; the interior ministry asks for 07, 12, 15 and 18 o'clock.
TIMES = {"loud_0545": 345, "loud_0700": 420, "loud_1200": 720, "loud_1500": 900, "loud_1700": 1020, "loud_1800": 1080}  # fmt: skip
EVERY = timedelta(minutes=15)
SET_TIMES = N_("Loudspeaker times")
READ_OUT = N_("To read out over the loudspeaker, 30 seconds:\n\n%(text)s")
IN_NORTHERN_THAI = N_("In northern Thai:\n\n%(text)s")
# The colours as they are said aloud; the texts themselves are Thai in every language of the menu.
COLOURS = {3: "สีเหลือง", 4: "สีส้ม", 5: "สีแดง"}
NAMES = {3: "loud_yellow", 4: "loud_orange", 5: "loud_red"}


@dataclass(frozen=True, slots=True)
class Loud:
    post: Post
    state: State
    level: int


@dataclass(frozen=True, slots=True)
class ChooseHours(Change):
    """A head chose the times for their post: none of them is off, None the usual ones again."""

    post: int
    times: tuple[str, ...] | None


def time_of(now: datetime) -> str:
    """The name of the time that the quarter of an hour begins with in which `now` lies; "" when it is none."""
    local = now.astimezone(BANGKOK)
    quarter = (local.hour * 60 + local.minute) // 15 * 15
    return next((name for name, minute in TIMES.items() if minute == quarter), "")


def usual(rules: Rules) -> tuple[str, ...]:
    """The province's times, for whoever chose none of their own."""
    return tuple(name for name in TIMES if getattr(rules, name))


def state_now(post: Post, states: Mapping[str, State], rules: Rules, now: datetime) -> Loud | None:
    """The air of a post's area as it was judged; None when it was not, or is not known any more."""
    state = states.get(post.area)
    if state is None or not _is_fresh(state, rules, now):
        return None
    return Loud(post, state, shown_level(state, rules))


def due(
    posts: Sequence[Post],
    states: Mapping[str, State],
    chosen: Mapping[int, Sequence[str]],
    rules: Rules,
    now: datetime,
) -> list[Loud]:
    """Each head once, for the worst of their areas of which it is the time; never on stale data."""
    found: dict[str, Loud] = {}
    time = time_of(now)
    for post in posts:
        if post.kind != VILLAGE_HEAD or time not in chosen.get(post.id, usual(rules)):
            continue
        one = state_now(post, states, rules, now)
        known = found.get(post.holder)
        if one and one.level >= rules.loud_from and (known is None or one.level > known.level):
            found[post.holder] = one
    return list(found.values())


def _is_fresh(state: State, rules: Rules, now: datetime) -> bool:
    limit = timedelta(minutes=rules.fresh_minutes)
    return state.judged_at is not None and now - state.judged_at <= limit


def words(loud: Loud, texts: Mapping[str, Mapping[str, str]]) -> list[Say]:
    """Plain Thai and northern Thai, each a message of its own that can be copied."""
    values = [value for value in (loud.state.mean, loud.state.hour) if value is not None]
    area = lampang.area(loud.post.area) or lampang.PROVINCE
    kind = "ตำบล" if area.is_tambon else "อำเภอ"
    filled = {
        "place": f"{kind}{area.name_th}",
        "colour": COLOURS[loud.level],
        "value": written(round(max(values, default=0.0))),
    }
    name = NAMES[loud.level]
    said = []
    for language, lead in (("th", READ_OUT), ("nod", IN_NORTHERN_THAI)):
        text = texts.get(language, {}).get(name, "")
        if text:
            said.append(Say(lead, {"text": text % filled}))
    return said
