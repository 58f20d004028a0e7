"""Semantic and keyword search as one list: a weighted sum over all candidates, whatever their number.

Each part is on a scale of its own that does not depend on how many candidates there are, so that the sum means the same for
a small corpus and a large one. Ties are broken by the order of the corpus: the same question gives the same list for ever.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assistant.model import Findings, Hit, Passage, Unanswered
from assistant.retrieval.query import Query, QueryReader
from ingest.embeddings import Embedder
from ingest.keywords import Keywords
from ingest.learned import UNLIKELY, Learned
from ingest.paragraphs import Paragraph
from ingest.provisions import provisions_in
from ingest.rows import PassageRecord, Row, Way
from ingest.silences import Silence, SilenceKind
from ingest.sources import Sources

Floats = NDArray[np.float32]
HITS = 16  # ways in that are kept for each passage


@dataclass(frozen=True, slots=True)
class Weights:
    """How much each part counts. Chosen on eval/questions/tune.yaml, see docs/decisions/0003-search.md.

    text     the paragraph's own words, and the same in plain words: a cosine
    asked    the nearest way of asking: a cosine
    habit    how likely the passage is meant by a question that reads like this: a log probability
    keyword  words in common, as a share of the best row's
    clause   how much less a clause of a long question counts than the whole
    named    a passage of the document or section that the question names
    clash    taken off "section 2 ..." in a list of sections where the question names section 3 and not 2
    extract  taken off an extract that nobody asked for by name: the document it was taken from says the same
    """

    text: float = 0.4
    asked: float = 0.6
    habit: float = 0.1
    keyword: float = 0.3
    clause: float = 0.9
    named: float = 0.5
    clash: float = 0.4
    extract: float = 0.05

    def on_scale(self, total: float) -> float:
        """The weighted sum as 0 to 1: 0 where nothing is near, 1 where all is, the same for every question."""
        least = self.habit * UNLIKELY - self.extract
        most = self.text + self.asked + self.keyword + self.named
        return min(max((total - least) / (most - least), 0.0), 1.0)


STANDARD = Weights()


@dataclass(frozen=True, slots=True)
class Nearness:
    """How near the rows are to a question (a cosine each, in the order of the rows), and the habit's view of the passages."""

    rows: Floats
    habit: Floats


