"""said/*.yaml: how staff tell a fact, in their words; and what ingest learns from it, kept with the index.

Each fact has classifiers of its own (ingest/classifier.py): does a clause speak of it, and which value does it tell? They learn
from what tells the fact, from near misses that leave it open, and from how other things are told and asked.
"""

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import chain
from pathlib import Path
from typing import Any

import numpy as np
from pydantic import BaseModel, ConfigDict, Field, RootModel

from ingest.asked import Line
from ingest.classifier import Floats, Table, features, fitted, shares, vocabulary, weighed, words_of
from ingest.errors import SourcesError
from ingest.manifest import text_hash
from ingest.yamlfile import YamlError, read_model

FOLDER, LEARNT, NAMES = "said", "said.npz", "said.json"
FILES = (LEARNT, NAMES)
TABLES = ("about", "which", "answers")
KEPT = 256  # texts: the clauses of a long message or two

NOT_TOLD = ""  # the class of what leaves a fact open
ANSWERS = (NOT_TOLD, "yes", "no")
OTHERS = 900  # of the examples of everything else, for each fact: by their hash, so that a new saying moves hardly one of them
SHARED = 0.7  # what all facts together say of yes and no, against a fact's own examples; by five-fold cross-validation
LEAST = 1e-6  # the least probability that is told apart
TURNING = frozenset(
    """not no never nobody nothing none without isnt arent wasnt werent hasnt havent hadnt doesnt dont didnt cant cannot couldnt
    wont wouldnt yet waiting neither nor still against pending outstanding missing""".split()
)
TURNING_BEGINS = ("refus", "declin", "await", "fail", "lack")


class SaidRecord(BaseModel):
    """How one fact is told. `said`: by value; `not_said`: what comes near and leaves the fact open."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    fact: str = Field(min_length=2, pattern=r"^[a-z][a-z0-9_]*$")
    said: dict[str, list[Line]] = Field(min_length=1)
    not_said: list[Line] = []


class _SaidFile(RootModel[list[SaidRecord]]):
    """A file of said/; which fact stands in which file is for its readers alone."""


@dataclass(frozen=True, slots=True)
class Sayings:
    """What is learnt from: the facts, and every text once. `elsewhere`: texts that tell no fact, as questions do."""

    records: tuple[SaidRecord, ...] = ()
    elsewhere: tuple[str, ...] = ()

    @property
    def texts(self) -> tuple[str, ...]:
        """Every text, each once."""
        told = chain.from_iterable(_lines(record) for record in self.records)
        return tuple(dict.fromkeys([*(text for text, _ in told), *self.elsewhere]))


def files_of(corpus: Path) -> list[Path]:
    """The files of a corpus folder's said/, in their order."""
    return sorted((corpus / FOLDER).glob("*.yaml"))


def load_sayings(corpus: Path, elsewhere: Iterable[str] = ()) -> Sayings:
    """The sayings of a corpus folder, none where it has no said/; raises SourcesError with a line for each mistake."""
    try:
        records = tuple(record for file in files_of(corpus) for record in read_model(file, _SaidFile).root)
    except YamlError as error:
        raise SourcesError(str(error)) from None
    if problems := list(_problems(records)):
        raise SourcesError("\n".join(problems))
    return Sayings(records, tuple(dict.fromkeys(elsewhere)) if records else ())


def _problems(records: Sequence[SaidRecord]) -> Iterator[str]:
    counted = Counter(record.fact for record in records)
    yield from (f"{FOLDER}/: {name} stands there {n} times. Make one of them" for name, n in counted.items() if n > 1)
    for record in records:
        said: dict[str, str] = {}
        for text, value in _lines(record):
            if (other := said.setdefault(text.lower(), value)) != value:
                where = " and ".join(one or "not_said" for one in (other, value))
                yield f"{FOLDER}/: {record.fact}: {text!r} stands under both {where}. Keep one of them"


def _lines(record: SaidRecord) -> Iterator[tuple[str, str]]:
    """Every text of a fact and the value it tells."""
    yield from ((text, value) for value, texts in record.said.items() for text in texts)
    yield from ((text, NOT_TOLD) for text in record.not_said)


