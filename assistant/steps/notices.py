"""What staff must know beside the answer: overdue documents, another area's leaflet, conflicts, advisories."""

from collections.abc import Iterator

from assistant.model import Notice, Status, Turn
from assistant.words import say
from ingest.sources import Source


def notices(turn: Turn) -> Turn:
    """The turn with its notices; one already shown in this conversation is not shown again."""
    found = (*_about_documents(turn), *_about_the_matter(turn), *_about_names(turn))
    return turn.but(notices=tuple(notice for notice in found if notice.id not in turn.shown))


def _about_documents(turn: Turn) -> Iterator[Notice]:
    cited = {citation.document for citation in turn.citations}
    for source in turn.holdings.sources.documents:
        if source.id in cited:
            yield from _about_document(turn, source)
        elif source.id in {turn.holdings.sources[document].through for document in cited}:
            yield from _overdue(turn, source)


def _about_document(turn: Turn, source: Source) -> Iterator[Notice]:
    yield from _overdue(turn, source)
    if source.area is None:
        area = turn.holdings.area
        yield Notice("other_area", f"{source.id}:area", say("notices", "other_area", document=source.short, area=area))
    for extract in source.extracts:
        numbers = tuple(citation.n for citation in turn.citations if citation.paragraph.startswith(extract.paragraph))
        if numbers and source.through:
            how = say("notices", "extract_verbatim" if extract.verbatim else "extract_reported")
            through, at = turn.holdings.sources[source.through].short, extract.taken_from.partition("/")[2]
            text = say("notices", "extract", document=source.short, through=through, at=at, how=how)
            yield Notice("extract", f"{extract.paragraph}:extract", text, numbers)


def _overdue(turn: Turn, source: Source) -> Iterator[Notice]:
    if review := source.overdue(turn.as_at):
        due = f"{review.due.day} {review.due:%B %Y}"
        yield Notice("overdue", f"{source.id}:overdue", say("notices", "overdue", document=source.short, due=due))


def _about_the_matter(turn: Turn) -> Iterator[Notice]:
    cited = {citation.paragraph for citation in turn.citations}
    unanswered = turn.findings.unanswered if turn.status is Status.NOT_COVERED else None
    decided = [notice for decision in turn.decisions for notice in decision.notices]
    wanted = (*(unanswered.notices if unanswered else ()), *decided)
    for record in turn.holdings.notices.for_answer(cited, turn.message, turn.as_at, turn.shown, wanted):
        numbers = tuple(citation.n for citation in turn.citations if citation.paragraph in record.paragraphs)
        yield Notice(record.kind, record.id, record.text, numbers)


def _about_names(turn: Turn) -> Iterator[Notice]:
    """How far the names of councils and ICBs can be relied on."""
    for text in dict.fromkeys(one.notice for one in turn.named if one.notice):
        yield Notice("names", "gazetteer", text)
