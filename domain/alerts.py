"""When the air of an area is worth a word to its people: levels crossed upwards, fast rises, and the good news.

Pure: yesterday's states and what the devices say → new states and alerts. Who gets them: domain/subscriptions.py.
The job: jobs/check_air.py. Rules as numbers: domain/alert_rules.py.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from domain import lampang
from domain.air import AHEAD_AT_MOST
from domain.alert_rules import Rules
from domain.alert_voices import HOUR, Listening, Voice
from domain.places import Area

UP, RISE, DOWN = KINDS = ("up", "rise", "down")
YELLOW, ORANGE, RED = 3, 4, 5
CATCH_UP = 3  # hours before the newest that are judged after missed runs


@dataclass(frozen=True, slots=True)
class State:
    """What is known of an area. `level` is the one its people were last told; 1 when they never were.

    `under` counts the judged hours that lay well under that level, `counted` is the last of them, `under_most` the
    highest number in them. `mean`, `hour`, `source`: what the last judged hour said.
    """

    area: str
    level: int = 1
    since: datetime | None = None
    judged_at: datetime | None = None
    under: int = 0
    under_most: float = 0.0
    counted: datetime | None = None
    mean: float | None = None
    hour: float | None = None
    source: str = ""
    alerted_at: datetime | None = None  # when the last alert was made
    alerted_level: int = 0


@dataclass(frozen=True, slots=True)
class Crossing:
    """An area went from one level to another; `kind` rise: an hour shot up before the 24-h mean could."""

    area: str
    kind: str
    level: int
    before: int
    voice: Voice
    since: datetime


@dataclass(frozen=True, slots=True)
class Alert:
    """Crossings of one district with the same level and source, told together. `areas`: tambons, and the district.

    `held_until`: made at night, told when the night ends, if it is still true then.
    """

    key: str
    district: str
    areas: tuple[str, ...]
    kind: str
    level: int
    before: int
    mean: float | None
    hour: float | None
    at: datetime
    since: datetime
    stations: tuple[str, ...]
    made_at: datetime
    held_until: datetime | None = None
    id: int = 0

    @property
    def is_warning(self) -> bool:
        return self.kind != DOWN


@dataclass(frozen=True, slots=True)
class Judgement:
    states: tuple[State, ...]  # of all areas that could be judged
    alerts: tuple[Alert, ...]


def judge(
    listening: Listening,
    states: Mapping[str, State],
    now: datetime,
    *,
    stopped: Iterable[str] = (),
) -> Judgement:
    """Every tambon and district, as of `now`. `stopped`: codes of areas that an officer silenced."""
    stops = tuple(stopped)
    new: dict[str, State] = {}
    crossings: list[Crossing] = []
    for tambon in lampang.TAMBONS:
        if tambon.code.startswith(stops):
            continue
        before = _known(states.get(tambon.code), tambon.code, now, listening.rules)
        judged = judge_area(tambon, before, listening, now)
        if judged is not None:
            new[tambon.code] = judged[0]
            crossings += [judged[1]] if judged[1] else []
    for district in lampang.DISTRICTS:
        state, crossing = _district(district.code, states, new, crossings, now, listening.rules)
        new |= {district.code: state} if state else {}
        crossings += [crossing] if crossing else []
    return Judgement(tuple(new.values()), share(crossings, now, listening.rules))


def judge_area(
    area: Area, before: State, listening: Listening, now: datetime
) -> tuple[State, Crossing | None] | None:
    """The newest fresh hour, and up to three missed ones before it; None when nothing fresh can be said.

    The missed ones count for the good news only: what came and went in them fires nothing.
    """
    newest = _newest(area, listening, now)
    if newest is None or (before.judged_at and newest[0].at < before.judged_at):
        return None
    at, state = newest[0].at, before
    for hour in _hours(before.judged_at, at):
        voices = newest if hour == at else listening.voices(area, hour)
        if voices:
            state = step(state, voices, now, listening.rules, is_newest=hour == at)
    return _told(before, state, newest, now, listening.rules)


def _newest(area: Area, listening: Listening, now: datetime) -> tuple[Voice, ...] | None:
    last = (now + AHEAD_AT_MOST).replace(minute=0, second=0, microsecond=0)
    oldest = now - timedelta(minutes=listening.rules.fresh_minutes)
    while last >= oldest:
        if voices := listening.voices(area, last):
            return voices
        last -= HOUR
    return None


def _hours(judged_at: datetime | None, newest: datetime) -> list[datetime]:
    """From the last judged hour (what came in late for it may change it) to the newest."""
    first = max(judged_at or newest, newest - CATCH_UP * HOUR)
    return [first + hours * HOUR for hours in range(int((newest - first) / HOUR) + 1)]


def _known(state: State | None, area: str, now: datetime, rules: Rules) -> State:
    """A tambon never judged, or not for a day, counts as level 1: a first red alerts."""
    if state is None or state.judged_at is None:
        return state or State(area)
    if now - state.judged_at > timedelta(hours=rules.forget_hours):
        return State(area, alerted_at=state.alerted_at, alerted_level=state.alerted_level)
    return state


def step(
    state: State, voices: Sequence[Voice], now: datetime, rules: Rules, *, is_newest: bool
) -> State:
    """One hour further: up at once, down after enough hours well under the level."""
    speaks, level = _level(voices, rules)
    at = speaks.at
    state = replace(state, judged_at=at, mean=speaks.mean, hour=speaks.hour, source=speaks.source)
    if level > state.level:
        state = replace(state, under=0, under_most=0.0, counted=None)
        return replace(state, level=level, since=at) if is_newest else state
    worst = max(voice.worst for voice in voices)
    if worst > _well_under(state.level, rules):
        return replace(state, under=0, under_most=0.0, counted=None)
    if state.counted == at or state.level == 1 or not _is_settled(voices, at, now, rules):
        return state
    state = replace(
        state, under=state.under + 1, under_most=max(worst, state.under_most), counted=at
    )
    if state.under < rules.down_hours:
        return state
    level = _level_kept(state, rules)
    return replace(state, level=level, since=at, under=0, under_most=0.0)


def _level(voices: Sequence[Voice], rules: Rules) -> tuple[Voice, int]:
    """Who speaks, and the level: that of the 24-h mean; a fast rise counts as red."""
    first = next((voice for voice in voices if voice.mean is not None), voices[0])
    level = 1 if first.mean is None else rules.level_of(first.mean)
    risen = next((voice for voice in voices if voice.rose), None)
    if risen is not None and level < RED:
        return risen, RED
    return first, level


def _well_under(level: int, rules: Rules) -> float:
    return round(rules.over(level) * (1 - rules.down_share), 4)


def _level_kept(state: State, rules: Rules) -> int:
    """The highest level that the hours under did not leave well behind: 37 is not yet well under orange."""
    return max(
        (level for level in range(2, state.level) if state.under_most > _well_under(level, rules)),
        default=1,
    )


def _is_settled(voices: Sequence[Voice], at: datetime, now: datetime, rules: Rules) -> bool:
    """The hour's own value is there, or will not come any more: a mean alone does not make good news at once."""
    waited = now - at >= timedelta(minutes=rules.settle_minutes)
    return waited or all(voice.hour is not None for voice in voices)


