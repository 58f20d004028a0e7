"""An answer and a passage as a page lays them out."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Literal

from assistant.model import Answer, Block, Citation, Run


@dataclass(frozen=True, slots=True)
class Part:
    """Blocks of an answer that stand together: a sentence, or the words of the documents with their lists.

    kind   answer, note or quote
    lines  each a run of words; a list's entries are marked so
    """

    kind: Literal["answer", "note", "quote"]
    lines: Sequence["Line"]


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


def parts_of(answer: Answer) -> Iterator[Part]:
    """The answer's blocks, those that quote one passage together."""
    for quoted, blocks in groupby(answer.blocks, key=lambda block: block.kind in ("quote", "item")):
        if quoted:
            yield Part("quote", list(_lines(blocks)))
        else:
            for block in blocks:
                yield Part("answer" if block.kind == "answer" else "note", [Line(block.runs)])


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


def links(citations: Iterable[Citation]) -> Mapping[int, str]:
    """Where each citation leads: the passage's page with the cited words marked."""
    return {c.n: f"{c.url}?start={c.start}&end={c.end}#cited" for c in citations}


def marked(text: str, start: int | None, end: int | None) -> Words:
    """The words split at the cited span; a span that is not in the text marks nothing."""
    if start is None or end is None or not 0 <= start < end <= len(text):
        return Words(text, "", "")
    return Words(text[:start], text[start:end], text[end:])
