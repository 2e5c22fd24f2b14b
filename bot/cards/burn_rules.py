"""May one burn there on that day: a band that says no or "ask first", the order, the air, the price, the other way.

It never reads as a yes: without an order the band says not to light it yet.
"""

from __future__ import annotations

from typing import Any

from bot.cards import flex
from bot.cards.look import ALARM, PAPER, SOFT, Look
from bot.cards.pm25_lookup import face_and_word
from domain import advice, lampang
from domain.air import AirHere
from domain.bans import EXCEPTIONS, Ban
from domain.burn_cards import BurnRules
from domain.conversation import Button, Show
from domain.penalties import Penalty
from domain.words import N_

NO_BAND, ASK_BAND = ALARM, "#7A4B00"
BANNED = N_("No burning in %(place)s on %(day)s")
BANNED_TODAY = N_("No burning in %(place)s today")
PARTLY = N_("No burning in parts of %(place)s: %(areas)s")
UNKNOWN = N_("Do not light it yet")
UNTIL = N_("Banned until %(day)s")
UNKNOWN_WHY = N_(
    "I have found no order in the system for %(place)s, %(day)s. Do not light it yet: ask the "
    "village head and the local office for leave first."
)
PARTLY_WHY = N_("Elsewhere there, ask for leave first too. Which tambon is yours?")
NUMBER = N_("Order %(number)s")
FROM_TO = N_("From %(start)s to %(end)s")
EXCEPT = N_("Left out: %(what)s. Even there the district must have said yes.")
ALSO = N_("%(n)s more orders bind there too.")
AIR_NOW = N_("The air now")
AIR_LINE = N_("%(word)s, %(value)s µg/m³ (%(what)s)")
AIR_UNKNOWN = N_("No fresh value near there.")
TOO_HIGH = N_("Dust is over the standard (37.5): a request for today would be refused.")
COSTS = N_("What burning costs")
INSTEAD = N_("You need not burn: straw and leaves can be sold or used.")
MEAN = N_("24-hour mean")
HOUR = N_("Hour to %(at)s")
RUBBISH = N_("Rubbish is never burnt.")
DOCUMENT = N_("Read the order")
STANDARD = 37.5  # the Thai 24-h standard, Royal Gazette 2566
MORE_COSTS = N_("More laws about burning there: %(n)s")
SECTION = N_("%(law)s, section %(section)s")
MOST_COSTS = 3


def draw(show: Show, look: Look) -> dict[str, Any]:
    about: BurnRules = show.about
    lead = _lead(about, look)
    colour = NO_BAND if about.ruling.kind in ("banned", "partly") else ASK_BAND
    band = [flex.text(f"{_sign(about)} {lead}", color=PAPER, weight="bold", size="xl")]
    if about.ruling.until and about.ruling.kind == "banned":
        until = look.say(UNTIL, {"day": about.ruling.until})
        band.append(flex.text(until, color=PAPER, margin="sm"))
    body = [*_why(about, look), *_air(about, look), *_costs(about, look)]
    body.append(flex.text(look.say(INSTEAD), margin="lg"))
    body.append(flex.text(look.say(RUBBISH), size="md", color=SOFT))
    return flex.bubble(
        _alt(about, lead, look),
        body,
        header=flex.box("vertical", band, backgroundColor=colour, paddingAll="lg"),
        footer=[flex.button(one, look) for one in _buttons(show, about)],
    )


def _buttons(show: Show, about: BurnRules) -> list[Button]:
    named = about.ruling.named
    link = [Button(DOCUMENT, "link", named.link)] if named and named.link else []
    return [*show.buttons, *link][:3]


def _sign(about: BurnRules) -> str:
    return "🚫" if about.ruling.kind in ("banned", "partly") else "✋"


def _place(about: BurnRules, look: Look) -> str:
    return about.name or look.language.value(about.area)


def _lead(about: BurnRules, look: Look) -> str:
    values = {"place": _place(about, look), "day": about.ruling.day}
    match about.ruling.kind:
        case "banned":
            return look.say(BANNED_TODAY if about.is_today else BANNED, values)
        case "partly":
            return look.say(PARTLY, {**values, "areas": _areas(about, look)})
        case _:
            return look.say(UNKNOWN)


