"""A photo, video, voice message or file without a question: fire first, and the evidence is kept if it is one."""

from __future__ import annotations

from domain.conversation import Button, Context, Effect, Event, Say
from domain.photos import LOOSE, KeepPhoto
from domain.words import N_
from handlers import fire_report

NEEDS = fire_report.NEEDS

WORDS = {
    "photo": N_("Thank you for the photo. Is it a fire or smoke? Then I keep it with your report."),
    "video": N_("Thank you for the video. Is it a fire or smoke? Then I keep it with your report."),
    "voice": N_(
        "I cannot listen myself, but officials can. Is it about a fire? Then I keep it with your report."
    ),
    "file": N_("I cannot open files, sorry. What is it about?"),
}
BUTTONS = (
    Button(N_("Report a fire"), "do", "do=fire_report"),
    Button(N_("Check the haze"), "do", "do=pm25_lookup"),
    Button(N_("Emergency numbers"), "do", "do=emergency_contact"),
)


def handle(event: Event, context: Context) -> list[Effect]:
    words = WORDS[event.kind]
    if event.kind not in fire_report.EVIDENCE or not event.message_id:
        return [Say(words, buttons=BUTTONS)]
    report = Button(
        N_("Yes, report it"), "do", f"do=fire_report&photo={event.message_id}&of={event.kind}"
    )
    kept = KeepPhoto(event.message_id, event.kind, f"{LOOSE}{event.message_id}")
    return [kept, Say(words, buttons=(report, *BUTTONS[1:]))]
