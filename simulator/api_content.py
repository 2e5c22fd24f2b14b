"""LINE's endpoints for what people sent: pictures, recordings, files (api-data.line.me)."""

from __future__ import annotations

from .answers import GONE, NOT_FOUND, Answer, Call, answer, refuse
from .state import Content, World


def _find(world: World, message_id: str) -> Content | Answer:
    content = world.contents.get(message_id)
    if content is None:
        return refuse(404, NOT_FOUND)
    if content.gone:
        return refuse(410, GONE)
    return content


def get_content(world: World, call: Call, message_id: str) -> Answer:
    content = _find(world, message_id)
    if isinstance(content, Answer):
        return content
    if content.ready_at > world.now():
        # LINE does not document the body of this answer.
        return Answer(202, b"")
    return Answer(200, content.body, content.content_type)


def get_preview(world: World, call: Call, message_id: str) -> Answer:
    content = _find(world, message_id)
    if isinstance(content, Content) and not content.content_type.startswith(("image/", "video/")):
        return refuse(404, NOT_FOUND)
    return get_content(world, call, message_id)


def get_transcoding(world: World, call: Call, message_id: str) -> Answer:
    content = _find(world, message_id)
    if isinstance(content, Answer):
        return content
    return answer({"status": "processing" if content.ready_at > world.now() else "succeeded"})
