"""Posts and who holds them: an official has a post with an area; the posts of a place are told of what happens there.

Holders: store/officials.py. Who is called first, and who next: `in_order`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from domain.words import N_

# From the village upwards; the order in which a fire looks for its owner within one circle of area.
VILLAGE_HEAD, LOCAL_OFFICE, STATION, POLICE, DISTRICT, DUTY, OTHER = KINDS = (
    "village_head",
    "local_office",
    "station",
    "police",
    "district",
    "duty",
    "other",
)
LABELS = {
    VILLAGE_HEAD: N_("village head"),
    LOCAL_OFFICE: N_("local office"),
    STATION: N_("forest fire station"),
    POLICE: N_("police"),
    DISTRICT: N_("district office"),
    DUTY: N_("province on duty"),
    OTHER: N_("official"),
}
# How people name a post when they invite its holder; the first word found decides.
WORDS = {
    VILLAGE_HEAD: (
        "village_head", "village head", "ผู้ใหญ่บ้าน", "กำนัน", "ประธานชุมชน", "พ่อหลวง", "แม่หลวง", "kamnan",
    ),
    LOCAL_OFFICE: ("local_office", "local office", "อบต", "เทศบาล", "นายก", "องค์การบริหารส่วน", "municipality"),
    STATION: ("station", "สถานี", "หน่วยป้องกัน", "อุทยาน", "ป่าไม้", "เสือไฟ", "เหยี่ยวไฟ", "forest", "park"),
    POLICE: ("police", "ตำรวจ", "สภ."),
    DISTRICT: ("district", "นายอำเภอ", "อำเภอ", "ปลัด"),
    DUTY: ("duty", "จังหวัด", "ผู้ว่า", "ปภ", "เวร", "province", "provincial"),
}  # fmt: skip
ROLES = ("officer", "approver", "admin")


@dataclass(frozen=True, slots=True)
class Post:
    """A post as one person holds it now. `area`: DOPA code of the province, a district or a tambon.

    `village` is "หมู่ 5" or a name, where a post looks after a part of a tambon; empty for all of it.
    """

    holder: str  # LINE id
    role: str
    kind: str
    area: str
    title: str = ""
    name: str = ""
    phone: str = ""
    village: str = ""
    until: datetime | None = None
    acting: bool = False
    id: int = 0

    def covers(self, code: str) -> bool:
        """Whether the area `code` lies in this post's area."""
        return code.startswith(self.area)


def kind_of(title: str) -> str:
    """What kind of post a title means; "other" when nothing is known."""
    plain = title.strip().lower()
    if plain in KINDS:
        return plain
    return next(
        (kind for kind, words in WORDS.items() if any(word in plain for word in words)), OTHER
    )


def may(posts: Sequence[Post], code: str, *kinds: str, role: str = "") -> bool:
    """Whether one of these posts covers the area, is of one of the kinds (any if none) and of that role (any if "")."""
    return any(
        post.covers(code)
        and (not kinds or post.kind in kinds)
        and (not role or ROLES.index(post.role) >= ROLES.index(role))
        for post in posts
    )


def of_place(posts: Sequence[Post], code: str) -> list[Post]:
    """The posts whose area holds the place, nearest circle first, within it in the order of KINDS."""
    return sorted(
        (post for post in posts if post.covers(code)),
        key=lambda post: (-len(post.area), KINDS.index(post.kind), post.id),
    )


def circles(posts: Sequence[Post], code: str) -> list[list[Post]]:
    """Who is told at once (tambon), then (district), then (province): a circle without anybody is left out."""
    found = of_place(posts, code)
    by_length = [[post for post in found if len(post.area) == length] for length in (6, 4, 2)]
    return [circle for circle in by_length if circle]
