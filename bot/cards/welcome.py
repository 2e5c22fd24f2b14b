"""The first words to a new friend: who this is, and language and home area at a tap each."""

from __future__ import annotations

from typing import Any

from bot.cards import flex
from bot.cards.look import SOFT, Look
from domain.conversation import Button, Show
from domain.words import N_

HELLO = N_("Hello, I am Nong Khem!")
WHAT = N_("Ask me how the haze is, whom to call about a fire, or before you burn anything.")
# In both languages at once: who needs it may not read the other.
LANGUAGE = "ภาษา · Language"
HOME = N_("Where is home?")
CONSENT = N_(
    "I keep only your LINE id, your language and the area you choose, to answer you. "
    'Choosing means you agree; delete it any time by saying "delete my data".'
)
LANGUAGES = (
    Button("ภาษาไทย", "do", "do=change_language&to=th"),
    Button("English", "do", "do=change_language&to=en"),
)
LOCATION = Button(N_("Send location"), "location")
DISTRICT = Button(N_("Pick a district"), "do", "do=set_area&list=set_area")
PRIVACY = Button(N_("What is kept"), "link", "/privacy")


def draw(show: Show, look: Look) -> dict[str, Any]:
    hello = look.say(HELLO)
    languages = [flex.button(one, look) for one in LANGUAGES]
    body = [
        flex.text(hello, weight="bold", size="xl"),
        flex.text(look.say(WHAT)),
        flex.text(LANGUAGE, weight="bold", margin="lg"),
        flex.box("horizontal", languages, spacing="sm"),
        flex.text(look.say(HOME), weight="bold", margin="lg"),
        flex.button(LOCATION, look, style="primary"),
        flex.button(DISTRICT, look),
        flex.text(look.say(CONSENT), size="md", color=SOFT, margin="lg"),
    ]
    message = flex.bubble(
        f"{hello} {look.say(WHAT)}", body, footer=[flex.button(PRIVACY, look, style="link")]
    )
    message["quickReply"] = flex.quick_replies((LOCATION, DISTRICT), look)
    return message
