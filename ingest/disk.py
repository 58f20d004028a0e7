"""Files that are whole or not there: nothing half-written is ever found under its own name, and a power cut loses nothing."""

import os
from collections.abc import Iterable
from pathlib import Path


def write_whole(path: Path, data: bytes) -> None:
    """The file appears under its name only when all of it is on the disk."""
    staged(path, data)
    publish(path)


def staged(path: Path, data: bytes) -> None:
    """The data beside the path, on the disk, not yet under its name; `publish` gives it the name."""
    with _beside(path).open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def publish(path: Path) -> None:
    """What was staged for the path takes its name, in one step."""
    os.replace(_beside(path), path)
    sync_folder(path.parent)


def discard(paths: Iterable[Path]) -> None:
    """What was staged for the paths goes."""
    for path in paths:
        _beside(path).unlink(missing_ok=True)


def sync_folder(folder: Path) -> None:
    """The names in a folder are on the disk."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def sync_tree(folder: Path) -> None:
    """Every file and folder inside, and the folder itself, is on the disk."""
    for where, _, names in os.walk(folder, topdown=False):
        for name in names:
            with (Path(where) / name).open("rb") as file:
                os.fsync(file.fileno())
        sync_folder(Path(where))


def _beside(path: Path) -> Path:
    return path.with_name(f".{path.name}.new")
