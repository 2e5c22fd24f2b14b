"""`python -m simulator --bot http://127.0.0.1:8000/callback --secret … --token …`"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any

from gunicorn.app.base import BaseApplication  # type: ignore[import-untyped]

from .app import create_app
from .settings import Settings

THREADS = 64
PEOPLE = "ชาวบ้าน"


def read_quota(text: str) -> int | None:
    return None if text == "none" else int(text)


def read_arguments(words: list[str]) -> argparse.Namespace:
    usual = Settings()
    parser = argparse.ArgumentParser("simulator", description="A stand-in for LINE's servers")
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8100)
    parser.add_argument("--bot", default=usual.bot, help="the bot's webhook URL")
    parser.add_argument("--secret", default=usual.secret, help="channel secret")
    parser.add_argument("--token", default=usual.token, help="channel access token")
    parser.add_argument("--quota", type=read_quota, default=usual.quota, help="a month, or none")
    parser.add_argument("--api-delay-ms", type=float, default=0)
    parser.add_argument("--bot-name", default=usual.bot_name)
    parser.add_argument("--rate-factor", type=float, default=1, help="0: no rate limits")
    parser.add_argument("--people", default=PEOPLE, help="their names, with commas between")
    parser.add_argument("--group", default="", help="the name of a group of all of them")
    parser.add_argument("--outline", type=Path, help="GeoJSON to draw on the map of places")
    parser.add_argument("--sensors", type=Path, help="address and tokens of the sensors: push.py")
    return parser.parse_args(words)


class Server(BaseApplication):  # type: ignore[misc]
    def __init__(self, arguments: argparse.Namespace) -> None:
        self.arguments = arguments
        super().__init__()

    def load_config(self) -> None:
        address = f"{self.arguments.host}:{self.arguments.port}"

        def tell_ready(worker: Any) -> None:
            print(f"simulator ready on http://{address}", flush=True)

        options = {
            "bind": address,
            "workers": 1,  # the world is in the memory of one process
            "threads": THREADS,
            "worker_class": "simulator.worker.Worker",
            "worker_connections": 2000,
            "keepalive": 75,
            "graceful_timeout": 2,
            "timeout": 120,
            "loglevel": "warning",
            "post_worker_init": tell_ready,
        }
        for name, value in options.items():
            self.cfg.set(name, value)

    def load(self) -> Any:
        given = self.arguments
        app = create_app(
            Settings(
                bot=given.bot,
                secret=given.secret,
                token=given.token,
                quota=given.quota,
                api_delay_ms=given.api_delay_ms,
                bot_name=given.bot_name,
                rate_factor=given.rate_factor,
            ),
            outline=given.outline,
            sensors=given.sensors,
        )
        names = filter(None, (each.strip() for each in given.people.split(",")))
        people = [app.world.add_person(name).user_id for name in names]
        if given.group:
            app.world.add_group(given.group, people)
        return app


if __name__ == "__main__":
    Server(read_arguments(sys.argv[1:])).run()
