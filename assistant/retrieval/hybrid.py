"""Semantic and keyword search as one list: a weighted sum over all candidates, whatever their number.

Each part is on a scale of its own that does not depend on how many candidates there are, so that the sum means the same for
a small corpus and a large one. Ties are broken by the order of the corpus: the same question gives the same list for ever.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assistant.model import Findings, Hit, Passage, Unanswered
from assistant.retrieval.candidates import LARGE, Candidates, Places, Shortlist
from assistant.retrieval.query import Query, QueryReader
from assistant.retrieval.weights import STANDARD, Weights
from ingest.embeddings import Embedder
from ingest.keywords import Keywords
from ingest.learned import Learned
from ingest.paragraphs import Paragraph
from ingest.provisions import provisions_in
from ingest.rows import PassageRecord, Row, Way
from ingest.silences import Silence, SilenceKind
from ingest.sources import Sources

Floats = NDArray[np.float32]
HITS = 16  # ways in that are kept for each passage
LIKELY = 50  # units that the habit thinks of, in a large index


@dataclass(frozen=True, slots=True)
class Nearness:
    """How near the rows of a shortlist are to a question.

    rows     a cosine each, in the order of the shortlist's rows
    keyword  what keyword search gives each of its units, as a share of the best
    habit    the log probability of each of its units
    """

    scope: Shortlist
    rows: Floats
    keyword: Floats
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
        self._beside, self._begun = ThreadPoolExecutor(1, "begun"), dict[Query, Future[Floats]]()
        self.compared: Floats = np.asarray(learned.compared)  # a plain view of the file: quicker than a memmap
        self.extracts = frozenset(source.id for source in sources.documents if source.through)
        # What rows lead to, in the order of the rows: the passages, then the silences.
        units = [*(passage.paragraph for passage in passages), *(silence.unit for silence in silences)]
        number = {unit: at for at, unit in enumerate(units)}
        owner = np.array([number[row.paragraph] for row in rows], dtype=np.int64)
        starts = np.flatnonzero(np.diff(owner, prepend=-1))
        self.whole = Shortlist(np.arange(len(units)), np.arange(len(rows)), starts)
        self.candidates = Candidates(learned.compared, starts) if len(rows) > LARGE else None
        self.numbered = _places(passages, lambda passage: _section(passage) if _section(passage)[:1].isdigit() else None)
        self.in_document = _places(passages, lambda passage: passage.document)
        self.is_asked = np.array([row.way in (Way.ASKED, Way.SILENT) for row in rows])
        self.has_asked = np.bincount(owner, weights=self.is_asked, minlength=len(units)) > 0
        self.has_text = np.bincount(owner, weights=~self.is_asked, minlength=len(units)) > 0
        self.provisions, self.row_provisions = _provisions(passages, paragraphs, rows)

    def search(self, question: str, limit: int) -> Sequence[Passage]:
        """The passages that speak to the question, best first."""
        return self.look(question, limit).passages

    def begin(self, question: str) -> None:
        """Embeds a question on a thread of its own while it is read, unless that thread is busy with another's: who is alone is
        answered sooner, and among many nobody waits for it."""
        if all(one.done() for one in self._begun.values()):
            query = self.reader.read(question)
            self._begun = {query: self._beside.submit(self.embedder.vectors, query.texts)}

    def look(self, question: str, limit: int) -> Findings:
        """The passages that speak to the question, best first, and the nearest matter that none of them answers."""
        query = self.reader.read(question)
        near = self.nearness(query)
        scores = self.scores(query, near)
        order = np.argsort(-scores, kind="stable")
        found = [int(at) for at in order if near.scope.units[at] < len(self.passages)][:limit]
        passages = tuple(self._passage(at, scores[at], near) for at in found)
        by_number = bool(passages) and _section(passages[0]) in query.sections
        return Findings(passages, self._unanswered(order, scores, near.scope), query.mended, query.terms, by_number)

    def mended(self, question: str) -> str:
        """The question with its mistyped words mended, as search reads it."""
        return self.reader.spelling.mend(question)

    def nearness(self, query: Query) -> Nearness:
        """The question as typed and as the documents put it, and each clause of it, against every row worth scoring."""
        if begun := self._begun.get(query):
            wait([begun])  # its vectors are remembered, and a mistake of its is met again below
        vectors = self.learned.metric.apply(self.embedder.vectors(query.texts))
        habit = np.asarray((self._habit(vectors[0]) + self._habit(vectors[1])) / 2, dtype=np.float32)
        words = self.keywords.scores(query.words)
        scope = self._scope(query, vectors, words, habit)
        near = self._rows(scope) @ vectors.T
        near[:, 2:] *= self.weights.clause
        near -= self._clash(query, scope)[:, None]
        keyword = _best(words[scope.rows], scope)
        keyword /= max(float(keyword.max()), 1e-6)
        return Nearness(scope, np.round(near.max(axis=1), 6), keyword, habit[scope.units])

    def scores(self, query: Query, near: Nearness) -> Floats:
        """How well each unit of the shortlist speaks to the question."""
        weights, scope, is_asked = self.weights, near.scope, self.is_asked[near.scope.rows]
        text = _best(np.where(is_asked, np.float32(-1), near.rows), scope)
        asked = _best(np.where(is_asked, near.rows, np.float32(-1)), scope)
        # What has no words of its own (a silence), or no ways of asking (a new document), is judged by what it has.
        text, asked = np.where(self.has_text[scope.units], text, asked), np.where(self.has_asked[scope.units], asked, text)
        near_words = weights.text * text + weights.asked * np.maximum(asked, 0) + weights.keyword * near.keyword
        return np.asarray(near_words + weights.habit * near.habit + self._named(query, scope), dtype=np.float32)

    def _scope(self, query: Query, vectors: Floats, words: Floats, habit: Floats) -> Shortlist:
        """Everything, or in a large index what may turn out best: near, worded alike, named, likely, and every silence."""
        if self.candidates is None:
            return self.whole
        taught, silences = self.learned.habit.units, np.arange(len(self.passages), len(self.whole.units))
        likely = taught[np.argsort(-habit[taught], kind="stable")[:LIKELY]]
        return self.candidates.shortlist(vectors, words, [*_found(self.numbered, query.sections), likely, silences])

    def _rows(self, scope: Shortlist) -> Floats:
        return self.compared if scope is self.whole else self.compared[scope.rows]

    def _clash(self, query: Query, scope: Shortlist) -> Floats:
        """Taken off an entry of a list of provisions where the question names others and not this one."""
        clashing = [bool(named) and query.provisions.isdisjoint(named) for named in self.provisions]
        off = self.weights.clash if query.provisions else 0.0
        return np.where(np.array(clashing)[self.row_provisions[scope.rows]], np.float32(off), np.float32(0))

    def _habit(self, vector: Floats) -> Floats:
        """The log probability of each passage and silence; one never taught is as likely as the fifth likeliest."""
        known = self.learned.habit.log_probabilities(vector)
        fifth = np.sort(known)[-5] if len(known) >= 5 else np.float32(0)
        every = np.full(len(self.whole.units), fifth, dtype=np.float32)
        every[self.learned.habit.units] = known
        return every

    def _named(self, query: Query, scope: Shortlist) -> Floats:
        named = np.zeros(len(self.whole.units), dtype=np.float32)
        for places in (*_found(self.in_document, query.documents), *_found(self.numbered, query.sections)):
            named[places] += self.weights.named
        for places in _found(self.in_document, self.extracts - query.documents):
            named[places] -= self.weights.extract
        return named[scope.units]

    def _unanswered(self, order: NDArray[np.int64], scores: Floats, scope: Shortlist) -> Unanswered | None:
        best = next((int(at) for at in order if scope.units[at] >= len(self.passages)), None)
        if best is None:
            return None
        silence = self.silences[int(scope.units[best]) - len(self.passages)]
        return Unanswered(
            matter=silence.matter,
            outside=silence.kind == SilenceKind.OUTSIDE,
            nearest=silence.nearest,
            who=silence.who,
            notices=tuple(silence.notices),
            score=self.weights.on_scale(float(scores[best])),
        )

    def _passage(self, at: int, total: float, near: Nearness) -> Passage:
        record = self.passages[int(near.scope.units[at])]
        ways = np.arange(near.scope.starts[at], near.scope.ends[at])
        best = ways[np.argsort(-near.rows[ways], kind="stable")]
        hits = _hits((self.rows[near.scope.rows[way]], float(near.rows[way])) for way in best)
        score = self.weights.on_scale(float(total))
        return Passage(record.paragraph, record.document, record.text, record.headings, score, record.items, hits)


def _best(values: Floats, scope: Shortlist) -> Floats:
    """The best value among the rows of each unit, which stand together."""
    return np.asarray(np.maximum.reduceat(values, scope.starts), dtype=np.float32)


def _places(passages: Sequence[PassageRecord], name: Callable[[PassageRecord], str | None]) -> dict[str, Places]:
    """The places of the passages of each name; those without one left out."""
    places: dict[str, list[int]] = {}
    for at, passage in enumerate(passages):
        if (named := name(passage)) is not None:
            places.setdefault(named, []).append(at)
    return {named: np.array(found, dtype=np.int64) for named, found in places.items()}


def _found(places: Mapping[str, Places], names: Iterable[str]) -> list[Places]:
    return [places[name] for name in names if name in places]


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


def _hits(ways: Iterable[tuple[Row, float]]) -> tuple[Hit, ...]:
    """The best way in to each point or sentence."""
    kept: dict[tuple[str, int | None, tuple[int, int] | None], Hit] = {}
    for row, score in ways:
        key = (row.at, row.point, row.span)
        if key not in kept:
            kept[key] = Hit(row.at, score, row.point, row.span)
        if len(kept) == HITS:
            break
    return tuple(kept.values())
