"""An application to become a volunteer, for their village head or officer."""

from __future__ import annotations

from typing import Any

from bot.cards import flex
from bot.cards.look import LINK, PAPER, Look
from domain import lampang, volunteers
from domain.cards import VolunteerCard
from domain.conversation import Button, Show
from domain.places import village_alone
from domain.words import N_

TITLE = N_("Wants to volunteer: %(name)s")
KIT = N_("Kit: %(kit)s")
LINES = (
    N_("About %(age)s years old"),
    N_("Lives in %(home)s"),
    N_("%(kind)s, can: %(skills)s"),
    KIT,
)
YOUNG = N_("Under 18: no fire-fighting, only support")
NOT_UPHILL = N_("Over 60: never sent uphill")
CALL = N_("Call %(number)s")


def draw(show: Show, look: Look) -> dict[str, Any]:
    card: VolunteerCard = show.about
    one = card.volunteer
    title = look.say(TITLE, {"name": one.name})
    band = flex.box(
        "vertical",
        [flex.text(title, color=PAPER, weight="bold", size="xl")],
        backgroundColor=LINK,
        paddingAll="lg",
    )
    area = lampang.area(one.home)
    parts = (village_alone(one.village), look.language.value(area) if area else "")
    home = " ".join(part for part in parts if part)
    skills = ", ".join(look.say(volunteers.SKILLS[skill]) for skill in one.skills) or "-"
    values = {
        "age": volunteers.age_at_most(one.birth_year, card.now),
        "home": home,
        "kind": look.say(volunteers.KINDS.get(one.kind, "")),
        "skills": skills,
        "kit": one.kit,
    }
    body = [
        flex.text(look.say(text, values), size="md") for text in LINES if text != KIT or one.kit
    ]
    if one.age(card.now) < volunteers.ADULT:
        body.append(flex.text(look.say(YOUNG), size="md", weight="bold"))
    elif volunteers.age_at_most(one.birth_year, card.now) > 60:
        body.append(flex.text(look.say(NOT_UPHILL), size="md", weight="bold"))
    if one.phone:
        call = Button(CALL, "link", f"tel:{one.phone}", {"number": one.phone})
        body.append(flex.button(call, look))
    footer = [
        flex.button(button, look, style="primary" if n == 0 else "secondary")
        for n, button in enumerate(show.buttons)
    ]
    return flex.bubble(f"{title} {home}", body, header=band, footer=footer or None)
