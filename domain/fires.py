"""A fire from the first report until it is out and watched: its states, who may do what, and what is told to whom.

Nobody closes a fire on paper: `may_close` wants what an official report wants, and everybody back. Where it is:
domain/sightings.py. Who is sent: domain/dispatch.py. Tables: store/fires.py. Handlers: fire_report, fire_status, fire_work.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from domain.places import Point
from domain.sightings import BUILDING, FIELD, FOREST, GRASS, RUBBISH, SMOKE, Estimate, Sighting
from domain.words import N_

# reported: nobody has it. taken: it has an owner. working: somebody went. out: no flames, a watch follows. permitted: an
# official found it to be a permitted burn whose holder answers for it (domain/fire_permits.py).
REPORTED, TAKEN, WORKING, CONTROLLED, OUT, CLOSED, FALSE, PERMITTED, MERGED = STATES = (
    "reported",
    "taken",
    "working",
    "controlled",
    "out",
    "closed",
    "false",
    "permitted",
    "merged",
)
OPEN = (REPORTED, TAKEN, WORKING, CONTROLLED)
ENDED = (OUT, CLOSED, FALSE, PERMITTED)
# Allowed moves: (state, what happens) → the next state. What is not here changes nothing and is explained.
MOVES: dict[tuple[str, str], str] = {
    (REPORTED, "take"): TAKEN,
    (TAKEN, "take"): TAKEN,  # handed over
    (WORKING, "take"): WORKING,
    (CONTROLLED, "take"): CONTROLLED,
    (TAKEN, "hand"): TAKEN,  # to whoever owns the land; the owner here stays its voice
    (WORKING, "hand"): WORKING,
    (CONTROLLED, "hand"): CONTROLLED,
    (TAKEN, "went"): WORKING,
    (WORKING, "went"): WORKING,
    (CONTROLLED, "went"): WORKING,
    (TAKEN, "controlled"): CONTROLLED,
    (WORKING, "controlled"): CONTROLLED,
    (TAKEN, "out"): OUT,
    (WORKING, "out"): OUT,
    (CONTROLLED, "out"): OUT,
    (OUT, "close"): CLOSED,
    (TAKEN, "false"): FALSE,
    (WORKING, "false"): FALSE,
    (REPORTED, "permitted"): PERMITTED,
    (TAKEN, "permitted"): PERMITTED,
    (WORKING, "permitted"): PERMITTED,
    (CONTROLLED, "permitted"): PERMITTED,
    (OUT, "again"): REPORTED,
    (CLOSED, "again"): REPORTED,
    (FALSE, "again"): REPORTED,
    (PERMITTED, "again"): REPORTED,
}
STATE_LABELS = {
    REPORTED: N_("Reported, nobody has taken it yet"),
    TAKEN: N_("Taken by %(owner)s"),
    WORKING: N_("People are there: %(owner)s leads"),
    CONTROLLED: N_("Under control, still watched"),
    OUT: N_("Out, being watched"),
    CLOSED: N_("Closed"),
    FALSE: N_("No fire was found there"),
    PERMITTED: N_("Permitted burn, under control"),
    MERGED: N_("Belongs to another report"),
}
KIND_LABELS = {
    FOREST: N_("Forest fire"),
    GRASS: N_("Roadside grass"),
    FIELD: N_("Field or orchard"),
    RUBBISH: N_("Rubbish"),
    BUILDING: N_("House or building"),
    SMOKE: N_("Smoke, fire not seen"),
    "": N_("Fire"),
}
# Words of the timeline, for people.
HAPPENED = {
    "reported": N_("reported"),
    "take": N_("taken by"),
    "went": N_("people went"),
    "controlled": N_("under control"),
    "out": N_("out"),
    "false": N_("no fire found"),
    "again": N_("burns again"),
    "still": N_("reporter: still burning"),
    "mistake": N_("reporter: a mistake"),
    "phones": N_("numbers to call back were seen"),
    "not seen": N_("a neighbour sees nothing"),
    "nobody": N_("nobody had taken it: phone list sent"),
    "owner gone": N_("whoever led it holds no post any more"),
    "close": N_("closed"),
    "quiet": N_("still quiet"),
    "placed": N_("place put right by an official:"),
    "joined": N_("another report joined"),
    "permit near": N_("permitted burn near, its holder is asked:"),
    "permit under": N_("its holder says it is under control:"),
    "permit silent": N_("its holder has not answered for 10 minutes:"),
    "permit spread": N_("its holder says it spreads:"),
    "permit out": N_("its holder says it is out:"),
    "permit outside": N_("it burns outside the permitted plot:"),
    "permitted": N_("found to be a permitted burn, under control:"),
    "hotspot": N_("seen by a satellite"),
    "called": N_("volunteers called"),
    "arrived": N_("arrived"),
    "help": N_("somebody called for help"),
    "missing": N_("somebody is not back"),
    "home": N_("came home"),
    "hand": N_("accepted by the land's owner"),
    "seen": N_("seen by a neighbour"),
}
REOPENS_WITHIN = timedelta(hours=24)
REIGNITES_WITHIN = timedelta(hours=6)
# Whom to call for a kind, by topic of domain/contacts.py; danger comes before the kind.
TOPIC_OF_KIND = {
    FOREST: "forest_fire",
    BUILDING: "house_fire",
    GRASS: "fire",
    FIELD: "fire",
    RUBBISH: "fire",
    SMOKE: "forest_fire",
    "": "fire",
}
# Danger to people comes before what burns.
TOPIC_OF_DANGER = {
    "hurt": "hurt",
    "trapped": "trapped",
    "houses": "house_fire",
    "power": "power",
    "road": "highway",
}
ACT = {
    "hurt": N_("Call 1669 now, then tell me where you are."),
    "trapped": N_("Call 199 now. Stay low, cover nose and mouth with a wet cloth."),
    "house_fire": N_("Get everyone out, then call 199."),
    "forest_fire": N_("Keep away from the fire and call 1362."),
    "police": N_("Keep your distance and call 191."),
    "power": N_("Stay away from the lines and call 1129."),
    "highway": N_("Slow down, lights on, and call 1193."),
    "fire": N_("Keep away from the fire. A house: call 199. Forest or field: call 1362."),
}
NUMBERS_OF = {"trapped": "house_fire"}  # topics that have no number of their own
MOST_AN_HOUR = 8  # new reports of one person; more are prayers or pranks, and both should call


@dataclass(frozen=True, slots=True)
class Fire:
    """A fire as people may be told of it; its reports' senders are not in here."""

    id: int
    year: int  # Buddhist
    number: int
    state: str
    kind: str
    area: str  # DOPA code, "" as long as nobody said where
    estimate: Estimate | None
    opened_at: datetime
    active_at: datetime
    name: str = ""  # of a hill or village, as it was reported
    owner: str = ""  # LINE id of who took it
    owner_name: str = ""
    owner_phone: str = ""
    danger: str = ""
    reports: int = 1
    people_out: int = 0  # let go and not home yet: nobody may be left behind
    people_went: int = 0  # said that they set out
    phones: tuple[str, ...] = ()  # left to be called back on; for those responsible only
    is_drill: bool = False
    outside: bool = False
    ended_at: datetime | None = None
    taken_at: datetime | None = None
    merged_into: int = 0
    version: int = 0

    @property
    def is_open(self) -> bool:
        return self.state in OPEN

    @property
    def reference(self) -> str:
        return reference(self.year, self.number)


