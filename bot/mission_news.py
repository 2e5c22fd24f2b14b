"""What is told about missions: the question, go, stand down, alarms, and the commander's bundles of two minutes.

Used in the commit of the change itself (bot/changes/missions.py) and by jobs/watch_missions.py.
"""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256

from bot.mission_voice import Voice
from domain import missions as rules
from domain import quota
from domain.cards import MissionCard
from domain.conversation import Button, Say, Show
from domain.fires import KIND_LABELS, Fire
from domain.lampang import area
from domain.missions import Mission
from domain.words import N_, Moment, Phrase
from handlers.mission_buttons import button, buttons
from store import fires, mission_notices, volunteers
from store.mission_notices import NoticeRow

PARTNER = N_("You go with %(name)s. Stay together and look after each other.")
STOOD_DOWN = N_("%(fire)s: nobody else is needed. Thank you for being ready!")
COME_HOME = N_("%(fire)s is over. Please come home, and press I am home.")
WAIT_ON = N_(
    "The commander of %(fire)s has not answered yet. Keep waiting at home; do not set out."
)
WAITED = N_(
    "%(fire)s: nobody said go in two hours, so you need not wait any more. Thank you for being ready!"
)
PARTNER_LEAVES = N_(
    "%(name)s, your partner at %(fire)s, turns back. Do not stay alone: go together."
)
HOME_BY_OTHER = N_("%(name)s says you are back home from %(fire)s. Is that so?")
HELP = N_("HELP! %(name)s calls for help at %(fire)s, %(place)s. Call 1669, then %(name)s.")
MISSING = N_(
    "%(name)s is not back from %(fire)s, %(place)s: expected %(back)s. Phone, then search."
)
MORE_AFTER_END = N_(
    "%(name)s is at %(fire)s, %(place)s, and needs more people. It counts as over: phone, and open it again if it burns."
)
DETAILS = N_("Last known: %(last)s at %(at)s. Party of %(party)s.")
WAY_IN = N_("Way in: %(way)s")
SIGNAL = N_("Signal: %(signal)s")
TYPED = N_("They wrote: %(words)s")
BUDDY_HELP = N_(
    "HELP! %(name)s, your partner at %(fire)s, calls for help. Call 1669. Do not go alone."
)
BUDDY_MISSING = N_(
    "%(name)s, your partner at %(fire)s, is not back yet. Do you know where they are?"
)
ARE_YOU_BACK = N_("You wanted to be back from %(fire)s by %(back)s. Are you home?")
ALONE = N_("%(name)s is alone at %(fire)s at night. Send somebody along or call them home.")
YOU_ARE_ALONE = N_(
    "You are alone at %(fire)s and it is night. Come home, or wait below for a partner."
)
NOWHERE = N_("place not told")
BUNDLE = N_("%(fire)s, %(n)s news of your team:\n%(lines)s")
AND_NEXT = "%(one)s\n%(more)s"  # two lines, in every language the same
CALL_THEM = N_("Call %(name)s")
CALL_KIN = N_("Call their family")
CALL_1669 = N_("Call 1669")
CALL_COMMANDER = N_("Call the commander")
WHO_IS_WHERE = N_("Who is where?")

LINES = {
    "ready": N_("%(name)s is ready and waits for your go"),
    "go": N_("%(name)s goes"),
    "cannot": N_("%(name)s cannot go"),
    "left": N_("%(name)s has set out"),
    "arrived": N_("%(name)s is there"),
    "withdraw": N_("%(name)s withdraws"),
    "home": N_("%(name)s is back home"),
    "not_home": N_("%(name)s is not home yet after all"),
    "controlled": N_("%(name)s says: under control"),
    "out": N_("%(name)s says: it is out. Check, then close the fire"),
    "more": N_("%(name)s needs more people"),
    "gear": N_("%(name)s needs: %(note)s"),
    "later": N_("%(name)s will be back later: %(note)s"),
}
MOST_LINES = 12


def place_of(fire: Fire) -> object:
    """What people call it; its tambon; else that nobody told."""
    return fire.name or area(fire.area) or Phrase(NOWHERE)


def ask(voice: Voice, mission: Mission, fire: Fire, team: Sequence[Mission]) -> bool:
    card = _card(mission, fire, team)
    key = f"mission:{mission.id}:ask"
    return voice.say(mission.line_id, [card], key, drill=mission.is_drill)


def cleared(voice: Voice, mission: Mission, fire: Fire, team: Sequence[Mission]) -> bool:
    said: list[Say | Show] = [_card(mission, fire, team)]
    partner = next((one for one in team if one.id == mission.buddy), None)
    if partner is not None:
        said.append(Say(PARTNER, {"name": partner.name}, buttons(mission)))
    key = f"mission:{mission.id}:clear:{int(voice.now.timestamp())}"
    return voice.say(mission.line_id, said, key, drill=mission.is_drill)


