"""The control API under /_/: what the page and tests do to the simulated world (JSON).

GET  /_/people                → {"people": [{"userId","name","language","friend","blocked"}]}
POST /_/people                {"name","language"?="th","friend"?=true} → the person
GET  /_/groups                → {"groups": [{"groupId","name","members","botInside"}]}
POST /_/groups                {"name","members":[userIds],"kind"?="group"|"room"} → the group
POST /_/act                   {"user","chat"?,"kind",…} → {"webhookEventId","messageId"?,"replyToken"?}
  `chat` is a group or room id, by default the talk of the user with the bot alone. Kinds and their
  fields: text (text, mention_bot?, quotedMessageId?), location (latitude, longitude, title?,
  address?), image, video, audio, file (content in base64 or as data URL, contentType?, duration?,
  fileName?, imageSet?), sticker (packageId, stickerId, keywords?), postback (data, params?,
  displayText?, richMenuAliasId? which switches the menu first, as a richmenuswitch action does),
  follow, unfollow, join, leave, memberJoined and memberLeft (members?: [userIds]), unsend
  (messageId), messageEdited (messageId, text), beacon (hwid, beaconType), raw (event: laid over
  the common properties; exact?=true sends it untouched; body?: a whole body as text).
  What one who blocked the bot says, or a group it is not in, is {"unheard": true}: no webhook.
  With any: mode? active|standby, copies? (n equal deliveries), redeliver? (n further ones marked
  isRedelivery), without_consent? (no userId in a group).
POST /_/verify                → sends the empty connection check
GET  /_/chats/<user>          → {"chats": [{"id","kind","name","lastSeq","last"}]}
GET  /_/timeline?user=&chat=&after=seq → {"items": [{"seq","at","shownAt" ms,"from": "bot"|userId,"kind",
                              "message","quickReply"?,"read"?,"edited"?,"unsent"?}],"blocked","typing"}
  Besides message types, kinds are follow, unfollow, join, leave, memberJoined, memberLeft.
GET  /_/stream?user=          server-sent events for that user (several with commas, none: all).
  Event names: item {"item"}, changed {"item"} (edited), unsend {"messageId"}, typing {"seconds"},
  read {"until": seq}, richmenu {}, blocked {"blocked"}, chats {} (a group came or went); each
  with "type", "user" and "chat".
GET  /_/content/<messageId>   what a person sent
GET  /_/richmenu?user=        → {"richMenu": null or the menu with "richMenuId","imageUrl"}
GET  /_/richmenu/<id>/image
GET  /_/calls?after=          → {"calls": [{"seq","at","method","path","status","request",
                              "response","retryKey","note"}]}, the last few thousand
GET  /_/refused?after=        → {"refused": [the same with "why"]}
GET  /_/webhooks?after=       → {"webhooks": [{"seq","at","status","reason","milliseconds","try",
                              "request","delivery"}], "waiting": {"now","later"}}
POST /_/faults                {"where","kind","ms"?,"status"?,"count"?}: where is an operation
  (reply push multicast broadcast validate content profile group richmenu quota delivery loading
  read info webhook) or all; kinds: slow status hangup_before hangup_after_accept rate monthly
  unauthorized. GET shows them, DELETE clears them.
POST /_/away                  {"seconds"}: LINE hangs up on every call for that time
GET, POST /_/settings         the changeable ones of settings.py (feed_fault: see feeds.py)
GET, POST /_/clock            {"real_at","shown_at","speed"}: the business clock → also {"now"}
POST /_/line-clock            {"advance": seconds}: moves LINE's own clock (tokens, keys, buckets)
GET  /_/quota                 → {"used","limit"}
POST /_/burst                 {"people","events","per_body"?=1,"text"?|"texts"?,"seconds"?=0,
                              "copies"?=1,"shuffle"?=false} → {"burst"}; with "held": true nothing
  is sent: {"burst","held": [{"body","signature"}]} is for a load client that delivers by itself
GET  /_/burst/<id>            → see burst.py, with "waiting_deliveries"
GET  /_/talk, POST /_/replay  a talk as a test in YAML: see control_talks.py
POST /_/reset                 forgets everything but settings
Mistakes are answered with 400 {"message"}.

Here are the people and what they do; chats and streams are in control_chats.py, the books (calls,
webhooks, quota, bursts) in control_books.py, faults and clocks in control_faults.py.
"""

