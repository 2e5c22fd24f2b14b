"""Instead of burning: a picture and three lines of how-to, then who buys, nearest first, with price, its date, and "call first"."""

from __future__ import annotations

from datetime import date
from typing import Any

from bot.cards import flex
from bot.cards.look import LINK, PAPER, SOFT, Look
from bot.pictures.instead import path_of
from domain.burn_days import BUDDHIST
from domain.buyers import LABELS, Alternatives, Offer
from domain.conversation import Button, Show
from domain.words import N_

TITLE = N_("Instead of burning %(what)s")
AMOUNT = N_("About %(rai)s rai")
WHO_BUYS = N_("Who takes it")
PRICE = N_("%(price)s baht/kg (price of %(day)s, ask again)")
NO_PRICE = N_("Price not known (asked %(day)s)")
AWAY = N_("about %(km)s km away")
CALL_FIRST = N_("Call before you carry anything there.")
NO_PHONE = N_("I have no public number for them yet: ask the district agriculture office first.")
NOBODY = N_("I know no buyer of it yet. The district agriculture office may.")
CALL = N_("Call %(number)s")


def draw(show: Show, look: Look) -> dict[str, Any]:
    about: Alternatives = show.about
    title = look.say(TITLE, {"what": look.say(LABELS[about.residue])})
    how = [look.say(one) for one in about.how]
    band = flex.text(f"🌾 {title}", color=PAPER, weight="bold", size="xl")
    body = []
    if about.rai is not None:
        body.append(flex.text(look.say(AMOUNT, {"rai": f"{about.rai:g}"}), size="md", color=SOFT))
    body += [_step(number, words) for number, words in enumerate(how, 1)]
    body += _who_buys(about, look)
    return flex.bubble(
        f"{title}: {how[0]}. {_alt_offer(about, look)}",
        body,
        header=flex.box("vertical", [band], backgroundColor=LINK, paddingAll="lg"),
        hero=_picture(about, look),
        footer=[flex.button(one, look) for one in (*_calls(about), *show.buttons)[:3]],
    )


def _picture(about: Alternatives, look: Look) -> dict[str, Any]:
    return {
        "type": "image",
        "url": look.url(path_of(about.residue, look.language.code)),
        "size": "full",
        "aspectRatio": "1040:420",
        "aspectMode": "fit",
    }


def _step(number: int, words: str) -> dict[str, Any]:
    """The number stands large at the left: a line is found again with a finger."""
    mark = flex.text(str(number), size="xxl", weight="bold", color=LINK, flex=0)
    return flex.box("horizontal", [mark, flex.text(words, flex=1)], spacing="lg", margin="md")


def _who_buys(about: Alternatives, look: Look) -> list[dict[str, Any]]:
    if about.residue == "rubbish":
        return []
    title = flex.text(look.say(WHO_BUYS), size="md", weight="bold", color=SOFT, margin="lg")
    if not about.offers:
        return [flex.line(), title, flex.text(look.say(NOBODY))]
    rows = [piece for offer in about.offers for piece in _offer(offer, look)]
    pieces = [
        flex.line(),
        title,
        *rows,
        flex.text(look.say(CALL_FIRST), weight="bold", margin="lg"),
    ]
    if not any(offer.buyer.phone for offer in about.offers):
        pieces.append(flex.text(look.say(NO_PHONE), size="md", color=SOFT))
    return pieces


def _offer(offer: Offer, look: Look) -> list[dict[str, Any]]:
    is_english = look.language.code == "en"
    buyer = offer.buyer
    name = buyer.name_en if is_english else buyer.name_th
    note = buyer.note_en if is_english else buyer.note_th
    away = look.say(AWAY, {"km": max(1, round(offer.km))}) if offer.km is not None else ""
    lines = [part for part in (_price(offer, look), away, note) if part]
    return [
        flex.text(name, weight="bold", margin="md"),
        *(flex.text(line, size="md", margin="none") for line in lines),
    ]


def _price(offer: Offer, look: Look) -> str:
    day = _with_year(offer.buyer.priced_on, look)
    if offer.buyer.price is None:
        return look.say(NO_PRICE, {"day": day})
    return look.say(PRICE, {"price": f"{offer.buyer.price:g}", "day": day})


def _with_year(day: date, look: Look) -> str:
    """An old price must look old."""
    year = day.year if look.language.code == "en" else day.year + BUDDHIST
    return f"{look.language.day(day)} {year}"


def _alt_offer(about: Alternatives, look: Look) -> str:
    if not about.offers:
        return ""
    first = about.offers[0].buyer
    name = first.name_en if look.language.code == "en" else first.name_th
    return f"{name}. {look.say(CALL_FIRST)}"


def _calls(about: Alternatives) -> list[Button]:
    return [
        Button(CALL, "link", f"tel:{offer.buyer.phone}", {"number": offer.buyer.phone})
        for offer in about.offers
        if offer.buyer.phone
    ][:1]
