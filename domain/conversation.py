"""The vocabulary of a chat: what came in (Event), what is known (Context), what is to happen (effects).

bot/events.py makes Events from LINE's JSON, handlers/ turn them into effects, bot/perform.py and bot/cards/ carry
these out. Texts are English sources marked N_(); they are translated when rendered, so no handler sees a language.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any

from domain.air import StationAir
from domain.bans import Ban
from domain.buyers import Buyer
from domain.contacts import Contact
from domain.duty import Roster
from domain.duty_alarms import Alarm, AlarmCard
from domain.fires import Known
from domain.health import HealthPlace
from domain.history import Past
from domain.hotspot_counts import Watched
from domain.login import LoginOffer
from domain.missions import Known as KnownMissions
from domain.notes import Note
from domain.official_day import OfficialDay
from domain.outlook import Outlook
from domain.penalties import Penalty
from domain.permit_rules import Book
from domain.places import Area, PlaceFound, Point
from domain.posts import Post
from domain.volunteers import Volunteer
from domain.warned import Warned
from domain.warning_desk import AskedWarning
from domain.warnings import Notice
from domain.words import N_

__all__ = ["N_"]


@dataclass(frozen=True, slots=True)
class When:
    """A day, a clock time or a span that a text names; both ends aware, `grain` as in the contract."""

    start: str
    end: str = ""
    grain: str = ""
    part: str = ""


@dataclass(frozen=True, slots=True)
class FireWords:
    """What a sentence tells of a fire. `news`: out, still (burning), mistake; other words as in domain/sightings.py."""

    kind: str = ""
    burns: bool = False  # it speaks of fire or smoke, not only of a thing or a hill
    danger: str = ""  # hurt, trapped, houses, power, road, spreading
    is_afar: bool = False
    bearing: str = ""
    far_km: float | None = None
    accuses: bool = False  # somebody is said to have lit it
    is_habit: bool = False  # every evening, yesterday: told, not burning now
    news: str = ""


@dataclass(frozen=True, slots=True)
class Meaning:
    """What intents/ found in a text. `intent` is empty when nothing is sure; then `likely` holds the best guesses."""

    intent: str = ""
    score: float = 0.0
    likely: tuple[str, ...] = ()
    place: PlaceFound | None = None
    when: When | None = None
    is_bare_place: bool = (
        False  # nothing but the name of a place: what it is for depends on what was asked
    )
    fire: FireWords = FireWords()
    topic: str = ""  # of an emergency: house_fire, forest_fire, hurt, police, power, highway
    also: str = ""  # a second wish in the same message, where both are clear
    rai: Decimal | None = None  # how much land is named
    phone: str = ""  # a Thai number as digits from its 0
    burnt: tuple[str, ...] = ()  # what is or would be burnt: keys of BURNT in intents/amounts.py


@dataclass(frozen=True, slots=True)
class Event:
    """One thing a person did in a chat.

    kind: text, location, photo, video, voice, file, sticker, button, follow, unfollow, join, leave,
    member_joined, member_left, unsend, edited, unclear (a message we cannot read), other (any other event).
    """

    kind: str
    chat: str  # where to answer: a person, a group or a room
    user: str  # who did it; may be empty in a group
    at: datetime
    chat_kind: str = "user"  # user, group, room
    text: str = ""
    message_id: str = ""
    point: Point | None = None
    called: bool = False  # the bot was mentioned or quoted in a group
    data: Mapping[str, str] = field(default_factory=dict)  # what a pressed button carries
    meaning: Meaning = Meaning()

    @property
    def is_private(self) -> bool:
        return self.chat_kind == "user"


@dataclass(frozen=True, slots=True)
class Person:
    """Who speaks, as far as the store knows. `area` is the home area of a person, or the area of a group."""

    language: str = "th"
    is_language_known: bool = True  # chosen or kept, not only guessed from this message
    role: str = "resident"
    area: Area | None = None
    last_answer: str = (
        ""  # the last "not understood" sentence, so that it is never said twice running
    )


@dataclass(frozen=True, slots=True)
class FormState:
    """An open form: which step waits, what was answered, and the session its buttons carry."""

    name: str
    step: str
    session: str
    answers: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Facts:
    """What a handler asked for in NEEDS; bot/facts/ fills it."""

    air: tuple[StationAir, ...] = ()
    contacts: tuple[Contact, ...] = ()
    near: PlaceFound | None = None  # the area of the point that was shared
    posts: tuple[Post, ...] = ()  # held by the speaker
    note: Note | None = None  # the one a button names
    notes_written: int = 0  # by the speaker, since yesterday
    fires: Known = field(default_factory=Known)  # open or ended of late, and the speaker's own
    offered_at: datetime | None = None  # this group, to report a fire in its district
    hotspots: Watched = field(default_factory=Watched)
    warnings: tuple[Notice, ...] = ()  # announced and in force, in the whole province
    warning_asked: AskedWarning | None = None  # whom a button of an official names
    login: LoginOffer | None = None  # for an official who asks, else None
    outlook: Outlook = field(default_factory=Outlook)  # what models say, district by district
    past: tuple[Past, ...] = ()  # stations near the place asked for, with their last month
    health_places: tuple[HealthPlace, ...] = ()
    invitation: str = ""  # the role an unused, unexpired code in the text gives; else empty
    bans: tuple[Ban, ...] = ()  # that bind today or later; the public hears only of bans.told()
    penalties: tuple[Penalty, ...] = ()
    buyers: tuple[Buyer, ...] = ()
    permits: Book = field(default_factory=Book)  # of burning: requests, limits, switches, posts
    volunteer: Volunteer | None = None  # the speaker's account
    volunteer_asked: Volunteer | None = None  # whom a button of an official names
    volunteers_waiting: tuple[
        Volunteer, ...
    ] = ()  # for approval, in the areas of the speaker's posts
    missions: KnownMissions = field(default_factory=KnownMissions)
    on_mission: bool = False  # the speaker went out and is not back home
    official_day: OfficialDay | None = None  # for an official who asks in private, else None
    roster: Roster = field(default_factory=Roster)  # of duty, around the speaker's areas
    alarm: AlarmCard | None = (
        None  # the one that a button of an official names, or the only one of these:
    )
    alarms: tuple[Alarm, ...] = ()  # told to the speaker, and taken by nobody
    warned: Warned = field(default_factory=Warned)  # what the speaker's chat is warned of
    loud_hours: Mapping[int, tuple[str, ...]] = field(default_factory=dict)  # of posts that chose
    seen: Mapping[str, int] = field(default_factory=dict)  # versions of the shared facts above


@dataclass(frozen=True, slots=True)
class Context:
    now: datetime
    session: str = ""  # new for each event: what a form opened now carries in its buttons
    person: Person = Person()
    form: FormState | None = None
    facts: Facts = Facts()


@dataclass(frozen=True, slots=True)
class Button:
    """A wish to tap.

    kind: say (sends its label as text), do (a press that carries `value`, "do=handler&…"), location, camera,
    link (`value` is an address, tel:, or a path of our own pages). `values` fill the label.
    """

    label: str
    kind: str = "say"
    value: str = ""
    values: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Say:
    """A sentence with its buttons (quick replies: never the only way to something important)."""

    text: str
    values: Mapping[str, Any] = field(default_factory=dict)
    buttons: tuple[Button, ...] = ()


@dataclass(frozen=True, slots=True)
class Show:
    """A card: `card` names the file in bot/cards/ that draws `about`."""

    card: str
    about: Any = None
    buttons: tuple[Button, ...] = ()


@dataclass(frozen=True, slots=True)
class SetForm:
    """Open, move or (with None) close the chat's form of this person."""

    state: FormState | None


