"""Today in an official's area, in one look: air, open fires, who is out and due back when, what waits for them. Pure.

What there is: bot/facts/summary.py. Asked by: handlers/officials_summary.py. Card: bot/cards/officials_summary.py.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from domain import hotspot_checks as checking
from domain import lampang, missions, permits, posts, volunteers, warnings
from domain.air import AirHere, StationAir, air_at
from domain.duty_alarms import Alarm, may_take
from domain.fires import REPORTED, Fire
from domain.hotspot_checks import Check
from domain.missions import Mission
from domain.notes import Note
from domain.official import ADMIN, Official
from domain.permits import Permit
from domain.places import Area
from domain.volunteers import Volunteer
from domain.warnings import Notice, Standing


@dataclass(frozen=True, slots=True)
class Proposed:
    """A change of what reaches everybody ("setting") or a post for somebody ("post"): it waits for another person."""

    what: str
    area: str
    by: str  # LINE id


@dataclass(frozen=True, slots=True)
class Province:
    """What there is in all of Lampang now; `day_of` keeps what one official is responsible for."""

    air: Sequence[StationAir] = ()
    fires: Sequence[Fire] = ()  # of late, with how many people are out
    missions: Sequence[tuple[Mission, Fire]] = ()  # open ones
    volunteers: Sequence[Volunteer] = ()  # who wait for approval
    permits: Sequence[Permit] = ()
    submitted: Mapping[str, Standing] = field(default_factory=dict)  # number → warning to approve
    checks: Sequence[Check] = ()  # that nobody has answered
    notices: Sequence[Notice] = ()  # in force
    alarms: Sequence[Alarm] = ()  # open ones
    notes: Sequence[Note] = ()  # of residents, that nobody has answered
    proposed: Sequence[Proposed] = ()


@dataclass(frozen=True, slots=True)
class DistrictAir:
    """The worst of what is measured in a district now."""

    district: Area
    station: StationAir
    air: AirHere


@dataclass(frozen=True, slots=True)
class Gone:
    """Somebody who went to a fire and is not back home."""

    mission: Mission
    fire: Fire
    due: datetime
    is_late: bool


@dataclass(frozen=True, slots=True)
class OfficialDay:
    """`areas` are those of the posts; `unmeasured`: districts of theirs where nobody measures just now."""

    areas: tuple[str, ...]
    air: tuple[DistrictAir, ...] = ()  # the worst first
    unmeasured: int = 0
    fires: tuple[Fire, ...] = ()  # open; those nobody has taken come first
    gone: tuple[Gone, ...] = ()  # who called for help, then who is late, then who is due first
    volunteers: tuple[Volunteer, ...] = ()
    permits: tuple[Permit, ...] = ()
    warnings: tuple[str, ...] = ()
    checks: tuple[Check, ...] = ()
    notices: tuple[Notice, ...] = ()
    alarms: tuple[Alarm, ...] = ()  # not taken first
    notes: tuple[Note, ...] = ()
    proposed: tuple[Proposed, ...] = ()

    @property
    def untaken(self) -> int:
        """Alarms that nobody has taken; drills are shown, and no figures."""
        return sum(1 for one in self.alarms if not one.is_taken and not one.drill)

    @property
    def unowned(self) -> int:
        return sum(1 for one in self.fires if one.state == REPORTED and not one.is_drill)

    @property
    def burning(self) -> int:
        """Drills are shown, and no figures."""
        return sum(1 for one in self.fires if not one.is_drill)

    @property
    def people_out(self) -> int:
        return missions.people(one.mission for one in self.gone)

    @property
    def waits(self) -> int:
        """How many things wait for this official."""
        of_residents = len(self.volunteers) + len(self.permits) + len(self.checks) + len(self.notes)
        return of_residents + len(self.warnings) + len(self.proposed) + self.untaken

    def proposals(self, what: str) -> int:
        return sum(1 for one in self.proposed if one.what == what)


def day_of(here: Official, there: Province, now: datetime) -> OfficialDay:
    measured, unmeasured = _air(here, there.air, now)
    return OfficialDay(
        areas=here.areas(),
        air=measured,
        unmeasured=unmeasured,
        fires=_fires(here, there.fires),
        gone=_gone(here, there.missions, now),
        volunteers=tuple(
            one for one in there.volunteers if volunteers.may_decide(here.posts, one, here.line_id)
        ),
        permits=tuple(one for one in there.permits if _decides(here, one)),
        warnings=tuple(
            number
            for number, standing in there.submitted.items()
            if "approve" in warnings.steps_for(standing, here)
        ),
        checks=tuple(
            one
            for one in there.checks
            if posts.may(here.posts, one.area, *checking.LOOKERS)
            and not checking.may_answer(one, checking.NONE, now)
        ),
        notices=tuple(
            one
            for one in there.notices
            if any(warnings.touches(one.content, area) for area in here.areas())
        ),
        alarms=tuple(one for one in there.alarms if may_take(here.posts, one)),
        notes=tuple(one for one in there.notes if here.may(one.area or lampang.PROVINCE.code)),
        proposed=tuple(
            one
            for one in there.proposed
            if one.by != here.line_id and here.may(one.area or lampang.PROVINCE.code, ADMIN)
        ),
    )


MOST_MATTERS = 20


def matters_of(day: OfficialDay, area: str) -> dict[str, object]:
    """What is open in an area, for a note to the next one on duty: numbers and counts, nobody's name."""
    fires = [one for one in day.fires if not one.is_drill and (one.area or "52").startswith(area)]
    gone = [one for one in day.gone if (one.fire.area or "52").startswith(area)]
    alarms = [
        one
        for one in day.alarms
        if not one.drill and (one.area.startswith(area) or area.startswith(one.area))
    ]
    return {
        "fires": [one.reference for one in fires[:MOST_MATTERS]],
        "unowned": sum(1 for one in fires if one.state == REPORTED),
        "out": missions.people(one.mission for one in gone),
        "late": sum(1 for one in gone if one.is_late or one.mission.help_at),
        "waits": day.waits - day.untaken,
        "alarms": [[one.kind, one.about, one.is_taken] for one in alarms[:MOST_MATTERS]],
        "warnings": [one.number for one in day.notices if not one.content.is_exercise][
            :MOST_MATTERS
        ],
    }


