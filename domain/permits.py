"""A burn request from asking to ashes: its states, who decides in which order, and which fire it explains. Pure.

Whether a day can be granted: domain/permit_rules.py. What is written: domain/permit_changes.py. Tables: store/permits.py.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from math import pi, sqrt

from domain.burn_days import at_hour, buddhist_year
from domain.places import Point, distance_km
from domain.posts import DISTRICT as DISTRICT_POST
from domain.posts import DUTY, LOCAL_OFFICE, STATION, VILLAGE_HEAD, Post, may
from domain.posts import LABELS as POST_LABELS
from domain.words import N_

# queued: on the waiting list of a full day. offered: a place or another day waits for the holder's yes.
QUEUED, OFFERED, VILLAGE, LOCAL, FOREST, DISTRICT, APPROVED, BURNING, SPREAD, OUT, REFUSED, CANCELLED, EXPIRED = STATES = (
    "queued",
    "offered",
    "village",
    "local",
    "forest",
    "district",
    "approved",
    "burning",
    "spread",
    "out",
    "refused",
    "cancelled",
    "expired",
)  # fmt: skip
WAITING = (VILLAGE, LOCAL, FOREST, DISTRICT)
# These take up room of their tambon's day; what burnt keeps it, for its smoke is in the air.
HOLDING = (*WAITING, OFFERED, APPROVED, BURNING, SPREAD, OUT)
ENDED = (OUT, REFUSED, CANCELLED, EXPIRED)
# Allowed moves: state → where it can go. What is not here changes nothing and is explained.
_ASIDE = frozenset({OFFERED, REFUSED, CANCELLED, EXPIRED})
MOVES: dict[str, frozenset[str]] = {
    QUEUED: frozenset({OFFERED, CANCELLED, EXPIRED}),
    OFFERED: frozenset({*WAITING, CANCELLED, EXPIRED}),
    VILLAGE: frozenset({LOCAL, FOREST, DISTRICT}) | _ASIDE,
    LOCAL: frozenset({FOREST, DISTRICT}) | _ASIDE,
    FOREST: frozenset({LOCAL, DISTRICT}) | _ASIDE,
    DISTRICT: frozenset({APPROVED}) | _ASIDE,
    APPROVED: frozenset({BURNING, SPREAD, OFFERED, CANCELLED, EXPIRED}),
    BURNING: frozenset({OUT, SPREAD}),
    SPREAD: frozenset({OUT}),
    OUT: frozenset(),
    REFUSED: frozenset(),
    CANCELLED: frozenset(),
    EXPIRED: frozenset(),
}
STATE_LABELS = {
    QUEUED: N_("On the waiting list of that day"),
    OFFERED: N_("Waits for your yes to the day that is offered"),
    VILLAGE: N_("Waits for the village head"),
    LOCAL: N_("Waits for the local office"),
    FOREST: N_("Sent to the forest office to consider"),
    DISTRICT: N_("Waits for the district"),
    APPROVED: N_("Approved"),
    BURNING: N_("Burning now"),
    SPREAD: N_("Spread: reported as a fire"),
    OUT: N_("Out"),
    REFUSED: N_("Not approved"),
    CANCELLED: N_("Cancelled"),
    EXPIRED: N_("Over, not burnt"),
}
WAITS_FOR_DUTY = N_("Waits for the province on duty")
# By the label of the post that has it, where the chain was set otherwise.
WAITS_FOR = {
    POST_LABELS[VILLAGE_HEAD]: STATE_LABELS[VILLAGE],
    POST_LABELS[LOCAL_OFFICE]: STATE_LABELS[LOCAL],
    POST_LABELS[STATION]: N_("Waits for the forest fire station"),
    POST_LABELS[DISTRICT_POST]: STATE_LABELS[DISTRICT],
    POST_LABELS[DUTY]: WAITS_FOR_DUTY,
}
FARM_LAND, DISPUTED, FOREST_LAND = LANDS = ("farm", "disputed", "forest_land")
LAND_LABELS = {
    FARM_LAND: N_("Farm land with papers"),
    DISPUTED: N_("ส.ป.ก., คทช. or hill farm"),
    FOREST_LAND: N_("In a forest"),
    "": N_("Land not looked at yet"),
}
# Land whose papers are disputed is no reason to refuse here: the forest office considers it.
DISPUTED_WORDS = (
    "คทช",
    "ส.ป.ก",
    "สปก",
    "ไร่หมุนเวียน",
    "บนดอย",
    "ไร่บนเขา",
    "ในป่า",
    "ที่ป่า",
    "hill farm",
    "forest land",
)


@dataclass(frozen=True, slots=True)
class Stage:
    """One who decides: the state in which a request waits for them, their posts, and the role they need."""

    state: str
    kinds: tuple[str, ...]
    label: str
    role: str = ""


_VILLAGE = Stage(VILLAGE, (VILLAGE_HEAD,), N_("village head"))
_LOCAL = Stage(LOCAL, (LOCAL_OFFICE,), N_("local office"))
_FOREST = Stage(FOREST, (STATION,), N_("forest office"))
_DISTRICT = Stage(DISTRICT, (DISTRICT_POST, DUTY), N_("district"), role="approver")
# The chain is data, by the kind of land.
CHAINS: dict[str, tuple[Stage, ...]] = {
    "": (_VILLAGE, _LOCAL, _DISTRICT),
    FARM_LAND: (_VILLAGE, _LOCAL, _DISTRICT),
    DISPUTED: (_VILLAGE, _FOREST, _LOCAL, _DISTRICT),
    FOREST_LAND: (_VILLAGE, _FOREST, _LOCAL, _DISTRICT),
}
STAGES = {one.state: one for one in (_VILLAGE, _LOCAL, _FOREST, _DISTRICT)}


@dataclass(frozen=True, slots=True)
class Permit:
    """A request. `holder` is who filed it; `name` the villager it was filed for, empty for one's own plot."""

    holder: str  # LINE id
    tambon: str  # DOPA code
    rai: float
    residue: str
    day: date
    hour: float  # of Bangkok
    hours: float
    state: str = VILLAGE
    id: int = 0
    year: int = 0  # Buddhist
    number: int = 0
    name: str = ""
    phone: str = ""
    village: str = ""
    point: Point | None = None
    land: str = ""
    in_plan: bool = False  # of fuel management, as the local office found
    claims_plan: bool = False  # as the farmer says
    firebreak: bool = False
    neighbours: bool = False
    watchers: int = 0
    water: bool = False
    back_to: str = ""  # where an accepted offer goes on
    offered_until: datetime | None = None
    deciders: tuple[str, ...] = ()  # LINE ids of those who passed it on
    # Kinds of post by stage, where two administrators agreed on others than STAGES (domain/burn_chains.py).
    chosen: tuple[tuple[str, tuple[str, ...]], ...] = ()
    filed_at: datetime | None = None
    changed_at: datetime | None = None
    started_at: datetime | None = None
    ended_at: datetime | None = None
    real_rai: float | None = None
    public_id: str = ""
    version: int = 0

    @property
    def reference(self) -> str:
        return reference(self.year, self.number)

    @property
    def begins(self) -> datetime:
        return at_hour(self.day, self.hour)

    @property
    def ends(self) -> datetime:
        return at_hour(self.day, self.hour + self.hours)

    @property
    def is_open(self) -> bool:
        return self.state not in ENDED

    @property
    def radius_m(self) -> float:
        """Of a circle as large as the plot."""
        return sqrt(self.rai * SQUARE_METRES_PER_RAI / pi)


