"""What an owner said of paragraphs that may contradict one another: a real conflict, or none."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

import yaml

from api.owner.differing import Candidate
from api.store.base import Act
from ingest.notices import Conflict


class Ruling(StrEnum):
    """What an owner may say of a candidate."""

    REAL = "real"
    NONE = "not_one"


@dataclass(frozen=True, slots=True)
class Judged:
    """A candidate, and what was said of it.

    act      what was decided last; None where nobody has
    changed  the words have changed since, so it is open again
    known    ids of conflicts in conflicts.yaml between the two paragraphs
    """

    candidate: Candidate
    act: Act | None
    changed: bool
    known: tuple[str, ...]

    @property
    def open(self) -> bool:
        """Whether it waits for an owner."""
        return self.act is None or self.changed


def judged(candidates: Iterable[Candidate], acts: Iterable[Act], conflicts: Iterable[Conflict]) -> Sequence[Judged]:
    """Every candidate with the last that was said of it."""
    last = {act.about: act for act in acts}
    known = list(conflicts)
    return [_judged(one, last, known) for one in candidates]


def _judged(candidate: Candidate, last: Mapping[str, Act], conflicts: Iterable[Conflict]) -> Judged:
    act = last.get(candidate.id)
    pair = {candidate.one.id, candidate.other.id}
    known = tuple(one.id for one in conflicts if pair <= set(one.between))
    changed = act is not None and act.details.get("words") != candidate.words
    return Judged(candidate, act, changed, known)


def entry(judged: Judged) -> str:
    """What goes into conflicts.yaml, so that staff are shown the conflict."""
    pair = [judged.candidate.one.id, judged.candidate.other.id]
    why = judged.act.why if judged.act else ""
    made = {"id": "X", "between": pair, "text": why, "kind": "between", "when": {"paragraphs": pair}}
    written: str = yaml.safe_dump([made], sort_keys=False, allow_unicode=True, width=120)
    return written