def _air(
    here: Official, stations: Sequence[StationAir], now: datetime
) -> tuple[tuple[DistrictAir, ...], int]:
    """Each district's worst station; a silent one is never taken for clean air."""
    worst: dict[str, DistrictAir] = {}
    for one in stations:
        district = lampang.district_of(one.station.tambon)
        air = air_at(one.station.point, [one], now)
        if district is None or not here.sees(district.code) or not air.worse:
            continue
        found = DistrictAir(district, one, air)
        known = worst.get(district.code)
        if known is None or _badness(found) > _badness(known):
            worst[district.code] = found
    seen = sum(1 for district in lampang.DISTRICTS if here.sees(district.code))
    ordered = sorted(worst.values(), key=_badness, reverse=True)
    return tuple(ordered), seen - len(worst)


def _badness(one: DistrictAir) -> tuple[int, float]:
    return one.air.worse or 0, value_of(one.air)


def value_of(air: AirHere) -> float:
    """The value that its level comes from."""
    speaks = air.hour if air.worse_is == "hour" else air.mean
    return speaks.pm25 if speaks else 0.0


def _fires(here: Official, fires: Sequence[Fire]) -> tuple[Fire, ...]:
    found = [one for one in fires if one.is_open and here.may(one.area or lampang.PROVINCE.code)]
    return tuple(
        sorted(found, key=lambda one: (one.is_drill, one.state != REPORTED, one.opened_at, one.id))
    )


def _gone(
    here: Official, open_missions: Sequence[tuple[Mission, Fire]], now: datetime
) -> tuple[Gone, ...]:
    found = []
    for mission, fire in open_missions:
        is_theirs = fire.owner == here.line_id or here.may(fire.area or lampang.PROVINCE.code)
        if mission.is_out and is_theirs:
            due = missions.due_back(mission)
            found.append(Gone(mission, fire, due, now > due + missions.RULES.grace))
    found.sort(key=lambda one: (not one.mission.help_at, not one.is_late, one.due, one.mission.id))
    return tuple(found)


def _decides(here: Official, permit: Permit) -> bool:
    stage = permits.STAGES.get(permit.state)
    return stage is not None and any(permits.may_decide(post, permit, stage) for post in here.posts)
