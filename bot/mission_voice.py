"""To whom words about missions go, and how urgently: volunteers, the commander, officials of the place. Drills say so."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from bot.cards import Look
from bot.telling import tell
from domain import posts, quota
from domain.conversation import Effect, Say, Show
from domain.fires import Fire
from domain.lampang import PROVINCE
from domain.posts import Post
from handlers.mission_buttons import marked
from store import officials

LIVES = timedelta(minutes=30)
ALARM_LIVES = timedelta(hours=6)


@dataclass(frozen=True, slots=True)
class Voice:
    """`now` is business time (what people read), `real` that of letters."""

    session: Session
    look: Look
    now: datetime
    real: datetime

    def say(
        self,
        to: str,
        spoken: Sequence[Say | Show],
        key: str,
        *,
        urgency: int = quota.DISPATCH,
        drill: bool = False,
        riding: bool = False,
    ) -> bool:
        """Once for each key and person. A drill never spends what is kept for lives."""
        if not to:
            return False
        effects: list[Effect] = [*spoken]
        words = [one for one in marked(effects, drill) if isinstance(one, Say | Show)]
        is_alarm = urgency == quota.LIFE_SAFETY
        return tell(
            self.session,
            self.look,
            to,
            words,
            key=f"{key}:{to}",
            urgency=quota.STATUS if drill else urgency,
            now=self.real,
            lives=ALARM_LIVES if is_alarm else LIVES,
            riding=riding,
        )

    def circles(self, fire: Fire) -> list[list[Post]]:
        """Officials of the place, nearest first."""
        area = fire.area or PROVINCE.code
        return posts.circles(officials.covering(self.session, area, self.now), area)

    def officials(self, fire: Fire) -> list[str]:
        """All who have a post over the place, each once, nearest first."""
        return list(
            dict.fromkeys(
                post.holder for circle in self.circles(fire) for post in circle if post.holder
            )
        )

    def leaders(self, fire: Fire) -> list[str]:
        """The commander; as long as there is none, the nearest officials."""
        return [fire.owner] if fire.owner else self.officials(fire)[:3]
