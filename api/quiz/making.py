"""Where quizzes are made for the pages, and looked over again when the rules or the documents have changed."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from threading import Lock
from time import monotonic
from typing import Protocol

import assistant.rules
from api.quiz.problems import CannotMake
from api.regularly import once
from eval.quiz.desk import Desk, open_desk
from eval.quiz.make import Request, make
from eval.quiz.model import Quiz, QuizError
from eval.quiz.review import stale
from eval.quiz.warm import warming

RULES = Path(assistant.rules.__file__).parent
EDITION = "edition"  # the key, among a quiz's versions, of what it was last found to hold with
LOOK_EVERY = 1.0  # seconds
KEPT = 32  # quizzes kept in memory for whoever looks at one again
Stamp = tuple[tuple[str, int, int], ...]


class Makes(Protocol):
    """What a session needs of a maker."""

    def make(self, request: Request, seed: int) -> Quiz:
        """A quiz; raises CannotMake."""

    def withdrawn(self, paper: Quiz) -> Mapping[str, str]:
        """The items that no longer hold, by id, with what has changed."""


class Maker:
    """Makes quizzes from a corpus folder, one at a time."""

    def __init__(self, corpus: Path) -> None:
        self._corpus, self._lock = corpus, Lock()
        self._desk: tuple[str, Desk] | None = None
        self._warmed: Desk | None = None
        self._look_again = 0.0
        self._stamped: tuple[Stamp, str] | None = None
        self._checked: dict[tuple[str, str], Mapping[str, str]] = {}
        self._made = lru_cache(KEPT)(self._make)

    def make(self, request: Request, seed: int) -> Quiz:
        """A quiz as the documents are now; raises CannotMake, whose words say what to ask for instead."""
        with self._lock:
            return self._made(self.edition(), request, seed)

    def desk(self) -> Desk:
        """What quizzes are made with, as the documents are now."""
        with self._lock:
            return self._open(self.edition())

    def warm(self) -> None:
        """Opens the desk, and makes what quizzes first need, before somebody waits for it."""
        once(self._warming(), "quiz desk")

    def _warming(self) -> Iterator[None]:
        desk = self.desk()
        if self._warmed is not desk:
            self._warmed = desk
            yield from warming(desk)

    def withdrawn(self, paper: Quiz) -> Mapping[str, str]:
        """The items that no longer hold, by id, with what has changed. Nothing is looked at while nothing has changed."""
        now = self.edition()
        if paper.versions.get(EDITION) == now:
            return {}
        key = (now, "".join(item.id for item in paper.items))
        if key not in self._checked:
            self._checked[key] = {one.item.id: one.why for one in stale(self.desk(), paper)}
        return self._checked[key]

    def edition(self) -> str:
        """The version of everything that items rest on: sha256, shortened. Once a second it is seen whether a file is new."""
        if self._stamped and monotonic() < self._look_again:
            return self._stamped[1]
        self._look_again = monotonic() + LOOK_EVERY
        files = [*sorted((self._corpus / "paragraphs").glob("*.yaml")), *sorted(RULES.rglob("*.yaml"))]
        stamp = tuple((file.name, file.stat().st_mtime_ns, file.stat().st_size) for file in files)
        if self._stamped is None or self._stamped[0] != stamp:
            whole = sha256(b"\0".join(file.read_bytes() for file in files)).hexdigest()[:12]
            self._stamped = stamp, whole
        return self._stamped[1]

    def _open(self, edition: str) -> Desk:
        if self._desk is None or self._desk[0] != edition:
            self._desk = edition, open_desk(self._corpus)
        return self._desk[1]

    def _make(self, edition: str, request: Request, seed: int) -> Quiz:
        try:
            made = make(self._open(edition), request, seed)
        except QuizError as error:
            raise CannotMake(str(error)[:1].upper() + str(error)[1:]) from None
        return replace(made, versions={**made.versions, EDITION: edition})
