"""For talks: an official's login, and warnings in force. Keys of facts: `login: too_often`; `warnings`: a list of
{kind, level, mode, areas, headline, headline_en, issuer, correction}, each with a default."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any

from domain.login import LoginOffer
from domain.warnings import Content, Notice

NOW = datetime(2026, 3, 12, 9, 20, tzinfo=UTC)
OFFER = LoginOffer("a-random-link", "ABCD2345", NOW + timedelta(minutes=5))


def facts(told: dict[str, Any], needs: Iterable[str]) -> dict[str, Any]:
    has_login = "login" in needs and told.get("posts") and told.get("login") != "too_often"
    wanted = told.get("warnings", ()) if "warnings" in needs else ()
    return {
        "login": OFFER if has_login and told.get("chat") != "group" else None,
        "warnings": tuple(notice(n, **one) for n, one in enumerate(wanted, 1)),
    }


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
