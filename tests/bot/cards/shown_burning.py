"""Cards of burning that tests show: the price in and out of its season, a permitted burn beside a fire."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

from domain import buyers, fire_permits, lampang
from domain import penalties as rules
from domain.bans import Ruling
from domain.burn_cards import BurnRules, PermitCard
from domain.cards import FireCard
from domain.conversation import Button, Show
from domain.words import N_, Phrase
from handlers.fire_permitted import ENDS
from tests.bot.cards.shown_fires import fire
from tests.burning import buyers as seeded_buyers
from tests.burning import penalties, permit

DAY = date(2026, 3, 12)
NOW = datetime(2026, 3, 12, 8, tzinfo=UTC)
HERE = lampang.area("520205")
assert HERE is not None


def asked(land: str, day: date = DAY) -> Show:
    found = rules.costs(penalties(), HERE.code, day, land)
    return Show("burn_rules", BurnRules(Ruling("unknown", day), HERE, "", True, None, found, land))


def instead(residue: str) -> Show:
    about = buyers.alternatives(seeded_buyers(), residue=residue, area=HERE, here=None, rai=2.5)
    return Show("no_burn_alternatives", about)


def beside(word: str) -> Show:
    told = [
        (NOW, "B-2569-0012", what, "2026-03-12T10:00:00+00:00" if what == fire_permits.NEAR else "")
        for what in dict.fromkeys((fire_permits.NEAR, word))
    ]
    card = FireCard(fire("reported"), for_officials=True, lines=fire_permits.lines(told, NOW))
    return Show("fire", card, (Button(ENDS, "do", "do=fire_work&fire=1&act=permitted"),))


SHOWN = {
    **{f"what burning costs on {land or 'any'} land": asked(land) for land in ("", *rules.permits.LANDS)},
    "what burning costs in April": asked("farm", date(2026, 4, 15)),
    **{f"instead of burning {one or 'anything'}": instead(one) for one in ("", *buyers.RESIDUES)},
    **{f"a fire, and {word}": beside(word) for word in (fire_permits.NEAR, *fire_permits.WORDS)},
    "smoke is seen at a permitted plot": Show("burn_permit", PermitCard(permit(state="burning"), asks=True)),
    "another day is offered with an apology": Show(
        "burn_permit",
        PermitCard(
            replace(permit(state="offered"), offered_until=NOW),
            Phrase(N_("Sorry: %(number)s cannot burn on %(was)s after all: %(reason)s. Would %(day)s do? Please do not light it."), {"number": "B-2569-0012", "was": DAY, "reason": "-", "day": DAY}),
        ),
    ),
}  # fmt: skip
