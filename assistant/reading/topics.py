"""Which tables a message asks about, in its order; none where nothing asked is for a table.

What is learnt at ingest (ingest/topics.py) says how likely each topic is for each clause that asks, read with the whole
message; which of its clauses ask is asking.py's, and of whom it speaks spoken_of.py's.
"""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from assistant.reading.asking import Clause, asking_of, clauses_of
from assistant.reading.following import asked_wholly, carried_on, follows_on, varies
from assistant.reading.spoken_of import speaks_of_a_case
from assistant.reading.topics_file import TablesOf, plain_words, topic_words
from assistant.rules.choosing import belonging
from ingest.topics import TopicRecord, Topics

if TYPE_CHECKING:
    from assistant.holdings import Holdings

Floats = NDArray[np.float32]

DOCUMENTS = "documents"  # the topic of what no table decides
MOST_TOLD = 3.0  # facts of its own that count for a table; more of them are one story, not more questions

ALTERNATIVE = re.compile(r"\W*or (?:do|does|did|is|are|was|were|can|could|should|will|would|must|has|have)\b", re.IGNORECASE)
LAST, DETAINED = re.compile(r",|\s[-–—]+\s"), frozenset(["section", "detentions"])


@dataclass(frozen=True, slots=True)
class Topic:
    """A table asked about, how likely, and by which words of the message. `table` is DOCUMENTS where no table decides; `silent`
    where moreover it is like what the documents are silent on."""

    table: str
    score: float
    start: int
    end: int
    silent: bool = False


@dataclass(frozen=True, slots=True)
class Sureness:
    """How likely a topic has to be. Chosen on eval/topics/tune.yaml.

    first      for the first question of a message; besides: for another beside it
    otherwise  for a follow-up that may only vary the case, and whose topics are else those of the turn before
    own        what an asking clause's own words count against the whole message, in a sum of logarithms
    told       what a fact that one table alone asks counts for it, in a sum of logarithms
    silent     for what the documents are silent on: below it, what else it may be is the safer guess
    """

    first: float = 0.25
    besides: float = 0.3
    otherwise: float = 0.6
    own: float = 0.2
    told: float = 0.8
    silent: float = 0.4


STANDARD = Sureness()


def topics_of(
    text: str,
    holdings: "Holdings",
    earlier_topics: tuple[str, ...],
    known_facts: Mapping[str, Any],
    *,
    sure: Sureness = STANDARD,
    told: Collection[str] = (),
    of_a_case: bool = False,
) -> tuple[Topic, ...]:
    """The tables that a message asks about, in the order asked, or DOCUMENTS in the place of a question that no table decides.

    earlier_topics  what the turn before was about: a follow-up keeps it, and a mere reply has no topic of its own
    known_facts     what is known of the case, by fact; where there is anything, somebody in particular is spoken of
    told            the facts that this message tells: a table that asks them is the likelier
    of_a_case       it is taken to speak of somebody, whatever its words are
    Empty where nothing is asked, or nothing that is sure enough.
    """
    clauses = clauses_of(text)
    if not clauses or not holdings.topics.records:
        return ()
    if (tables := carried_on(text, clauses, earlier_topics)) is not None:
        return _as_topics(tables, text)
    same, follows = _as_topics(earlier_topics, text), follows_on(text, clauses, earlier_topics)
    of_a_case = of_a_case or bool(known_facts) or speaks_of_a_case(text)
    if follows and (varies(text) or _tells_more(told, earlier_topics, holdings)):
        sure = replace(sure, first=sure.otherwise)
        found = _found(text, clauses, holdings, of_a_case, sure=sure, told=told, facts=known_facts)
        return tuple(topic for topic in found if topic.table != DOCUMENTS) or same
    found = _found(text, clauses, holdings, of_a_case, sure=sure, told=told, facts=known_facts)
    return found or (same if follows else ())


def _as_topics(tables: Iterable[str], text: str) -> tuple[Topic, ...]:
    return tuple(Topic(table, 1.0, 0, len(text)) for table in tables)


