"""The process of one job: `python -m api.owner.job NAME FOLDER`, with its settings as JSON on standard input."""

import fcntl
import json
import os
import sys
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from api.owner.jobs import LOCK, PROGRESS, RESULT, Tell, note
from api.owner.publishing import publish
from api.owner.rehearsing import rehearse
from api.owner.verifying import verify
from api.problems import failed
from api.settings import Settings
from ingest.errors import IngestError
from ingest.yamlfile import YamlError

Job = Callable[[Settings, Path, Tell], Mapping[str, Any]]
JOBS: dict[str, Job] = {"verify": verify, "rehearse": rehearse, "publish": publish}
NICE = 10  # whoever asks comes first
OURS = "It stopped because of a mistake of ours ({}). Try again; if it happens again, tell whoever runs this service"


def main(name: str, folder: Path) -> None:
    """Does the job; what came of it, or why it could not be done, is in its folder."""
    given = json.loads(sys.stdin.buffer.read())
    settings, about = Settings.model_validate(given["settings"]), given["about"]
    os.nice(NICE)
    with (folder / LOCK).open("ab") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)

        def tell(stage: str, done: int, total: int) -> None:
            note(folder, PROGRESS, {"stage": stage, "done": done, "total": total, "about": about})

        result, error = _done(JOBS[name], settings, folder, tell)
        ended = datetime.now(UTC).isoformat(timespec="seconds")
        note(folder, RESULT, {"result": result, "error": error, "ended": ended})


def _done(job: Job, settings: Settings, folder: Path, tell: Tell) -> tuple[Mapping[str, Any] | None, str]:
    tell("starting", 0, 0)
    try:
        return job(settings, folder, tell), ""
    except (IngestError, YamlError) as error:
        return None, str(error)
    except Exception as error:
        failed(error)
        return None, OURS.format(type(error).__name__)


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
