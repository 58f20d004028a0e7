"""topics.yaml: what staff may be asking about, with how they ask; and what ingest learns from it, kept with the index.

A topic is asked for by its meaning (the vector of the words) and by the words themselves: a logistic regression over both,
fitted once at ingest. A question needs two products of matrices and no scikit-learn. The same corpus gives the same numbers.
"""

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import cycle, pairwise
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from pydantic import BaseModel, ConfigDict, Field, field_validator

from ingest.asked import Line
from ingest.errors import SourcesError
from ingest.manifest import text_hash
from ingest.silences import Silence
from ingest.sources import Identifier
from ingest.yamlfile import YamlError, read_model

Floats = NDArray[np.float32]
SOURCE, LEARNT, NAMES = "topics.yaml", "topics.npz", "topics.json"
FILES = (LEARNT, NAMES)

STRENGTH, STEPS, EXACTNESS = 10.0, 100, 1e-3  # inverse regularisation; when the fit stops
LEAST_SEEN = 2  # a word or pair of words in fewer examples than this says nothing
WORD = re.compile(r"[a-z]+(?:'[a-z]+)?|\d+")
NUMBER = "#"  # any number but the section that everything here is about


class TopicRecord(BaseModel):
    """One topic of topics.yaml; the file's own head says what each key means."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str = Field(min_length=2, pattern=r"^[a-z][a-z0-9_]*$")
    tables: list[str]
    general: bool = False
    asked: list[Line] = Field(min_length=3)
    silences: list[Identifier] = []


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
        for text, weight in (*_asked(topic, by_id), *_told(topic, file.backgrounds))
    ]
    texts, meant, weights = zip(*weighed, strict=True)
    return Examples(tuple(file.topics), texts, meant, weights)


def _problems(topics: Sequence[TopicRecord], silences: Mapping[str, Silence]) -> Iterator[str]:
    said: dict[str, str] = {}
    for topic in topics:
        for text in topic.asked:
            if (other := said.setdefault(text.lower(), topic.id)) != topic.id:
                yield f"{SOURCE}: {text!r} stands under both {other} and {topic.id}. Keep one of them"
        for name in topic.silences:
            if name not in silences:
                yield f"{SOURCE}: {topic.id}: silences.yaml has no {name!r}. Mend it, or take it out"


def _asked(topic: TopicRecord, silences: Mapping[str, Silence]) -> Iterator[tuple[str, float]]:
    """Every way of asking for a topic and what it weighs: borrowed ones together no more than its own, however many."""
    found = dict.fromkeys(text for name in topic.silences for text in silences[name].asked)
    borrowed = [text for text in found if text not in topic.asked]
    yield from ((text, 1.0) for text in topic.asked)
    yield from ((text, min(1.0, len(topic.asked) / len(borrowed))) for text in borrowed)


def _told(topic: TopicRecord, backgrounds: Sequence[str]) -> Iterator[tuple[str, float]]:
    """Every own way of asking for a table after something told of a case, each background in its turn."""
    if topic.tables and backgrounds:
        for text, background in zip(topic.asked, cycle(backgrounds), strict=False):
            yield f"{background}. {text}", 1.0


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
            places, values = _weighed(text, self.words, self.rarity)
            scores[at] += values @ self.by_word[places]
        scores -= scores.max(axis=1, keepdims=True)
        likely = np.exp(scores)
        return np.asarray(likely / likely.sum(axis=1, keepdims=True), dtype=np.float32)


def words_of(text: str) -> list[str]:
    """The words of a text and each two that stand together, its beginning and end among them."""
    plain = text.lower().replace("’", "'").replace("s117", "117")
    words = [word if word == "117" else NUMBER if word[0].isdigit() else word.replace("'", "") for word in WORD.findall(plain)]
    ended = ["<", *words, ">"]
    return [*words, *(f"{one} {two}" for one, two in pairwise(ended))]


def _weighed(text: str, words: Mapping[str, int], rarity: Floats) -> tuple[NDArray[np.int64], Floats]:
    """The places of a text's words and what each weighs: often here and rare elsewhere weighs most; unit length."""
    counted = Counter(words[word] for word in words_of(text) if word in words)
    places = np.array(list(counted), dtype=np.int64)
    values = (1 + np.log(np.array(list(counted.values()), dtype=np.float32))) * rarity[places] if counted else np.zeros(0)
    return places, np.asarray(values / max(float(np.linalg.norm(values)), 1e-12), dtype=np.float32)


