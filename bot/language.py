"""Texts in the reader's language: the catalogues of locales/, and how areas, times and numbers are written."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone
from functools import cache
from pathlib import Path
from typing import Any

from babel.support import NullTranslations, Translations

from domain import lampang
from domain.air import Station
from domain.places import Area
from domain.words import Moment, Phrase
from intents.places import short_name

LANGUAGES = ("th", "en")
LOCALES = Path(__file__).parent.parent / "locales"
BANGKOK = timezone(timedelta(hours=7), "ICT")
MONTHS_TH = "ม.ค. ก.พ. มี.ค. เม.ย. พ.ค. มิ.ย. ก.ค. ส.ค. ก.ย. ต.ค. พ.ย. ธ.ค.".split()  # noqa: SIM905
DAYS_TH = "จ. อ. พ. พฤ. ศ. ส. อา.".split()  # noqa: SIM905


@dataclass(frozen=True, slots=True)
class Language:
    code: str
    catalogue: NullTranslations

    def say(self, text: str, values: Mapping[str, Any] | None = None) -> str:
        """The text in this language, its %(names)s filled."""
        translated: str = self.catalogue.gettext(text) if text else ""
        if not values:
            return translated
        said = {name: self.value(value) for name, value in values.items()}
        return _spaced(translated, said) % said

    def value(self, value: Any) -> str:
        match value:
            case Phrase():
                return self.say(value.text, value.values)
            case Area():
                return short_name(value, self.code)
            case Station():
                return self.station(value)
            case Moment():
                return f"{self.day(value.at)} {self.clock(value.at)}"
            case datetime():
                return self.clock(value)
            case date():
                return self.day(value)
            case float():
                return f"{value:.1f}"
            case _:
                return str(value)

    def station(self, station: Station) -> str:
        """By its tambon, as villagers say it: the official names are a line long. A sensor has the name of its host's place."""
        area = lampang.area(station.tambon) if station.kind == "official" else None
        if area is None:
            return station.name_en if self.code == "en" else station.name_th
        return area.name_en if self.code == "en" else area.name_th

    def clock(self, at: datetime) -> str:
        """The hour in Bangkok: 14.00 น. / 14:00."""
        local = at.astimezone(BANGKOK)
        return f"{local:%H.%M} น." if self.code == "th" else f"{local:%H:%M}"

    def day(self, at: date | datetime) -> str:
        """พฤ. 12 มี.ค. / Thu 12 Mar; the year is left out."""
        local = at.astimezone(BANGKOK) if isinstance(at, datetime) else at
        if self.code == "th":
            return f"{DAYS_TH[local.weekday()]} {local.day} {MONTHS_TH[local.month - 1]}"
        return f"{local:%a} {local.day} {local:%b}"


# "ฝุ่น%(area)s" is "ฝุ่นแม่เมาะ", but "ฝุ่น ต.แม่เมาะ".
_JOINED = re.compile(r"(?<=[\u0e00-\u0e7f])%\((\w+)\)s")
_ABBREVIATED = ("ต.", "อ.", "จ.")


def _spaced(text: str, said: Mapping[str, str]) -> str:
    """A space before a name that begins with an abbreviation, where the text has Thai letters right before it."""

    def apart(found: re.Match[str]) -> str:
        needs = said.get(found[1], "").startswith(_ABBREVIATED)
        return f" {found[0]}" if needs else found[0]

    return _JOINED.sub(apart, text)


@cache
def language(code: str) -> Language:
    code = code if code in LANGUAGES else "th"
    return Language(code, Translations.load(str(LOCALES), [code]))


# Latin words that Thai people write among or instead of Thai ones.
NO_ENGLISH = {"pm", "aqi", "line", "ok", "gps", "khem"}


def language_of(text: str) -> str:
    """What a text is written in: en for Latin words without a Thai letter, else th."""
    if any("\u0e00" <= letter <= "\u0e7f" for letter in text):
        return "th"
    words = re.findall(r"[a-z]{2,}", text.lower())
    return "en" if set(words) - NO_ENGLISH else "th"
