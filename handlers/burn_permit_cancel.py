"""A burn request taken back by who filed it: its place goes to the next on the waiting list."""

from __future__ import annotations

from domain import permits
from domain.burn_days import day_at
from domain.conversation import Button, Context, Effect, Event, RestsOn, Say
from domain.permit_changes import SUBJECT, MovePermit
from domain.permits import Permit, number_in
from domain.words import N_, Phrase
from handlers.burn_permit_status import MAY_I, NOT_FOUND

NEEDS = frozenset({"permits"})

PRIVATE = N_("Please tell me that in our private chat.")
NONE = N_("You have no burn request that could be cancelled.")
WHICH = N_("Which one shall I cancel?")
SURE = N_("Cancel %(number)s (%(day)s)? Its place goes to the next in line.")
YES = N_("Yes, cancel it")
NO = N_("No, keep it")
KEPT = N_("All right, %(number)s stays as it is.")
DONE = N_("%(number)s is cancelled. Thank you for not burning; straw and leaves can be sold.")
TOO_LATE = N_("%(number)s cannot be cancelled any more: %(state)s.")
ONE = N_("%(number)s, %(day)s")
INSTEAD = Button(N_("Instead of burning"), "do", "do=no_burn_alternatives")


def handle(event: Event, context: Context) -> list[Effect]:
    if not event.is_private:
        return [Say(PRIVATE)]
    book = context.facts.permits
    if event.data.get("permit") or number_in(event.text, day_at(context.now)):
        return _one(book.named, event)
    found = [one for one in book.held_by(event.user) if permits.can_move(one, permits.CANCELLED)]
    if not found:
        return [Say(NONE, buttons=(MAY_I,))]
    if len(found) == 1:
        return _one(found[0], event)
    return [Say(WHICH, buttons=tuple(_pick(one) for one in found[:10]))]


def _pick(permit: Permit) -> Button:
    values = {"number": permit.reference, "day": permit.day}
    return Button(ONE, "do", f"do=burn_permit_cancel&permit={permit.id}", values)


def _one(permit: Permit | None, event: Event) -> list[Effect]:
    if permit is None or permit.holder != event.user:
        return [Say(NOT_FOUND, buttons=(MAY_I,))]
    number = {"number": permit.reference}
    if not permits.can_move(permit, permits.CANCELLED):
        return [Say(TOO_LATE, {**number, "state": Phrase(permits.STATE_LABELS[permit.state])})]
    sure = event.data.get("sure", "")
    if sure == "no":
        return [Say(KEPT, number)]
    if sure == "yes" and event.data.get("v") == str(permit.version):
        move = MovePermit(permit, permits.CANCELLED, "cancel")
        return [RestsOn(SUBJECT), move, Say(DONE, number, (INSTEAD,))]
    press = f"do=burn_permit_cancel&permit={permit.id}&v={permit.version}&sure="
    buttons = (Button(YES, "do", press + "yes"), Button(NO, "do", press + "no"))
    return [Say(SURE, {**number, "day": permit.day}, buttons)]
