"""A person with the posts they hold now, and what these let them do. The posts: domain/posts.py."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from domain.posts import ROLES, Post

OFFICER, APPROVER, ADMIN = ROLES
PROVINCE = "52"


@dataclass(frozen=True, slots=True)
class Official:
    """A person with the posts they hold now."""

    line_id: str
    posts: tuple[Post, ...]

    @property
    def role(self) -> str:
        """The highest one, wherever it is."""
        return max((post.role for post in self.posts), key=ROLES.index, default="")

    @property
    def name(self) -> str:
        return next((post.name for post in self.posts if post.name), "")

    def has(self, role: str) -> bool:
        return any(ranks(post.role, role) for post in self.posts)

    def may(self, code: str, role: str = OFFICER) -> bool:
        """Whether one post of that role or a higher one holds the whole area `code`."""
        return self.post_for(code, role) is not None

    def may_all(self, codes: Sequence[str], role: str = OFFICER) -> bool:
        return bool(codes) and all(self.may(code, role) for code in codes)

    def sees(self, code: str, role: str = OFFICER) -> bool:
        """Whether the area touches one of theirs: what happens around a tambon concerns its officials, too."""
        return any(
            ranks(post.role, role) and (post.covers(code) or post.area.startswith(code))
            for post in self.posts
        )

    def areas(self, role: str = OFFICER) -> tuple[str, ...]:
        """Where they have this role: without areas that lie in another of theirs."""
        held = sorted({post.area for post in self.posts if ranks(post.role, role)})
        return tuple(one for one in held if not any(one != o and one.startswith(o) for o in held))

    def post_for(self, code: str, role: str = OFFICER) -> Post | None:
        """The post that gives the right: the nearest one."""
        fitting = [post for post in self.posts if post.covers(code) and ranks(post.role, role)]
        return max(fitting, key=lambda post: len(post.area), default=None)


def ranks(role: str, wanted: str) -> bool:
    return ROLES.index(role) >= ROLES.index(wanted)
