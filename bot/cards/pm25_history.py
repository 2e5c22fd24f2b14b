"""The air behind us: a picture of hours or days, how many days were over the standard, and how complete it all is.

Days and means: domain/history.py. The pictures: web/public/pictures.py.
"""

from __future__ import annotations

from datetime import UTC, timedelta
from typing import Any

from bot.cards import flex
from bot.cards.look import PAPER, SOFT, Look
from domain.advice import written
from domain.cards import HistoryCard
from domain.conversation import Button, Show
from domain.days import day_of_hour
from domain.history import Day, OneDay, Told
from domain.words import N_, Moment

LAST_HOURS = N_("The last 24 hours")
OVER = N_("%(over)s of %(count)s days over the standard (37.5)")
NONE_OVER = N_("No day of %(count)s over the standard (37.5)")
NO_DAY = N_("No day is complete, so none is counted.")
MEAN = N_("Mean %(mean)s µg/m³")
WORST_DAY = N_("Worst day: %(day)s, %(mean)s")
BEST_DAY = N_("Lightest day: %(day)s, %(mean)s")
WORST_HOUR = N_("Highest hour: %(pm25)s (%(at)s)")
DAY_MEAN = N_("Mean of the 24 hours: %(mean)s µg/m³")
FEW_HOURS = N_("Only %(hours)s of 24 hours arrived: too few for a mean.")
SOME_MISSING = N_("%(hours)s of 24 hours arrived.")
INCOMPLETE = N_("%(count)s of %(all)s days are complete (18 hours and more); only those count.")
CLIPPED = N_("In the chat I look back 31 days; what is older was left out.")
MEASURED_AT = N_("Measured at %(station)s (official), %(km)s km away")
MEASURED_BY_SENSOR = N_("Measured by the low-cost sensor %(station)s (less exact), %(km)s km away")
SPANS = {1: N_("24 h"), 7: N_("7 days"), 30: N_("30 days")}


def draw(show: Show, look: Look) -> dict[str, Any]:
    card: HistoryCard = show.about
    place = card.name or (look.language.value(card.area) if card.area else "")
    what = _what(card, look)
    lines = _of_days(card, card.told, look) if card.told else _of_hours(card.day, look)
    body = [
        flex.text(place, margin="none"),
        flex.text(what, size="xl", weight="bold", margin="none"),
        _picture(card, look),
        *lines,
        flex.line(),
        flex.text(_where(card, look), size="md", color=SOFT, margin="md"),
    ]
    if card.clipped:
        body.append(flex.text(look.say(CLIPPED), size="md", color=SOFT, margin="sm"))
    alt = f"{place} · {what}: {lines[0]['text'] if lines else ''}"
    footer = [flex.button(one, look) for one in show.buttons or _buttons(card)]
    return flex.bubble(alt, body, footer=footer)


def _what(card: HistoryCard, look: Look) -> str:
    if card.told:
        first, last = card.told.days[0].day, card.told.days[-1].day
        return f"{look.language.day(first)} – {look.language.day(last)}"
    if card.is_running or card.day is None:
        return look.say(LAST_HOURS)
    last = day_of_hour(card.day.until)
    first = day_of_hour(card.day.until - timedelta(hours=23))
    if first == last:
        return look.language.day(last)
    return f"{look.language.day(first)} – {look.language.day(last)}"


def _of_days(card: HistoryCard, told: Told, look: Look) -> list[dict[str, Any]]:
    if not told.complete:
        said = [flex.text(look.say(NO_DAY), weight="bold", margin="lg")]
    else:
        counts = {"over": told.over, "count": told.complete}
        head = look.say(OVER if told.over else NONE_OVER, counts)
        said = [flex.text(head, size="xl", weight="bold", margin="lg")]
        said += [flex.text(words, margin="sm") for words in _days_told(told, look)]
    if told.complete < len(told.days):
        note = look.say(INCOMPLETE, {"count": told.complete, "all": len(told.days)})
        said.append(flex.text(note, size="md", color=SOFT, margin="sm"))
    return said


def _days_told(told: Told, look: Look) -> list[str]:
    said = [look.say(MEAN, {"mean": written(told.mean or 0)})]
    for text, day in ((WORST_DAY, told.worst), (BEST_DAY, told.best)):
        if day is not None and told.complete > 1:
            said.append(look.say(text, _of(day)))
    return said


def _of(day: Day) -> dict[str, Any]:
    return {"day": day.day, "mean": written(day.mean or 0)}


def _of_hours(day: OneDay | None, look: Look) -> list[dict[str, Any]]:
    if day is None:
        return []
    said = []
    if day.worst is not None:
        values = {"pm25": written(day.worst.pm25), "at": Moment(day.worst.at)}
        head = look.say(WORST_HOUR, values)
        said.append(flex.text(head, size="xl", weight="bold", margin="lg"))
    if day.mean is None:
        said.append(flex.text(look.say(FEW_HOURS, {"hours": len(day.hours)}), margin="sm"))
        return said
    said.append(flex.text(look.say(DAY_MEAN, {"mean": written(day.mean)}), margin="sm"))
    if len(day.hours) < 24:
        note = look.say(SOME_MISSING, {"hours": len(day.hours)})
        said.append(flex.text(note, size="md", color=SOFT, margin="sm"))
    return said


def _picture(card: HistoryCard, look: Look) -> dict[str, Any]:
    """The number of hours in its name makes a late batch a new picture."""
    station, language, path = card.past.station.id, look.language.code, ""
    if card.told:
        days = card.told.days
        path = f"days/{station}-{days[-1].day:%Y%m%d}-{len(days)}-{card.told.hours}-{language}.png"
    elif card.day:
        until = card.day.until.astimezone(UTC)
        path = f"day/{station}-{until:%Y%m%d%H}-{len(card.day.hours)}-{language}.png"
    return {
        "type": "image",
        "url": look.url(f"/pictures/{path}"),
        "size": "full",
        "aspectRatio": "2:1",
        "aspectMode": "fit",
        "backgroundColor": PAPER,
        "margin": "lg",
    }


def _where(card: HistoryCard, look: Look) -> str:
    station = card.past.station
    text = MEASURED_AT if station.kind == "official" else MEASURED_BY_SENSOR
    km = max(1, round(card.past.distance_km))
    return look.say(text, {"station": station, "km": km})


def _buttons(card: HistoryCard) -> list[Button]:
    """The two other lengths, and another place."""
    shown = len(card.told.days) if card.told else 1
    area = f"&area={card.area.code}" if card.area else ""
    others = [count for count in SPANS if count != shown][-2:] if shown in SPANS else [1, 30]
    spans = [Button(SPANS[n], "do", f"do=pm25_history&span={n}{area}") for n in others]
    return [*spans, Button(N_("Another place"), "do", "do=pm25_history&ask=1")]
