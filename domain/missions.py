"""A mission: one volunteer and one fire, from the question until they are back home. Pure.

The bot asks, the commander (owner of the fire) lets go, everyone who went is counted back. States are a table of
allowed moves: what is not in it changes nothing and says why. Who is asked: domain/dispatch.py. Effects:
domain/mission_changes.py. Words of volunteers: domain/mission_words.py. Tables: store/missions.py.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from domain.days import BANGKOK
from domain.dispatch import Chosen
from domain.fires import Fire
from domain.sightings import GRASS
from domain.volunteers import APPROVED, FIGHT
from domain.words import N_

ASKED, READY, CANNOT, CLEARED, LEFT, ARRIVED, RETURNING, HOME, WITHDRAWN, STOOD_DOWN, EXPIRED = STATES = (
    "asked",
    "ready",
    "cannot",
    "cleared",
    "left",
    "arrived",
    "returning",
    "home",
    "withdrawn",
    "stood_down",
    "expired",
)  # fmt: skip
# Who was let go may be out there, whatever their phone says: they count until somebody saw them home.
OUT = (CLEARED, LEFT, ARRIVED, RETURNING)
OPEN = (ASKED, READY, *OUT)
COMING = (READY, CLEARED, LEFT, ARRIVED)
# Who went, if they ever set out (left_at): who turned back before is none of them.
WENT = (LEFT, ARRIVED, RETURNING, HOME)
# (state, what happens) → the next state. "go" is only for what needs no press of the commander (may_go_on_accept).
MOVES: dict[tuple[str, str], str] = {
    (ASKED, "ready"): READY,
    (ASKED, "go"): CLEARED,
    (ASKED, "cannot"): CANNOT,
    (ASKED, "withdraw"): CANNOT,
    (ASKED, "stand_down"): STOOD_DOWN,
    (ASKED, "expire"): EXPIRED,
    (CANNOT, "ready"): READY,
    (EXPIRED, "ready"): READY,
    (WITHDRAWN, "ready"): READY,
    (READY, "clear"): CLEARED,
    (READY, "cannot"): CANNOT,
    (READY, "withdraw"): WITHDRAWN,
    (READY, "stand_down"): STOOD_DOWN,
    (READY, "expire"): EXPIRED,
    (CLEARED, "left"): LEFT,
    (CLEARED, "arrived"): ARRIVED,
    (CLEARED, "withdraw"): RETURNING,
    (CLEARED, "cannot"): RETURNING,
    (CLEARED, "stand_down"): RETURNING,
    (CLEARED, "home"): HOME,
    (LEFT, "arrived"): ARRIVED,
    (LEFT, "withdraw"): RETURNING,
    (LEFT, "stand_down"): RETURNING,
    (LEFT, "home"): HOME,
    (ARRIVED, "withdraw"): RETURNING,
    (ARRIVED, "stand_down"): RETURNING,
    (ARRIVED, "home"): HOME,
    (RETURNING, "home"): HOME,
    (HOME, "not_home"): RETURNING,
}
# What says something and moves nothing: allowed for those who are out.
WORDS = ("controlled", "out", "more", "gear", "help", "later")
STATE_LABELS = {
    ASKED: N_("asked, not answered yet"),
    READY: N_("ready, waits for the commander"),
    CANNOT: N_("cannot go"),
    CLEARED: N_("may go"),
    LEFT: N_("has set out"),
    ARRIVED: N_("at the fire"),
    RETURNING: N_("on the way home"),
    HOME: N_("back home"),
    WITHDRAWN: N_("withdrew"),
    STOOD_DOWN: N_("not needed any more"),
    EXPIRED: N_("did not answer in time"),
}
GEAR = {
    "water": N_("Water and food"),
    "blower": N_("Blowers, rakes"),
    "fuel": N_("Fuel"),
    "aid": N_("First aid"),
}
SIGNALS = {
    "phone": N_("Phone works there"),
    "radio": N_("Radio"),
    "none": N_("No signal at all"),
}


# Who hears a cry for help, as the person who cries is told.
HEARERS = {
    "commander": N_("the commander"),
    "officials": N_("the officials"),
    "partner": N_("your partner"),
}


@dataclass(frozen=True, slots=True)
class Rules:
    """Times and limits that officials may change (docs/operations.md)."""

    night_from: int = 18  # hours of Bangkok's clock: forest paths are dark from then on
    night_to: int = 6
    back_within: timedelta = timedelta(hours=3)  # until somebody says when they will be back
    longest: timedelta = timedelta(hours=12)
    grace: timedelta = timedelta(minutes=15)  # after the planned return; no alarm before
    step: timedelta = timedelta(minutes=10)  # volunteer → buddy → commander → officers
    again: timedelta = timedelta(minutes=30)  # the alarm goes on until somebody accounts for them
    often_for: timedelta = timedelta(hours=3)
    seldom: timedelta = timedelta(hours=6)
    clear_within: timedelta = timedelta(
        minutes=10
    )  # a commander who does not answer: the next post hears
    ready_for: timedelta = timedelta(hours=2)  # a "ready" grows old
    answer_within: timedelta = timedelta(minutes=45)  # then a question has expired
    phone_after: timedelta = timedelta(minutes=3)  # unread this long: listed for phoning
    bundle: timedelta = timedelta(minutes=2)
    undo_home: timedelta = timedelta(hours=12)


RULES = Rules()


@dataclass(frozen=True, slots=True)
class Mission:
    """One volunteer asked to one fire. `name` is the first name; `phone` is for the commander and officers only."""

    id: int
    fire_id: int
    line_id: str
    state: str
    task: str = FIGHT
    call_id: int = 0
    name: str = ""
    phone: str = ""
    birth_year: int = 0
    asked_at: datetime | None = None
    answered_at: datetime | None = None
    cleared_at: datetime | None = None
    left_at: datetime | None = None
    ended_at: datetime | None = None
    back_by: datetime | None = None
    party: int = 1
    way: str = ""
    signal: str = ""
    buddy: int = 0  # another mission
    last_area: str = ""  # the tambon where they last said they are
    last_at: datetime | None = None
    help_at: datetime | None = None
    home_by: str = ""  # who checked them in
    is_drill: bool = False
    account: str = APPROVED  # the state of their account now; empty when there is none any more

    @property
    def is_out(self) -> bool:
        return self.state in OUT


@dataclass(frozen=True, slots=True)
class Call:
    """The commander's call for people to one fire and one task."""

    id: int
    fire_id: int
    task: str
    wanted: int
    wave: int = 0
    wave_at: datetime | None = None
    by: str = ""
    ended_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Known:
    """What a mission handler knows: the speaker's missions of late, the one a button names, and the team of its fire."""

    own: tuple[Mission, ...] = ()  # newest first
    asked: Mission | None = None
    fires: Mapping[int, Fire] = field(default_factory=dict)
    fire: Fire | None = None  # that the button names, or that `asked` belongs to
    team: tuple[Mission, ...] = ()  # everybody ever asked to `fire`
    calls: tuple[Call, ...] = ()  # open ones of `fire`
    watched: tuple[
        Fire, ...
    ] = ()  # where people are asked or out, in the areas of the speaker's posts

    hears: frozenset[str] = frozenset()  # whom a cry of the speaker would reach: words of HEARERS
    chosen: Chosen | None = None  # whom the call that a button names asks first

    def active(self) -> Mission | None:
        """The speaker's mission that words are about: first one where they are out, else an open one."""
        for states in (OUT, OPEN):
            for one in self.own:
                if one.state in states:
                    return one
        return None


