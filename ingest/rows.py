"""What is indexed: every way into a passage is a row of its own.

A passage is a paragraph with the list under it. Ways into it: the whole of it under its headings; each sentence and each
list entry (a long paragraph is longer than the model reads); each point in plain words; each way that staff ask for it.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from ingest.asked import Point
from ingest.paragraphs import Paragraph, ParagraphKind

ABBREVIATIONS = re.compile(r"(?:\b(?:e\.g|i\.e|etc|v|vs|no|para|paras|s|sec|Dr|Mr|Mrs|Ms)\.|\b[A-Z]\.|\d\.)$")
SENTENCE_BREAK = re.compile(r"(?<=[.?!;])[”\"’)]?\s+(?=[“\"‘(]?[A-Z0-9])")
SHORTEST_SENTENCE = 25  # characters; a shorter piece says nothing on its own


class Way(StrEnum):
    """How a row leads into its passage."""

    WHOLE = "whole"
    SENTENCE = "sentence"
    ITEM = "item"
    SAY = "say"
    ASKED = "asked"
    SILENT = "silent"  # leads to a matter that no passage answers, see ingest.silences


@dataclass(frozen=True, slots=True)
class PassageRecord:
    """A passage as it is kept in the index.

    paragraph  id of the paragraph that leads
    items      ids of the list entries under it
    text       the paragraph's words, then the entries', one a line
    """

    paragraph: str
    document: str
    headings: tuple[str, ...]
    items: tuple[str, ...]
    text: str


@dataclass(frozen=True, slots=True)
class Row:
    """One way into a passage.

    id        unique and stable: "nl-policy/7.7.p4#sentence2"
    paragraph the passage's leading paragraph, or "silence/..."
    text      the words that are embedded and searched
    at        the paragraph or list entry that the row's words come from
    point     index among the points of `at`, for say and asked, else None
    span      where a sentence stands in `at`, else None
    """

    id: str
    paragraph: str
    way: Way
    text: str
    at: str
    point: int | None = None
    span: tuple[int, int] | None = None


def passages_of(paragraphs: Sequence[Paragraph], withheld: frozenset[str]) -> list[PassageRecord]:
    """The passages of the paragraphs that may be given in an answer; `withheld` holds paragraph and section ids."""
    items = _items_by_lead(paragraphs)
    return [_passage(lead, items[lead.id]) for lead in paragraphs if _leads(lead, items) and not _is_withheld(lead, withheld)]


def rows_of(
    passages: Iterable[PassageRecord], paragraphs: Mapping[str, Paragraph], asked: Mapping[str, Sequence[Point]]
) -> Iterator[Row]:
    """Every way into every passage. Points whose quote is not in their paragraph are left out (`asked.problems` names them)."""
    for passage in passages:
        yield Row(f"{passage.paragraph}#whole", passage.paragraph, Way.WHOLE, _headed(passage, passage.text), passage.paragraph)
        yield from _piece_rows(passage, paragraphs)
        for at in (passage.paragraph, *passage.items):
            for index, point in enumerate(asked.get(at, ())):
                if point.quote in paragraphs[at].text:
                    yield from _point_rows(passage, at, index, point)


def sentences(text: str) -> list[tuple[int, int]]:
    """Where each sentence of a paragraph starts and ends."""
    spans, start = [], 0
    for gap in SENTENCE_BREAK.finditer(text):
        if not ABBREVIATIONS.search(text[: gap.start()].rstrip('”"’)')):
            spans.append((start, gap.start() + len(gap.group().rstrip())))
            start = gap.end()
    return [*spans, (start, len(text))]


def _piece_rows(passage: PassageRecord, paragraphs: Mapping[str, Paragraph]) -> Iterator[Row]:
    lead = paragraphs[passage.paragraph]
    spans = sentences(lead.text)
    if len(spans) > 1:
        for at, (start, end) in enumerate(spans):
            if end - start >= SHORTEST_SENTENCE:
                words = _headed(passage, lead.text[start:end])
                yield Row(f"{lead.id}#sentence{at + 1}", lead.id, Way.SENTENCE, words, lead.id, span=(start, end))
    for item in passage.items:
        if item != lead.id:
            opening = lead.text[spans[-1][0] :] if lead.kind is ParagraphKind.TEXT else ""
            yield Row(f"{item}#item", lead.id, Way.ITEM, _headed(passage, f"{opening} {paragraphs[item].text}".strip()), item)


def _point_rows(passage: PassageRecord, at: str, index: int, point: Point) -> Iterator[Row]:
    yield Row(f"{at}#say{index + 1}", passage.paragraph, Way.SAY, point.say, at, index)
    for number, line in enumerate(point.asked):
        yield Row(f"{at}#asked{index + 1}.{number + 1}", passage.paragraph, Way.ASKED, line, at, index)


def _headed(passage: PassageRecord, text: str) -> str:
    trail = ": ".join(re.sub(r"^[\d.]+\s+", "", heading) for heading in passage.headings)
    return f"{trail}. {text}" if trail else text


def _items_by_lead(paragraphs: Iterable[Paragraph]) -> Mapping[str, list[Paragraph]]:
    items: dict[str, list[Paragraph]] = defaultdict(list)
    for paragraph in paragraphs:
        if paragraph.kind is ParagraphKind.ITEM:
            items[paragraph.parent or f"{paragraph.document}/{paragraph.section}"].append(paragraph)
    return items


def _leads(paragraph: Paragraph, items: Mapping[str, list[Paragraph]]) -> bool:
    """A text paragraph leads a passage; so does a heading with a list straight under it."""
    return paragraph.kind is ParagraphKind.TEXT or (paragraph.kind is ParagraphKind.HEADING and bool(items.get(paragraph.id)))


def _is_withheld(paragraph: Paragraph, withheld: frozenset[str]) -> bool:
    return paragraph.id in withheld or f"{paragraph.document}/{paragraph.section}" in withheld


def _passage(lead: Paragraph, items: Sequence[Paragraph]) -> PassageRecord:
    text = "\n".join((lead.text, *(item.text for item in items)))
    return PassageRecord(lead.id, lead.document, lead.headings, tuple(item.id for item in items), text)
