"""An answer and a passage as a page lays them out."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Literal

from api.headed import question_over
from api.record import asks_again
from api.rulebook import Rules
from api.store.base import Exchange, Feedback
from api.web.facts import Changes, Chip, Question, changes_of, chips_of, question_in
from assistant.model import Answer, Block, Citation, Run
from assistant.words import say
from ingest.sources import Source

PLACE = re.compile(r"([\w-]{8,64})\.(t\d{1,4}(?:-[a-z\d]{1,4}){0,5})")


@dataclass(frozen=True, slots=True)
class Part:
    """Blocks of an answer that stand together: a sentence, or the words of the documents with their lists.

    kind   answer, note or quote
    lines  each a run of words; a list's entries are marked so
    over   the question it answers, where there are several answers
    """

    kind: Literal["answer", "note", "quote"]
    lines: Sequence["Line"]
    over: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """One block within a part; `items` are the list under it."""

    runs: Sequence[Run]
    items: Sequence[Sequence[Run]] = ()


@dataclass(frozen=True, slots=True)
class Words:
    """A paragraph's words in three: before the cited ones, cited, after."""

    before: str
    cited: str
    after: str


@dataclass(frozen=True, slots=True)
class Cited:
    """The citations of one section, and the document it is of, as long as we hold it."""

    citations: Sequence[Citation]
    source: Source | None


@dataclass(frozen=True, slots=True)
class View:
    """One turn of a conversation on a page.

    number      which turn, from 1; ids on the page begin with it
    parts       the answer's blocks, without the question that the page puts itself
    statutes    what the policy does not say and statute does
    feedback    what was said of the answer, if anything
    """

    number: int
    conversation: str
    exchange: Exchange
    status: str
    parts: Sequence[Part]
    sources: Sequence[Cited]
    statutes: Sequence[str]
    chips: Sequence[Chip]
    question: Question | None
    changes: Sequence[Changes]
    feedback: Feedback | None = None

    @property
    def answer(self) -> Answer:
        """The answer."""
        return self.exchange.answer

    @property
    def dated(self) -> date | None:
        """The day it was asked as at, where that is another than the day it was asked on."""
        return self.exchange.as_at if self.exchange.as_at != self.exchange.at.date() else None

    def link(self, n: int, place: str) -> str:
        """Where a citation leads: the passage's page, the cited words marked, and the way back to this place."""
        cited = next((one for one in self.answer.citations if one.n == n), None)
        if cited is None:
            return f"#t{self.number}"
        return f"{cited.url}?start={cited.start}&end={cited.end}&back={self.conversation}.{place}#cited"


def view_of(exchange: Exchange, number: int, rules: Rules, feedback: Feedback | None = None) -> View:
    """A turn with everything its page shows."""
    answer = exchange.answer
    reasons = [reason for decision in answer.decisions for reason in decision["reasons"]]
    return View(
        number=number,
        conversation=answer.conversation_id,
        exchange=exchange,
        status=say("statuses", answer.status),
        parts=list(parts_of(answer)),
        sources=list(_cited(answer.citations, rules)),
        statutes=list(dict.fromkeys(reason["statute"] for reason in reasons if reason["statute"])),
        chips=chips_of(answer, rules),
        question=question_in(answer, rules),
        changes=changes_of(answer, rules),
        feedback=feedback,
    )


def _cited(citations: Sequence[Citation], rules: Rules) -> Iterator[Cited]:
    """The citations, those of one section together."""
    held = {source.id: source for source in rules.sources.documents}
    sections: dict[tuple[str, str], list[Citation]] = {}
    for one in citations:
        sections.setdefault((one.document, one.heading), []).append(one)
    for (document, _), found in sections.items():
        yield Cited(found, held.get(document))


def parts_of(answer: Answer) -> Iterator[Part]:
    """The answer's blocks, those that quote one passage together."""
    blocks = [block for block in answer.blocks if not asks_again(block, answer)]
    for quoted, together in groupby(blocks, key=lambda block: block.kind in ("quote", "item")):
        if quoted:
            yield Part("quote", list(_lines(together)))
        else:
            for block in together:
                yield Part("answer" if block.kind == "answer" else "note", [Line(block.runs)], question_over(block, answer))


def _lines(blocks: Iterable[Block]) -> Iterator[Line]:
    runs: Sequence[Run] = ()
    items: list[Sequence[Run]] = []
    for block in blocks:
        if block.kind == "item":
            items.append(block.runs)
            continue
        if runs or items:
            yield Line(runs, items)
        runs, items = block.runs, []
    yield Line(runs, items)


def marked(text: str, start: int | None, end: int | None) -> Words:
    """The words split at the cited span; a span that is not in the text marks nothing."""
    if start is None or end is None or not 0 <= start < end <= len(text):
        return Words(text, "", "")
    return Words(text[:start], text[start:end], text[end:])


def way_back(given: str) -> str | None:
    """The address that a `back` of ours leads to; None for anything else."""
    found = PLACE.fullmatch(given)
    return f"/ask/{found[1]}#{found[2]}" if found else None
