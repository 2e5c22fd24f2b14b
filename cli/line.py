"""`flask line check`: what is wrong with the channel, in a sentence each."""

from __future__ import annotations

from typing import Any

from flask.cli import AppGroup, with_appcontext

from cli.lines import put, settings

group = AppGroup("line", help="The LINE channel.")


@group.command("check")
@with_appcontext
def check() -> None:
    """Token, https, webhook test and quota; exit status 1 when something is wrong."""
    from bot.line import Line

    found = settings(needs_line=True)
    line = Line(found.line_channel_access_token, found.line_api_url)
    results = [
        _token(line),
        _https(found.public_url),
        _webhook(line, found.public_url),
        _quota(line),
    ]
    for result in results:
        put(result)
    if not all(result["ok"] for result in results):
        raise SystemExit(1)


def _result(what: str, ok: bool, say: str) -> dict[str, Any]:
    return {"check": what, "ok": ok, "say": say}


def _token(line: Any) -> dict[str, Any]:
    status, info = line.get("/v2/bot/info")
    if status == 200:
        return _result("token", True, f"The access token belongs to {info.get('displayName')}.")
    if status is None:
        return _result("token", False, "LINE does not answer: is this machine on the internet?")
    return _result("token", False, f"LINE refuses the access token ({status}): issue a new one.")


def _https(public_url: str) -> dict[str, Any]:
    is_fine = public_url.startswith("https://")
    say = (
        "PUBLIC_URL is https."
        if is_fine
        else "PUBLIC_URL must be https: LINE shows no pictures from http."
    )
    return _result("https", is_fine, say)


def _webhook(line: Any, public_url: str) -> dict[str, Any]:
    status, told = line.get("/v2/bot/channel/webhook/endpoint")
    if status != 200:
        return _result("webhook", False, "No webhook address is set in LINE's console.")
    wanted, is_set = f"{public_url}/callback", told.get("endpoint")
    if is_set != wanted:
        return _result("webhook", False, f"The webhook is {is_set}, but should be {wanted}.")
    if not told.get("active"):
        return _result("webhook", False, "The webhook is switched off in LINE's console.")
    answer = line.call("POST", "/v2/bot/channel/webhook/test", {})
    is_fine = answer.status == 200 and '"success":true' in answer.body.replace(" ", "")
    say = "LINE reaches the webhook." if is_fine else f"LINE's test failed: {answer.body[:200]}"
    return _result("webhook", is_fine, say)


def _quota(line: Any) -> dict[str, Any]:
    status, told = line.get("/v2/bot/message/quota")
    used_status, used = line.get("/v2/bot/message/quota/consumption")
    if status != 200 or used_status != 200:
        return _result("quota", False, "LINE does not tell the quota.")
    if told.get("type") != "limited":
        return _result("quota", True, "This plan has no limit of messages.")
    left = int(told.get("value") or 0) - int(used.get("totalUsage") or 0)
    return _result(
        "quota", left > 0, f"{left} of {told.get('value')} messages are left this month."
    )
