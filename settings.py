"""Every setting of the product, read once from the environment; a bad value stops the start with a clear sentence.

Names and meanings: README.md, .env.example (a test holds all three together).
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import time
from pathlib import Path
from urllib.parse import urlsplit

LINE_API = "https://api.line.me"
LINE_DATA_API = "https://api-data.line.me"
# Air4Thai's hosts in order of trial: the second sends the whole certificate chain (field notes of 2026).
AIR4THAI = (
    "https://air4thai.com/forweb/getAQI_JSON.php",
    "https://air4thai.pcd.go.th/forweb/getAQI_JSON.php",
    "https://air4thai.pcd.go.th/services/getNewAQI_JSON.php",
)
GISTDA_PM25 = "https://pm25.gistda.or.th/rest"
OPEN_METEO = "https://api.open-meteo.com/v1/forecast"
OPEN_METEO_AIR = "https://air-quality-api.open-meteo.com/v1/air-quality"
FIRMS = "https://firms.modaps.eosdis.nasa.gov"
GISTDA_HOTSPOTS = "https://api-gateway.gistda.or.th/api/2.0/resources/features"


class BadSetting(Exception):
    """A setting that cannot be used; the text says which and why."""


@dataclass(frozen=True, slots=True)
class Settings:
    line_channel_secret: str
    line_channel_access_token: str
    line_api_url: str
    line_data_api_url: str
    database_url: str
    data_dir: Path
    secret_key: str
    public_url: str
    port: int
    firms_map_key: str
    dustboy_api_key: str
    openaq_api_key: str
    purpleair_api_key: str
    gistda_api_key: str
    metrics_token: str
    proxy_hops: int
    alarm_url: str
    air4thai_urls: tuple[str, ...]
    extra_ca_file: str
    cap_authority: str
    line_add_url: str
    gistda_pm25_url: str
    open_meteo_url: str
    open_meteo_air_url: str
    firms_url: str
    gistda_hotspots_url: str
    hotspot_check_times: tuple[time, ...]
    hotspot_next_after_minutes: int
    alarm_next_after_minutes: int
    alarm_back_after_minutes: int

    def require_line(self) -> None:
        """Processes that speak to LINE refuse to start without the channel and the key that signs links."""
        needed = {
            "LINE_CHANNEL_SECRET": self.line_channel_secret,
            "LINE_CHANNEL_ACCESS_TOKEN": self.line_channel_access_token,
            "SECRET_KEY": self.secret_key,
        }
        missing = [name for name, value in needed.items() if not value]
        if missing:
            raise BadSetting(f"{', '.join(missing)} must be set: see .env.example")


def load(environ: Mapping[str, str] | None = None) -> Settings:
    env = os.environ if environ is None else environ
    data_dir = _folder(env, "DATA_DIR", "var")
    port = _number(env, "PORT", 8000)
    return Settings(
        line_channel_secret=env.get("LINE_CHANNEL_SECRET", ""),
        line_channel_access_token=env.get("LINE_CHANNEL_ACCESS_TOKEN", ""),
        line_api_url=_url(env, "LINE_API_URL", LINE_API),
        line_data_api_url=_url(env, "LINE_DATA_API_URL", LINE_DATA_API),
        database_url=_database(env.get("DATABASE_URL") or f"sqlite:///{data_dir}/nongkhem.db"),
        data_dir=data_dir,
        secret_key=env.get("SECRET_KEY", ""),
        public_url=_url(env, "PUBLIC_URL", f"http://localhost:{port}"),
        port=port,
        firms_map_key=env.get("FIRMS_MAP_KEY", ""),
        dustboy_api_key=env.get("DUSTBOY_API_KEY", ""),
        openaq_api_key=env.get("OPENAQ_API_KEY", ""),
        purpleair_api_key=env.get("PURPLEAIR_API_KEY", ""),
        gistda_api_key=env.get("GISTDA_API_KEY", ""),
        metrics_token=env.get("METRICS_TOKEN", ""),
        proxy_hops=_number(env, "PROXY_HOPS", 0),
        alarm_url=_url(env, "ALARM_URL", ""),
        air4thai_urls=_urls(env, "AIR4THAI_URLS", AIR4THAI),
        extra_ca_file=_file(env, "EXTRA_CA_FILE"),
        line_add_url=_url(env, "LINE_ADD_URL", ""),
        cap_authority=env.get("CAP_AUTHORITY", "").strip(),
        gistda_pm25_url=_url(env, "GISTDA_PM25_URL", GISTDA_PM25),
        open_meteo_url=_url(env, "OPEN_METEO_URL", OPEN_METEO),
        open_meteo_air_url=_url(env, "OPEN_METEO_AIR_URL", OPEN_METEO_AIR),
        firms_url=_url(env, "FIRMS_URL", FIRMS),
        gistda_hotspots_url=_url(env, "GISTDA_HOTSPOTS_URL", GISTDA_HOTSPOTS),
        hotspot_check_times=_times(env, "HOTSPOT_CHECK_TIMES", "09:00,15:30"),
        hotspot_next_after_minutes=_minutes(env, "HOTSPOT_NEXT_AFTER_MINUTES", 90),
        alarm_next_after_minutes=_minutes(env, "ALARM_NEXT_AFTER_MINUTES", 10),
        alarm_back_after_minutes=_minutes(env, "ALARM_BACK_AFTER_MINUTES", 120),
    )


def _number(env: Mapping[str, str], name: str, default: int) -> int:
    text = env.get(name) or str(default)
    if not (text.isascii() and text.isdigit()) or int(text) > 65535:
        raise BadSetting(f"{name} must be a whole number from 0 to 65535, not {text!r}")
    return int(text)


def _url(env: Mapping[str, str], name: str, default: str) -> str:
    text = (env.get(name) or default).rstrip("/")
    if text and not (text.startswith(("http://", "https://")) and _has_host(text)):
        raise BadSetting(f"{name} must be an address such as https://example.org, not {text!r}")
    return text


def _urls(env: Mapping[str, str], name: str, default: tuple[str, ...]) -> tuple[str, ...]:
    texts = [text for text in env.get(name, "").replace(",", " ").split() if text]
    return tuple(_url({name: text}, name, "") for text in texts) or default


def _minutes(env: Mapping[str, str], name: str, default: int) -> int:
    """At least ten: people need time to look."""
    minutes = _number(env, name, default)
    if minutes < 10:
        raise BadSetting(f"{name} must be at least 10, not {minutes}")
    return minutes


def _times(env: Mapping[str, str], name: str, default: str) -> tuple[time, ...]:
    """Clock times of Bangkok's day, such as 09:00,15:30."""
    texts = (env.get(name) or default).replace(",", " ").split()
    try:
        return tuple(sorted({time.fromisoformat(text).replace(tzinfo=None) for text in texts}))
    except ValueError:
        raise BadSetting(
            f"{name} must be clock times such as 09:00,15:30, not {env[name]!r}"
        ) from None