SQUARE_METRES_PER_RAI = 1600
# How far a phone's place may be wrong under trees and between hills.
PHONE_SLACK_M = 50.0
START_SLACK_M = 150.0
EARLY = timedelta(minutes=30)
_NUMBER = re.compile(r"\bB\s*-?\s*(?:(25\d\d)\s*[-/]\s*)?0*(\d{1,6})\b", re.IGNORECASE)
_BARE = re.compile(r"(?:เลข(?:ที่)?|number|no\.?)\s*0*(\d{1,6})\b", re.IGNORECASE)


def reference(year: int, number: int) -> str:
    """As people read it aloud: B-2569-0001."""
    return f"B-{year}-{number:04d}"


def number_in(text: str, today: date) -> tuple[int, int] | None:
    """The year and number of a request that a text names: "B-12" and "เลข 12" are this year's."""
    if found := _NUMBER.search(text):
        return int(found[1] or buddhist_year(today)), int(found[2])
    if found := _BARE.search(text):
        return buddhist_year(today), int(found[1])
    return None


def can_move(permit: Permit, to: str) -> bool:
    return to in MOVES[permit.state]


def hours_for(rai: float) -> float:
    """How long a burn of this size is given, in hours."""
    return 2.0 if rai <= 5 else 3.0 if rai <= 10 else 4.0


def is_of_village(post: Post, permit: Permit) -> bool:
    """A post that looks after some villages decides for those; a request without a village is everybody's, and so is
    one that cannot be compared: a number here, a name there.

    One tambon may have two local offices: each then names its villages ("หมู่ 1, 2, 5" or "บ้านดง, บ้านหัวฝาย").
    """
    if not post.village or not permit.village:
        return True
    (theirs, their_names), (asked, asked_names) = _villages(post.village), _villages(permit.village)
    if theirs and asked:
        return bool(theirs & asked)
    return bool(their_names & asked_names) or not (their_names and asked_names)


