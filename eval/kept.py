"""A run as it is kept: a folder with what was asked for (run.json), every conversation (answers.jsonl, a line each) and the
words of the paragraphs that were held (paragraphs.json). No score is in it: those are made from it, as often as wanted.
"""

import json
import os
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar

from pydantic import TypeAdapter, ValidationError

from assistant.model import Answer
from eval.errors import EvalError

NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,79}")
RUN, ANSWERS, PARAGRAPHS = "run.json", "answers.jsonl", "paragraphs.json"


@dataclass(frozen=True, slots=True)
class Conversation:
    """A scenario as it was held.

    scenario  its id; said: the digest of its messages then
    seconds   how long all of it took
    """

    scenario: str
    said: str
    answers: tuple[Answer, ...]
    seconds: float


@dataclass(frozen=True, slots=True)
class About:
    """What a run was made with.

    scenarios  ids of what was to be asked, in order
    versions   of corpus, rules and program
    seeds      of whatever is drawn: the intervals
    """

    begun: str
    as_at: date
    area: str
    jobs: int
    choice: Mapping[str, Any]
    scenarios: tuple[str, ...]
    versions: Mapping[str, str]
    seeds: Mapping[str, int]
    seconds: float | None = None  # of the asking; None while it is not finished


T = TypeVar("T")
LINE: TypeAdapter[Conversation] = TypeAdapter(Conversation)
ABOUT: TypeAdapter[About] = TypeAdapter(About)
TEXTS: TypeAdapter[Mapping[str, str]] = TypeAdapter(Mapping[str, str])


@dataclass(frozen=True)
class Run:
    """One run's folder."""

    folder: Path

    @property
    def name(self) -> str:
        """What it is called by."""
        return self.folder.name

    @cached_property
    def about(self) -> About:
        """What it was made with; EvalError where that cannot be read."""
        return _read(self.folder / RUN, ABOUT)

    @cached_property
    def texts(self) -> Mapping[str, str]:
        """The words of every paragraph that was held, by id."""
        return _read(self.folder / PARAGRAPHS, TEXTS)

    def begin(self, about: About, texts: Mapping[str, str]) -> None:
        """Makes the folder."""
        self.folder.mkdir(parents=True)
        _write(self.folder / PARAGRAPHS, dict(texts))
        self.note(about)

    def note(self, about: About) -> None:
        """Writes what it was made with, in one move."""
        _write(self.folder / RUN, asdict(about))

    def keep(self, conversation: Conversation) -> None:
        """Adds a conversation; it is on the disk when this returns."""
        with (self.folder / ANSWERS).open("a", encoding="utf-8") as file:
            file.write(json.dumps(asdict(conversation), default=str) + "\n")
            file.flush()
            os.fsync(file.fileno())

    def conversations(self) -> Sequence[Conversation]:
        """Every conversation, in the order of the scenarios. EvalError for a damaged line, with its number and what to do."""
        found = {one.scenario: one for one in self._lines()}
        order = {name: at for at, name in enumerate(self.about.scenarios)}
        return sorted(found.values(), key=lambda one: order.get(one.scenario, len(order)))

    def keep_beside(self, name: str, found: Sequence[Any]) -> None:
        """Writes what was measured beside the scenarios; `name` is its file's."""
        _write(self.folder / f"{name}.json", [asdict(one) for one in found])

    def beside(self, name: str, adapter: TypeAdapter[Sequence[T]]) -> Sequence[T]:
        """What was measured beside the scenarios; nothing where it was not asked for."""
        file = self.folder / f"{name}.json"
        return _read(file, adapter) if file.exists() else ()

    def mend(self) -> int:
        """Puts lines that cannot be read aside, to be asked again; how many they were."""
        file = self.folder / ANSWERS
        lines = file.read_bytes().splitlines(keepends=True) if file.exists() else []
        bad = [line for line in lines if _parsed(line) is None]
        if bad:
            with (self.folder / "damaged.jsonl").open("ab") as aside:
                aside.writelines(bad)
            whole = self.folder / f"{ANSWERS}.new"
            whole.write_bytes(b"".join(line for line in lines if _parsed(line) is not None))
            whole.replace(file)
        return len(bad)

    def _lines(self) -> Iterator[Conversation]:
        file = self.folder / ANSWERS
        for number, line in enumerate(file.read_bytes().splitlines() if file.exists() else [], 1):
            found = _parsed(line)
            if found is None:
                raise EvalError(
                    f"{file}:{number}: this line is damaged: it is not a conversation. The others are whole. "
                    f"`aftercare eval run --resume {self.name}` sets it aside and asks that scenario again"
                )
            yield found


def runs_in(home: Path) -> Path:
    """Where runs are kept."""
    return home / "eval" / "runs"


def all_runs(home: Path) -> list[Run]:
    """Every run, the oldest first; a folder without a readable run.json is left out."""
    found = [Run(file.parent) for file in sorted(runs_in(home).glob(f"*/{RUN}"))]
    return sorted((run for run in found if _readable(run)), key=lambda run: run.about.begun)


def find_run(home: Path, name: str | None) -> Run:
    """A run by its name or its folder; the last where none is named. EvalError where there is none."""
    if name and Path(name).is_dir() and (Path(name) / RUN).exists():
        return Run(Path(name))
    runs = all_runs(home)
    if not runs and not name:
        raise EvalError(f"{runs_in(home)}: no run is kept yet. Make one: aftercare eval run")
    found = runs[-1] if not name else Run(runs_in(home) / name)
    if not NAME.fullmatch(name or found.name) or not (found.folder / RUN).exists():
        known = ", ".join(run.name for run in runs[-5:]) or "none yet"
        raise EvalError(f"{runs_in(home)}: there is no run {name!r}. The last ones are: {known}")
    return found


def new_run(home: Path, name: str | None) -> Run:
    """A run that is not there yet. EvalError for a name that cannot be one, or is taken."""
    called = name or f"{datetime.now(UTC):%Y%m%dT%H%M%SZ}"
    if not NAME.fullmatch(called):
        raise EvalError(f"--name {called!r}: a run is named by letters, digits, dots, hyphens and underscores, 80 at most")
    run = Run(runs_in(home) / called)
    if run.folder.exists():
        raise EvalError(
            f"{run.folder}: there is a run of this name. Go on with it by --resume {called}, or choose another name"
        )
    return run


def _readable(run: Run) -> bool:
    try:
        return bool(run.about.begun)
    except EvalError:
        return False


def _parsed(line: bytes) -> Conversation | None:
    try:
        return LINE.validate_json(line)
    except ValidationError:
        return None


def _read(file: Path, adapter: TypeAdapter[T]) -> T:
    try:
        return adapter.validate_json(file.read_bytes())
    except OSError as error:
        raise EvalError(f"{file}: it cannot be read ({error.strerror}). Make the run again: aftercare eval run") from None
    except ValidationError:
        raise EvalError(
            f"{file}: it is damaged. Its answers are still in {ANSWERS}; make the run again under another name"
        ) from None


def _write(file: Path, value: Any) -> None:
    new = file.with_name(f"{file.name}.new")
    new.write_text(json.dumps(value, indent=1, default=str), encoding="utf-8")
    new.replace(file)


def ids(conversations: Iterable[Conversation]) -> frozenset[str]:
    """Which scenarios were asked."""
    return frozenset(one.scenario for one in conversations)
