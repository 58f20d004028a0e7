"""topics.yaml: what staff may be asking about, with how they ask; and what ingest learns from it, kept with the index.

A topic is asked for by its meaning (the vector of the words) and by the words themselves (ingest/classifier.py).
"""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path
from typing import Annotated

import numpy as np
from pydantic import BaseModel, ConfigDict, Field, StringConstraints, field_validator

from ingest.asked import Line
from ingest.classifier import Floats, features, fitted, shares, vocabulary, weighed, words_of
from ingest.errors import SourcesError
from ingest.silences import Silence
from ingest.sources import Identifier
from ingest.yamlfile import YamlError, read_model

SOURCE, LEARNT, NAMES = "topics.yaml", "topics.npz", "topics.json"
FILES = (LEARNT, NAMES)
BORROWED = 0.5  # what a silence's way of asking weighs in a topic of silences. Chosen on the tune half of eval/topics


Whole = Annotated[str, StringConstraints(min_length=2, max_length=2000, strip_whitespace=True)]  # as long as a message may be


class TopicRecord(BaseModel):
    """One topic of topics.yaml; the file's own head says what each key means."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str = Field(min_length=2, pattern=r"^[a-z][a-z0-9_]*$")
    tables: list[str]
    general: bool = False
    asked: list[Line] = Field(min_length=3)
    messages: list[Whole] = []
    silences: list[Identifier] = []
    of_a_case: bool = False


class TopicsFile(BaseModel):
    """The whole of topics.yaml."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    backgrounds: list[Line] = []
    topics: list[TopicRecord] = Field(min_length=2)

    @field_validator("topics")
    @classmethod
    def _ids_are_unique(cls, topics: list[TopicRecord]) -> list[TopicRecord]:
        counted = Counter(topic.id for topic in topics)
        if twice := [name for name, count in counted.items() if count > 1]:
            raise ValueError(f"two topics have the id {twice[0]!r}: make one of them")
        return topics


@dataclass(frozen=True, slots=True)
class Examples:
    """What is learnt from: the topics, and each way of asking with the place of its topic among them and what it weighs."""

    topics: tuple[TopicRecord, ...] = ()
    texts: tuple[str, ...] = ()
    meant: tuple[int, ...] = ()
    weights: tuple[float, ...] = ()


def load_examples(corpus: Path, silences: Iterable[Silence]) -> Examples:
    """The examples of a corpus folder, none where it has no topics.yaml; raises SourcesError with a line for each mistake."""
    if not (corpus / SOURCE).exists():
        return Examples()
    try:
        file = read_model(corpus / SOURCE, TopicsFile)
    except YamlError as error:
        raise SourcesError(str(error)) from None
    by_id = {silence.id: silence for silence in silences}
    if problems := list(_problems(file.topics, by_id)):
        raise SourcesError("\n".join(problems))
    weighed = [
        (text, at, weight)
        for at, topic in enumerate(file.topics)
        for text, weight in (*_asked(topic, by_id), *_told(topic, by_id, file.backgrounds))
    ]
    texts, meant, weights = zip(*weighed, strict=True)
    return Examples(tuple(file.topics), texts, meant, weights)


def _problems(topics: Sequence[TopicRecord], silences: Mapping[str, Silence]) -> Iterator[str]:
    said: dict[str, str] = {}
    for topic in topics:
        for text in (*topic.asked, *topic.messages):
            if (other := said.setdefault(text.lower(), topic.id)) != topic.id:
                yield f"{SOURCE}: {text!r} stands under both {other} and {topic.id}. Keep one of them"
        for name in topic.silences:
            if name not in silences:
                yield f"{SOURCE}: {topic.id}: silences.yaml has no {name!r}. Mend it, or take it out"


