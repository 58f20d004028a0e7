"""What a passage is shown with: the paragraphs around it, the rest of its list, or the whole of its section."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from api.problems import UnknownParagraph
from assistant.holdings import Holdings
from ingest.paragraphs import Paragraph, ParagraphKind
from ingest.sources import Source

NEIGHBOURS = 3  # paragraphs shown before and after
SHOWN = (ParagraphKind.HEADING, ParagraphKind.TEXT, ParagraphKind.ITEM)


@dataclass(frozen=True, slots=True)
class Place:
    """A paragraph or a section of a document, and what stands around it.

    paragraph    the one asked for; a section's is its heading
    before       in the document's order, of the same section
    after        the same; for a section, everything in it
    subsections  headings of the sections within a section
    """

    source: Source
    paragraph: Paragraph
    before: Sequence[Paragraph]
    after: Sequence[Paragraph]
    subsections: Sequence[Paragraph] = ()

    @property
    def around(self) -> Sequence[Paragraph]:
        """The paragraph where it stands."""
        return (*self.before, self.paragraph, *self.after)


def find_place(holdings: Holdings, document: str, local: str) -> Place:
    """Where `document/local` is; raises UnknownParagraph, also for hidden words and the page's furniture."""
    found = holdings.paragraphs.get(f"{document}/{local}")
    if found is None or found.kind not in SHOWN:
        raise UnknownParagraph
    section = [p for p in shown(holdings, document) if p.section == found.section and p.kind is not ParagraphKind.HEADING]
    source = holdings.sources[document]
    if found.kind is ParagraphKind.HEADING:
        return Place(source, found, (), section, tuple(_within(holdings, found)))
    at = section.index(found)
    last = max((i for i, p in enumerate(section) if p.parent == (found.parent or found.id)), default=at)
    return Place(source, found, section[max(0, at - NEIGHBOURS) : at], section[at + 1 : max(at + NEIGHBOURS, last) + 1])


def find_source(holdings: Holdings, document: str) -> Source:
    """The document with this id; raises UnknownParagraph."""
    found = next((source for source in holdings.sources.documents if source.id == document), None)
    if found is None:
        raise UnknownParagraph
    return found


def shown(holdings: Holdings, document: str) -> Iterator[Paragraph]:
    """The paragraphs of a document that people may read on its page, in order."""
    return (p for p in holdings.paragraphs.values() if p.document == document and p.kind in SHOWN)


def counts(holdings: Holdings) -> Mapping[str, int]:
    """How many paragraphs of each document are shown."""
    return {source.id: sum(1 for _ in shown(holdings, source.id)) for source in holdings.sources.documents}


def _within(holdings: Holdings, heading: Paragraph) -> Iterator[Paragraph]:
    """Sections nested in a section: numbered under its number, or headed under its heading."""
    for paragraph in shown(holdings, heading.document):
        under = paragraph.section.startswith(f"{heading.section}.") or heading.headings == paragraph.headings[:-1]
        if paragraph.kind is ParagraphKind.HEADING and under and paragraph is not heading:
            yield paragraph
