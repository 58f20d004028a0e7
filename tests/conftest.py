"""What every test may share: the real corpus, and one real index of it, built once for all workers."""

import fcntl
import os
import shutil
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
DONE = "done"


@pytest.fixture(scope="session")
def corpus() -> Path:
    """The corpus as it is committed. Ingest writes into a corpus: build from a copy."""
    return ROOT / "corpus"


@pytest.fixture(scope="session")
def home(corpus: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home folder with an index of the whole corpus, for reading only; the first worker to come builds it.

    The copy of the corpus that it was built from stands beside it.
    """
    base = tmp_path_factory.getbasetemp()
    shared = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "shared"
    shared.mkdir(exist_ok=True)
    with (shared / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (shared / DONE).exists():
            _build(corpus, shared)
            (shared / DONE).touch()
    return shared / "home"


def _build(corpus: Path, shared: Path) -> None:
    from ingest.build import build  # noqa: PLC0415 - not every run needs it

    shutil.copytree(corpus, shared / "corpus")
    build(shared / "corpus", shared / "home")
