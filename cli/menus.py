"""`flask menus sync`: LINE gets the rich menus it lacks, people get theirs, what is no longer used goes."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from flask.cli import AppGroup, with_appcontext

from cli.lines import database, fail, put, settings

if TYPE_CHECKING:
    from bot.line import Line
    from bot.menus import RichMenu
    from bot.sending import Answer
    from store.db import Database

group = AppGroup("menus", help="The rich menus at LINE.")

MAKE, DELETE = "make a rich menu", "delete a rich menu"
AN_HOUR = (
    "LINE makes and deletes 100 rich menus an hour and no more: run it again in an hour,"
    " it goes on from here."
)
GO_ON = "Run it again, it goes on from here."


@group.command("sync")
@with_appcontext
def sync() -> None:
    """Upload, set the default, link, clean up; safe to run again, and after a crash."""
    from bot.line import Line

    found = settings(needs_line=True)
    line = Line(
        found.line_channel_access_token,
        found.line_api_url,
        data_url=found.line_data_api_url,
        connections=2,
    )
    work = Sync(database(), line)
    work.run()
    put(work.counts)
    if work.stopped:
        fail(work.stopped)


@dataclass
class Sync:
    """LINE's own list says what is there; our notes only say which of that is whose."""

    database: Database
    line: Line
    stopped: str = ""  # why it ended early, in a sentence
    counts: dict[str, int] = field(
        default_factory=lambda: dict.fromkeys(
            ("kept", "created", "uploaded", "default_set", "linked", "deleted"), 0
        )
    )

    def run(self) -> None:
        from bot.menus import every_menu

        at_line = self._list()
        if self.stopped:
            return
        self._keep_notes({one for ids in at_line.values() for one in ids})
        for menu in every_menu():
            if not self.stopped:
                self._bring(menu, at_line.get(menu.shape["name"], []))
        # What is there already serves even when LINE takes no more for now.
        self._set_default()
        self._link()
        if not self.stopped:
            self._clean(at_line)

    def _list(self) -> dict[str, list[str]]:
        """LINE's ids of our menus by their names; a name can be there twice after two syncs at once."""
        from bot.menus import is_ours

        status, told = self.line.get("/v2/bot/richmenu/list")
        listed = told.get("richmenus")
        if status != 200 or not isinstance(listed, list):
            self.stopped = _why(status, "tell its rich menus")
            return {}
        found: dict[str, list[str]] = {}
        for one in listed:
            name, rich_menu_id = (str(one.get(field)) for field in ("name", "richMenuId"))
            if is_ours(name):
                found.setdefault(name, []).append(rich_menu_id)
        return found

    def _keep_notes(self, rich_menu_ids: set[str]) -> None:
        from store import menus

        with self.database.write() as session:
            menus.keep_only(session, sorted(rich_menu_ids))

    def _notes(self) -> dict[str, str]:
        from store import menus

        with self.database.read() as session:
            return menus.ids(session)

    def _bring(self, menu: RichMenu, at_line: list[str]) -> None:
        from store import menus

        if self._notes().get(menu.key) in at_line:
            self.counts["kept"] += 1
            return
        rich_menu_id = at_line[0] if at_line else self._create(menu)
        if rich_menu_id and self._has_picture(menu, rich_menu_id, is_new=not at_line):
            with self.database.write() as session:
                menus.note(session, menu.key, rich_menu_id, menu.content, datetime.now(UTC))

    def _create(self, menu: RichMenu) -> str:
        import orjson

        answer = self.line.call("POST", "/v2/bot/richmenu", menu.shape)
        if not self._took(answer, MAKE):
            return ""
        self.counts["created"] += 1
        return str(orjson.loads(answer.body)["richMenuId"])

    def _has_picture(self, menu: RichMenu, rich_menu_id: str, *, is_new: bool) -> bool:
        """Uploads it unless it is there: LINE takes no second one."""
        path = f"/v2/bot/richmenu/{rich_menu_id}/content"
        there = False if is_new else self.line.has_content(path)
        if there is None:
            self.stopped = _why(None, "say whether a picture is there")
        if there is False:
            there = self._took(
                self.line.upload(path, menu.picture(), "image/png"), "take a picture"
            )
            self.counts["uploaded"] += there
        return bool(there)

    def _set_default(self) -> None:
        from domain.menus import DEFAULT

        wanted = self._notes().get(DEFAULT.key)
        status, told = self.line.get("/v2/bot/user/all/richmenu")
        if wanted is None or (status == 200 and told.get("richMenuId") == wanted):
            return
        answer = self.line.call("POST", f"/v2/bot/user/all/richmenu/{wanted}")
        self.counts["default_set"] += self._took(answer, "set the default menu")

    def _link(self) -> None:
        """Before the old ones are deleted, or their people would see the grey default until the next run."""
        from functools import partial

        from jobs import link_menus
        from store import clock

        with self.database.read() as session:
            now = clock.now(session)
        done = link_menus.run(self.database, now, partial(self.line.call, "POST"))
        self.counts["linked"] += done.get("linked", 0)
        if done.get("waiting") and not self.stopped:
            self.stopped = f"LINE did not link the menus of {done['waiting']} people. {GO_ON}"

    def _clean(self, at_line: dict[str, list[str]]) -> None:
        from bot.menus import every_menu

        notes = self._notes()
        used = {notes[menu.key] for menu in every_menu() if menu.key in notes}
        self._keep_notes(used)
        for one in sorted({one for ids in at_line.values() for one in ids} - used):
            answer = self.line.call("DELETE", f"/v2/bot/richmenu/{one}")
            if answer.status != 404 and not self._took(answer, DELETE):
                return
            self.counts["deleted"] += answer.status != 404

    def _took(self, answer: Answer, what: str) -> bool:
        if answer.status == 200:
            return True
        self.stopped = self.stopped or _why(answer.status, what, answer.body)
        return False


def _why(status: int | None, what: str, body: str = "") -> str:
    if status is None:
        return f"LINE does not answer. {GO_ON}"
    if status == 401:
        return "LINE refuses the access token: see `flask line check`."
    if status == 429:
        return AN_HOUR if what in (MAKE, DELETE) else f"LINE wants a pause. {GO_ON}"
    said = f": {body[:200]}" if body else ""
    return f"LINE did not {what} ({status}){said}. {GO_ON}"