def next_state(state: str, what: str) -> str | None:
    return MOVES.get((state, what))


def needs_press(fire: Fire, task: str) -> bool:
    """Only roadside grass and support tasks may go on accept; whatever burns or smokes elsewhere needs the commander."""
    return task == FIGHT and fire.kind != GRASS


def is_uphill(fire: Fire, task: str) -> bool:
    """Nobody under 18 or over 60 is asked; as long as nobody knows what burns, it counts as a hill."""
    return needs_press(fire, task)


def is_night(now: datetime, rules: Rules = RULES) -> bool:
    hour = now.astimezone(BANGKOK).hour
    return hour >= rules.night_from or hour < rules.night_to


def may_go_on_accept(fire: Fire, task: str, now: datetime) -> bool:
    """At night even roadside grass waits for the commander, who sends two."""
    return not needs_press(fire, task) and (task != FIGHT or not is_night(now))


def people(missions: Iterable[Mission]) -> int:
    """How many are out, those without LINE counted too."""
    return sum(max(1, one.party) for one in missions if one.is_out)


WHY_NOT = {
    "already": N_("I have noted that already: %(state)s."),
    "late": N_("That is over now: %(state)s."),
    "not_yet": N_("Not yet, please wait at home: the commander has not said go."),
    "not_yours": N_("That button belongs to somebody else."),
    "not_commander": N_("Only the commander of this fire can do that: %(owner)s."),
    "no_owner": N_(
        "Nobody leads this fire yet. Somebody must take it first, then people can be called."
    ),
    "fire_over": N_("This fire has ended: nobody needs to go. Thank you for being ready!"),
    "alone_at_night": N_(
        "Nobody goes alone at night. Let at least two go together, or wait until 06:00."
    ),
    "unfit": N_("Uphill nobody goes who is under 18 or over 60. Thank you all the same!"),
    "not_volunteer": N_(
        "Only approved volunteers are sent to a fire. Please ask the village head or local office."
    ),
}


