"""Rich menus: shape and number, pictures, whose menu is seen, aliases, many people at once."""

import pytest

from tests.simulator.stage import NOBODY, until

PNG = b"\x89PNG\r\n\x1a\n picture"
AREA = {
    "bounds": {"x": 0, "y": 0, "width": 2500, "height": 1686},
    "action": {"type": "message", "label": "ฝุ่น", "text": "ฝุ่น"},
}
MENU = {
    "size": {"width": 2500, "height": 1686},
    "selected": True,
    "name": "เมนู",
    "chatBarText": "เมนู",
    "areas": [AREA],
}
NO_IMAGE = {"message": "must upload richmenu image before applying it to user"}


def area(**action):
    return AREA | {"action": action}


def bounds(**fields):
    return MENU | {"areas": [AREA | {"bounds": AREA["bounds"] | fields}]}


def made(stage, *, picture=True, **fields):
    menu = stage.post("richmenu", MENU | fields).json["richMenuId"]
    if picture:
        upload(stage, menu)
    return menu


def upload(stage, menu, data=PNG, kind="image/png"):
    return stage.post(f"richmenu/{menu}/content", data=data, content_type=kind)


def seen(stage, user):
    menu = stage.control(f"richmenu?user={user}")["richMenu"]
    return menu and menu["richMenuId"]


GOOD = [
    MENU,
    MENU | {"size": {"width": 800, "height": 250}},
    MENU | {"size": {"width": 2500, "height": 843}},
    MENU | {"areas": [AREA] * 20},
    MENU | {"areas": []},
    MENU | {"name": "ก" * 300, "chatBarText": "ก" * 14},
    # LINE's own example reaches one pixel over the edge.
    bounds(width=2501),
    MENU | {"areas": [area(type="richmenuswitch", richMenuAliasId="a-1_b", data="d")]},
    MENU | {"areas": [area(type="uri", uri="https://line.me/R/nv/location/")]},
    MENU | {"areas": [area(type="postback", data="d", label="ก" * 20)]},
]
BAD = [
    ({}, "size"),
    (MENU | {"size": {"width": 799, "height": 250}}, "size.width"),
    (MENU | {"size": {"width": 2501, "height": 843}}, "size.width"),
    (MENU | {"size": {"width": 800, "height": 249}}, "size.height"),
    (MENU | {"size": {"width": 1000, "height": 700}}, "size.height"),
    (MENU | {"selected": "true"}, "selected"),
    (MENU | {"name": "ก" * 301}, "name"),
    (MENU | {"chatBarText": "ก" * 15}, "chatBarText"),
    (MENU | {"areas": [AREA] * 21}, "areas"),
    (bounds(x=-1), "areas[0].bounds.x"),
    (bounds(width=0), "areas[0].bounds.width"),
    (MENU | {"areas": [area(type="camera", label="ก")]}, "areas[0].action.type"),
    (MENU | {"areas": [area(type="message", text="ก", label="ก" * 21)]}, "areas[0].action.label"),
    (
        MENU | {"areas": [area(type="richmenuswitch", richMenuAliasId="A", data="d")]},
        "areas[0].action.richMenuAliasId",
    ),
]


@pytest.mark.parametrize("menu", GOOD, ids=range(len(GOOD)))
def test_line_takes_this_menu(stage, menu):
    assert stage.post("richmenu/validate", menu).json == {}
    made_id = stage.post("richmenu", menu).json["richMenuId"]
    assert stage.get(f"richmenu/{made_id}").json == {"richMenuId": made_id} | menu


@pytest.mark.parametrize(("menu", "property_"), BAD, ids=range(len(BAD)))
def test_line_refuses_this_menu_and_says_where(stage, menu, property_):
    for path in ("richmenu", "richmenu/validate"):
        answer = stage.post(path, menu)
        assert answer.status_code == 400
        assert answer.json["details"][0]["property"] == property_
    assert stage.get("richmenu/list").json == {"richmenus": []}


