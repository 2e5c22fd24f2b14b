"""A burn request as those who decide see it: who, where, what, when, what the rules advise and why; then three buttons."""

from __future__ import annotations

from typing import Any

from bot.cards import burn_words, flex
from bot.cards.look import ALARM, INK, LINK, PAPER, SOFT, Look
from domain import permits
from domain.burn_cards import WorkCard
from domain.conversation import Button, Show
from domain.permits import Permit
from domain.words import N_, Phrase

AMBER = "#7A4B00"
ASKS = {
    permits.VILLAGE: N_("Can you vouch for this burn?"),
    permits.LOCAL: N_("Please check this burn"),
    permits.FOREST: N_("Please consider this burn: forest or disputed land"),
    permits.DISTRICT: N_("Approve this burn?"),
}
YES = {
    permits.VILLAGE: N_("Vouch for it"),
    permits.LOCAL: N_("Checked, pass it on"),
    permits.FOREST: N_("No objection"),
    permits.DISTRICT: N_("Approve"),
}
IN_PLAN = N_("In the plan, pass it on")
NO = N_("Refuse, with a reason")
OTHER_DAY = N_("Another day")
ADVICE = {
    "grant": (LINK, N_("The rules have nothing against it")),
    "weigh": (AMBER, N_("Please weigh this")),
    "refuse": (ALARM, N_("By the rules it cannot be granted")),
}
AGAIN = N_("Reminder")
BY = N_("Asked by")
PHONE = N_("Phone")
MAP = N_("Open the map")
A_VILLAGER = N_("a villager (see the phone)")
CLAIMS_PLAN = N_("Says the plot is in the fuel-management plan: please look it up.")
CHECKED = N_(
    "Firebreak 6 m: %(firebreak)s · neighbours told: %(neighbours)s · watchers: %(watchers)s · water: %(water)s"
)
DONE, OPEN = "✓", "–"
NO_PIN = N_("No place on the map yet")


def draw(show: Show, look: Look) -> dict[str, Any]:
    about: WorkCard = show.about
    permit = about.permit
    title = look.say(ASKS.get(permit.state, permits.STATE_LABELS[permit.state]))
    if about.is_reminder:
        title = f"{look.say(AGAIN)}: {title}"
    band = [
        flex.text(permit.reference, color=PAPER, margin="none"),
        flex.text(title, color=PAPER, weight="bold", size="xl", margin="none"),
    ]
    what = burn_words.what(permit.rai, permit.residue, look)
    place = burn_words.where(permit.tambon, permit.village, look)
    return flex.bubble(
        f"{title} {permit.reference}: {what}, {place}, {burn_words.when(permit, look)}",
        [*_lines(permit, what, place, look), *_advice(about, look)],
        header=flex.box("vertical", band, backgroundColor=INK, paddingAll="lg"),
        footer=[flex.button(one, look) for one in _buttons(permit)] or None,
    )


def _lines(permit: Permit, what: str, place: str, look: Look) -> list[dict[str, Any]]:
    pieces = [
        flex.text(what, weight="bold"),
        flex.text(burn_words.when(permit, look), margin="none"),
        flex.text(place, margin="none"),
        _map(permit, look),
        flex.text(f"{look.say(BY)}: {permit.name or look.say(A_VILLAGER)}", size="md", margin="md"),
        _phone(permit, look),
    ]
    if permit.land:
        pieces.append(flex.text(look.say(permits.LAND_LABELS[permit.land]), size="md"))
    if permit.firebreak or permit.watchers:
        pieces.append(flex.text(_checked(permit, look), size="md"))
    if permit.claims_plan and not permit.in_plan:
        pieces.append(flex.text(look.say(CLAIMS_PLAN), size="md", weight="bold"))
    return pieces


def _map(permit: Permit, look: Look) -> dict[str, Any]:
    address = burn_words.map_address(permit)
    if not address:
        return flex.text(look.say(NO_PIN), size="md", color=SOFT, margin="none")
    action = flex.action(Button(MAP, "link", address), look, longest=20)
    return flex.text(f"📍 {look.say(MAP)}", color=LINK, margin="none", action=action)


def _phone(permit: Permit, look: Look) -> dict[str, Any]:
    if not permit.phone:
        return flex.text("–", size="md", margin="none")
    action = flex.action(Button(PHONE, "link", f"tel:{permit.phone}"), look, longest=20)
    return flex.text(f"☎ {permit.phone}", color=LINK, margin="none", action=action)


def _checked(permit: Permit, look: Look) -> str:
    def word(is_so: bool) -> str:
        return DONE if is_so else OPEN

    values = {
        "firebreak": word(permit.firebreak),
        "neighbours": word(permit.neighbours),
        "watchers": permit.watchers,
        "water": word(permit.water),
    }
    return look.say(CHECKED, values)


def _advice(about: WorkCard, look: Look) -> list[dict[str, Any]]:
    judged = about.judged
    colour, words = ADVICE[judged.advises]
    said = [flex.text(look.say(words), weight="bold", color=colour)]
    for mark, reasons in (("✕", judged.hard), ("!", judged.soft), ("·", judged.known)):
        said += [_reason(mark, one, look) for one in reasons]
    return [flex.line(), *said]


def _reason(mark: str, reason: Phrase, look: Look) -> dict[str, Any]:
    return flex.text(f"{mark} {look.language.value(reason)}", size="md", margin="sm")


def _buttons(permit: Permit) -> list[Button]:
    if permit.state not in permits.WAITING:
        return []
    press = f"do=permit_work&permit={permit.id}&v={permit.version}&act="
    asks_plan = permit.claims_plan and permit.state == permits.LOCAL
    yes = Button(
        IN_PLAN if asks_plan else YES[permit.state],
        "do",
        f"{press}yes" + ("&plan=1" if asks_plan else ""),
    )
    return [yes, Button(NO, "do", f"{press}no"), Button(OTHER_DAY, "do", f"{press}day")]
