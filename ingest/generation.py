"""Generations of the index: each in a folder of its own, one of them served.

home/index/lock                          held by the one process that builds
home/index/generations/<stamp>-<hash>/   a generation; without a manifest it was never finished
home/index/current                       a symbolic link to the one that is served; replaced in one atomic step

Whoever opens a generation holds a shared lock on its manifest for as long as it is open, so pruning sees what is in use;
the kernel lets go when a process dies, however it dies.
"""

import fcntl
import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO

from ingest import manifest as manifests
from ingest.disk import sync_folder
from ingest.errors import Busy, DamagedIndex, NoIndex
from ingest.manifest import Manifest, check_files, damaged, read_manifest

KEPT = 3  # the one served and the two before it


def index_folder(home: Path) -> Path:
    """Where everything of the index is."""
    return home / "index"


def generations_folder(home: Path) -> Path:
    """Where the generations are."""
    return index_folder(home) / "generations"


@contextmanager
def building(home: Path) -> Iterator[None]:
    """Only one process builds; another gets Busy, which says which process has it."""
    index_folder(home).mkdir(parents=True, exist_ok=True)
    with (index_folder(home) / "lock").open("a+b") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Busy(_busy(file)) from None
        file.truncate(0)
        file.write(json.dumps({"process": os.getpid(), "since": _now().isoformat(timespec="seconds")}).encode())
        file.flush()
        yield


def _busy(file: BinaryIO) -> str:
    file.seek(0)
    try:
        holder = json.loads(file.read())
        who = f"process {holder['process']}, since {holder['since']}"
    except (ValueError, KeyError, TypeError):
        who = "it has only just started"
    return f"Another ingest is building the index ({who}). Wait until it has ended, or stop it; then run `aftercare ingest`"


def new_generation(home: Path, corpus_hash: str) -> Path:
    """An empty folder for a generation; names sort by time."""
    folder = generations_folder(home) / f"{_now():%Y%m%dT%H%M%S.%f}Z-{corpus_hash[:8]}"
    folder.mkdir(parents=True)
    return folder


def current(home: Path) -> Path:
    """The folder of the generation that is served; raises NoIndex."""
    try:
        name = os.readlink(index_folder(home) / "current")
    except OSError:
        raise NoIndex(f"There is no index in {index_folder(home)}. Run `aftercare ingest` to build it") from None
    return index_folder(home) / name


def served(home: Path) -> str | None:
    """The name of the generation that is served, or None."""
    try:
        return current(home).name
    except NoIndex:
        return None


def swap(home: Path, folder: Path) -> None:
    """From here on this generation is served: one rename, so that a reader finds the old one or the new one, never none."""
    link = index_folder(home) / "current"
    new = link.with_name(".current.new")
    with suppress(FileNotFoundError):
        new.unlink()
    new.symlink_to(Path("generations") / folder.name)
    os.replace(new, link)
    sync_folder(link.parent)


def held(folder: Path) -> tuple[Manifest, BinaryIO]:
    """The manifest, and the open file whose lock keeps the generation from being pruned while it is open."""
    try:
        file = (folder / manifests.NAME).open("rb")
    except OSError:
        raise damaged(folder / manifests.NAME, "is missing") from None
    fcntl.flock(file, fcntl.LOCK_SH)
    return read_manifest(folder), file


def ancestors(home: Path, folder: Path) -> Iterator[Path]:
    """The generation and those that were served before it, newest first, as far as they are still there."""
    name: str | None = folder.name
    seen: set[str] = set()
    while name is not None and name not in seen:
        seen.add(name)
        if (generations_folder(home) / name).is_dir():
            yield generations_folder(home) / name
        name = _before(home, name)


def _before(home: Path, name: str) -> str | None:
    """What was served before a generation. A damaged manifest cannot say; then the next older name is taken."""
    try:
        return read_manifest(generations_folder(home) / name).previous
    except DamagedIndex:
        return max((folder.name for folder in _generations(home) if folder.name < name), default=None)


def prune(home: Path) -> list[str]:
    """Removes what is neither served, nor one of the two served before it, nor open anywhere; returns the names.

    Safe because only the holder of the build lock prunes, `current` never points at what is removed, and the manifest of an
    open generation is locked. The manifest goes first: what is half removed counts as never finished.
    """
    kept = {folder.name for folder in list(ancestors(home, current(home)))[:KEPT]}
    return [folder.name for folder in _generations(home) if folder.name not in kept and _remove(folder)]


def remove_leftovers(home: Path) -> list[str]:
    """Removes what killed builds left behind: folders without a manifest that are not served; returns the names."""
    unfinished = [folder for folder in _generations(home) if not (folder / manifests.NAME).exists()]
    left = [folder for folder in unfinished if folder.name != served(home)]
    for folder in left:
        shutil.rmtree(folder, ignore_errors=True)
    return [folder.name for folder in left]


def previous(home: Path) -> Path:
    """The generation that was served before the one that is; raises NoIndex where there is none."""
    now = current(home)
    for folder in ancestors(home, now):
        if folder != now:
            return folder
    raise NoIndex(f"There is no generation before {now.name} to go back to. Run `aftercare ingest` to build a new one")


def whole(folder: Path) -> Manifest:
    """The manifest of a generation whose files are all as they were built; raises DamagedIndex."""
    manifest = read_manifest(folder)
    check_files(folder, manifest)
    return manifest


def _generations(home: Path) -> list[Path]:
    folder = generations_folder(home)
    return sorted(folder.iterdir()) if folder.is_dir() else []


def _remove(folder: Path) -> bool:
    path = folder / manifests.NAME
    if path.exists():
        with path.open("rb") as file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                return False
            path.unlink()
    shutil.rmtree(folder, ignore_errors=True)
    return True


def _now() -> datetime:
    return datetime.now(UTC)
