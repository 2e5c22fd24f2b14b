"""The words of what a model says: parts of the day, wind, whether smoke can get away, and how wrong the model was lately."""

from __future__ import annotations

from datetime import date, timedelta

from bot.cards.look import Look
from domain.cards import ForecastCard
from domain.outlook import Bias, Expected
from domain.words import N_

PARTS = {
    "morning": N_("Morning"),
    "afternoon": N_("Afternoon"),
    "evening": N_("Evening"),
    "night": N_("Night"),
}
TODAY, TOMORROW = N_("Today"), N_("Tomorrow")
TONIGHT = N_("Tonight")
AIR = {
    "trapped": N_("Smoke stays trapped"),
    "some": N_("Smoke clears a little"),
    "clears": N_("Smoke clears well"),
}
WINDS = {
    "calm": N_("no wind"),
    "light": N_("light wind"),
    "moderate": N_("moderate wind"),
    "fresh": N_("strong wind"),
}
FROM = N_("%(wind)s from the %(side)s")
SIDES = (
    N_("north"),
    N_("north-east"),
    N_("east"),
    N_("south-east"),
    N_("south"),
    N_("south-west"),
    N_("west"),
    N_("north-west"),
)
RAIN = N_("rain may wash the air")
ABOUT = N_("about %(number)s")
RANGE = N_("about %(number)s–%(likely)s")
# Apart by less than a seventh the two numbers are one.
WORTH_A_RANGE = 1.15

MODEL_LOW = N_(
    "Lately the model said about %(percent)s%% less than was measured (%(station)s, %(pairs)s hours)."
    " The second number makes up for that."
)
MODEL_HIGH = N_(
    "Lately the model said about %(percent)s%% more than was measured (%(station)s, %(pairs)s hours)."
)
MODEL_CLOSE = N_("Lately the model was close to what was measured (%(station)s, %(pairs)s hours).")
MODEL_UNCHECKED = N_(
    "I cannot compare the model with a sensor just now. With haze in the north it often says too little."
)
LIGHTEST = N_("Likely the lightest: %(part)s.")
IF_SO = N_(
    "If the model is right, you can go out as usual. Look at the measured air before you go."
)


def called(day: date, today: date | None, look: Look) -> str:
    """Today, tomorrow, or the day of the week."""
    if today is not None and day == today:
        return look.say(TODAY)
    if today is not None and day == today + timedelta(days=1):
        return look.say(TOMORROW)
    return look.language.day(day)


def part(one: Expected, card: ForecastCard, look: Look, *, with_day: bool) -> str:
    """The part of the day; with its day where the card shows more than one."""
    spell = one.spell
    if spell.kind == "day":
        return called(spell.day, card.today, look)
    if spell.kind == "night" and spell.day == card.today:
        return look.say(TONIGHT)
    name = look.say(PARTS[spell.kind])
    return f"{name} · {called(spell.day, card.today, look)}" if with_day else name


def number(one: Expected, look: Look) -> str:
    if one.model is None or one.likely is None:
        return ""
    low, high = f"{one.model:.0f}", f"{one.likely:.0f}"
    if one.likely < WORTH_A_RANGE * one.model or low == high:
        return look.say(ABOUT, {"number": low})
    return look.say(RANGE, {"number": low, "likely": high})


def weather(one: Expected, look: Look) -> str:
    """Whether smoke gets away, the wind, and rain."""
    said = [look.say(AIR[one.air])] if one.air else []
    if one.wind:
        wind = look.say(WINDS[one.wind])
        if one.wind_from is not None:
            wind = look.say(FROM, {"wind": wind, "side": look.say(SIDES[one.wind_from])})
        said.append(wind)
    if one.rains:
        said.append(look.say(RAIN))
    return " · ".join(said)


def bias(found: Bias | None, look: Look) -> str:
    if found is None:
        return look.say(MODEL_UNCHECKED)
    text = {"low": MODEL_LOW, "high": MODEL_HIGH, "close": MODEL_CLOSE}[found.verdict]
    values = {"percent": found.percent, "station": found.station, "pairs": found.pairs}
    return look.say(text, values)


def lightest(card: ForecastCard, look: Look, *, with_day: bool) -> str:
    """Which part to choose, where they differ enough to choose."""
    known = [one for one in card.expected if one.likely is not None]
    best = min(known, key=lambda one: one.likely or 0, default=None)
    worst = max((one.likely or 0 for one in known), default=0)
    if best is None or best.likely is None or len(known) < 2 or best.likely > 0.8 * worst:
        return ""
    return look.say(LIGHTEST, {"part": part(best, card, look, with_day=with_day)})
