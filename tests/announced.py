"""For talks: an official's login, and warnings in force. Keys of facts: `login: too_often`; `warnings`: a list of
{kind, level, mode, areas, headline, headline_en, issuer, correction}, each with a default. `asked`: the one a button
names, with the same keys and {state, version, by, older, left, people}; `by: me` for one's own."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any

from domain.login import LoginOffer
from domain.posts import Post
from domain.warning_desk import AskedWarning, Brief, Reach
from domain.warnings import Content, Notice, Standing

NOW = datetime(2026, 3, 12, 9, 20, tzinfo=UTC)
OFFER = LoginOffer("a-random-link", "ABCD2345", NOW + timedelta(minutes=5))


def facts(told: dict[str, Any], needs: Iterable[str]) -> dict[str, Any]:
    has_login = "login" in needs and told.get("posts") and told.get("login") != "too_often"
    wanted = told.get("warnings", ()) if "warnings" in needs else ()
    return {
        "login": OFFER if has_login and told.get("chat") != "group" else None,
        "warnings": tuple(notice(n, **one) for n, one in enumerate(wanted, 1)),
        "warning_asked": asked(dict(told["asked"]))
        if "warning_asked" in needs and "asked" in told
        else None,
    }


def asked(told: dict[str, Any]) -> AskedWarning:
    state, version, by = (
        told.pop("state", "submitted"),
        told.pop("version", 3),
        told.pop("by", "Ann"),
    )
    left, people, older = told.pop("left", 255), told.pop("people", 1234), told.pop("older", None)
    named = notice(1, **told)
    author = "a resident" if by == "me" else by
    standing = Standing(named.content, state, written_by=author, submitted_by=author)
    return AskedWarning(
        named, standing, version, brief(people, left), notice(2, **older).content if older else None
    )


def brief(people: int = 1234, left: int | None = 2000, **more: Any) -> Brief:
    after = None if left is None else left - people
    writer = Post("Ann", "officer", "district", "5202", title="ปลัดอำเภอแม่เมาะ")
    reach = Reach(people, **more)
    return Brief(reach, (("5202", people),), True, left, after, after is None or after > 0, writer)


def notice(number: int = 1, **changes: Any) -> Notice:
    content = {
        "kind": "forest_fire",
        "level": "warning",
        "mode": "real",
        "areas": ("5202",),
        "headline_th": changes.pop("headline", "ไฟป่าใกล้บ้านเมาะหลวง"),
        "text_th": "ปิดบ้าน เตรียมของจำเป็น",
        "headline_en": "Forest fire near Ban Mo Luang",
        "text_en": "Close the house and be ready.",
        "starts": NOW - timedelta(hours=1),
        "ends": NOW + timedelta(hours=10),
    }
    correction, replaces = changes.pop("correction", ""), changes.pop("replaces", "")
    areas = tuple(map(str, changes.pop("areas", content["areas"])))
    office = {key: changes.pop(key, "") for key in ("office", "office_kind")}
    return Notice(
        f"W-2569-{number:04d}",
        Content(**{**content, **changes, "areas": areas}),
        correction,
        replaces,
        **office,
    )