def _card(mission: Mission, fire: Fire, team: Sequence[Mission]) -> Show:
    names = tuple(
        one.name for one in team if one.id != mission.id and one.state in rules.COMING and one.name
    )
    return Show("mission", MissionCard(fire, mission, names), buttons(mission)[:3])


def stood_down(voice: Voice, mission: Mission, fire: Fire) -> bool:
    text = COME_HOME if mission.is_out else STOOD_DOWN
    said = Say(text, {"fire": fire.reference}, buttons(mission)[:1] if mission.is_out else ())
    key = f"mission:{mission.id}:over"
    return voice.say(
        mission.line_id, [said], key, drill=mission.is_drill, riding=mission.state == rules.ASKED
    )


def waited_long(voice: Voice, mission: Mission, fire: Fire) -> bool:
    said = Say(WAITED, {"fire": fire.reference})
    return voice.say(
        mission.line_id, [said], f"mission:{mission.id}:waited", drill=mission.is_drill
    )


def wait_on(voice: Voice, mission: Mission, fire: Fire) -> bool:
    said = Say(WAIT_ON, {"fire": fire.reference}, buttons(mission))
    return voice.say(mission.line_id, [said], f"mission:{mission.id}:wait", drill=mission.is_drill)


def partner_leaves(voice: Voice, mission: Mission, fire: Fire, partner: Mission) -> bool:
    said = Say(PARTNER_LEAVES, {"name": mission.name, "fire": fire.reference}, buttons(partner))
    key = f"mission:{partner.id}:partner:{mission.id}"
    return voice.say(partner.line_id, [said], key, drill=mission.is_drill)


def home_by_other(voice: Voice, mission: Mission, fire: Fire, by: str) -> bool:
    no = button(N_("Not home yet"), "not_home", mission)
    said = Say(HOME_BY_OTHER, {"name": by, "fire": fire.reference}, (no,))
    key = f"mission:{mission.id}:home:{int(voice.now.timestamp())}"
    return voice.say(mission.line_id, [said], key, drill=mission.is_drill)


# Alarms: the person first where they are only late, everybody at once where they call for help


def help_alarm(
    voice: Voice, mission: Mission, fire: Fire, buddy: Mission | None, words: str
) -> int:
    """Commander, all officials of the place and the buddy, in one commit; returns how many are told."""
    heard = sha256(words.encode()).hexdigest()[:12]  # other words are another cry
    key = f"mission:{mission.id}:help:{int(voice.now.timestamp()) // 60}:{heard}"
    said = Say(HELP, _values(mission, fire), _calls(voice, mission, fire))
    spoken = [said, details(mission), *([Say(TYPED, {"words": words})] if words else [])]
    told = 0
    for one in dict.fromkeys([*voice.leaders(fire), *voice.officials(fire)]):
        if one != mission.line_id:
            told += voice.say(one, spoken, key, urgency=quota.LIFE_SAFETY, drill=mission.is_drill)
    return told + (tell_buddy(voice, mission, fire, buddy, BUDDY_HELP, key) if buddy else 0)


def more_after_end(voice: Voice, mission: Mission, fire: Fire) -> int:
    """Somebody out there asks for people at a fire that ended on paper: who led it and all officials of the place."""
    key = f"mission:{mission.id}:more:{int(voice.now.timestamp()) // 600}"
    again = Button(N_("It burns again"), "do", f"do=fire_work&fire={fire.id}&act=again")
    said = Say(MORE_AFTER_END, _values(mission, fire), (again, *_calls(voice, mission, fire)))
    to = dict.fromkeys([*voice.leaders(fire), *voice.officials(fire)])
    return sum(
        voice.say(one, [said], key, urgency=quota.LIFE_SAFETY, drill=mission.is_drill)
        for one in to
        if one != mission.line_id
    )


def tell_buddy(
    voice: Voice, mission: Mission, fire: Fire, buddy: Mission, text: str, key: str
) -> bool:
    """Without their number: volunteers see the commander's only."""
    calls = [Button(CALL_1669, "link", "tel:1669")]
    if fire.owner_phone:
        calls.append(Button(CALL_COMMANDER, "link", f"tel:{fire.owner_phone}"))
    if mission.line_id:
        both = button(N_("We are all home"), "all_home", buddy)
        calls.append(both)
    said = Say(text, _values(mission, fire), tuple(calls))
    return voice.say(buddy.line_id, [said], key, urgency=quota.LIFE_SAFETY, drill=mission.is_drill)


def are_you_back(voice: Voice, mission: Mission, fire: Fire, key: str) -> bool:
    values = {"fire": fire.reference, "back": Moment(rules.due_back(mission))}
    three = (
        button(N_("I am home"), "home", mission),
        button(N_("One hour later"), "later", mission, "60"),
        button(N_("Help!"), "help", mission),
    )
    said = Say(ARE_YOU_BACK, values, three)
    return voice.say(
        mission.line_id, [said], key, urgency=quota.LIFE_SAFETY, drill=mission.is_drill
    )


