"""Work that takes longer than a page: a process of its own, in a folder that tells how far it is and what came of it.

`progress.json` is written as it goes on, `result.json` when it has ended. While it runs it holds a lock on `lock`: the kernel
lets go when a process dies, however it dies, so a job that was killed is seen to have been.
"""

import fcntl
import json
import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from threading import Thread
from typing import Any

from api.problems import Problem
from api.settings import Settings
from ingest.disk import write_whole

ROOT = Path(__file__).parents[2]
STARTS_WITHIN = 20.0  # seconds until a process that was begun holds its lock
PROGRESS, RESULT, LOCK = "progress.json", "result.json", "lock"
Tell = Callable[[str, int, int], None]  # what it is doing, how many are done, of how many


class AlreadyRunning(Problem):
    """The same work is being done already."""

    type, status, title = "already-running", 409, "This is being done already"

    def __init__(self) -> None:
        super().__init__("It was begun before and has not ended yet. Wait for it; its page says how far it is")


@dataclass(frozen=True, slots=True)
class State:
    """How far a job is.

    running  it works on now
    stage    what it does, or did last; "" where it was never begun
    stopped  it ended before its end: it was killed, or the machine was switched off
    error    why it could not be done, for people; "" where it could
    result   what came of it; None before that
    """

    running: bool = False
    stage: str = ""
    done: int = 0
    total: int = 0
    stopped: bool = False
    error: str = ""
    ended: datetime | None = None
    result: Mapping[str, Any] | None = None
    about: Mapping[str, Any] = field(default_factory=dict)


def begin(folder: Path, job: str, settings: Settings, **about: Any) -> None:
    """Begins a job of `api/owner/job.py`; raises AlreadyRunning. The settings go by a pipe: an address may hold a password."""
    folder.mkdir(parents=True, exist_ok=True)
    if is_running(folder):
        raise AlreadyRunning
    for name in (PROGRESS, RESULT):
        (folder / name).unlink(missing_ok=True)
    note(folder, PROGRESS, {"stage": "beginning", "done": 0, "total": 0, "about": about})
    process = subprocess.Popen(
        [sys.executable, "-m", "api.owner.job", job, str(folder.absolute())],
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        start_new_session=True,
    )
    assert process.stdin is not None
    process.stdin.write(json.dumps({"settings": settings.model_dump(mode="json"), "about": about}).encode())
    process.stdin.close()
    Thread(target=process.wait, daemon=True).start()


def state(folder: Path) -> State:
    """How far it is."""
    running = is_running(folder)
    told, result = read(folder / PROGRESS), read(folder / RESULT)
    if told is None:
        return State()
    at = {"stage": told["stage"], "done": told["done"], "total": told["total"], "about": told.get("about", {})}
    if result is not None:
        ended = datetime.fromisoformat(result["ended"])
        return State(**at, error=result["error"], ended=ended, result=result["result"])
    return State(**at, running=running, stopped=not running and not _just_begun(folder))


def is_running(folder: Path) -> bool:
    """Whether a process holds the job's lock, or one was begun a moment ago and is about to."""
    if not (folder / LOCK).exists():
        return _just_begun(folder) and not (folder / RESULT).exists()
    with (folder / LOCK).open("rb") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
    return _just_begun(folder) and not (folder / RESULT).exists()


def _just_begun(folder: Path) -> bool:
    told = folder / PROGRESS
    if not told.exists():
        return False
    begun = read(told) or {}
    return begun.get("stage") == "beginning" and datetime.now(UTC).timestamp() - told.stat().st_mtime < STARTS_WITHIN


def note(folder: Path, name: str, content: Mapping[str, Any]) -> None:
    """Writes one of its files, whole or not at all."""
    write_whole(folder / name, json.dumps(content, ensure_ascii=False, default=str).encode())


def read(file: Path) -> Any:
    """What one of its files says; None where it is not there or cannot be read."""
    try:
        return json.loads(file.read_bytes())
    except (OSError, ValueError):
        return None