@dataclass(frozen=True, slots=True)
class SetLanguage:
    language: str


@dataclass(frozen=True, slots=True)
class SetArea:
    """`village`: as domain/villages.py keeps it, where the person named one."""

    area: Area
    village: str = ""


@dataclass(frozen=True, slots=True)
class Follow:
    """The person follows us (again): remembered, undoing a block."""


@dataclass(frozen=True, slots=True)
class Unfollow:
    """The person blocked us, or a group sent us away: nothing is sent there, the deletion clock starts."""


@dataclass(frozen=True, slots=True)
class ForgetPerson:
    """Delete what identifies the person (store/forget.py)."""


@dataclass(frozen=True, slots=True)
class ForgetMessage:
    """The sender took a message back: its stored text or photo goes."""

    message_id: str


@dataclass(frozen=True, slots=True)
class RestsOn:
    """The decision rests on this shared fact (its version is in Facts.seen): decide again if it changed."""

    subject: str


@dataclass(frozen=True, slots=True)
class AcceptInvitation:
    """Use up the one-use code; the person gets its role and area."""

    code: str


@dataclass(frozen=True, slots=True)
class NoteAnswer:
    """Remember which "not understood" sentence was said last."""

    answer: str


@dataclass(frozen=True, slots=True)
class Introduce:
    """How an official is to be named to those they help, and where to be called."""

    name: str = ""
    phone: str = ""


class Change:
    """An effect of one feature: its class is defined in that feature's domain module, bot/changes/ carries it out."""

    __slots__ = ()


Effect = (
    Say
    | Show
    | SetForm
    | SetLanguage
    | SetArea
    | Follow
    | Unfollow
    | ForgetPerson
    | ForgetMessage
    | RestsOn
    | AcceptInvitation
    | NoteAnswer
    | Introduce
    | Change
)
