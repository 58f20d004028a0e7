"""A quiz, and the readers of others that it is proved with, installed once for a run."""

import fcntl
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from eval.quiz.desk import open_desk
from eval.quiz.make import Request, make
from eval.quiz.model import Quiz

HERE = Path(__file__).parent
NO_NODE = "These tests need Node.js with npm, and there is none on the PATH. To run all others: pytest --ignore tests/browser"


@pytest.fixture(scope="session")
def made() -> Quiz:
    """Twelve items, some of them with several right options."""
    return make(open_desk(), Request(items=12), 117)


@pytest.fixture(scope="session")
def readers(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with the readers' node_modules; the first worker to come installs them."""
    if shutil.which("npm") is None:
        pytest.fail(NO_NODE, pytrace=False)
    base = tmp_path_factory.getbasetemp()
    shared = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "quiz-readers"
    shared.mkdir(exist_ok=True)
    with (shared / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (shared / "node_modules").exists():
            for name in ("package.json", "package-lock.json"):
                shutil.copy(HERE / name, shared)
            command = ["npm", "ci", "--no-audit", "--no-fund", "--ignore-scripts"]
            subprocess.run(command, cwd=shared, check=True, capture_output=True)
    return shared
