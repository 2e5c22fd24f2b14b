"""Stop whatever form is open; a report that was sent stays."""

from __future__ import annotations

from domain.conversation import Context, Effect, Event, Say, SetForm
from domain.words import N_
from handlers import fire_report

NEEDS = fire_report.NEEDS

STOPPED = N_("All right, I stopped that.")
NOTHING = N_("Nothing is open just now, so there is nothing to cancel.")


def handle(event: Event, context: Context) -> list[Effect]:
    if context.form is None:
        return [Say(NOTHING)]
    if context.form.name == "fire_report":
        return fire_report.cancel(event, context)
    return [SetForm(None), Say(STOPPED)]