def _has_host(text: str) -> bool:
    try:
        parts = urlsplit(text)
        parts.port  # noqa: B018 - raises for what is no port
    except ValueError:
        return False
    return bool(parts.hostname)


def _folder(env: Mapping[str, str], name: str, default: str) -> Path:
    folder = Path(env.get(name) or default).absolute()
    there = next(path for path in (folder, *folder.parents) if path.exists())
    if not there.is_dir():
        raise BadSetting(f"{name} must be a folder, but {there} is a file")
    return folder


def _file(env: Mapping[str, str], name: str) -> str:
    text = env.get(name, "")
    if text and not Path(text).is_file():
        raise BadSetting(f"{name} names a file that is not there: {text}")
    return text


def _database(url: str) -> str:
    """`postgres://` and `postgresql://` mean psycopg too; hosting services write them so."""
    for start in ("postgres://", "postgresql://"):
        if url.startswith(start):
            url = "postgresql+psycopg://" + url.removeprefix(start)
    if url.startswith("sqlite://"):
        return url
    if not url.startswith("postgresql+psycopg://"):
        raise BadSetting("DATABASE_URL must begin with sqlite:/// or postgresql+psycopg://")
    try:
        urlsplit(url).port  # noqa: B018 - raises for what is no port
    except ValueError as error:
        raise BadSetting(f"DATABASE_URL cannot be read: {error}") from error
    return url
