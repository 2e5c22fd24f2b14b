"""Who is on duty around an official's areas: now, until when, with a number to tap, and who comes next."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from bot.cards import flex
from bot.cards.look import ALARM, LINK, PAPER, SOFT, Look
from domain import duty, lampang
from domain.conversation import Button, Show
from domain.duty import RosterCard, Shift
from domain.posts import Post
from domain.words import N_, Moment

Piece = dict[str, Any]
TITLE = N_("On duty")
NOBODY = N_("Nobody is on duty now.")
NOBODY_CALLS = N_("Alarms go down the call list, then to the posts of the area.")
UNTIL = N_("until %(until)s")
DEPUTY = N_("Deputy: %(who)s")
NEXT = N_("Next: %(who)s from %(at)s")
PHONE = N_("Call %(name)s")
MORE = N_("%(n)s more are not shown here")
MOST_AREAS, MOST_HERE, NAME_FITS = 6, 3, 30
PAGE = Button(N_("Roster on the page"), "do", "do=console_login&to=duty")


def draw(show: Show, look: Look) -> dict[str, Any]:
    card: RosterCard = show.about
    title = flex.text(look.say(TITLE), color=PAPER, weight="bold", size="xl")
    band = flex.box("vertical", [title], backgroundColor=LINK, paddingAll="lg")
    body: list[Piece] = []
    codes = duty.areas_told(card)
    for number, code in enumerate(codes[:MOST_AREAS]):
        body += [*([flex.line()] if number else []), *_area(card, code, look)]
    if len(codes) > MOST_AREAS:
        left = {"n": len(codes) - MOST_AREAS}
        body.append(flex.text(look.say(MORE, left), size="md", color=SOFT))
    footer = flex.buttons((*show.buttons, PAGE), look)
    return flex.bubble(_alt(card, codes, look), body, header=band, footer=footer)


def _alt(card: RosterCard, codes: list[str], look: Look) -> str:
    told = []
    for code in codes:
        names = [duty.who(one.post) for one in duty.running(card.shifts, code, card.now)]
        if names:
            told.append(f"{_place(code, look)} {', '.join(names)}")
    return f"{look.say(TITLE)}: " + ("; ".join(told) or look.say(NOBODY))


def _place(code: str, look: Look) -> str:
    return look.language.value(lampang.area(code) or lampang.PROVINCE)


def _area(card: RosterCard, code: str, look: Look) -> list[Piece]:
    body = [flex.text(_place(code, look), weight="bold")]
    on = duty.running(card.shifts, code, card.now)
    for shift in on[:MOST_HERE]:
        body += _shift(shift, look)
    if not on:
        body += [
            flex.text(look.say(NOBODY), size="md", color=ALARM),
            flex.text(look.say(NOBODY_CALLS), size="md", color=SOFT, margin="none"),
        ]
    follows = duty.following(card.shifts, code, card.now)
    if follows is not None:
        values = {"who": duty.who(follows.post), "at": _moment(follows.starts)}
        body.append(flex.text(look.say(NEXT, values), size="md", color=SOFT))
    return body


def _moment(at: datetime) -> Moment:
    return Moment(at)


def _shift(shift: Shift, look: Look) -> list[Piece]:
    until = look.say(UNTIL, {"until": _moment(shift.ends)})
    body = [_person(shift.post, f"{duty.who(shift.post)} · {until}", look)]
    if shift.deputy is not None:
        words = look.say(DEPUTY, {"who": duty.who(shift.deputy)})
        body.append(_person(shift.deputy, words, look))
    return body


def _person(post: Post, words: str, look: Look) -> Piece:
    """A tap phones them, where a number is known."""
    told = flex.text(words, size="md")
    if not post.phone:
        return told
    call = Button(PHONE, "link", f"tel:{post.phone}", {"name": duty.who(post)[:NAME_FITS]})
    number = flex.text("☎ " + post.phone, color=LINK, weight="bold", margin="none")
    return flex.box(
        "vertical",
        [told, number],
        action=flex.action(call, look, longest=flex.LONGEST_LABEL),
        paddingTop="sm",
    )
