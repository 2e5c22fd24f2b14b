"""The form of a warning: what is typed becomes a Content (domain/warnings.py), whole or not; nothing is lost on the way."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from werkzeug.datastructures import MultiDict

from bot.language import BANGKOK
from domain import lampang, warnings
from domain.official import OFFICER, Official
from domain.warning_words import REACHES, TO_ALL
from domain.warnings import Content
from domain.words import N_, Moment
from web.console import frame

TEXTS = (
    "headline_th", "text_th", "headline_en", "text_en", "villages", "issuer", "script", "related",
)  # fmt: skip
LABELS = {
    "mode": N_("How is it meant?"),
    "kind": N_("Kind"),
    "level": N_("Level"),
    "areas": N_("Area"),
    "villages": N_("Only these villages"),
    "reach": N_("Who gets it"),
    "groups": N_("Also into the LINE groups of this area (each member counts as a message)"),
    "starts": N_("From"),
    "ends": N_("Until"),
    "headline_th": N_("Headline in Thai"),
    "text_th": N_("Text in Thai"),
    "headline_en": N_("Headline in English"),
    "text_en": N_("Text in English"),
    "issuer": N_("Who lawfully orders it, by name and post (needed for an evacuation)"),
    "script": N_("Script for the loudspeakers"),
    "related": N_("Announcement of ปภ. it belongs to (Cell Broadcast)"),
}
CHOICES: dict[str, dict[str, str]] = {
    "mode": warnings.MODES,
    "kind": warnings.KINDS,
    "level": warnings.LEVELS,
    "reach": warnings.REACH_LABELS,
    "groups": {"True": N_("Yes"), "False": N_("No")},
}
CUT = 4000  # longer than any limit that is told, shorter than what hurts


@dataclass(frozen=True, slots=True)
class Typed:
    """`trouble`: what could not even be read."""

    content: Content
    trouble: tuple[str, ...] = ()


def read(form: MultiDict[str, str], now: datetime) -> Typed:
    trouble = []
    starts = _moment(form.get("starts", ""))
    ends = _moment(form.get("ends", ""))
    if starts is None and form.get("starts"):
        trouble.append(N_("The start is no date and time."))
    if ends is None:
        trouble.append(N_("Say until when it holds: date and time."))
    starts = starts or now
    content = Content(
        kind=_one_of(warnings.KINDS, form.get("kind", "")),
        level=_one_of(warnings.LEVELS, form.get("level", "")),
        mode=_one_of(warnings.MODES, form.get("mode", "")),
        areas=_areas(form.getlist("areas")),
        starts=starts,
        ends=ends or starts,
        reach=_one_of(dict.fromkeys(REACHES, ""), form.get("reach", TO_ALL)) or TO_ALL,
        groups=form.get("groups") == "1",
        **{name: frame.plain(form.get(name, "")).strip()[:CUT] for name in TEXTS},
    )
    return Typed(content, tuple(trouble))


def blank(now: datetime, by: Official, asked: Mapping[str, str]) -> Content:
    """A new one: practice until somebody says otherwise, for as long as such warnings usually last, to a full hour."""
    area = asked.get("area", "")
    areas = (area,) if by.may(area, OFFICER) else by.areas(OFFICER)[:1]
    start = now.replace(second=0, microsecond=0)
    return Content(
        kind="haze",
        level=warnings.WARNING,
        mode=warnings.REAL,
        areas=areas,
        headline_th="",
        text_th=frame.plain(asked.get("text", ""))[: warnings.LONGEST_TEXT],
        starts=start,
        ends=(start + warnings.USUAL_LENGTH).replace(minute=0),
        groups=True,
    )


def stands(now: Content, typed: Content) -> list[tuple[str, str]]:
    """What a draft says where that is not what was typed: label and words."""
    differing = (name for name in LABELS if getattr(now, name) != getattr(typed, name))
    return [
        (frame.tongue().say(LABELS[name]), _told(name, getattr(now, name))) for name in differing
    ]


def _told(name: str, one: object) -> str:
    said = frame.tongue()
    if isinstance(one, datetime):
        return str(said.value(Moment(one)))
    if isinstance(one, tuple):
        return ", ".join(map(frame.area_name, one))
    choices = CHOICES.get(name)
    return said.say(choices.get(str(one), str(one))) if choices else str(one)


def clock_value(at: datetime) -> str:
    """For an <input type=datetime-local>, in Lampang's time."""
    return at.astimezone(BANGKOK).strftime("%Y-%m-%dT%H:%M")


def _one_of(known: Mapping[str, str], word: str) -> str:
    return word if word in known else ""


def _moment(text: str) -> datetime | None:
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        return None
    if not 2000 <= at.year < 2200:
        return None
    return at if at.tzinfo else at.replace(tzinfo=BANGKOK)


def _areas(codes: list[str]) -> tuple[str, ...]:
    """Known ones, each once, without those that lie in another that is chosen."""
    known = sorted({code for code in codes if lampang.area(code)})
    return tuple(
        code
        for code in known
        if not any(code != other and code.startswith(other) for other in known)
    )
