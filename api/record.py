"""The record for the case file: a dated note of one answer, made from what was sealed, as data, as text and as HTML.

It names nobody. Words of staff's own stand in it for as long as they are kept; what was decided, from which facts and on which
words of the documents, stands in the audit for good.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from api.headed import question_over
from api.store.base import Exchange, Kept, Sealed
from assistant.holdings import Holdings
from assistant.model import Answer, Block, Citation
from assistant.privacy.find import kinds_in
from assistant.rules.given import TAKEN
from assistant.words import say

DISCLAIMER = "Decision support, not a decision."
NOT_KEPT = "(no longer kept)"
WITHHELD = "(left out: it may identify a person)"
MADE_FROM = {"corpus": "documents", "rules": "rules", "app": "Aftercare"}


@dataclass(frozen=True, slots=True)
class FactRelied:
    """A fact that a decision rests on.

    called  what was asked
    label   the fact in words that stand alone
    said    the words it came from; "" where it was chosen from a list, or its words are no longer kept
    """

    fact: str
    called: str
    label: str
    said: str


@dataclass(frozen=True, slots=True)
class Quoted:
    """Exact words of a document. `edition` is "" where it is not known which edition they were taken from."""

    n: int
    document: str
    title: str
    edition: str
    paragraph: str
    heading: str
    quote: str
    url: str


@dataclass(frozen=True, slots=True)
class Record:
    """The note.

    asked_on  when it was answered, with its zone
    as_at     the day it was answered as at
    earlier   what had been asked before in the same conversation
    outcome   what was answered
    reasons   what was said to it in our own words
    to_find   the question that is still open, or ""
    versions  of the documents, the rules and the programme
    text,html the note itself, to paste or to keep
    """

    answer_id: str
    asked_on: str
    as_at: str
    question: str
    earlier: Sequence[str]
    facts: Sequence[FactRelied]
    outcome: str
    reasons: Sequence[str]
    to_find: str
    paragraphs: Sequence[Quoted]
    notices: Sequence[str]
    versions: Mapping[str, str]
    disclaimer: str = DISCLAIMER
    text: str = ""
    html: str = ""


@dataclass(frozen=True, slots=True)
class Stored:
    """What a record is made of: the sealed record, the exchange as long as it is kept, and what was said before it."""

    sealed: Sealed
    kept: Kept | None = None
    earlier: Sequence[Exchange] = ()


def record_of(stored: Stored, holdings: Holdings, html: Callable[[Record], str] = lambda record: "") -> Record:
    """The note of an answer. `html` draws it."""
    sealed, safe = json.loads(stored.sealed.record), Safe(holdings)
    words = _kept_words(stored.kept.exchange, safe) if stored.kept else _sealed_words(sealed)
    record = Record(
        answer_id=stored.sealed.answer,
        asked_on=sealed["at"],
        as_at=sealed["as_at"],
        earlier=[safe(one.message) for one in stored.earlier if one.message and not one.corrected],
        facts=list(_facts(_decisions(stored.kept, sealed), holdings, safe)),
        paragraphs=[_quoted(one, sealed["versions"], holdings) for one in sealed["citations"]],
        versions=sealed["versions"],
        **words,
    )
    record = replace(record, text="\n".join(lines_of(record)))
    return replace(record, html=html(record))


class Safe:
    """Words as they may stand in a case file: once more through the check that every message passes."""

    def __init__(self, holdings: Holdings) -> None:
        self._holdings = holdings

    def __call__(self, words: str) -> str:
        texts = (paragraph.text for paragraph in self._holdings.paragraphs.values())
        return WITHHELD if kinds_in(words, lambda: texts) else words


def _kept_words(exchange: Exchange, safe: Safe) -> dict[str, Any]:
    """The parts of a note that are read from the answer as it was given."""
    answer = exchange.answer
    lead = [f"{question_over(block, answer)} {_plain(block)}".strip() for block in answer.blocks if block.kind == "answer"]
    notes = [_plain(block) for block in answer.blocks if block.kind == "note" and not asks_again(block, answer)]
    if not lead:
        lead, notes = notes[:1], notes[1:]
    return {
        "question": safe(exchange.message) if exchange.message else NOT_KEPT,
        "outcome": safe(" ".join(lead)) or say("statuses", answer.status),
        "reasons": [safe(note) for note in notes],
        "to_find": answer.ask.question if answer.ask else "",
        "notices": [notice.text for notice in answer.notices],
    }


def _sealed_words(sealed: Mapping[str, Any]) -> dict[str, Any]:
    """The same from the audit alone, which holds no words of staff's own."""
    decisions = sealed["decisions"]
    return {
        "question": NOT_KEPT,
        "outcome": " ".join(_outcomes(decisions)) or say("statuses", sealed["status"]),
        "reasons": [],
        "to_find": next((one["ask"]["question"] for one in decisions if one["ask"]), ""),
        "notices": [],
    }


