"""The real commands and processes: bytes on standard input, and what they refuse to start with."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import orjson
import pytest

from tests.cli.shell import CHANNEL

ROOT = Path(__file__).parents[2]
FLASK = [sys.executable, "-m", "flask", "--app", "app"]
WEB = [sys.executable, "-m", "gunicorn", "app:app", "--config", "gunicorn.conf.py"]
PROCESSES = {
    "web": WEB,
    "worker": [sys.executable, "-m", "bot.worker"],
    "clock": [sys.executable, "-m", "jobs.clock"],
}


def run(
    command: list[str], folder: Path, stdin: bytes = b"", **settings: str
) -> subprocess.CompletedProcess[bytes]:
    """With nothing but these settings; a process that does start is ended, which fails the test."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    env = {**kept, "DATA_DIR": str(folder), "PORT": "0", **settings}
    pipe = subprocess.PIPE
    process = subprocess.Popen(
        command, cwd=ROOT, env=env, stdin=pipe, stdout=pipe, stderr=pipe, start_new_session=True
    )
    try:
        out, errors = process.communicate(stdin, timeout=60)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)  # its own children too
        pytest.fail(f"it started, or goes on trying: {process.communicate()[1].decode()[-500:]}")
    return subprocess.CompletedProcess(command, process.returncode, out, errors)


@pytest.mark.parametrize("process", PROCESSES)
def test_no_process_starts_without_the_channel(process: str, tmp_path: Path) -> None:
    done = run(PROCESSES[process], tmp_path)
    assert done.returncode != 0
    said = done.stderr.decode()
    assert f"{process}: LINE_CHANNEL_SECRET, LINE_CHANNEL_ACCESS_TOKEN, SECRET_KEY must" in said
    assert "Traceback" not in said


@pytest.mark.parametrize("process", PROCESSES)
def test_no_process_starts_with_a_bad_setting(process: str, tmp_path: Path) -> None:
    done = run(PROCESSES[process], tmp_path, PUBLIC_URL="khem", **CHANNEL)  # type: ignore[arg-type]
    assert done.returncode != 0
    said = done.stderr.decode()
    assert f"{process}: PUBLIC_URL must be an address" in said
    assert "Traceback" not in said


def test_no_command_starts_with_a_bad_setting(tmp_path: Path) -> None:
    done = run([*FLASK, "jobs", "list"], tmp_path, PROXY_HOPS="many")
    assert done.returncode != 0
    assert "PROXY_HOPS must be a whole number" in done.stderr.decode()
    assert "Traceback" not in done.stderr.decode()


def test_a_command_needs_no_channel_and_takes_any_bytes(tmp_path: Path) -> None:
    stdin = "ฝุ่นงาว\n".encode() + b"\xff\xfe\x00\n" + "ไฟไหม้ป่า".encode()
    done = run([*FLASK, "intents", "match"], tmp_path, stdin)
    assert (done.returncode, done.stderr) == (0, b"")
    lines = [orjson.loads(line) for line in done.stdout.splitlines()]
    assert len(lines) == 3
    assert (lines[0]["intent"], lines[2]["intent"]) == ("pm25_lookup", "fire_report")


def test_output_is_utf_8_whatever_the_locale(tmp_path: Path) -> None:
    done = run([*FLASK, "places", "find"], tmp_path, "งาว\n".encode(), LC_ALL="C", LANG="C")
    assert done.returncode == 0, done.stderr
    assert orjson.loads(done.stdout)["district"] == "งาว"
