"""A document file to blocks. It is read in a child process with limits, so that no document can harm or stop ingest."""

import json
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ingest.blocks import Block, BlockKind
from ingest.errors import UnreadableDocument
from ingest.readers import READERS, caps

ROOT = Path(__file__).parents[1]
# One thread a library, for each thread's stack counts against the child's memory; nothing of the parent's is handed down.
ENVIRONMENT = {
    "OPENBLAS_NUM_THREADS": "1",
    "MALLOC_ARENA_MAX": "2",
    "PYTHONPATH": str(ROOT),
    "PYTHONDONTWRITEBYTECODE": "1",
    "PYTHONIOENCODING": "utf-8",
}
AGAIN = "split it, or print it to a new PDF, and add that"


def read_document(path: Path) -> list[Block]:
    """The blocks of a document, in the order they are printed.

    Raises UnreadableDocument, which names the file, the limit, what was found, and what to do.
    """
    try:
        _check(path)
        return list(_blocks(_child(path)))
    except UnreadableDocument as error:
        raise UnreadableDocument(f"{path.name}: {error}") from None


def _check(path: Path) -> None:
    """Refuse by name and by size, without reading a byte."""
    if not path.is_file():
        raise UnreadableDocument("no such file: check the name and the folder")
    if path.suffix.lower() not in READERS:
        known = ", ".join(READERS)
        raise UnreadableDocument(f"its name ends in {path.suffix or 'no extension'}; we read {known}: save it as one of those")
    size = path.stat().st_size
    if not size:
        raise UnreadableDocument("the file is empty: fetch the document again")
    if size > caps.FILE_BYTES:
        caps.refuse(f"it has {size / 1e6:,.0f} MB", f"{caps.FILE_BYTES / 1e6:,.0f} MB", "split it and add the parts")


def _child(path: Path) -> bytes:
    """What the child process says of the document."""
    command = [sys.executable, "-m", "ingest.readers.child", path.suffix.lower()]
    with path.open("rb") as file:
        try:
            done = subprocess.run(
                command, stdin=file, capture_output=True, timeout=caps.WALL_SECONDS, env=ENVIRONMENT, check=False
            )
        except subprocess.TimeoutExpired:
            caps.refuse("reading it did not end", f"{caps.WALL_SECONDS} seconds", AGAIN)
    if done.returncode:
        _refuse_ended(done.returncode)
    return done.stdout


def _refuse_ended(code: int) -> None:
    if -code in (signal.SIGXCPU, signal.SIGKILL):
        caps.refuse("reading it took too long", f"{caps.CPU_SECONDS} seconds of processor time", AGAIN)
    raise UnreadableDocument(f"reading it ended with code {code}: the file is damaged, or made to do harm; {AGAIN}")


def _blocks(said: bytes) -> Iterator[Block]:
    """The blocks in what the child said; its last line tells that nothing is missing."""
    message: dict[str, Any] = {}
    for line in said.splitlines():
        message = json.loads(line)
        if "error" in message:
            raise UnreadableDocument(message["error"])
        if "block" in message:
            yield Block(**{**message["block"], "kind": BlockKind(message["block"]["kind"])})
    if "end" not in message:
        raise UnreadableDocument(f"reading it stopped before its end: the file is damaged; {AGAIN}")
