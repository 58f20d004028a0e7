"""The rulebook as the doors use it: written once, ready over the paragraphs that are in use now."""

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.holdings import Holdings
from assistant.rules.decision import Decision, Reason
from assistant.rules.edition import edition
from assistant.rules.engine import Rulebook
from assistant.rules.load import ready, written_rules
from assistant.rules.written import Written
from ingest.notices import Notices, load_notices
from ingest.paragraphs import Paragraph, paragraphs_of
from ingest.readers import READERS
from ingest.sources import Sources, document_path, load_sources

if TYPE_CHECKING:
    from ingest.gazetteer import Gazetteer

CHANGED = "The words this rests on have changed in the document. Ask whoever looks after the rules before relying on this."


@dataclass(frozen=True, slots=True)
class Note:
    """A notice in words. `kind`: advisory, conflict, or changed; `id` is the notice's, or the changed paragraph's."""

    kind: str
    id: str
    text: str


@dataclass(frozen=True, slots=True)
class Source:
    """Exact words of a paragraph, and where they stand. `start` and `end` are None where they no longer stand there."""

    n: int
    document: str
    title: str
    paragraph: str
    heading: str
    quote: str
    start: int | None
    end: int | None
    page: int | None
    url: str
    stands: bool


@dataclass(frozen=True)
class Rules:
    """The rulebook over some paragraphs. `edition` names the rulebook's files as they were when it was read.

    find_places  gets the gazetteer that belongs with the paragraphs, or None
    """

    written: Written
    rulebook: Rulebook
    paragraphs: Mapping[str, Paragraph]
    sources: Sources
    notices: Notices
    edition: str
    find_places: Callable[[], "Gazetteer | None"]

    @cached_property
    def gazetteer(self) -> "Gazetteer | None":
        """Places and their bodies, read when first asked for; None where the corpus has none."""
        return self.find_places()

    def stands(self, cite: str, quote: str) -> bool:
        """Whether a quotation stands in the paragraph it names."""
        return cite in self.paragraphs and quote in self.paragraphs[cite].text

    def source(self, n: int, cite: str, quote: str) -> Source:
        """A quotation with its place. A paragraph that is gone keeps its id."""
        paragraph = self.paragraphs.get(cite)
        document = cite.partition("/")[0]
        titles = {source.id: source.title for source in self.sources.documents}
        heading, page = (paragraph.heading, paragraph.page) if paragraph else ("", None)
        at = paragraph.text.find(quote) if paragraph else -1
        start, end = (at, at + len(quote)) if at >= 0 else (None, None)
        url = f"/paragraphs/{cite}" + (f"?start={start}&end={end}#cited" if at >= 0 else "")
        return Source(n, document, titles.get(document, document), cite, heading, quote, start, end, page, url, at >= 0)

    def sources_of(self, reasons: Collection[Reason]) -> tuple[Source, ...]:
        """The places of what a decision rests on, each once, numbered from 1."""
        quoted = dict.fromkeys((reason.cite, reason.quote) for reason in reasons)
        return tuple(self.source(n, cite, quote) for n, (cite, quote) in enumerate(quoted, 1))

    def notes(self, ids: Collection[str], as_at: date) -> tuple[Note, ...]:
        """The notices with these ids that hold on the day, in words."""
        found = self.notices.for_answer((), "", as_at, wanted=ids)
        return tuple(Note(one.kind, one.id, one.text) for one in found if one.id in ids)

    def notes_of(self, decision: Decision) -> tuple[Note, ...]:
        """What to know beside a decision; that words it rests on have changed comes first."""
        changed = [source.paragraph for source in self.sources_of(decision.reasons) if not source.stands]
        gone = tuple(Note("changed", paragraph, CHANGED) for paragraph in dict.fromkeys(changed))
        return gone + self.notes(decision.notices, date.fromisoformat(decision.as_at))


def rules_over_index(written: Written, holdings: Holdings) -> Rules:
    """The rulebook over the paragraphs of the index in use: the very one that conversations decide by, unless it is another."""
    ours = written is written_rules()
    rulebook = holdings.rulebook if ours else ready(written, _texts(holdings.paragraphs))
    held = holdings.paragraphs, holdings.sources, holdings.notices
    return Rules(written, rulebook, *held, edition(written.folder), lambda: holdings.gazetteer)


def rules_over_corpus(written: Written, corpus: Path) -> Rules:
    """The rulebook over the documents themselves, where there is no index. SourcesError where they are not as described."""
    sources = load_sources(corpus)
    paragraphs = {one.id: one for one in _paragraphs(corpus, sources)}
    rulebook = ready(written, _texts(paragraphs))
    held = paragraphs, sources, load_notices(corpus)
    return Rules(written, rulebook, *held, edition(written.folder), lambda: _gazetteer(corpus))


def _texts(paragraphs: Mapping[str, Paragraph]) -> Mapping[str, str]:
    return {name: paragraph.text for name, paragraph in paragraphs.items()}


def _gazetteer(corpus: Path) -> "Gazetteer | None":
    from ingest.gazetteer import load_gazetteer  # noqa: PLC0415 - most decisions name no place

    return load_gazetteer(corpus) if (corpus / "gazetteer.yaml").exists() else None


def _paragraphs(corpus: Path, sources: Sources) -> Iterator[Paragraph]:
    for source in sources.documents:
        path = document_path(corpus, source)
        yield from paragraphs_of(source.id, READERS[path.suffix](path.read_bytes()))


class RuleShelf:
    """Holds the rulebook over the paragraphs in use; a new index gives it new ones, the rules stay as they were read."""

    def __init__(self, written: Written, corpus: Path) -> None:
        self.written, self.corpus = written, corpus
        self._held: tuple[Holdings | None, Rules] | None = None

    def over(self, holdings: Holdings | None) -> Rules:
        """The rulebook over an index, or over the documents where there is none. SourcesError as above."""
        held = self._held
        if held is None or held[0] is not holdings:
            made = rules_over_index(self.written, holdings) if holdings else rules_over_corpus(self.written, self.corpus)
            self._held = held = (holdings, made)
        return held[1]
