"""The daily check of hotspots: what is asked together, when and of whom, and what an answer may become. Pure.

Somebody near looks, if that is safe, and presses one of four answers; who does not answer is followed by the next
circle of posts. Table: store/hotspot_checks.py. Asked by: jobs/ask_hotspot_checks.py. Presses: handlers/hotspot_check.py.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from domain import posts
from domain.days import BANGKOK
from domain.hotspots import CONFIDENCES, Detection, hanging_together
from domain.places import Point, distance_km
from domain.posts import Post
from domain.sightings import Estimate, best
from domain.words import N_

WAITING = "waiting"
FIRE, PERMIT, NONE, UNREACHABLE = ANSWERS = ("fire", "permit", "none", "unreachable")
# Outcomes of a detection besides these answers: nothing explains it yet; a fire or a permit does, nobody was asked.
TO_CHECK, KNOWN, PERMITTED = "to_check", "known", "permitted"
MISSED = "missed"  # a check that nobody answered in time; its detections stay unexplained
# Allowed moves: state → answers. Real fire is not taken back here: the fire itself is called off (fire_work).
MOVES: dict[str, frozenset[str]] = {
    WAITING: frozenset(ANSWERS),
    PERMIT: frozenset({FIRE, NONE, UNREACHABLE}),
    NONE: frozenset({FIRE, PERMIT, UNREACHABLE}),
    UNREACHABLE: frozenset({FIRE, PERMIT, NONE}),
    FIRE: frozenset(),
    KNOWN: frozenset(),
    PERMITTED: frozenset(),
    MISSED: frozenset(),
}
ANSWER_LABELS = {
    FIRE: N_("Real fire"),
    PERMIT: N_("Has a permit"),
    NONE: N_("Nothing found"),
    UNREACHABLE: N_("Cannot get there"),
}
# Whose daily work it is; police and others are not asked.
LOOKERS = (posts.VILLAGE_HEAD, posts.LOCAL_OFFICE, posts.STATION, posts.DISTRICT, posts.DUTY)
MOST_OF_CIRCLE = 6  # people asked at once; the quota is counted by people
MOST_IN_LETTER = 12  # checks of one tambon in one letter
ASKS_FOR = timedelta(
    hours=3, minutes=30
)  # after its time a round still asks what satellites tell late
BETWEEN_LETTERS = timedelta(minutes=30)  # to one tambon: what comes in pieces is asked together
STALE_AFTER = timedelta(hours=24)
ANSWERED_WITHIN = timedelta(hours=48)  # later an answer would say nothing of that pass
TOGETHER = timedelta(hours=6)  # pixels of one round's passes side by side are one place to look at
AGAIN_DAYS = 30
METRES_A_DEGREE = 111_000  # of latitude, a little less than it is


@dataclass(frozen=True, slots=True)
class Rounds:
    """When lists go out (Bangkok), and after how long without an answer the next circle gets them: settings."""

    times: tuple[time, ...] = (time(9), time(15, 30))
    next_after: timedelta = timedelta(minutes=90)

    def is_asking(self, now: datetime) -> bool:
        return self.began(now) is not None

    def began(self, now: datetime) -> datetime | None:
        """When the round began that is on now."""
        local = now.astimezone(BANGKOK)
        for at in sorted(self.times, reverse=True):
            start = datetime.combine(local.date(), at, BANGKOK)
            if start <= local < start + ASKS_FOR:
                return start
        return None


@dataclass(frozen=True, slots=True)
class Check:
    """One place to look at: the pixels side by side of one round's passes, and what came of asking."""

    id: int
    area: str
    state: str
    spots: tuple[Detection, ...]
    made_at: datetime
    asked_at: datetime | None = None
    circle: int = 0  # how far up it was asked; 0: nobody yet
    answered_at: datetime | None = None
    answered_post: int = 0
    fire: int = 0
    version: int = 0

    @property
    def at(self) -> datetime:
        """Of the newest pass that saw it."""
        return max(spot.at for spot in self.spots)

    @property
    def estimate(self) -> Estimate:
        return estimate_of(self.spots)

    @property
    def confidence(self) -> str:
        return max((spot.confidence for spot in self.spots), key=CONFIDENCES.index)

    @property
    def land(self) -> str:
        return next((spot.land for spot in self.spots if spot.land), "")


@dataclass(frozen=True, slots=True)
class ToLook:
    """A check as it stands on a list. `near`: a fire close by; `quiet`: how often nothing was found here of late."""

    check: Check
    near: str = ""  # its reference
    quiet: int = 0


@dataclass(frozen=True, slots=True)
class CheckList:
    """The list of one tambon. `is_passed_on`: nearer posts did not answer. `more`: what comes later."""

    area: str
    looks: tuple[ToLook, ...]
    is_passed_on: bool = False
    more: int = 0
    first: int = 1  # number of the first place: a list may go on in a second card
    total: int = 1


def estimate_of(spots: Sequence[Detection]) -> Estimate:
    """The fire is somewhere under these pixels."""
    found = best([Estimate(spot.point, spot.radius_m) for spot in spots])
    assert found is not None, "a check has detections"
    farthest = max(1000 * distance_km(found.point, spot.point) + spot.radius_m for spot in spots)
    return Estimate(found.point, round(farthest))


def places(spots: Sequence[Detection]) -> list[list[Detection]]:
    """What is looked at together: pixels that touch, of passes within hours."""
    return hanging_together(sorted(spots, key=lambda one: (one.at, one.id)), _touch)


def _touch(one: Detection, other: Detection) -> bool:
    together = one.radius_m + other.radius_m
    if abs(one.point.lat - other.point.lat) * METRES_A_DEGREE > together:
        return False  # most pairs, and cheap to tell
    metres = 1000 * distance_km(one.point, other.point)
    return abs(one.at - other.at) <= TOGETHER and metres <= together


def area_of(spots: Sequence[Detection]) -> str:
    """The tambon most of them lie in."""
    areas = [spot.area for spot in spots]
    return min(set(areas), key=lambda area: (-areas.count(area), area))


def lookers(held: Sequence[Post], area: str) -> list[list[Post]]:
    """Who is asked, nearest circle first; of a circle the few whose daily work it is most."""
    asked = [post for post in held if post.kind in LOOKERS and post.holder]
    return [_few(circle) for circle in posts.circles(asked, area)]


def _few(circle: Sequence[Post]) -> list[Post]:
    one_each = {post.holder: post for post in reversed(circle)}
    kept = [post for post in circle if one_each[post.holder] is post]
    return kept[:MOST_OF_CIRCLE]


def due_circle(check: Check, circles: int, rounds: Rounds, now: datetime) -> int:
    """Up to which circle it should have been asked by now."""
    if check.asked_at is None:
        return min(1, circles)
    passed = now - check.asked_at >= rounds.next_after
    return min(check.circle + (1 if passed else 0), circles)


def may_answer(check: Check, answer: str, now: datetime) -> str:
    """Why not, in a word; empty when it may."""
    if answer not in ANSWERS:
        return "unknown"
    if check.state in (FIRE, KNOWN, PERMITTED, MISSED):
        return check.state
    if now - check.at > ANSWERED_WITHIN:
        return "old"
    return "" if answer in MOVES[check.state] else "same"


def quiet_before(check: Check, nothing: Collection[tuple[int, Point]]) -> int:
    """How many checks of late found nothing at this very place."""
    here = check.estimate
    return len(
        {
            number
            for number, point in nothing
            if 1000 * distance_km(here.point, point) <= here.radius_m
        }
    )
