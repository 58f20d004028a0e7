"""The audit's chain as the desk shows it: its end at a glance, the whole of it by a job."""

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from api.owner.jobs import Tell
from api.settings import Settings
from api.store.base import ANSWER, Audit, Sealed
from api.store.looking import look_over, said_of
from api.store.opened import read_store
from api.store.seal import faults

GLANCE = 200  # records whose hashes are worked out each time the page is opened
HEADS = ["seq", "kind", "at", "what", "came to", "who", "why", "as at", "paragraphs", "documents", "rules", "app", "hash"]


@dataclass(frozen=True, slots=True)
class Chain:
    """The end of the chain.

    records  how many there are, by the last one's place
    noted    the last one that is noted outside the database; 0 where none is
    faults   what is wrong with the end, a line each
    """

    records: int
    noted: int
    faults: tuple[str, ...]


def glance(audit: Audit) -> Chain:
    """The last records and what is noted of them."""
    end, heads = audit.newest(GLANCE + 1), audit.heads(end=True)
    before = end[0] if len(end) > GLANCE else None
    last = end[-1].seq if end else 0
    return Chain(last, max(heads, default=0), tuple(faults(end[1:] if before else end, heads, before)))


def verify(settings: Settings, folder: Path, tell: Tell) -> Mapping[str, Any]:
    """The job: every record and every word that is kept, as `aftercare audit verify` looks at them."""
    tell("looking at every record", 0, 0)
    store = read_store(settings)
    if store is None:
        return {"records": 0, "with_words": 0, "faults": [], "said": "Nothing has been kept yet"}
    with closing(store):
        looked = look_over(store)
    return {**asdict(looked), "said": said_of(looked)}


@dataclass(frozen=True, slots=True)
class Line:
    """A record as the page shows it. `what`: the question that was decided, or what an act was of; `came`: to what."""

    seq: int
    answer: str
    kind: str
    at: str
    what: str
    came: str
    who: str
    why: str
    hash: str


def lines(records: Sequence[Sealed]) -> list[Line]:
    """Records, the newest first."""
    return [_line(one) for one in reversed(records)]


def csv_rows(records: Iterator[Sealed]) -> Iterator[Sequence[object]]:
    """Every record as a row of HEADS."""
    for one in records:
        line, read = _line(one), _read(one)
        versions, cited = read.get("versions", {}), read.get("citations", [])
        paragraphs = " ".join(citation["paragraph"] for citation in cited)
        made = (versions.get("corpus", ""), versions.get("rules", ""), versions.get("app", ""))
        said = (line.kind, line.at, line.what, line.came, line.who, line.why)
        yield (line.seq, *said, read.get("as_at", ""), paragraphs, *made, line.hash)


def _line(one: Sealed) -> Line:
    read = _read(one)
    if one.kind == ANSWER:
        decisions = read.get("decisions", [])
        what = ", ".join(decision["table"] for decision in decisions)
        came = ", ".join([str(read.get("status", "")), *(str(decision["outcome"]) for decision in decisions)])
        return Line(one.seq, one.answer, one.kind, read.get("at", ""), what, came, "", "", one.hash)
    said = {name: str(read.get(name, "")) for name in ("at", "about", "choice", "who", "why")}
    return Line(one.seq, one.answer, one.kind, said["at"], said["about"], said["choice"], said["who"], said["why"], one.hash)


def _read(one: Sealed) -> dict[str, Any]:
    """What a record says; nothing of one that was changed by hand so that it cannot be read."""
    try:
        read: dict[str, Any] = json.loads(one.record)
    except ValueError:
        return {}
    return read if isinstance(read, dict) else {}
