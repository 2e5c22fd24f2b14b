"""Logs as JSON lines. LINE's ids never get there: our own row numbers do."""

from __future__ import annotations

import logging
import re
from collections.abc import MutableMapping
from typing import Any

import structlog

# A person's, group's or room's id in LINE, or a reply token, wherever a library or a traceback mentions one.
LINE_ID = re.compile(r"\b[UCR]?[0-9a-f]{32}\b")
# SQLAlchemy's errors end with the values of the statement: ids, tokens and what people wrote.
PARAMETERS = re.compile(r"\[parameters: .*")
TOKEN = re.compile(r"(?i)(bearer\s+|access_token=|replyToken\W+)[\w\-./+=]+")


def without_ids(_logger: Any, _name: str, line: MutableMapping[str, Any]) -> Any:
    return {key: clean(value) if isinstance(value, str) else value for key, value in line.items()}


def clean(words: str) -> str:
    """Without ids, tokens and values, and without the letters that neither a terminal nor a database takes."""
    words = words.encode("utf-8", "replace").decode().replace("\x00", "")
    return TOKEN.sub(r"\1…", LINE_ID.sub("…", PARAMETERS.sub("[parameters: …]", words)))


def write_json() -> None:
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            without_ids,
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        cache_logger_on_first_use=True,
    )
