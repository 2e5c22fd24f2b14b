"""Files and figures for everybody: where the pages of open data are. The pages themselves: web/public/."""

from __future__ import annotations

from domain.conversation import Button, Context, Effect, Event, Say
from domain.wishes import LABELS
from domain.words import N_

TEXT = N_(
    "What we measure and collect is open to everybody, as pages to read and as files to download."
    " Please name the source that stands with each file. The official values are the Pollution"
    " Control Department's (Air4Thai)."
)
PAGE = Button(N_("Open the data page"), "link", "/data")
PROGRAMS = Button(N_("For programs (API)"), "link", "/api/v1")
HISTORY = Button(LABELS["pm25_history"], "do", "do=pm25_history&span=30")


def handle(event: Event, context: Context) -> list[Effect]:
    return [Say(TEXT, buttons=(PAGE, PROGRAMS, HISTORY))]