def _told(
    before: State, state: State, voices: Sequence[Voice], now: datetime, rules: Rules
) -> tuple[State, Crossing | None]:
    if state.level == before.level:
        return state, None
    if _is_too_soon(before, state.level, now, rules):
        # Told as before, so that it is compared again at the next run.
        return replace(
            before,
            mean=state.mean,
            hour=state.hour,
            source=state.source,
            judged_at=before.judged_at,
        ), None
    speaks, _ = _level(voices, rules)
    is_rise = (
        state.level == RED
        and speaks.rose
        and (speaks.mean is None or rules.level_of(speaks.mean) < RED)
    )
    kind = DOWN if state.level < before.level else RISE if is_rise else UP
    crossing = Crossing(
        state.area, kind, state.level, before.level, speaks, state.since or speaks.at
    )
    return _alerted(state, crossing, now), crossing if _is_news(crossing) else None


def _alerted(state: State, crossing: Crossing, now: datetime) -> State:
    if not _is_news(crossing):
        return state
    return replace(state, alerted_at=now, alerted_level=crossing.level)


def _is_news(crossing: Crossing) -> bool:
    """Nobody is warned below yellow, and nobody chose a level below it."""
    return max(crossing.level, crossing.before) >= YELLOW


def _is_too_soon(before: State, level: int, now: datetime, rules: Rules) -> bool:
    if before.alerted_at is None or level > before.alerted_level:
        return False
    return now - before.alerted_at < timedelta(hours=rules.pause_hours)