def asks_documents_too(text: str, tables: Collection[str]) -> bool:
    """Whether what is asked beside these tables is for the documents as well: "she refuses it, still need the meeting?"."""
    asked = [plain_words(clause.text) for clause in clauses_of(text) if clause.asks]
    named = (pattern for table, pattern in topic_words().documents_too.items() if table in tables)
    return any(pattern.search(one) for pattern in named for one in asked)


def _tells_more(told: Collection[str], earlier_topics: Collection[str], holdings: "Holdings") -> bool:
    """Whether a follow-up tells what the tables asked about before ask: "and when that turns into staying over?"."""
    asking = holdings.rulebook.asking
    return any(table in earlier_topics for fact in told for table in asking.get(fact, ()))


def _found(
    text: str,
    clauses: list[Clause],
    holdings: "Holdings",
    of_a_case: bool,
    *,
    sure: Sureness,
    told: Collection[str],
    facts: Mapping[str, Any],
) -> tuple[Topic, ...]:
    """A topic for each clause that asks, read with the whole message and what it tells; each table once."""
    asking = asking_of(clauses)
    likely = _likely(text, asking, holdings, sure.own)
    if told:
        likely = _shared(likely * np.exp(sure.told * _belonging(holdings, told)))
    likely = _without_unsure(likely, holdings, sure.silent)
    likely = _without_unspoken(likely, asking, holdings, _of_others(text, {*facts, *told}))
    found: dict[str, Topic] = {}
    for at, clause in enumerate(asking):
        if found and _is_an_alternative(clause.text):
            continue
        if table := _known_by_its_words(clause.text, of_a_case, facts, told):
            found.setdefault(table, Topic(table, 1.0, clause.start, clause.end))
            continue
        best = int(np.argmax(likely[at]))
        if likely[at, best] >= (sure.besides if at else sure.first):
            record, score = holdings.topics.records[best], float(likely[at, best])
            if record.of_a_case and (table := _told_of(topic_words().not_silent_of, facts, told)):
                found.setdefault(table, Topic(table, score, clause.start, clause.end))
                continue
            for table in _of_body(_tables(record, of_a_case), clause.text, text):
                found.setdefault(table, Topic(table, score, clause.start, clause.end, silent=record.of_a_case))
    return tuple(found.values())


def _is_an_alternative(text: str) -> bool:
    """Whether it is the other answer to the question before it, and no question of its own; "or does the council" is one."""
    names_a_body = any(pattern.search(plain_words(text)) for pattern in topic_words().of_bodies.values())
    return bool(ALTERNATIVE.match(text)) and not names_a_body


def _without_unsure(likely: Floats, holdings: "Holdings", least: float) -> Floats:
    """The likelihoods without a silence that is not likely enough: the rest share what it had."""
    silent = np.array([record.of_a_case for record in holdings.topics.records])
    return _shared(np.where(silent & (likely < least), np.float32(0), likely))


def _of_others(text: str, known: Collection[str]) -> set[str]:
    """The tables of some people only, where neither the message nor the case says that it is one of them."""
    plain = plain_words(text)
    each = topic_words().only_of.items()
    return {table for table, (facts, words) in each if facts.isdisjoint(known) and not words.search(plain)}


def _without_unspoken(likely: Floats, asking: list[Clause], holdings: "Holdings", of_others: set[str]) -> Floats:
    """The likelihoods without the topics of other people, and those that a clause would have to name, and does not, or says it
    is not of: the rest share what they had."""
    words, records = topic_words(), holdings.topics.records
    tables = {table for record in records for table in record.tables}
    for at, clause in enumerate(asking):
        plain = plain_words(clause.text)
        lacking = {table for table, ways in words.only_with.items() if table in tables and not ways.search(plain)}
        lacking |= of_others & tables
        lacking |= {table for table, ways in words.not_with.items() if table in tables and ways.search(plain)}
        unspoken = [bool(record.tables) and lacking.issuperset(record.tables) for record in records]
        if any(unspoken) and not all(unspoken):
            likely[at] = np.where(unspoken, np.float32(0), likely[at])
    return _shared(likely)


