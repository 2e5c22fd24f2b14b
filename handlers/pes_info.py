"""Rewards for not burning (payment for ecosystem services): what is known of Lampang, with year and source, and whom to ask.

Sources: onep.go.th (14 April 2565), lampang13.com/archives/21191, mmsmartcity.egat.co.th (environment_10112022_12),
opdc.go.th/content/NzU3NQ; the loss of support: the agriculture ministry's rule of 2569.
"""

from __future__ import annotations

from domain.conversation import Button, Context, Effect, Event, Say
from domain.wishes import LABELS
from domain.words import N_

WHAT = N_(
    "Whoever gains from forest and clean air pays those who look after them: that is PES."
    " What I know of Lampang:\n"
    "• 2022: SCG Lampang bought leaves, straw and maize waste at 1 baht a kilo (Chae Hom and Hang"
    " Chat). Ask for today's price. Source: onep.go.th, lampang13.com\n"
    "• EGAT Mae Moh makes fire-breaks and pellets from leaves with Ban Mo Luang. Source: EGAT\n"
    "• 2022: province and EGAT talked about PES at Mae Moh; I know no result. Source: opdc.go.th"
)
COST = N_(
    "The other side: who burned a field from 1 February to 31 March 2026 loses government support"
    " for two years, disaster relief excepted. "
    "I know no scheme that pays in your village now, and I do not promise any. The tambon's office"
    " or the provincial office of natural resources and environment knows."
)
INSTEAD = Button(LABELS["no_burn_alternatives"], "do", "do=no_burn_alternatives")
OFFICER = Button(LABELS["talk_to_officer"], "do", "do=talk_to_officer")


def handle(event: Event, context: Context) -> list[Effect]:
    return [Say(WHAT), Say(COST, buttons=(INSTEAD, OFFICER))]
