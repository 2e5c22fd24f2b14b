"""A stage for every test of the simulator, and a bot for those that need one."""

import pytest

from tests.simulator.page_stage import chromium, open_phone, running
from tests.simulator.stage import Bot, Stage

__all__ = ["chromium", "open_phone", "running"]


@pytest.fixture
def bot():
    bot = Bot()
    yield bot
    bot.close()


@pytest.fixture
def stage():
    stage = Stage()
    yield stage
    stage.close()


@pytest.fixture
def stage_with_bot(bot):
    stage = Stage(bot.url)
    yield stage
    stage.close()