def reference(year: int, number: int) -> str:
    return f"F-{year}-{number:04d}"


def buddhist_year(at: datetime) -> int:
    """Of a time in Bangkok's calendar (UTC+7)."""
    return (at + timedelta(hours=7)).year + 543 if at.utcoffset() == timedelta(0) else at.year + 543


REFERENCE = re.compile(
    r"(?<![A-Za-z\u0e00-\u0e7f\d])[FfฟF]\s?-?\s?(?:(25\d\d)\s?-\s?)?0*(\d{1,5})(?!\d)"
    r"|(?:เลข(?:ที่)?|หมายเลข|number|no\.)\s?0*(\d{1,5})(?!\d)",
    re.IGNORECASE,
)


def reference_in(text: str, year: int) -> tuple[int, int] | None:
    """(year, number) of the fire that a text names: F-2569-0012, F-12, เลข 12."""
    found = REFERENCE.search(text[:500])
    if found is None:
        return None
    return int(found.group(1) or year), int(found.group(2) or found.group(3))


def next_state(fire_state: str, what: str) -> str | None:
    return MOVES.get((fire_state, what))


OWNERS_ONLY = ("controlled", "out", "false", "close", "hand", "permitted")
NEEDS_ALL_BACK = ("out", "close", "false", "permitted")
# What is worst comes last.
WORST_KINDS = (SMOKE, RUBBISH, FIELD, GRASS, FOREST, BUILDING)
WORST_DANGERS = ("", "spreading", "road", "power", "houses", "hurt", "trapped")