def _asked(topic: TopicRecord, silences: Mapping[str, Silence]) -> Iterator[tuple[str, float]]:
    """Every way of asking for a topic, every message that does, and what it weighs: borrowed ones together no more than its own
    ways, however many."""
    yield from ((text, 1.0) for text in (*topic.asked, *topic.messages))
    if borrowed := [] if topic.of_a_case else _borrowed(topic, silences):
        yield from ((text, min(1.0, len(topic.asked) / len(borrowed))) for text in borrowed)


def _borrowed(topic: TopicRecord, silences: Mapping[str, Silence]) -> list[str]:
    found = dict.fromkeys(text for name in topic.silences for text in silences[name].asked)
    return [text for text in found if text not in topic.asked]


def _told(topic: TopicRecord, silences: Mapping[str, Silence], backgrounds: Sequence[str]) -> Iterator[tuple[str, float]]:
    """Every own way of asking after something told of a case, each background in its turn; and of a topic of silences, the
    borrowed ones, each second one after something told."""
    if not topic.tables and not topic.of_a_case:
        return
    story = cycle([f"{background}. " for background in backgrounds] or [""])
    if backgrounds:
        yield from ((next(story) + text, 1.0) for text in topic.asked)
    for at, text in enumerate(_borrowed(topic, silences) if topic.of_a_case else ()):
        yield (next(story) + text if at % 2 else text), BORROWED


@dataclass(frozen=True)
class Topics:
    """What was learnt, ready to be asked.

    records    the topics, in the order of the columns
    words      the place and the rarity of each word, or pair of words, that tells topics apart
    by_vector  (dimensions, topics); by_word (words, topics); bias (topics)
    """

    records: tuple[TopicRecord, ...]
    words: Mapping[str, int]
    rarity: Floats
    by_vector: Floats
    by_word: Floats
    bias: Floats

    def probabilities(self, texts: Sequence[str], vectors: Floats) -> Floats:
        """How likely each topic is, a row a text, by the texts and their vectors (n, dimensions)."""
        scores = vectors @ self.by_vector + self.bias
        for at, text in enumerate(texts):
            places, values = weighed(words_of(text), self.words, self.rarity)
            scores[at] += values @ self.by_word[places]
        return shares(scores)


def write_topics(folder: Path, examples: Examples, vectors: Floats) -> None:
    """Learns from the examples, whose vectors are given in their order, and keeps what was learnt."""
    learnt = learn(examples, vectors)
    np.savez(
        folder / LEARNT,
        rarity=learnt.rarity,
        by_vector=learnt.by_vector,
        by_word=learnt.by_word,
        bias=learnt.bias,
    )
    names = {
        "topics": [topic.model_dump(include={"id", "tables", "general", "of_a_case"}) for topic in examples.topics],
        "words": list(learnt.words),
    }
    (folder / NAMES).write_text(json.dumps(names), encoding="utf-8")


def read_topics(folder: Path) -> Topics:
    """What `write_topics` kept."""
    names = json.loads((folder / NAMES).read_bytes())
    records = tuple(TopicRecord.model_construct(**topic, asked=[], messages=[], silences=[]) for topic in names["topics"])
    words = {word: at for at, word in enumerate(names["words"])}
    with np.load(folder / LEARNT, allow_pickle=False) as kept:
        return Topics(records, words, kept["rarity"], kept["by_vector"], kept["by_word"], kept["bias"])


def nothing_learnt(dimensions: int = 0) -> Topics:
    """What a corpus without topics.yaml teaches."""
    return Topics((), {}, *(np.zeros(shape, np.float32) for shape in (0, (dimensions, 0), (0, 0), 0)))


def learn(examples: Examples, vectors: Floats) -> Topics:
    """The topics that the examples teach; none where there are none."""
    if not examples.topics:
        return nothing_learnt(vectors.shape[1])
    bags = [words_of(text) for text in examples.texts]
    words, rarity = vocabulary(bags)
    weights, bias = fitted(features(bags, vectors, words, rarity), examples.meant, examples.weights)
    by_vector, by_word = weights[: vectors.shape[1]], weights[vectors.shape[1] :]
    return Topics(examples.topics, words, rarity, by_vector, by_word, bias)