from __future__ import annotations

import orjson
from flask import Response

from .desk import Desk, Fields, Route, read_fields, reply, wrong
from .events import Act, build_event, can_do
from .state import Group, Person
from .webhooks import Delivery


def shown_person(person: Person) -> Fields:
    return {
        "userId": person.user_id,
        "name": person.name,
        "language": person.language,
        "friend": person.friend,
        "blocked": person.blocked,
    }


def shown_group(group: Group) -> Fields:
    return {
        "groupId": group.group_id,
        "name": group.name,
        "members": group.members,
        "botInside": group.bot_inside,
    }


def list_people(desk: Desk) -> Response:
    return reply({"people": [shown_person(each) for each in list(desk.world.people.values())]})


def add_person(desk: Desk) -> Response:
    fields = read_fields()
    name, language = fields.get("name"), fields.get("language", "th")
    if not isinstance(name, str) or not name.strip() or not isinstance(language, str):
        return wrong("name must be a text")
    friend = fields.get("friend") is not False
    return reply(shown_person(desk.world.add_person(name.strip(), language, friend=friend)))


def list_groups(desk: Desk) -> Response:
    return reply({"groups": [shown_group(each) for each in list(desk.world.groups.values())]})


def add_group(desk: Desk) -> Response:
    fields = read_fields()
    name, members = fields.get("name"), fields.get("members")
    if not isinstance(name, str) or not isinstance(members, list):
        return wrong("name must be a text, members a list of user ids")
    if unknown := [each for each in members if each not in desk.world.people]:
        return wrong(f"unknown members: {unknown}")
    letter = "R" if fields.get("kind") == "room" else "C"
    return reply(shown_group(desk.world.add_group(name, members, letter)))


def act(desk: Desk) -> Response:
    fields = read_fields()
    user = str(fields.get("user", ""))
    done = Act(str(fields.get("kind", "")), user, str(fields.get("chat") or user), fields)
    if impossible := can_do(desk.world, done):
        return wrong(impossible)
    if untouched := _untouched_body(desk, done):
        desk.webhooks.send(Delivery([], body=untouched))
        return reply({})
    try:
        copies, later = (int(fields.get(name) or 0) for name in ("copies", "redeliver"))
    except (TypeError, ValueError):
        return wrong("copies and redeliver must be numbers")
    heard = done.kind in ("follow", "join") or desk.world.hears_of(done.chat, user)
    event = build_event(desk.world, done)
    if not heard:
        return reply({"unheard": True})
    for _ in range(max(1, copies)):
        desk.webhooks.send(Delivery([dict(event)], frozenset({done.chat}), later=later))
    return reply(_told(event))


def _untouched_body(desk: Desk, done: Act) -> bytes:
    """For raw acts that must not be completed: odd bodies are what they are for."""
    if done.kind != "raw":
        return b""
    if body := done.text("body"):
        return body.encode()
    if not done.fields.get("exact"):
        return b""
    events = [done.fields.get("event")]
    return orjson.dumps({"destination": desk.world.bot_id, "events": events})


def _told(event: Fields) -> Fields:
    told: Fields = {}
    for name in ("webhookEventId", "replyToken"):
        if name in event:
            told[name] = event[name]
    message = event.get("message")
    if isinstance(message, dict) and "id" in message:
        told["messageId"] = message["id"]
    return told


def verify(desk: Desk) -> Response:
    desk.webhooks.send(Delivery([]))
    return reply({})


ROUTES: list[Route] = [
    ("GET", "/people", list_people),
    ("POST", "/people", add_person),
    ("GET", "/groups", list_groups),
    ("POST", "/groups", add_group),
    ("POST", "/act", act),
    ("POST", "/verify", verify),
]