def _outcomes(decisions: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    for one in decisions:
        yield f"{one['question']} {one['words']}" if len(decisions) > 1 and one["words"] else one["words"]


def asks_again(block: Block, answer: Answer) -> bool:
    """Whether a block only puts the question that `ask` holds, so that a page with its buttons need not repeat it."""
    return answer.ask is not None and _plain(block).startswith(say("answers", "one_thing", question=answer.ask.question))


def _plain(block: Block) -> str:
    return " ".join(run.text for run in block.runs)


def _decisions(kept: Kept | None, sealed: Mapping[str, Any]) -> Iterable[Mapping[str, Any]]:
    return kept.exchange.answer.decisions if kept else sealed["decisions"]


def _facts(decisions: Iterable[Mapping[str, Any]], holdings: Holdings, safe: Safe) -> Iterator[FactRelied]:
    """What the decisions rest on, each once; not what follows from other facts."""
    used = {name: one for decision in decisions for name, one in decision["facts_used"].items() if not one["follows_from"]}
    for name, one in sorted(used.items(), key=lambda each: each[1]["said"] == TAKEN):
        spec = holdings.rulebook.specs.get(name)
        called = (spec.called[:1].upper() + spec.called[1:] or spec.question) if spec else name.replace("_", " ")
        said = "" if one["said"] in ("given", TAKEN) else safe(one["said"])
        yield FactRelied(name, called, _label(called, one), said)


def _label(called: str, one: Mapping[str, Any]) -> str:
    label = str(one["label"])
    if one["said"] == TAKEN:
        return f"{label[:1].upper()}{label[1:]} (taken as so: nobody said otherwise)"
    return f"{called} {label}" if called.endswith("?") else f"{called}: {label}"


def _quoted(cited: Mapping[str, Any], versions: Mapping[str, str], holdings: Holdings) -> Quoted:
    """A quotation with its edition, where the documents are still those it was taken from."""
    citation, now = Citation(**cited), holdings.versions.corpus
    source = holdings.sources[citation.document] if versions["corpus"] == now else None
    where = f"{citation.url}?start={citation.start}&end={citation.end}#cited"
    names = citation.n, citation.document, citation.title, (source.edition or "") if source else ""
    return Quoted(*names, citation.paragraph, citation.heading, citation.quote, where)


def lines_of(record: Record) -> Iterator[str]:
    """The note as plain text, line by line."""
    yield "RECORD FOR THE CASE FILE: SECTION 117 AFTERCARE"
    yield record.disclaimer
    for name, lines in entries_of(record):
        yield f"\n{name}"
        yield from (f"  {line}" for line in lines)
    yield "\nThis note names nobody. Add it to the file of the person it is about."


def entries_of(record: Record) -> Iterator[tuple[str, Sequence[str]]]:
    """The parts of the note that hold something, each with its lines."""
    parts: list[tuple[str, Sequence[str]]] = [
        ("Asked on", [moment_in_words(record.asked_on)]),
        ("Answered as at", [day_in_words(record.as_at)]),
        ("Asked before, in the same conversation", record.earlier),
        ("Question", [record.question]),
        ("Outcome", [record.outcome]),
        ("Explained", record.reasons),
        ("Still to be found out", [record.to_find] if record.to_find else []),
        ("Facts relied on", [fact_line(one) for one in record.facts]),
        ("Paragraphs quoted", [line for one in record.paragraphs for line in (quoted_line(one), f"    “{one.quote}”")]),
        ("To know beside it", record.notices),
        ("Answer id", [record.answer_id]),
        ("Made from", [", ".join(made_from(record))]),
    ]
    return ((name, lines) for name, lines in parts if lines)


def made_from(record: Record) -> list[str]:
    """The versions in words."""
    signed = record.versions.get("signed", "")
    return [*(f"{called} {record.versions[name]}" for name, called in MADE_FROM.items()), *filter(None, [signed])]


def fact_line(one: FactRelied) -> str:
    """A fact with the words it came from."""
    return f"{one.label} (from “{one.said}”)" if one.said else one.label


def quoted_line(one: Quoted) -> str:
    """Where words stand, in words."""
    edition = f"edition {day_in_words(one.edition)}" if one.edition else "edition not known"
    place = ", ".join(filter(None, (one.title, edition, one.heading)))
    return f"[{one.n}] {place} ({one.paragraph})"


def day_in_words(day: str | None) -> str:
    """A day as people write it: "1 August 2023"; anything else as it is, and "" for none."""
    try:
        read = date.fromisoformat(day or "")
    except ValueError:
        return day or ""
    return f"{read.day} {read:%B %Y}"


def moment_in_words(moment: str) -> str:
    """A moment as people write it, with its zone."""
    read = datetime.fromisoformat(moment)
    return f"{read.day} {read:%B %Y, %H:%M} {read.tzname()}"