def _known_by_its_words(text: str, of_a_case: bool, facts: Mapping[str, Any], told: Collection[str]) -> str | None:
    """The table of a clause of which nothing need be learnt."""
    of_somebody = (asked_wholly(text) or _asked_last(text, told)) if of_a_case else None
    return _next_steps_of(text, facts, told) or of_somebody


def _next_steps_of(text: str, facts: Mapping[str, Any], told: Collection[str]) -> str | None:
    """The table of what is told, or was before, where a question names nothing: "arrested last night, what do we do"."""
    return to_do_of(facts, told or facts) if topic_words().next_steps.fullmatch(plain_words(text)) else None


def to_do_of(facts: Mapping[str, Any], told: Collection[str]) -> str | None:
    """The table of what to do about one of these facts: "he was arrested, on 117"."""
    return _told_of(topic_words().next_steps_of, facts, told)


def _told_of(tables: TablesOf, facts: Mapping[str, Any], told: Collection[str]) -> str | None:
    """The first of these tables of which the message tells one of the values."""
    now = {name: str(facts[name].value) for name in told if name in facts}
    told_now = (table for table, wanted in tables.items() if any(now.get(fact) in values for fact, values in wanted.items()))
    return next(told_now, None)


def _asked_last(text: str, told: Collection[str]) -> str | None:
    """As `asked_wholly`, of what follows the last comma of a story of detentions: "15 and on a 2, mum asking re 117"."""
    *before, last = LAST.split(text)
    return asked_wholly(last) if before and DETAINED & set(told) else None


def _tables(record: TopicRecord, of_a_case: bool) -> Iterable[str]:
    return record.tables if record.tables and (of_a_case or record.general) else [DOCUMENTS] if record.id != "statement" else []


def _of_body(tables: Iterable[str], clause: str, text: str) -> Iterable[str]:
    """Who pays asks of both bodies, unless the question names one, or the message speaks of one alone."""
    tables, bodies = list(tables), topic_words().of_bodies
    if not tables or not set(tables) <= set(bodies):
        return tables
    named = [table for table, pattern in bodies.items() if pattern.search(plain_words(clause))]
    spoken_of = any(pattern.search(plain_words(text)) for pattern in bodies.values())
    if not spoken_of and topic_words().asks_of_both.search(plain_words(clause)):
        return list(bodies)
    return named or tables


def _likely(text: str, asking: list[Clause], holdings: "Holdings", weight: float) -> Floats:
    """How likely each topic is for each clause: its own words and the message around them, weighed."""
    each = np.log(_probabilities(_beside(text, asking), holdings) + 1e-6)
    both = weight * each[: len(asking)] + (1 - weight) * each[len(asking) :]
    return _shared(np.exp(both - both.max(axis=1, keepdims=True)))


def _beside(text: str, asking: list[Clause]) -> list[str]:
    """Each clause that asks, then for each the message without the other questions."""
    around = [_without(text, [other for other in asking if other is not clause]) for clause in asking]
    return [*(clause.text for clause in asking), *around]


def _without(text: str, others: list[Clause]) -> str:
    """The message without its other questions, which would be heard in this one."""
    for other in reversed(others):
        text = text[: other.start] + text[other.end :]
    return text.strip(" ,;-\n\t")


def _shared(likely: Floats) -> Floats:
    """Likelihoods as shares of one, clause by clause."""
    return np.asarray(likely / likely.sum(axis=1, keepdims=True), dtype=np.float32)


def _belonging(holdings: "Holdings", told: Collection[str]) -> Floats:
    """How far what is told belongs to the tables of each topic; what belongs to many counts little, and at most MOST_TOLD."""
    weight = belonging(holdings.rulebook, told)
    each = [max((weight.get(table, 0.0) for table in record.tables), default=0.0) for record in holdings.topics.records]
    return np.minimum(np.array(each, dtype=np.float32), MOST_TOLD)


def _probabilities(texts: list[str], holdings: "Holdings") -> Floats:
    topics: Topics = holdings.topics
    assert holdings.listener is not None  # the two come from one index
    return topics.probabilities(texts, holdings.listener.vectors(texts))
