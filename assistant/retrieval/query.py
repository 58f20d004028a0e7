"""A question made ready for search: mended, put in the documents' terms, cut into its clauses."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from assistant.retrieval.spelling import Spelling
from ingest.glossary import Glossary
from ingest.provisions import provisions_in
from ingest.sources import Source

STOPS = r"(?<=[.?!;])\s+|\n+|\s+[-–—]+\s+"
TURNS = r",?\s+(?=(?:but|so|can|could|does|do|is|are|who|what|how|when|which|will|should|must|if)\s)"
CLAUSE = re.compile(f"{STOPS}|{TURNS}")
LEAST_WORDS = 4  # a shorter clause is too little to search with
MOST_CLAUSES = 12
SECTION = re.compile(r"(?<![\d./£])(\d{1,2}\.\d{1,2}(?:\.\d{1,2})?)(?![./]?\d|\s*(?:mg|pm|am|%))")


@dataclass(frozen=True, slots=True)
class Query:
    """A question, ready for search.

    mended     as asked, mistyped words mended
    put        the same in the documents' terms
    clauses    its clauses, where there is more than one
    terms      the standard terms it uses
    provisions the sections of the Act it names ("3", "45A")
    sections   the section numbers it names ("7.16", "33.22")
    documents  ids of the documents it names
    """

    mended: str
    put: str
    clauses: tuple[str, ...] = ()
    terms: tuple[str, ...] = ()
    provisions: frozenset[str] = frozenset()
    sections: frozenset[str] = frozenset()
    documents: frozenset[str] = frozenset()

    @property
    def words(self) -> str:
        """What keyword search looks for."""
        return f"{self.mended} {' '.join(self.terms)}"

    @property
    def texts(self) -> Sequence[str]:
        """What is compared with the rows: as typed, as the documents put it, then its clauses."""
        return (self.mended, self.put, *self.clauses)


class QueryReader:
    """Makes questions ready with the words of one corpus."""

    def __init__(self, spelling: Spelling, glossary: Glossary, sources: Sequence[Source]) -> None:
        self.spelling, self.glossary = spelling, glossary
        self.called = {
            source.id: re.compile(rf"\b(?:{'|'.join(map(re.escape, source.called))})\b", re.IGNORECASE)
            for source in sources
            if source.called
        }
        self.read = lru_cache(maxsize=16)(self._read)

    def _read(self, question: str) -> Query:
        """The question made ready."""
        mended = self.spelling.mend(question)
        put = in_terms(mended, self.glossary)
        return Query(
            mended=mended,
            put=put,
            provisions=provisions_in(put),
            clauses=_clauses(mended),
            terms=tuple(dict.fromkeys(match.term for match in self.glossary.expand(mended) if not match.ambiguous)),
            sections=frozenset(SECTION.findall(question)),
            documents=frozenset(document for document, names in self.called.items() if names.search(mended)),
        )


def in_terms(text: str, glossary: Glossary) -> str:
    """The text with each thing staff say put as the documents put it; what has two meanings stays as it was said."""
    pieces, at = [], 0
    for match in glossary.expand(text):
        if match.start >= at and not match.ambiguous:
            pieces += [text[at : match.start], match.term]
            at = match.end
    return "".join([*pieces, text[at:]])


def _clauses(text: str) -> tuple[str, ...]:
    clauses = [clause for clause in CLAUSE.split(text) if len(clause.split()) >= LEAST_WORDS]
    return tuple(clauses[-MOST_CLAUSES:]) if len(clauses) > 1 else ()