def test_there_are_at_most_a_thousand_menus(stage):
    for _ in range(1000):
        made(stage, picture=False)
    assert stage.post("richmenu", MENU).status_code == 400
    assert len(stage.get("richmenu/list").json["richmenus"]) == 1000


def test_a_picture_is_uploaded_once_and_can_be_fetched(stage):
    menu = made(stage, picture=False)
    assert stage.get(f"richmenu/{menu}/content").status_code == 404
    assert upload(stage, menu).json == {}
    answer = stage.get(f"richmenu/{menu}/content")
    assert (answer.data, answer.content_type) == (PNG, "image/png")
    assert stage.client.get(f"/_/richmenu/{menu}/image").data == PNG
    assert upload(stage, menu).status_code == 400


@pytest.mark.parametrize(
    ("data", "kind", "status"),
    [
        (PNG, "text/plain", 400),
        (b"GIF89a", "image/png", 400),
        (PNG, "image/jpeg", 400),
        (PNG + b"x" * 1_000_000, "image/png", 413),
        (b"\xff\xd8\xff", "image/jpeg", 200),
    ],
)
def test_a_picture_is_a_png_or_jpeg_of_at_most_a_megabyte(stage, data, kind, status):
    assert upload(stage, made(stage, picture=False), data, kind).status_code == status


def test_without_a_picture_a_menu_cannot_be_used(stage):
    menu, user = made(stage, picture=False), stage.person()
    answers = [
        stage.post(f"user/all/richmenu/{menu}"),
        stage.post(f"user/{user}/richmenu/{menu}"),
        stage.post("richmenu/bulk/link", {"richMenuId": menu, "userIds": [user]}),
        stage.post("richmenu/alias", {"richMenuAliasId": "a", "richMenuId": menu}),
    ]
    assert [(each.status_code, each.json) for each in answers] == [(400, NO_IMAGE)] * 4


def test_ones_own_menu_stands_before_the_default(stage):
    user, default, own = stage.person(), made(stage), made(stage)
    assert seen(stage, user) is None
    assert stage.get("user/all/richmenu").status_code == 404
    stage.post(f"user/all/richmenu/{default}")
    assert stage.get("user/all/richmenu").json == {"richMenuId": default}
    assert seen(stage, user) == default
    stage.post(f"user/{user}/richmenu/{own}")
    assert stage.get(f"user/{user}/richmenu").json == {"richMenuId": own}
    assert seen(stage, user) == own
    stage.call("DELETE", f"user/{user}/richmenu")
    assert stage.get(f"user/{user}/richmenu").status_code == 404
    assert seen(stage, user) == default
    stage.call("DELETE", "user/all/richmenu")
    assert seen(stage, user) is None


def test_a_stranger_sees_only_the_default_and_one_who_blocked_nothing(stage):
    default, own = made(stage), made(stage)
    stranger, blocked = stage.person(friend=False), stage.person()
    stage.post(f"user/all/richmenu/{default}")
    stage.post("richmenu/bulk/link", {"richMenuId": own, "userIds": [stranger, blocked]})
    assert seen(stage, stranger) == default
    stage.act(blocked, "unfollow")
    assert seen(stage, blocked) is None


def test_a_deleted_menu_disappears_from_all_phones(stage):
    user, menu = stage.person(), made(stage)
    stage.post(f"user/{user}/richmenu/{menu}")
    assert stage.call("DELETE", f"richmenu/{menu}").json == {}
    assert seen(stage, user) is None
    for method, path in (("GET", ""), ("DELETE", ""), ("GET", "/content")):
        assert stage.call(method, f"richmenu/{menu}{path}").status_code == 404


