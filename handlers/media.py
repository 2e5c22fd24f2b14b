"""A photo, video, voice message or file: said kindly what we can do with it, with fire first."""

from __future__ import annotations

from domain.conversation import Button, Context, Effect, Event, Say
from domain.words import N_

WORDS = {
    "photo": N_("Thank you for the photo. I cannot look at pictures yet. What is it about?"),
    "video": N_("Thank you for the video. I cannot watch it yet. What is it about?"),
    "voice": N_("I cannot listen to voice messages yet. Could you type it, or tap one of these?"),
    "file": N_("I cannot open files, sorry. What is it about?"),
}
BUTTONS = (
    Button(N_("Report a fire"), "do", "do=fire_report"),
    Button(N_("Check the haze"), "do", "do=pm25_lookup"),
    Button(N_("Emergency numbers"), "do", "do=emergency_contact"),
)


def handle(event: Event, context: Context) -> list[Effect]:
    return [Say(WORDS[event.kind], buttons=BUTTONS)]
