"""Open pages hear at once what happens, each its own people, and leave without a trace."""

import socket

import orjson

from simulator.stream import Hub, lines
from tests.simulator.stage import TEXT


def open_page(stage, users=""):
    told = stage.client.get(f"/_/stream?user={users}", buffered=False)
    assert told.content_type.startswith("text/event-stream")
    parts = told.iter_encoded()
    assert next(parts) == b": welcome\n\n"
    return told, parts


def read(parts):
    kind, data = next(parts).decode().strip().split("\n")
    happening = orjson.loads(data.removeprefix("data: "))
    assert kind == f"event: {happening['type']}"
    return happening


def test_a_page_hears_what_its_person_sees(stage):
    one, two = stage.person(), stage.person()
    told, parts = open_page(stage, one)
    stage.push(two)
    stage.act(one, "text", text="สวัสดี")
    stage.push(one)
    first, second = read(parts), read(parts)
    assert (first["user"], first["chat"], first["item"]["from"]) == (one, one, one)
    assert second["item"]["message"]["text"] == TEXT["text"]
    assert second["item"] == stage.items(one)[1]
    told.close()


def test_a_page_may_hear_of_several_or_of_all(stage):
    one, two, three = (stage.person() for _ in range(3))
    some, parts_of_some = open_page(stage, f"{one},{two}")
    every, parts_of_all = open_page(stage)
    for user in (three, two, one):
        stage.push(user)
    assert [read(parts_of_some)["user"] for _ in range(2)] == [two, one]
    assert [read(parts_of_all)["user"] for _ in range(3)] == [three, two, one]
    some.close()
    every.close()


def test_typing_reading_menus_unsending_and_blocking_are_heard(stage):
    user = stage.person()
    sent = stage.act(user, "text", text="x")["messageId"]
    menu = stage.post(
        "richmenu",
        {
            "size": {"width": 800, "height": 250},
            "selected": False,
            "name": "m",
            "chatBarText": "m",
            "areas": [],
        },
    ).json["richMenuId"]
    png = b"\x89PNG\r\n\x1a\n"
    stage.post(f"richmenu/{menu}/content", data=png, content_type="image/png")
    token = next(iter(stage.world.mark_as_read_tokens))
    told, parts = open_page(stage, user)
    stage.post("chat/loading/start", {"chatId": user, "loadingSeconds": 5})
    stage.post("chat/markAsRead", {"markAsReadToken": token})
    stage.post(f"user/{user}/richmenu/{menu}")
    stage.act(user, "unsend", messageId=sent)
    stage.act(user, "unfollow")
    heard = [read(parts) for _ in range(6)]
    assert [each["type"] for each in heard] == [
        "typing",
        "read",
        "richmenu",
        "unsend",
        "item",
        "blocked",
    ]
    assert heard[0]["seconds"] == 5
    assert heard[1]["until"] == stage.items(user)[0]["seq"]
    assert heard[3]["messageId"] == sent
    assert heard[5]["blocked"] is True
    told.close()


def test_every_member_of_a_group_hears_it(stage):
    one, two = stage.person(), stage.person()
    group = stage.group([one, two])
    told, parts = open_page(stage, two)
    stage.act(one, "text", text="x", chat=group)
    assert read(parts)["chat"] == group
    told.close()


def test_a_new_group_is_heard_of(stage):
    user = stage.person()
    told, parts = open_page(stage, user)
    group = stage.group([user])
    assert read(parts) == {"type": "chats", "user": user, "chat": group}
    told.close()


def test_pages_do_not_take_all_threads_from_the_bot(stage, monkeypatch):
    monkeypatch.setattr("simulator.stream.MOST_LISTENERS", 1)
    told, _ = open_page(stage)
    assert stage.client.get("/_/stream").status_code == 503
    told.close()
    again, _ = open_page(stage)
    again.close()


def test_a_page_that_is_closed_is_forgotten():
    hub = Hub()
    ours, theirs = socket.socketpair()
    parts = lines(hub, frozenset(), ours)
    next(parts)
    assert len(hub._listeners) == 1
    theirs.close()
    assert list(parts) == []
    assert hub._listeners == []
    ours.close()


def test_the_end_of_the_simulator_ends_all_streams():
    hub = Hub()
    parts = lines(hub, frozenset(), None)
    next(parts)
    hub.closed = True
    assert list(parts) == []


def test_a_page_that_stopped_reading_is_let_go(monkeypatch):
    monkeypatch.setattr("simulator.stream._MOST_WAITING", 3)
    hub = Hub()
    hub.listen(frozenset())
    for _ in range(5):
        hub.tell("u", {"type": "item"})
    assert hub._listeners == []