@pytest.mark.parametrize(("count", "status"), [(0, 400), (1, 202), (500, 202), (501, 400)])
def test_many_people_are_linked_at_once_but_not_too_many(stage, count, status):
    menu, user = made(stage), stage.person()
    users = [user, *[f"U{number:032x}" for number in range(count - 1)]] if count else []
    linked = stage.post("richmenu/bulk/link", {"richMenuId": menu, "userIds": users})
    assert linked.status_code == status
    assert seen(stage, user) == (menu if status == 202 else None)
    assert stage.post("richmenu/bulk/unlink", {"userIds": users}).status_code == status
    assert seen(stage, user) is None


def test_a_malformed_id_among_many_is_refused(stage):
    menu = made(stage)
    answer = stage.post("richmenu/bulk/link", {"richMenuId": menu, "userIds": [NOBODY, "x"]})
    assert answer.json["message"].startswith("The property, userIds[1], in the request body")


def test_linking_the_unknown_or_blocked_says_yes_and_does_nothing(stage):
    menu, blocked = made(stage), stage.person()
    stage.act(blocked, "unfollow")
    for user in (NOBODY, blocked):
        assert stage.post(f"user/{user}/richmenu/{menu}").status_code == 200
        assert stage.get(f"user/{user}/richmenu").status_code == 404


@pytest.mark.parametrize(
    "path", ["user/all/richmenu/richmenu-x", f"user/{NOBODY}/richmenu/richmenu-x"]
)
def test_an_unknown_menu_cannot_be_linked(stage, path):
    assert stage.post(path).status_code == 404


def test_an_alias_is_made_moved_read_and_deleted(stage):
    one, two = made(stage), made(stage)
    alias = {"richMenuAliasId": "level-1", "richMenuId": one}
    assert stage.post("richmenu/alias", alias).json == {}
    assert stage.get("richmenu/alias/level-1").json == alias
    assert stage.post("richmenu/alias", alias).json == {"message": "conflict richmenu alias id"}
    assert stage.post("richmenu/alias/level-1", {"richMenuId": two}).json == {}
    assert stage.get("richmenu/alias/list").json == {"aliases": [alias | {"richMenuId": two}]}
    assert stage.call("DELETE", "richmenu/alias/level-1").json == {}
    for method in ("GET", "DELETE"):
        assert stage.call(method, "richmenu/alias/level-1").status_code == 404
    assert stage.post("richmenu/alias/level-1", {"richMenuId": two}).status_code == 404


@pytest.mark.parametrize("alias", ["", "A", "a" * 33, "a b", 1])
def test_an_alias_has_few_letters(stage, alias):
    body = {"richMenuAliasId": alias, "richMenuId": made(stage)}
    assert stage.post("richmenu/alias", body).status_code == 400


def test_a_tap_on_a_switch_changes_the_menu_and_tells_the_bot(stage_with_bot, bot):
    stage, user = stage_with_bot, stage_with_bot.person()
    menu = made(stage)
    stage.post("richmenu/alias", {"richMenuAliasId": "more", "richMenuId": menu})
    stage.act(user, "postback", data="d", richMenuAliasId="more")
    stage.act(
        user, "postback", data="d", params={"newRichMenuAliasId": "gone", "status": "SUCCESS"}
    )
    until(lambda: len(bot.events) == 2)
    assert seen(stage, user) == menu
    assert [each["postback"]["params"] for each in bot.events] == [
        {"status": "SUCCESS", "newRichMenuAliasId": "more"},
        {"status": "RICHMENU_ALIAS_ID_NOTFOUND"},
    ]
    stage.call("DELETE", f"richmenu/{menu}")
    stage.act(user, "postback", data="d", richMenuAliasId="more")
    until(lambda: len(bot.events) == 3)
    assert bot.events[2]["postback"]["params"] == {"status": "RICHMENU_NOTFOUND"}


def test_making_menus_has_its_rate(stage):
    stage.world.settings.rate_factor = 1
    statuses = [stage.post("richmenu", MENU).status_code for _ in range(101)]
    assert statuses == [200] * 100 + [429]
    assert [stage.get("richmenu/list").status_code for _ in range(11)] == [200] * 10 + [429]