def worst_kind(kinds: Sequence[str]) -> str:
    return max(kinds, key=WORST_KINDS.index)


def worst_danger(dangers: Sequence[str]) -> str:
    return max(dangers, key=WORST_DANGERS.index, default="")


WHY_NOT = {
    "": N_("That does not fit what is happening with this fire now: %(state)s."),
    "no_owner": N_("Nobody has taken this fire yet: take it first."),
    "not_owner": N_("%(owner)s leads this fire. Ask them, or take it over first."),
    "people_out": N_("%(n)s people who went out are not back yet. It cannot be closed before."),
    "ended": N_("This fire has ended already."),
    "merged": N_("This report belongs to another fire now: %(fire)s."),
}


def why_not(fire: Fire, what: str, by: str, people_out: int = 0, reason: str = "") -> str:
    """Why a move is not allowed; empty when it is. `reason` overrides that somebody is still out."""
    if fire.state == MERGED:
        return "merged"
    if next_state(fire.state, what) is None:
        return (
            "ended"
            if fire.state in ENDED
            else (
                "no_owner" if fire.state == REPORTED else "ended" if not fire.is_open else "state"
            )
        )
    if what in OWNERS_ONLY and fire.owner and by != fire.owner:
        return "not_owner"
    if what in NEEDS_ALL_BACK and people_out and not reason.strip():
        return "people_out"
    return ""


@dataclass(frozen=True, slots=True)
class Report:
    """What one person told, as far as it is known. `pin` is where they stood: for officers' eyes only."""

    kind: str = ""
    pin: Point | None = None
    seen: str = ""  # here, afar
    bearing: str = ""
    far_km: float | None = None
    name: str = ""
    area: str = ""
    outside: bool = False
    words: str = ""
    danger: str = ""
    phone: str = ""
    estimate: Estimate | None = None


CROWD_FROM, CROWD_UNTIL = timedelta(minutes=5), timedelta(hours=2)  # age of the report
CROWD_HOURS = range(6, 18)  # in Bangkok; nobody is woken, nobody looks for fire in the dark
CROWD_PEOPLE = 3
CROWD_REST = timedelta(hours=24)  # between two questions to one person


def ask_the_crowd(fire: Fire, now: datetime) -> bool:
    """Only for smoke on a hill that one person reported and nothing confirms; never about fields or people."""
    is_day = (now + timedelta(hours=7)).hour in CROWD_HOURS
    return (
        is_day
        and fire.state == REPORTED
        and fire.kind == SMOKE
        and fire.reports == 1
        and len(fire.area) == 6
        and not fire.outside
        and not fire.is_drill
        and CROWD_FROM <= now - fire.opened_at <= CROWD_UNTIL
    )


@dataclass(frozen=True, slots=True)
class OwnReport:
    """A report of the speaker with the fire it belongs to now."""

    id: int
    report: Report
    fire: Fire
    at: datetime


@dataclass(frozen=True, slots=True)
class Known:
    """What a fire handler knows: everything that is open or ended of late, and the speaker's own reports."""

    sightings: tuple[Sighting, ...] = ()
    fires: Mapping[int, Fire] = field(default_factory=dict)
    own: tuple[OwnReport, ...] = ()
    next_number: int = 1
    asked: Fire | None = None  # the one the text or the button names, if the speaker may see it
    timeline: tuple[tuple[datetime, str, str, str], ...] = ()  # of `asked`: at, who, what, note
    is_blocked: bool = False


def lately(own: Sequence[OwnReport], now: datetime, within: timedelta) -> list[OwnReport]:
    """The speaker's reports of late whose fires are not over, newest first."""
    found = [one for one in own if now - one.at <= within and one.fire.state not in (FALSE, MERGED)]
    return sorted(found, key=lambda one: one.at, reverse=True)


def topic_of(report: Report) -> str:
    """What to do first, and whom to call."""
    return TOPIC_OF_DANGER.get(report.danger) or TOPIC_OF_KIND[report.kind]