def missing(
    voice: Voice,
    mission: Mission,
    fire: Fire,
    to: Sequence[str],
    key: str,
    first: tuple[Button, ...] = (),
) -> int:
    """For the commander, then officials: where they were last, whom to phone; `first`: buttons before these."""
    said = Say(MISSING, _values(mission, fire), (*first, *_calls(voice, mission, fire)))
    return sum(
        voice.say(
            one,
            [said, details(mission)],
            key,
            urgency=quota.LIFE_SAFETY,
            drill=mission.is_drill,
        )
        for one in to
        if one != mission.line_id
    )


def details(mission: Mission) -> Say:
    at = mission.last_at or mission.left_at or mission.cleared_at
    signal = rules.SIGNALS.get(mission.signal)
    known = {
        "last": area(mission.last_area) or Phrase(rules.STATE_LABELS[mission.state]),
        "at": Moment(at) if at else "-",
        "party": mission.party,
    }
    said = Phrase(DETAILS, known)
    if mission.way:
        said = Phrase(AND_NEXT, {"one": said, "more": Phrase(WAY_IN, {"way": mission.way})})
    if signal:
        told = Phrase(SIGNAL, {"signal": Phrase(signal)})
        said = Phrase(AND_NEXT, {"one": said, "more": told})
    return Say(said.text, said.values)


def _values(mission: Mission, fire: Fire) -> dict[str, object]:
    back = rules.due_back(mission)
    return {
        "name": mission.name or "?",
        "fire": fire.reference,
        "place": place_of(fire),
        "kind": Phrase(KIND_LABELS[fire.kind]),
        "back": Moment(back),
    }


def _calls(voice: Voice, mission: Mission, fire: Fire) -> tuple[Button, ...]:
    """Their number, their family's, and the list: only ever to commander and officials."""
    found = volunteers.find(voice.session, mission.line_id)
    calls = []
    if mission.phone:
        calls.append(Button(CALL_THEM, "link", f"tel:{mission.phone}", {"name": mission.name}))
    if found is not None and found.contact_phone:
        calls.append(Button(CALL_KIN, "link", f"tel:{found.contact_phone}"))
    return (*calls, team_button(fire))


def team_button(fire: Fire) -> Button:
    return Button(WHO_IS_WHERE, "do", f"do=mission&act=team&fire={fire.id}")


def alone(voice: Voice, one: Mission, fire: Fire) -> int:
    """Once an hour of the night: to them and to who leads."""
    key = f"mission:{one.id}:alone:{int(voice.now.timestamp()) // 3600}"
    values = {"name": one.name or "?", "fire": fire.reference}
    words = [(leader, Say(ALONE, values, (team_button(fire),))) for leader in voice.leaders(fire)]
    words.append((one.line_id, Say(YOU_ARE_ALONE, values, buttons(one))))
    return sum(
        voice.say(to, [said], key, urgency=quota.LIFE_SAFETY, drill=one.is_drill)
        for to, said in words
    )


# Notices to the commander, in bundles


def notice(voice: Voice, mission: Mission, fire: Fire, what: str, note: str = "") -> None:
    """Kept until its window of two minutes is over (jobs/watch_missions.py)."""
    for leader in voice.leaders(fire):
        if leader != mission.line_id:
            mission_notices.add(voice.session, leader, fire.id, mission.id, what, voice.now, note)


def bundle(
    voice: Voice, to: str, fire: Fire, rows: Sequence[NoticeRow], known: dict[int, Mission]
) -> bool:
    """One message for all that came within the window; what is older than the last lines is counted only."""
    said: list[Phrase] = []
    for row in rows[-MOST_LINES:]:
        mission = known.get(row.mission_id)
        note = Phrase(rules.GEAR[row.note]) if row.note in rules.GEAR else row.note
        values = {"name": (mission.name if mission else "") or "?", "note": note}
        said.append(Phrase(LINES[row.what], values))
    text = Say(
        BUNDLE,
        {"fire": fire.reference, "n": len(rows), "lines": _chain(said[::-1])},
        (team_button(fire),),
    )
    key = f"missions:{fire.id}:bundle:{rows[-1].id}"
    return voice.say(to, [text], key, drill=fire.is_drill)


def _chain(lines: list[Phrase]) -> Phrase:
    """Each is translated by itself, the newest first."""
    if len(lines) == 1:
        return lines[0]
    return Phrase(AND_NEXT, {"one": lines[0], "more": _chain(lines[1:])})


def timeline(voice: Voice, mission: Mission, what: str, note: str = "") -> None:
    """A line in the fire's own history; emptied of the person when they ask (store/fires.py)."""
    fires.note(
        voice.session,
        mission.fire_id,
        what,
        voice.now,
        who=mission.line_id,
        who_name=mission.name,
        note=note,
    )