def write_topics(folder: Path, examples: Examples, vectors: Floats) -> None:
    """Learns from the examples, whose vectors are given in their order, and keeps what was learnt, and the vectors."""
    learnt = learn(examples, vectors)
    np.savez(
        folder / LEARNT,
        rarity=learnt.rarity,
        by_vector=learnt.by_vector,
        by_word=learnt.by_word,
        bias=learnt.bias,
        vectors=vectors,
    )
    names = {
        "topics": [topic.model_dump(include={"id", "tables", "general"}) for topic in examples.topics],
        "words": list(learnt.words),
        "texts": [text_hash(text) for text in examples.texts],
    }
    (folder / NAMES).write_text(json.dumps(names), encoding="utf-8")


def read_topics(folder: Path) -> Topics:
    """What `write_topics` kept."""
    names = json.loads((folder / NAMES).read_bytes())
    records = tuple(TopicRecord.model_construct(**topic, asked=[], silences=[]) for topic in names["topics"])
    words = {word: at for at, word in enumerate(names["words"])}
    with np.load(folder / LEARNT, allow_pickle=False) as kept:
        return Topics(records, words, kept["rarity"], kept["by_vector"], kept["by_word"], kept["bias"])


def kept_vectors(folder: Path) -> dict[str, Floats]:
    """The vectors of the examples by the hash of their words, so that unchanged words are not embedded again."""
    texts: list[str] = json.loads((folder / NAMES).read_bytes())["texts"]
    with np.load(folder / LEARNT, allow_pickle=False) as kept:
        return dict(zip(texts, kept["vectors"], strict=True))


def nothing_learnt(dimensions: int = 0) -> Topics:
    """What a corpus without topics.yaml teaches."""
    return Topics((), {}, *(np.zeros(shape, np.float32) for shape in (0, (dimensions, 0), (0, 0), 0)))


def learn(examples: Examples, vectors: Floats) -> Topics:
    """The topics that the examples teach; none where there are none."""
    if not examples.topics:
        return nothing_learnt(vectors.shape[1])
    words, rarity = _vocabulary(examples.texts)
    weights, bias = _fitted(examples, words, rarity, vectors)
    by_vector, by_word = weights[: vectors.shape[1]], weights[vectors.shape[1] :]
    return Topics(examples.topics, words, rarity, by_vector, by_word, bias)


def _vocabulary(texts: Sequence[str]) -> tuple[dict[str, int], Floats]:
    seen = Counter(word for text in texts for word in set(words_of(text)))
    kept = sorted(word for word, count in seen.items() if count >= LEAST_SEEN)
    rarity = np.array([1 + np.log((1 + len(texts)) / (1 + seen[word])) for word in kept], dtype=np.float32)
    return {word: at for at, word in enumerate(kept)}, rarity


def _fitted(examples: Examples, words: Mapping[str, int], rarity: Floats, vectors: Floats) -> tuple[Floats, Floats]:
    """Weights (dimensions + words, topics) and biases."""
    from scipy.sparse import csr_matrix, hstack  # type: ignore[import-untyped] # noqa: PLC0415 - only ingest needs it
    from sklearn.linear_model import LogisticRegression  # noqa: PLC0415 - a second to import

    weighed = [_weighed(text, words, rarity) for text in examples.texts]
    starts = np.cumsum([0, *(len(places) for places, _ in weighed)])
    places, values = (np.concatenate([pair[part] for pair in weighed]) for part in (0, 1))
    said: Any = csr_matrix((values, places, starts), shape=(len(weighed), len(words)))
    together = hstack([csr_matrix(vectors), said]).tocsr()
    fitted = LogisticRegression(C=STRENGTH, max_iter=STEPS, tol=EXACTNESS)
    fitted.fit(together, np.array(examples.meant), sample_weight=np.array(examples.weights))
    weights, bias = fitted.coef_, fitted.intercept_
    if len(weights) == 1:  # two classes come as one row
        weights, bias = np.vstack([-weights, weights]), np.concatenate([-bias, bias])
    return np.ascontiguousarray(weights.T, dtype=np.float32), bias.astype(np.float32)