class HybridRetriever:
    """The retriever that answers questions."""

    def __init__(
        self,
        *,
        passages: Sequence[PassageRecord],
        paragraphs: Mapping[str, Paragraph],
        rows: Sequence[Row],
        silences: Sequence[Silence],
        sources: Sources,
        embedder: Embedder,
        learned: Learned,
        keywords: Keywords,
        reader: QueryReader,
        weights: Weights = STANDARD,
    ) -> None:
        self.passages, self.silences, self.rows, self.embedder = passages, silences, rows, embedder
        self.learned, self.keywords, self.reader, self.weights = learned, keywords, reader, weights
        self.extracts = frozenset(source.id for source in sources.documents if source.through)
        # What rows lead to, in the order of the rows: the passages, then the silences.
        units = [*(passage.paragraph for passage in passages), *(silence.unit for silence in silences)]
        number = {unit: at for at, unit in enumerate(units)}
        owner = np.array([number[row.paragraph] for row in rows], dtype=np.int64)
        self.starts = np.flatnonzero(np.diff(owner, prepend=-1))
        self.ends = np.append(self.starts[1:], len(rows))
        self.is_asked = np.array([row.way in (Way.ASKED, Way.SILENT) for row in rows])
        self.has_asked = np.bincount(owner, weights=self.is_asked, minlength=len(units)) > 0
        self.has_text = np.bincount(owner, weights=~self.is_asked, minlength=len(units)) > 0

        self.provisions, self.row_provisions = _provisions(passages, paragraphs, rows)

    def search(self, question: str, limit: int) -> Sequence[Passage]:
        """The passages that speak to the question, best first."""
        return self.look(question, limit).passages

    def look(self, question: str, limit: int) -> Findings:
        """The passages that speak to the question, best first, and the nearest matter that none of them answers."""
        query = self.reader.read(question)
        near = self.nearness(query)
        scores = self.scores(query, near)
        best = np.argsort(-scores[: len(self.passages)], kind="stable")[:limit]
        passages = tuple(self._passage(int(at), scores[at], near.rows) for at in best)
        by_number = bool(passages) and _section(passages[0]) in query.sections
        return Findings(passages, self._unanswered(scores), query.mended, query.terms, by_number)

    def nearness(self, query: Query) -> Nearness:
        """The question as typed and as the documents put it, and each clause of it, against every row."""
        vectors = self.learned.metric.apply(self.embedder.vectors([query.mended, query.put, *query.clauses]))
        near = self.learned.compared @ vectors.T
        near[:, 2:] *= self.weights.clause
        near -= self._clash(query)[:, None]
        habit = (self._habit(vectors[0]) + self._habit(vectors[1])) / 2
        return Nearness(np.round(near.max(axis=1), 6), habit.astype(np.float32))

    def scores(self, query: Query, near: Nearness) -> Floats:
        """How well each passage speaks to the question."""
        weights = self.weights
        text = self._best(np.where(self.is_asked, np.float32(-1), near.rows))
        asked = self._best(np.where(self.is_asked, near.rows, np.float32(-1)))
        # What has no words of its own (a silence), or no ways of asking (a new document), is judged by what it has.
        text, asked = np.where(self.has_text, text, asked), np.where(self.has_asked, asked, text)
        keyword = self._best(self.keywords.scores(query.words))
        keyword /= max(float(keyword.max()), 1e-6)
        near_words = weights.text * text + weights.asked * np.maximum(asked, 0) + weights.keyword * keyword
        return np.asarray(near_words + weights.habit * near.habit + self._named(query), dtype=np.float32)

    def _clash(self, query: Query) -> Floats:
        """Taken off an entry of a list of provisions where the question names others and not this one."""
        clashing = [bool(named) and query.provisions.isdisjoint(named) for named in self.provisions]
        off = self.weights.clash if query.provisions else 0.0
        return np.where(np.array(clashing)[self.row_provisions], np.float32(off), np.float32(0))

    def _habit(self, vector: Floats) -> Floats:
        """The log probability of each passage and silence; one never taught is as likely as the fifth likeliest."""
        known = self.learned.habit.log_probabilities(vector)
        fifth = np.sort(known)[-5] if len(known) >= 5 else np.float32(0)
        every = np.full(len(self.starts), fifth, dtype=np.float32)
        every[self.learned.habit.units] = known
        return every

    def _best(self, values: Floats) -> Floats:
        """The best value among the rows of each passage, whose rows stand together."""
        return np.asarray(np.maximum.reduceat(values, self.starts), dtype=np.float32)

    def _named(self, query: Query) -> Floats:
        weights = self.weights
        unasked = self.extracts - query.documents
        named = np.zeros(len(self.starts), dtype=np.float32)
        named[: len(self.passages)] = np.array(
            [
                weights.named * ((passage.document in query.documents) + (_section(passage) in query.sections))
                - weights.extract * (passage.document in unasked)
                for passage in self.passages
            ],
            dtype=np.float32,
        )
        return named

    def _unanswered(self, scores: Floats) -> Unanswered | None:
        if not self.silences:
            return None
        best = int(np.argmax(scores[len(self.passages) :]))
        silence = self.silences[best]
        return Unanswered(
            matter=silence.matter,
            outside=silence.kind == SilenceKind.OUTSIDE,
            nearest=silence.nearest,
            who=silence.who,
            notices=tuple(silence.notices),
            score=self.weights.on_scale(float(scores[len(self.passages) + best])),
        )

    def _passage(self, at: int, total: float, near: Floats) -> Passage:
        record, ways = self.passages[at], np.arange(self.starts[at], self.ends[at])
        best = ways[np.argsort(-near[ways], kind="stable")]
        hits = _hits([(self.rows[way], float(near[way])) for way in best])
        score = self.weights.on_scale(float(total))
        return Passage(record.paragraph, record.document, record.text, record.headings, score, record.items, hits)


def _section(passage: PassageRecord | Passage) -> str:
    return passage.paragraph.partition("/")[2].partition(".p")[0]


def _provisions(
    passages: Sequence[PassageRecord], paragraphs: Mapping[str, Paragraph], rows: Sequence[Row]
) -> tuple[list[frozenset[str]], NDArray[np.int64]]:
    """The different sets of provisions that entries of lists are about, and for each row the place of its set among them."""
    by_item: dict[str, frozenset[str]] = {}
    for passage in passages:
        named = {item: provisions_in(paragraphs[item].text) for item in passage.items}
        if 2 * sum(map(bool, named.values())) >= len(named):
            by_item |= named
    sets = [frozenset[str](), *dict.fromkeys(by_item.values())]
    place = {named: at for at, named in enumerate(sets)}
    return sets, np.array([place[by_item.get(row.at, frozenset())] for row in rows], dtype=np.int64)


def _hits(ways: list[tuple[Row, float]]) -> tuple[Hit, ...]:
    """The best way in to each point or sentence."""
    kept: dict[tuple[str, int | None, tuple[int, int] | None], Hit] = {}
    for row, score in ways:
        kept.setdefault((row.at, row.point, row.span), Hit(row.at, score, row.point, row.span))
    return tuple(kept.values())[:HITS]