def why_not(mission: Mission, fire: Fire | None, what: str) -> str:
    """Why a volunteer's press does not fit; empty when it does."""
    if what in WORDS or what == "all_home":
        return "" if mission.is_out or what == "help" else _why_still(mission, what)
    following = next_state(mission.state, what)
    if following is None:
        return _why_still(mission, what)
    if what in ("ready", "go", "clear") and (fire is None or not fire.is_open):
        return "fire_over"
    return ""


def _why_still(mission: Mission, what: str) -> str:
    if mission.state in (ASKED, READY) and what in ("left", "arrived", "all_home", *WORDS):
        return "not_yet"
    results = {following for (_, done), following in MOVES.items() if done == what}
    return "already" if mission.state in results else "late"


def why_not_clear(
    chosen: Sequence[Mission], team: Sequence[Mission], fire: Fire, by: str, now: datetime
) -> str:
    """Why the commander may not let these go; empty when they may. Who presses is checked here and at the write."""
    if not fire.owner:
        return "no_owner"
    if by != fire.owner:
        return "not_commander"
    if not fire.is_open:
        return "fire_over"
    if not chosen:
        return "late"
    if any(one.account != APPROVED for one in chosen):
        return "not_volunteer"
    if is_night(now) and any(one.task == FIGHT for one in chosen):
        out = people(one for one in team if one.task == FIGHT and one.state != RETURNING)
        if out + sum(max(1, one.party) for one in chosen if one.task == FIGHT) < 2:
            return "alone_at_night"
    return ""


def pairs(cleared: Sequence[Mission], team: Sequence[Mission]) -> dict[int, int]:
    """Who looks after whom: neighbours in the list; an odd last one joins the one before, or somebody already out."""
    ids = [one.id for one in cleared]
    found: dict[int, int] = {}
    for one, other in zip(ids[::2], ids[1::2], strict=False):
        found[one], found[other] = other, one
    if len(ids) % 2:
        others = [one.id for one in team if one.is_out and one.id not in ids]
        partner = ids[-2] if len(ids) > 1 else (others[-1] if others else 0)
        found[ids[-1]] = partner
    return found


def alone(team: Sequence[Mission], now: datetime) -> Mission | None:
    """The one person who is out by themselves at night at a fire, not yet on the way home."""
    out = [one for one in team if one.is_out]
    if not is_night(now) or len(out) != 1 or out[0].party > 1 or out[0].state == RETURNING:
        return None
    return out[0] if out[0].task == FIGHT else None


def due_back(mission: Mission, rules: Rules = RULES) -> datetime:
    """When they are to be back: as they said, else three hours after they were let go."""
    since = mission.left_at or mission.cleared_at or mission.asked_at
    assert since is not None, "a mission was asked before it went"
    return mission.back_by or since + rules.back_within


# Whom the alarm of the return reaches, one after the other.
ALARM_STEPS = ("volunteer", "buddy", "commander", "officers")


def alarm_step(mission: Mission, now: datetime, rules: Rules = RULES) -> int:
    """How many of ALARM_STEPS are due by now: 0 before planned return and grace; then one more each `step`."""
    late = now - due_back(mission, rules) - rules.grace
    if not mission.is_out or late < timedelta(0):
        return 0
    return min(len(ALARM_STEPS), 1 + late // rules.step)


def is_missing(mission: Mission, now: datetime, rules: Rules = RULES) -> bool:
    """Everybody was told, the officials of the place too, and nobody has accounted for them."""
    return alarm_step(mission, now, rules) >= len(ALARM_STEPS)


def alarm_round(mission: Mission, now: datetime, rules: Rules = RULES) -> int:
    """After all heard it, it is said again: each half hour for three hours, then rarely, so that it stays an alarm."""
    late = now - due_back(mission, rules) - rules.grace - (len(ALARM_STEPS) - 1) * rules.step
    if late < rules.often_for:
        return max(0, late // rules.again)
    return rules.often_for // rules.again + (late - rules.often_for) // rules.seldom


def moved(mission: Mission, what: str, now: datetime, rules: Rules = RULES) -> Mission:
    """The mission after a move that is allowed, with its times."""
    state = MOVES[(mission.state, what)]
    changed = replace(mission, state=state, last_at=now)
    if what in ("ready", "go", "cannot"):
        changed = replace(changed, answered_at=now)
    if state == CLEARED:
        changed = replace(changed, cleared_at=now)
    if state == LEFT or (state == ARRIVED and mission.left_at is None):
        changed = replace(changed, left_at=now, back_by=mission.back_by or now + rules.back_within)
    if state == RETURNING and mission.back_by is None:
        changed = replace(changed, back_by=now + timedelta(hours=1))
    ended = state not in OPEN
    return replace(changed, ended_at=now if ended else None)
