"""What every test may share: the real corpus, and one real index of it, made once for all workers."""

import fcntl
import os
import shutil
from pathlib import Path

import pytest
from hypothesis import settings

settings.register_profile("any machine", deadline=None)  # two workers on two cores: how long one example takes says nothing
settings.load_profile("any machine")

ROOT = Path(__file__).parents[1]
MADE = ROOT / "var"  # where `make index` puts the index
DONE = "done"


@pytest.fixture(scope="session")
def corpus() -> Path:
    """The corpus as it is committed. Ingest writes into a corpus: build from a copy."""
    return ROOT / "corpus"


@pytest.fixture(scope="session")
def home(corpus: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home folder with an index of the whole corpus, for reading only; the first worker to come makes it.

    It is a copy of what `make index` made where that is of this very corpus and code, and built where it is not. A copy of the
    corpus stands beside it.
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
    from ingest.build import build, up_to_date  # noqa: PLC0415 - not every run needs it

    shutil.copytree(corpus, shared / "corpus")
    if made := up_to_date(corpus, MADE):
        others = [one.name for one in (MADE / "index" / "generations").iterdir() if one.name != made]
        shutil.copytree(MADE / "index", shared / "home" / "index", symlinks=True, ignore=shutil.ignore_patterns(*others))
        shutil.copytree(MADE / "model", shared / "home" / "model")
    else:
        build(shared / "corpus", shared / "home")
