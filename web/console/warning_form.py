"""The form of a warning: what is typed becomes a Content (domain/warnings.py), whole or not; nothing is lost on the way."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from werkzeug.datastructures import MultiDict

from bot.language import BANGKOK
from domain import lampang, warnings
from domain.official import OFFICER, Official
from domain.warnings import Content
from domain.words import N_
from web.console import frame

TEXTS = (
    "headline_th", "text_th", "headline_en", "text_en", "villages", "issuer", "script", "related",
)  # fmt: skip
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
    )


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


def spoken(content: Content) -> str:
    """A script for the loudspeakers where nobody wrote one: short sentences, said twice."""
    if content.script:
        return content.script
    mark = "นี่คือการซ้อม ไม่ใช่เหตุจริง " if content.is_exercise else ""
    said = f"{mark}{content.headline_th} {content.text_th}".strip()
    return f"ประกาศ ประกาศ\n{said}\nขอย้ำอีกครั้ง\n{said}" if said else ""
