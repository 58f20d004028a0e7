"""What is signed by a second person: rows of the rules, advisories, terms of the glossary, and approved answers.

An approved answer is a point of asked.yaml: one thing that a paragraph says, in a plain sentence of ours. Each has a digest of
its words: a signature holds as long as they stay as they were signed.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from assistant.holdings import Holdings
from assistant.rules.load import written_rules
from assistant.rules.model import Row
from assistant.rules.written import parts_of, quotes_of

TABLE, ANSWERS = "table:", "answers:"
ADVISORIES, GLOSSARY = "advisories", "glossary"


@dataclass(frozen=True, slots=True)
class Signable:
    """One thing to sign. `rests`: the documents whose words it rests on."""

    id: str
    words: str
    digest: str
    rests: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """Things that are signed together: a table's rows, all advisories, the glossary, a document's approved answers."""

    id: str
    name: str
    items: tuple[Signable, ...]


def groups(holdings: Holdings) -> Mapping[str, Group]:
    """Everything that is signed, by group."""
    found = [*_tables(), _advisories(holdings), _glossary(holdings), *_answers(holdings)]
    return {group.id: group for group in found}


def digest(content: object) -> str:
    """What a signature holds to."""
    return hashlib.sha256(json.dumps(content, sort_keys=True, default=str).encode()).hexdigest()[:16]


@cache
def row_digests(table: str) -> Mapping[str, str]:
    """The digest of every row, or requirement, of a table as it is written now; none where there is no such table."""
    return {item.id: item.digest for item in _rows(table)} if table in written_rules().tables else {}


def _tables() -> Iterator[Group]:
    for name, table in sorted(written_rules().tables.items()):
        yield Group(f"{TABLE}{name}", table.question, tuple(_rows(name)))


def _rows(name: str) -> Iterator[Signable]:
    table = written_rules().tables[name]
    documents = tuple(dict.fromkeys(quote.cite.partition("/")[0] for quote in quotes_of(table)))
    for part in parts_of(table):
        words = table.outcomes[part.then].words if isinstance(part, Row) else str(getattr(part, "say", ""))
        content = {"question": table.question, "words": words, **part.model_dump(mode="json", by_alias=True)}
        yield Signable(f"{name}/{part.id}", f"{words} ({part.cite}: “{part.quote}”)", digest(content), documents)


def _advisories(holdings: Holdings) -> Group:
    found = (
        Signable(one.id, f"{one.text} ({one.source})", digest(one.model_dump(mode="json")), _documents(one.when.paragraphs))
        for one in holdings.notices.advisories
    )
    return Group(ADVISORIES, "Advisories", tuple(found))


def _glossary(holdings: Holdings) -> Group:
    entries = holdings.knowledge.glossary.entries
    found = (Signable(one.term, ", ".join(one.said), digest(one.model_dump(mode="json")), ()) for one in entries)
    return Group(GLOSSARY, "Glossary", tuple(found))


def _answers(holdings: Holdings) -> Iterator[Group]:
    points: dict[str, list[Signable]] = {}
    for paragraph, known in holdings.points.items():
        document = paragraph.partition("/")[0]
        for n, point in enumerate(known, 1):
            words = f"{point.say} (“{point.quote}”)"
            item = Signable(f"{paragraph}#{n}", words, digest(point.model_dump(mode="json")), (document,))
            points.setdefault(document, []).append(item)
    for document, items in points.items():
        yield Group(f"{ANSWERS}{document}", f"Approved answers from {document}", tuple(items))


def _documents(paragraphs: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name.partition("/")[0] for name in paragraphs))


def editions(holdings: Holdings, documents: Iterable[str]) -> str:
    """Which editions something is signed against, in words."""
    held: dict[str, Any] = {source.id: source.edition for source in holdings.sources.documents}
    return ", ".join(f"{name} {held[name] or 'of no known edition'}" for name in documents if name in held)