def _villages(text: str) -> tuple[set[int], set[str]]:
    """The numbers and the names, without "หมู่" and "บ้าน"."""
    if not re.search(r"หมู่|ม\.|moo", text, re.IGNORECASE):
        numbers: list[str] = []
    else:
        numbers = re.findall(r"(?<!\d)\d{1,2}(?!\d)", text)
    bare = re.sub(r"หมู่(?:ที่)?|ม\.|moo|\d+", ",", text, flags=re.IGNORECASE)
    names = (one.strip().removeprefix("บ้าน") for one in re.split(r"[,/+]|และ", bare))
    return {int(one) for one in numbers}, {one.replace(" ", "") for one in names} - {""}


def kinds_at(permit: Permit, stage: Stage) -> tuple[str, ...]:
    return dict(permit.chosen).get(stage.state, stage.kinds)


def may_decide(post: Post, permit: Permit, stage: Stage) -> bool:
    """Nobody decides on their own plot, nobody twice on one request, and who filed it does not approve it."""
    is_own = post.holder == permit.holder and (not permit.name or stage.state == DISTRICT)
    return (
        not is_own
        and post.holder not in permit.deciders
        and may([post], permit.tambon, *kinds_at(permit, stage), role=stage.role)
        and is_of_village(post, permit)
    )


def deciders(permit: Permit, posts: Sequence[Post]) -> list[Post]:
    """Who may decide now, the nearest first: deputies and acting holders hold posts of their own."""
    stage = STAGES.get(permit.state)
    if stage is None:
        return []
    found = [post for post in posts if may_decide(post, permit, stage)]
    return sorted(found, key=lambda post: (-len(post.area), post.acting, post.id))


def who_has(permit: Permit, posts: Sequence[Post]) -> str:
    """The label of whom it waits for: the province on duty, where nobody of the district may approve."""
    found = deciders(permit, posts)
    if found and all(post.kind == DUTY for post in found):
        return POST_LABELS[DUTY]
    kinds = dict(permit.chosen).get(permit.state, ())
    if kinds:
        return POST_LABELS[found[0].kind if found else kinds[0]]
    return STAGES[permit.state].label


def waits_for(permit: Permit, posts: Sequence[Post]) -> str:
    """The words for its state, naming the post that really has it."""
    if permit.state not in STAGES:
        return STATE_LABELS[permit.state]
    kinds = dict(permit.chosen).get(permit.state, ())
    who = who_has(permit, posts)
    if kinds or (permit.state == DISTRICT and who == POST_LABELS[DUTY]):
        return WAITS_FOR[who]
    return STATE_LABELS[permit.state]


def stages_after(permit: Permit, state: str) -> tuple[Stage, ...]:
    """The rest of the chain behind `state`; all of it when the state is none of the chain."""
    chain = CHAINS[permit.land if permit.land in CHAINS else ""]
    states = [stage.state for stage in chain]
    return chain[states.index(state) + 1 :] if state in states else chain


def next_stage(
    permit: Permit, posts: Sequence[Post], after: str = ""
) -> tuple[str, tuple[str, ...]]:
    """The state that follows, and the labels of stages that nobody holds and that are passed over.

    The last one is never passed over: without a holder the request waits, and is told so.
    """
    skipped: list[str] = []
    rest = stages_after(permit, after)
    for stage in rest:
        if stage is rest[-1] or any(may_decide(post, permit, stage) for post in posts):
            return stage.state, tuple(skipped)
        skipped.append(stage.label)
    return APPROVED, ()


def may_see(permit: Permit, user: str, posts: Sequence[Post]) -> bool:
    """One's own; officials see every one in their area."""
    return permit.holder == user or any(post.covers(permit.tambon) for post in posts)


def covers(permit: Permit, point: Point, at: datetime, slack_m: float = PHONE_SLACK_M) -> bool:
    """Whether smoke there and then can be this permitted burn: inside plot and hours only, however near otherwise.

    `slack_m` is how wrong the point may be. A request without a place on the map explains nothing.
    """
    if permit.state not in (APPROVED, BURNING) or permit.point is None:
        return False
    since = min(permit.started_at or permit.begins, permit.begins)
    near = distance_km(permit.point, point) * 1000 <= permit.radius_m + slack_m
    return near and since <= at <= permit.ends


def is_at_plot(permit: Permit, point: Point) -> bool:
    """Whether somebody stands there who wants to light it. Without a place on the map the tambon is all that is known."""
    if permit.point is None:
        return True
    return distance_km(permit.point, point) * 1000 <= permit.radius_m + START_SLACK_M


def is_time_to_start(permit: Permit, now: datetime) -> bool:
    return permit.begins - EARLY <= now < permit.ends