def _areas(about: BurnRules, look: Look) -> str:
    return ", ".join(look.language.value(one) for one in about.tambons)


def _alt(about: BurnRules, lead: str, look: Look) -> str:
    """What to do comes first: for some the notification is the whole message."""
    if about.ruling.kind == "unknown":
        return f"{_sign(about)} {lead}: {_unknown_why(about, look)}"
    until = about.ruling.until
    tail = look.say(UNTIL, {"day": until}) if until else ""
    return " · ".join(part for part in (f"{_sign(about)} {lead}", tail, look.say(INSTEAD)) if part)


def _unknown_why(about: BurnRules, look: Look) -> str:
    return look.say(UNKNOWN_WHY, {"place": _place(about, look), "day": about.ruling.day})


def _why(about: BurnRules, look: Look) -> list[dict[str, Any]]:
    named = about.ruling.named
    if named is None:
        return [flex.text(_unknown_why(about, look))]
    pieces = _order(named, look)
    if about.ruling.others:
        said = look.say(ALSO, {"n": len(about.ruling.others)})
        pieces.append(flex.text(said, size="md", color=SOFT))
    for word in about.ruling.excepts:
        what = look.say(EXCEPT, {"what": look.say(EXCEPTIONS[word])})
        pieces.append(flex.text(what, size="md"))
    if about.ruling.kind == "partly":
        pieces.append(flex.text(look.say(PARTLY_WHY)))
    return pieces


def _order(ban: Ban, look: Look) -> list[dict[str, Any]]:
    area = lampang.area(ban.area)
    lines = [look.say(NUMBER, {"number": ban.number})] if ban.number else []
    lines += [ban.issuer or (look.language.value(area) if area else "")]
    dates = look.say(FROM_TO, {"start": ban.start, "end": ban.end})
    return [
        flex.text(ban.order, weight="bold"),
        flex.text(" · ".join(line for line in lines if line), size="md", margin="none"),
        flex.text(dates, size="md", color=SOFT, margin="none"),
    ]


def _air(about: BurnRules, look: Look) -> list[dict[str, Any]]:
    air = about.air
    if air is None:
        return []
    title = flex.text(look.say(AIR_NOW), size="md", weight="bold", color=SOFT, margin="lg")
    pieces = [title, flex.text(_air_words(air, look), margin="none")]
    if about.is_today and air.mean is not None and air.mean.pm25 > STANDARD:
        pieces.append(flex.text(look.say(TOO_HIGH), size="md", weight="bold"))
    return pieces


def _air_words(air: AirHere, look: Look) -> str:
    speaks = air.hour if air.worse_is == "hour" else air.mean
    if air.kind != "measured" or speaks is None:
        return look.say(AIR_UNKNOWN)
    face, word = face_and_word(air)
    what = look.say(HOUR, {"at": speaks.at}) if speaks.hours == 1 else look.say(MEAN)
    values = {"word": look.say(word), "value": advice.written(speaks.pm25), "what": what}
    return f"{face} {look.say(AIR_LINE, values)}"


def _costs(about: BurnRules, look: Look) -> list[dict[str, Any]]:
    if not about.costs:
        return []
    title = flex.text(look.say(COSTS), size="md", weight="bold", color=SOFT, margin="lg")
    pieces = [title, *(_cost(one, look) for one in about.costs[:MOST_COSTS])]
    if (more := len(about.costs) - MOST_COSTS) > 0:
        pieces.append(flex.text(look.say(MORE_COSTS, {"n": more}), size="md", color=SOFT))
    return pieces


def _cost(one: Penalty, look: Look) -> dict[str, Any]:
    """What is done, what it costs, which law: a line to read aloud, with its source behind a tap."""
    is_english = look.language.code == "en"
    law = (is_english and one.law_en) or one.law_th
    says = (is_english and one.says_en) or one.says_th
    costs = (is_english and one.penalty_en) or one.penalty_th
    if one.section:
        law = look.say(SECTION, {"law": law, "section": one.section})
    piece = flex.text(f"• {says}: {costs} ({law})", size="md", margin="sm")
    source = flex.action(Button(COSTS, "link", one.link), look, longest=20) if one.link else None
    return {**piece, "action": source} if source else piece
