"""What rests on paragraphs that a draft changes: rows with their examples, points, notices, extracts, items of
quizzes."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from assistant.rules.engine import Rulebook
from assistant.rules.errors import RuleError
from assistant.rules.model import Checklist, Quote, Table
from assistant.rules.written import Written, parts_of
from eval.quiz.model import Quiz
from ingest.asked import Point
from ingest.changes import Change, Kind
from ingest.notices import Notices, covers
from ingest.paragraphs import Paragraph
from ingest.sources import Sources

Texts = Mapping[str, str]


def touched(changed: Iterable[Change]) -> frozenset[str]:
    """The ids of the paragraphs of the edition in use that are changed, moved or gone."""
    return frozenset(one.before for one in changed if one.before and one.kind is not Kind.ADDED)


def rows_on(written: Written, rulebook: Rulebook, paragraphs: Collection[str], draft: Texts) -> Iterator[dict[str, Any]]:
    """The rows that quote one of the paragraphs, whether their words still stand in the draft, and their examples."""
    for name, table in written.tables.items():
        found = {part.id: [quote for quote in (part, *part.also) if quote.cite in paragraphs] for part in parts_of(table)}
        if any(found.values()):
            examples = _examples(rulebook, name, table)
            for row, quotes in found.items():
                for quote in quotes:
                    yield _row(name, table, row, quote, draft) | {"examples": examples.get(row, [])}


def _row(name: str, table: Table | Checklist, row: str, quote: Quote, draft: Texts) -> dict[str, Any]:
    where = {"table": name, "question": table.question, "row": row, "cite": quote.cite, "quote": quote.quote}
    return {**where, "stands": quote.quote in draft.get(quote.cite, "")}


def _examples(rulebook: Rulebook, name: str, table: Table | Checklist) -> dict[str, list[str]]:
    """The names of a table's examples, by the row that decides each."""
    found: dict[str, list[str]] = {}
    for example in table.examples:
        try:
            decision = rulebook.decide(name, example.facts, example.as_at)
        except RuleError:
            continue
        found.setdefault(str(decision.row), []).append(example.name)
    return found


def points_on(points: Mapping[str, Sequence[Point]], paragraphs: Collection[str], draft: Texts) -> Iterator[dict[str, Any]]:
    """The approved answers (points of asked.yaml) whose words no longer stand."""
    for paragraph, known in points.items():
        for point in known if paragraph in paragraphs else ():
            if point.quote not in draft.get(paragraph, ""):
                yield {"paragraph": paragraph, "quote": point.quote, "say": point.say}


def notices_on(notices: Notices, paragraphs: Collection[str]) -> Iterator[dict[str, Any]]:
    """The advisories and conflicts whose trigger or whose sides are among the paragraphs."""
    for advisory in notices.advisories:
        if hit := _hit(advisory.when.paragraphs, paragraphs):
            yield {"kind": "advisory", "id": advisory.id, "text": advisory.text, "paragraphs": hit}
    for conflict in notices.conflicts:
        if hit := _hit([*conflict.between, *conflict.when.paragraphs], paragraphs):
            yield {"kind": "conflict", "id": conflict.id, "text": conflict.text, "paragraphs": hit}


def _hit(named: Iterable[str], paragraphs: Collection[str]) -> list[str]:
    return sorted({theirs for ours in named for theirs in paragraphs if covers(ours, theirs)})


def extracts_on(sources: Sources, paragraphs: Collection[str], draft: Texts) -> Iterator[dict[str, Any]]:
    """The paragraphs of other documents whose words were taken from one of the paragraphs; they go on saying what it said."""
    for source in sources.documents:
        for extract in source.extracts:
            if extract.taken_from in paragraphs:
                said = draft.get(extract.paragraph, "")
                yield {"paragraph": extract.paragraph, "taken_from": extract.taken_from, "text": said}


def items_on(quizzes: Iterable[Quiz], paragraphs: Collection[str]) -> Iterator[dict[str, Any]]:
    """The items of quizzes that quote one of the paragraphs."""
    for quiz in quizzes:
        for item in quiz.items:
            if rests := [name for name in item.rests_on if name in paragraphs]:
                yield {"quiz": quiz.title, "id": item.id, "question": item.question, "paragraphs": rests}


def as_data(changed: Iterable[Change]) -> list[dict[str, Any]]:
    """Changes as JSON has them."""
    return [asdict(one) for one in changed]


def collisions(live: Iterable[Paragraph], draft: Iterable[Paragraph]) -> list[str]:
    """Sections that stand twice in the draft and did not before: a citation has to lead to one place."""
    known = {one.section for one in live}
    twice = {one.section: one for one in draft if "~" in one.section and one.section not in known}
    return [f"{name.partition('~')[0]} (again at “{one.heading or one.text[:60]}”{_page(one)})" for name, one in twice.items()]


def _page(paragraph: Paragraph) -> str:
    return f", page {paragraph.page}" if paragraph.page else ""
