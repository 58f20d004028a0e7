"""How well facts are heard in sayings that were not learnt from: `python -m eval.adapting --hold` prints it.

Some sayings of every value are put aside, by their hash. What is learnt from the others listens to them: each to its own fact,
and to some told of other facts, which it should not hear.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

import numpy as np
from numpy.typing import NDArray

from eval.rates import Rate
from ingest.manifest import text_hash
from ingest.said import NOT_TOLD, Heard, SaidRecord, Sayings, learn

EVERY = 5  # one saying of so many is put aside
OTHERS = 300  # texts told of other facts that each fact is tried on
LEVELS = (0.5, 0.6, 0.7)  # how likely a value has to be, to count as heard
Vectors = NDArray[np.float32]
Embed = Callable[[Sequence[str]], Vectors]


@dataclass(frozen=True, slots=True)
class Told:
    """A saying that was put aside: what it tells of which fact, NOT_TOLD for a near miss."""

    fact: str
    value: str
    text: str


@dataclass(frozen=True, slots=True)
class Listened:
    """At one level: heard right, as another value; heard in a near miss, and in what tells of another fact."""

    level: float
    right: Rate
    wrong: Rate
    near: Rate
    elsewhere: Rate


def put_aside(sayings: Sayings) -> tuple[Sayings, tuple[Told, ...]]:
    """What is learnt from and what is not; the same ones every time."""
    aside = tuple(told for record in sayings.records for told in _told(record) if _is_aside(told.text))
    kept = tuple(_without(record) for record in sayings.records)
    return Sayings(kept, tuple(text for text in sayings.elsewhere if not _is_aside(text))), aside


def listened(learnt_from: Sayings, aside: Sequence[Told], embed: Embed) -> Iterator[Listened]:
    """How what was put aside is heard, a row a level."""
    heard = learn(learnt_from, embed(learnt_from.texts))
    texts = list(dict.fromkeys(told.text for told in aside))
    vectors = dict(zip(texts, embed(texts), strict=True))
    found = [one for fact in heard.values for one in _of_a_fact(heard, fact, aside, vectors)]
    for level in LEVELS:
        sure = [(told, value if likely >= level else NOT_TOLD) for told, value, likely in found]
        own = [(told.value, value) for told, value in sure if told is not None]
        yield Listened(
            level,
            _rate(value == meant for meant, value in own if meant),
            _rate(value not in (NOT_TOLD, meant) for meant, value in own if meant),
            _rate(value != NOT_TOLD for meant, value in own if not meant),
            _rate(value != NOT_TOLD for told, value in sure if told is None),
        )


def _rate(passed: Iterator[bool]) -> Rate:
    each = list(passed)
    return Rate(sum(each), len(each))


def _of_a_fact(
    heard: Heard, fact: str, aside: Sequence[Told], vectors: dict[str, Vectors]
) -> Iterator[tuple[Told | None, str, float]]:
    own = [told for told in aside if told.fact == fact]
    known = {told.text for told in own}
    others = list(islice((told.text for told in aside if told.text not in known), OTHERS))
    texts = [*(told.text for told in own), *others]
    likely = heard.probabilities(fact, texts, np.array([vectors[text] for text in texts]))[:, 1:]
    for at, row in enumerate(likely):
        best = int(row.argmax())
        yield (own[at] if at < len(own) else None), heard.values[fact][1 + best], float(row[best])


def _told(record: SaidRecord) -> Iterator[Told]:
    for value, texts in [*record.said.items(), (NOT_TOLD, record.not_said)]:
        yield from (Told(record.fact, value, text) for text in texts)


def _without(record: SaidRecord) -> SaidRecord:
    said = {value: [text for text in texts if not _is_aside(text)] for value, texts in record.said.items()}
    return record.model_copy(update={"said": said, "not_said": [text for text in record.not_said if not _is_aside(text)]})


def _is_aside(text: str) -> bool:
    return int(text_hash(text), 16) % EVERY == 0