def _district(
    code: str,
    states: Mapping[str, State],
    new: Mapping[str, State],
    crossings: Sequence[Crossing],
    now: datetime,
    rules: Rules,
) -> tuple[State | None, Crossing | None]:
    """A district is as bad as its worst judged tambon; who chose a whole district hears when that changes."""
    judged = [state for area, state in new.items() if area[:4] == code]
    if not judged:
        return None, None
    before = _known(states.get(code), code, now, rules)
    worst = max(judged, key=lambda state: (state.level, state.mean or 0, state.area))
    others = [
        state.level
        for area, state in states.items()
        if area[:4] == code and len(area) == 6 and area not in new and _is_recent(state, now, rules)
    ]
    level = max(worst.level, *others, 1)
    now_is = replace(worst, area=code, level=before.level, since=before.since,
                     alerted_at=before.alerted_at, alerted_level=before.alerted_level)  # fmt: skip
    if level == before.level or _is_too_soon(before, level, now, rules):
        return now_is, None
    now_is = replace(now_is, level=level, since=worst.judged_at)
    cause = _cause(code, level, before.level, crossings)
    if cause is None:
        return now_is, None
    crossing = replace(cause, area=code, before=before.level)
    return _alerted(now_is, crossing, now), crossing if _is_news(crossing) else None


def _cause(code: str, level: int, before: int, crossings: Sequence[Crossing]) -> Crossing | None:
    """The tambon's crossing that moved its district."""
    mine = [one for one in crossings if one.area[:4] == code and one.level == level]
    kinds = (UP, RISE) if level > before else (DOWN,)
    return next((one for one in mine if one.kind in kinds), None)


def _is_recent(state: State, now: datetime, rules: Rules) -> bool:
    limit = timedelta(hours=rules.forget_hours)
    return state.judged_at is not None and now - state.judged_at <= limit


def share(crossings: Sequence[Crossing], now: datetime, rules: Rules) -> tuple[Alert, ...]:
    """Crossings of one district with the same level and source become one alert, the worst first."""
    together: dict[tuple[str, ...], list[Crossing]] = defaultdict(list)
    for one in crossings:
        # Good news is for those who were warned of what is over now; a warning is for all who chose its level.
        of_what = str(one.before) if one.kind == DOWN else ""
        key = (one.area[:4], one.kind, str(one.level), of_what, one.voice.kind)
        together[key].append(one)
    held = rules.night_ends(now) if rules.is_night(now) else None
    alerts = [_alert(key, same, now, held) for key, same in together.items()]
    return tuple(sorted(alerts, key=lambda alert: (-alert.level, alert.key)))


def _alert(
    key: tuple[str, ...], same: Sequence[Crossing], now: datetime, held: datetime | None
) -> Alert:
    voice = max(
        (one.voice for one in same),
        key=lambda voice: (voice.mean or 0, voice.hour or 0, voice.source),
    )
    areas = tuple(sorted(one.area for one in same))
    return Alert(
        key=":".join((*key, areas[0], f"{voice.at:%Y%m%d%H}")),
        district=key[0],
        areas=areas,
        kind=same[0].kind,
        level=same[0].level,
        before=min(one.before for one in same),
        mean=voice.mean,
        hour=voice.hour,
        at=voice.at,
        since=min(one.since for one in same),
        stations=tuple(station.id for station in voice.stations),
        made_at=now,
        held_until=held,
    )
