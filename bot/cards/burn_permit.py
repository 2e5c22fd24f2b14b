"""A burn request as its holder sees it: the state first and large, then what, where and when, and what can be done now."""

from __future__ import annotations

from typing import Any

from bot.cards import burn_words, flex
from bot.cards.look import ALARM, INK, LINK, PAPER, SOFT, Look
from domain import permits
from domain.burn_cards import PermitCard
from domain.conversation import Button, Show
from domain.permits import Permit
from domain.words import N_

GREY, AMBER = "#52606D", "#7A4B00"
COLOURS = {
    permits.APPROVED: LINK,
    permits.BURNING: AMBER,
    permits.SPREAD: ALARM,
    permits.REFUSED: ALARM,
    permits.OFFERED: AMBER,
}
ASKS = N_("Smoke is seen at your plot %(number)s. Is it under control?")
ASKS_WHY = N_("The report stays open until somebody says so or has looked.")
OFFER = N_("%(number)s: may it be %(day)s? The place is kept for you until %(until)s.")
KEPT = N_("The place is kept for you until %(until)s.")
LINE = N_("Number %(n)s in line")
DO_NOT_LIGHT = N_("Do not light anything yet.")
START_AT_PLOT = N_(
    "On the day press 'Start' when you stand at the plot; keep people and water there."
)
REASON = N_("Reason: %(reason)s")
SLIP = N_("Slip to show")
FILED_FOR = N_("For %(name)s")
TAKE = N_("Yes, that day")
DROP = N_("No, cancel it")
START = N_("Start (at the plot)")
OUT = N_("It is all out")
SPREADS = N_("It spreads! (report)")
UNDER = N_("It is under control")
CANCEL = N_("Cancel burn request")
INSTEAD = N_("Instead of burning")
ANOTHER = N_("Ask for another day")


def draw(show: Show, look: Look) -> dict[str, Any]:
    about: PermitCard = show.about
    permit = about.permit
    title = _title(about, look)
    band = [
        flex.text(permit.reference, color=PAPER, margin="none"),
        flex.text(title, color=PAPER, weight="bold", size="xl", margin="none"),
    ]
    body = [*_first(about, look), *_what(permit, look)]
    colour = ALARM if about.asks else COLOURS.get(permit.state, GREY)
    said = look.say(about.note.text, about.note.values) if about.note else title
    return flex.bubble(
        _alt(about, title, said),
        body,
        header=flex.box("vertical", band, backgroundColor=colour, paddingAll="lg"),
        footer=[flex.button(one, look) for one in _buttons(about)] or None,
    )


def _alt(about: PermitCard, title: str, said: str) -> str:
    return said if about.note or about.asks else f"{about.permit.reference} {title}"


def _title(about: PermitCard, look: Look) -> str:
    permit = about.permit
    if about.asks:
        return look.say(ASKS, {"number": permit.reference})
    return look.say(about.waits or permits.STATE_LABELS[permit.state])


def _first(about: PermitCard, look: Look) -> list[dict[str, Any]]:
    permit = about.permit
    lines = [look.say(about.note.text, about.note.values)] if about.note else []
    if about.asks:
        lines.append(look.say(ASKS_WHY))
    if about.reason:
        lines.append(look.say(REASON, {"reason": look.say(about.reason)}))
    if permit.state == permits.OFFERED and permit.offered_until is not None:
        until = (
            look.language.day(permit.offered_until)
            + " "
            + look.language.clock(permit.offered_until)
        )
        values = {"number": permit.reference, "day": permit.day, "until": until}
        lines.append(look.say(KEPT if about.note else OFFER, values))
    if about.line:
        lines.append(look.say(LINE, {"n": about.line}))
    if permit.state == permits.APPROVED:
        lines.append(look.say(START_AT_PLOT))
    elif permit.state in (*permits.WAITING, permits.QUEUED) and not about.note:
        lines.append(look.say(DO_NOT_LIGHT))
    return [flex.text(line, color=INK) for line in lines]


def _what(permit: Permit, look: Look) -> list[dict[str, Any]]:
    lines = [
        burn_words.what(permit.rai, permit.residue, look),
        burn_words.where(permit.tambon, permit.village, look),
        burn_words.when(permit, look),
        look.say(FILED_FOR, {"name": permit.name}) if permit.name else "",
    ]
    return [
        flex.line("md"),
        *(flex.text(line, size="md", color=SOFT, margin="sm") for line in lines if line),
    ]


def _buttons(about: PermitCard) -> list[Button]:
    permit = about.permit
    if about.seen_by_official:
        return []
    day = f"do=permit_day&permit={permit.id}&act="
    spreads = Button(SPREADS, "do", day + "spread")
    if about.asks:
        return [Button(UNDER, "do", day + "under"), spreads]
    sell = f"do=no_burn_alternatives&what={permit.residue}&area={permit.tambon}"
    instead = Button(INSTEAD, "do", sell)
    if permit.state in (permits.REFUSED, permits.EXPIRED, permits.CANCELLED):
        return [instead, Button(ANOTHER, "do", "do=burn_permit_request")]
    return _while_open(permit, day, spreads, instead)


def _while_open(permit: Permit, day: str, spreads: Button, instead: Button) -> list[Button]:
    cancel = Button(CANCEL, "do", f"do=burn_permit_cancel&permit={permit.id}")
    match permit.state:
        case permits.OFFERED:
            return [Button(TAKE, "do", day + "take"), Button(DROP, "do", day + "drop")]
        case permits.APPROVED:
            slip = Button(SLIP, "link", f"/permit/{permit.public_id}")
            return [Button(START, "do", day + "start"), slip, cancel]
        case permits.BURNING | permits.SPREAD:
            return [Button(OUT, "do", day + "out"), spreads]
        case permits.OUT:
            return []
        case _:
            return [instead, cancel] if permit.id else [instead]
