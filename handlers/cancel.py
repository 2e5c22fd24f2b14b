"""Stop whatever form is open; a report that was sent stays."""

from __future__ import annotations

from domain.conversation import Context, Effect, Event, Say, SetForm
from domain.words import N_

STOPPED = N_("All right, I stopped that.")
NOTHING = N_("Nothing is open just now, so there is nothing to cancel.")


def handle(event: Event, context: Context) -> list[Effect]:
    if context.form is None:
        return [Say(NOTHING)]
    return [SetForm(None), Say(STOPPED)]
