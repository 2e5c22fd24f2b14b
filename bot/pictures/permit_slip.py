"""The slip of an approved burn, to print (PNG, PDF) or to show at the plot: what, where, when, and a QR code to the page that
says whether it is valid. No name and no phone: who holds it in hand is seen. Template: permit_slip.svg.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from time import gmtime

import segno
from PIL import Image

from bot.cards import Look, burn_words
from bot.pictures.day_chart import TEMPLATES
from bot.pictures.png import to_png
from domain.burn_days import BUDDHIST
from domain.buyers import LABELS
from domain.permits import Permit
from domain.words import N_

TITLE = N_("Leave to burn")
WHERE, WHAT, DAY, TIME = N_("Where"), N_("What"), N_("Day"), N_("Time")
HOURS = N_("%(from)s to %(to)s, then it is out")
SCAN = N_("Scan: is it valid right now?")
SPREADS = N_("If it leaves the plot: call 199 at once")
NOBODY = N_("Valid only while its page says so. The page shows no name.")
WIDTH, QR_SIZE = 1040.0, 470.0
PRINT, A5_INCHES = 2, 5.83  # 357 dots an inch
LONG, LARGE, SMALL = 34, 50, 40  # a longer line is set smaller


@dataclass(frozen=True, slots=True)
class Line:
    label: str
    value: str

    @property
    def size(self) -> int:
        return SMALL if len(self.value) > LONG else LARGE


def permit_slip(permit: Permit, look: Look) -> bytes:
    return to_png(permit_slip_svg(permit, look))


def permit_slip_pdf(permit: Permit, look: Look) -> bytes:
    """One A5 page; the picture at print resolution, for shapers of Thai differ from one PDF library to the next."""
    large = permit_slip_svg(permit, look).replace(
        'width="1040" height="1470"', f'width="{1040 * PRINT}" height="{1470 * PRINT}"', 1
    )
    picture = Image.open(BytesIO(to_png(large))).convert("RGB")
    page = BytesIO()
    picture.save(
        page, "PDF", resolution=picture.width / A5_INCHES, quality=90, title=permit.reference,
        creationDate=gmtime(0), modDate=gmtime(0),
    )  # fmt: skip
    return page.getvalue()


def permit_slip_svg(permit: Permit, look: Look) -> str:
    code = segno.make(look.url(f"/permit/{permit.public_id}"), error="m", micro=False)
    modules, path = code.symbol_size(border=0)[0], "".join(_dark(code))
    scale = QR_SIZE / modules
    return TEMPLATES.get_template("permit_slip.svg").render(
        title=look.say(TITLE),
        number=permit.reference,
        lines=list(_lines(permit, look)),
        qr=path,
        qr_scale=round(scale, 3),
        qr_left=round((WIDTH - QR_SIZE) / 2, 1),
        scan=look.say(SCAN),
        spreads=look.say(SPREADS),
        nobody=look.say(NOBODY),
    )


def _dark(code: segno.QRCode) -> Iterator[str]:
    """Each dark run of a row as a rectangle."""
    for y, row in enumerate(code.matrix):
        x = 0
        while x < len(row):
            start = x
            while x < len(row) and row[x]:
                x += 1
            if x > start:
                yield f"M{start} {y}h{x - start}v1h-{x - start}z"
            x += 1


def _lines(permit: Permit, look: Look) -> Iterator[Line]:
    year = permit.day.year + (0 if look.language.code == "en" else BUDDHIST)
    yield Line(look.say(WHERE), burn_words.where(permit.tambon, permit.village, look))
    size = burn_words.size(permit.rai, look)
    yield Line(look.say(WHAT), f"{look.say(LABELS[permit.residue])} {size}")
    yield Line(look.say(DAY), f"{look.language.day(permit.day)} {year}")
    hours = {"from": permit.begins, "to": permit.ends}
    yield Line(look.say(TIME), look.say(HOURS, hours))
