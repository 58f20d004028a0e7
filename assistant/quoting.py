"""Exact words, cut whole: the sentences that answer, or the list with its lead-in, each with its place in its paragraph."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import count
from typing import TYPE_CHECKING

from assistant.model import Block, Citation, Hit, Passage
from ingest.paragraphs import Paragraph, ParagraphKind
from ingest.rows import sentences

if TYPE_CHECKING:
    from assistant.holdings import Holdings

# A list led in like this holds together: one condition or one step without the others is a wrong answer.
TOGETHER = re.compile(
    r"\b(?:provided that|if|unless|(?:actions|steps) should take place|They are|both of the following purposes)[^.]*:$"
)
SHORT = 420  # characters; a paragraph no longer than this is quoted whole


class WordsChanged(ValueError):
    """Words that a rule rests on do not stand in the documents in use: a newer edition has others. It names where."""


@dataclass
class Quotes:
    """The quotes of one answer, numbered in the order they were first made."""

    holdings: "Holdings"
    citations: list[Citation] = field(default_factory=list)
    _numbers: Iterator[int] = field(default_factory=lambda: count(1))

    def of(self, passage: Passage, hits: Iterable[Hit]) -> list[Block]:
        """The words of the passage that the hits point at: no more than is needed to act on, and never half a list."""
        hits = list(hits)
        lead = self.holdings.paragraphs[passage.paragraph]
        if TOGETHER.search(lead.text) or any(self._wants_list(lead, passage, hit) for hit in hits):
            return [*self._lead_in(lead), *(self._item(item) for item in passage.items)]
        items = [item for item in passage.items if any(hit.at == item for hit in hits)]
        if items:
            return [*self._lead_in(lead), *(self._item(item) for item in items)]
        return [self._quote(lead, *span) for span in self._spans(lead, hits)]

    def around(self, at: str) -> list[Block]:
        """The words of one paragraph, or of a list entry with what leads into it."""
        paragraph = self.holdings.paragraphs[at]
        if paragraph.parent is None:
            return [self._quote(paragraph, 0, len(paragraph.text))]
        return [*self._lead_in(self.holdings.paragraphs[paragraph.parent]), self._item(at)]

    def words_of(self, at: str, quote: str) -> Block:
        """Exactly these words of a paragraph; raises WordsChanged."""
        return self._quote(*self._place(at, quote))

    def number(self, at: str, quote: str) -> int:
        """The number of the citation that holds these words, made if there is none yet; raises WordsChanged."""
        return self._cite(*self._place(at, quote)).n

    def _place(self, at: str, quote: str) -> tuple[Paragraph, int, int]:
        """Where words stand; WordsChanged where they do not."""
        paragraph = self.holdings.paragraphs.get(at)
        start = paragraph.text.find(quote) if paragraph else -1
        if paragraph is None or start < 0:
            raise WordsChanged(at)
        return paragraph, start, start + len(quote)

    def _wants_list(self, lead: Paragraph, passage: Passage, hit: Hit) -> bool:
        """The words that lead into a list are asked for: then the whole list is the answer."""
        if not passage.items or hit.at != lead.id:
            return False
        _, end = self._span(lead, hit) or (0, len(lead.text))
        return end > sentences(lead.text)[-1][0]

    def _lead_in(self, lead: Paragraph) -> list[Block]:
        return [self._quote(lead, *sentences(lead.text)[-1])] if lead.kind is ParagraphKind.TEXT else []

    def _spans(self, lead: Paragraph, hits: Iterable[Hit]) -> list[tuple[int, int]]:
        """Whole sentences around the words hit; a short paragraph whole; neighbours joined."""
        if len(lead.text) <= SHORT:
            return [(0, len(lead.text))]
        wanted = [span for hit in hits if (span := self._span(lead, hit))]
        whole = [(start, end) for start, end in sentences(lead.text) if any(start < b and a < end for a, b in wanted)]
        return _joined(whole) or [(0, len(lead.text))]

    def _span(self, lead: Paragraph, hit: Hit) -> tuple[int, int] | None:
        if hit.at != lead.id:
            return None
        if hit.point is not None:
            quote = self.holdings.points[hit.at][hit.point].quote
            start = lead.text.index(quote)
            return start, start + len(quote)
        return hit.span

    def _item(self, item: str) -> Block:
        paragraph = self.holdings.paragraphs[item]
        return Block.of("item", paragraph.text, self._cite(paragraph, 0, len(paragraph.text)).n)

    def _quote(self, paragraph: Paragraph, start: int, end: int) -> Block:
        return Block.of("quote", paragraph.text[start:end], self._cite(paragraph, start, end).n)

    def _cite(self, paragraph: Paragraph, start: int, end: int) -> Citation:
        for made in self.citations:
            if made.paragraph == paragraph.id and made.start <= start and end <= made.end:
                return made
        made = self.holdings.citation(next(self._numbers), paragraph, start, end)
        self.citations.append(made)
        return made


def _joined(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    joined: list[tuple[int, int]] = []
    for start, end in spans:
        if joined and start - joined[-1][1] <= 2:
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return joined