@dataclass(frozen=True)
class Heard:
    """What was learnt, ready to be asked.

    values   the values of each fact, NOT_TOLD first; the columns of all facts stand one after the other
    words    the place and the rarity of each word, or pair of words
    about    for each fact: does a text speak of it at all?
    which    for each column: and if so, which value does it tell?
    answers  open, yes or no, learnt from every fact that is one or the other, since all share how people say no
    """

    values: dict[str, tuple[str, ...]]
    words: dict[str, int]
    rarity: Floats
    about: Table
    which: Table
    answers: Table

    @cached_property
    def places(self) -> dict[str, tuple[int, slice]]:
        """Where each fact stands: among the facts, and its values among the columns."""
        ends = np.cumsum([len(values) for values in self.values.values()])
        return {
            fact: (at, slice(int(ends[at]) - len(values), int(ends[at])))
            for at, (fact, values) in enumerate(self.values.items())
        }

    def probabilities(self, fact: str, texts: Sequence[str], vectors: Floats) -> Floats:
        """How likely each value of a fact is, a row a text, by the texts and their vectors (n, dimensions)."""
        at, columns = self.places[fact]
        scores = [self._scores(text, vector.tobytes()) for text, vector in zip(texts, vectors, strict=True)]
        about = np.array([every[0][at : at + 1] for every in scores])
        which = np.array([every[1][columns] for every in scores])
        answers = np.array([every[2] for every in scores])
        told = np.log(shares(which) + LEAST)
        if set(self.values[fact]) == set(ANSWERS):
            order = [ANSWERS.index(value) for value in self.values[fact]]
            told = (1 - SHARED) * told + SHARED * np.log(shares(answers)[:, order] + LEAST)
        likely = shares(told) / (1 + np.exp(-about))
        likely[:, 0] += 1 - likely.sum(axis=1)
        return np.asarray(likely, dtype=np.float32)

    @cached_property
    def _scores(self) -> Callable[[str, bytes], tuple[Floats, ...]]:
        """Each table's scores for a text and the bytes of its vector, kept for a turn: one text is asked about many facts."""
        return lru_cache(maxsize=KEPT)(self._scored)

    def _scored(self, text: str, vector: bytes) -> tuple[Floats, ...]:
        row = (np.frombuffer(vector, dtype=np.float32), *weighed(bag_of(text), self.words, self.rarity))
        return tuple(table.scores(*row) for table in (self.about, self.which, self.answers))


def bag_of(text: str) -> list[str]:
    """The words of a text, and those after a "not" once more as denied; whether it ends in a question mark."""
    words = words_of(text)
    singles = [word for word in words if " " not in word]
    turned = next((at for at, word in enumerate(singles) if word in TURNING or word.startswith(TURNING_BEGINS)), len(singles))
    return [*words, *(f"not:{word}" for word in singles[turned + 1 :]), *(["?"] if text.rstrip().endswith("?") else [])]


def nothing_heard() -> Heard:
    """What a corpus without said/ teaches."""
    tables = (Table.of(np.zeros((1, columns), np.float32), 0) for columns in (0, 0, len(ANSWERS)))
    return Heard({}, {}, np.zeros(0, np.float32), *tables)


def learn(sayings: Sayings, vectors: Floats) -> Heard:
    """What the sayings teach; `vectors` are those of their texts."""
    if not sayings.records:
        return nothing_heard()
    bags = [bag_of(text) for text in sayings.texts]
    words, rarity = vocabulary(bags)
    teacher = _Teacher(sayings, features(bags, vectors, words, rarity))
    about, which = (np.hstack(columns) for columns in zip(*(teacher.of(one) for one in sayings.records), strict=True))
    values = {record.fact: (NOT_TOLD, *record.said) for record in sayings.records}
    return Heard(values, words, rarity, *(Table.of(each, vectors.shape[1]) for each in (about, which, teacher.answers())))


class _Teacher:
    """Fits the tables of weights, the bias as the last row of each."""

    def __init__(self, sayings: Sayings, rows: Any) -> None:
        self.sayings, self.rows, self.texts = sayings, rows, sayings.texts
        self.place = {text: at for at, text in enumerate(self.texts)}
        self.shuffled = sorted(self.texts, key=text_hash)

    def of(self, record: SaidRecord) -> tuple[Floats, Floats]:
        """Whether a text speaks of a fact, and which value it tells."""
        lines = dict(_lines(record))
        others = [text for text in self.shuffled if text not in lines][:OTHERS]
        about = self._fitted([*lines, *others], [1] * len(lines) + [0] * len(others))
        values = (NOT_TOLD, *record.said)
        which = self._fitted(list(lines), [values.index(value) for value in lines.values()])
        return about[:, 1:] - about[:, :1], which

    def answers(self) -> Floats:
        """Open, yes or no, by every fact that is one or the other."""
        plain = [record for record in self.sayings.records if {NOT_TOLD, *record.said} == set(ANSWERS)]
        told = dict(line for record in plain for line in _lines(record))
        if len(set(told.values())) < len(ANSWERS):
            return np.zeros((self.rows.shape[1] + 1, len(ANSWERS)), np.float32)
        return self._fitted(list(told), [ANSWERS.index(value) for value in told.values()])

    def _fitted(self, texts: Sequence[str], meant: Sequence[int]) -> Floats:
        weights, bias = fitted(self.rows[[self.place[text] for text in texts]], meant)
        return np.vstack([weights, bias])


def write_said(folder: Path, sayings: Sayings, vectors: Floats) -> None:
    """Learns from the sayings, whose texts' vectors are given in their order, and keeps what was learnt."""
    heard = learn(sayings, vectors)
    tables = [getattr(heard, name).kept(name) for name in TABLES]
    np.savez(folder / LEARNT, rarity=heard.rarity, **dict(chain.from_iterable(each.items() for each in tables)))
    names = {"values": heard.values, "words": list(heard.words)}
    (folder / NAMES).write_text(json.dumps(names), encoding="utf-8")


def read_said(folder: Path) -> Heard:
    """What `write_said` kept."""
    names = json.loads((folder / NAMES).read_bytes())
    words = {word: at for at, word in enumerate(names["words"])}
    values = {fact: tuple(listed) for fact, listed in names["values"].items()}
    with np.load(folder / LEARNT, allow_pickle=False) as kept:
        return Heard(values, words, kept["rarity"], *(Table.back(name, kept) for name in TABLES))
