"""The checker: everything that would make the rulebook wrong, silent or unproved, one line each that its owner can act on.

file:line: table/row: what is wrong. What to do
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from assistant.rules.compiled import Column, Compiled, in_words
from assistant.rules.coverage import faults
from assistant.rules.decision import Decision
from assistant.rules.engine import Rulebook
from assistant.rules.errors import RuleError, meant
from assistant.rules.given import read_case, with_implied
from assistant.rules.load import Paragraphs, notices_held, paragraphs_held, ready
from assistant.rules.model import Checklist, Example, Quote, Table
from assistant.rules.structure import structure_problems
from assistant.rules.written import RULES, Written, parts_of, read_rules
from ingest.yamlfile import YamlError

SHOWN = 60  # characters of a quotation shown in an error


@dataclass(frozen=True, slots=True)
class Corpus:
    """What the rulebook rests on: paragraphs' words by id, and the ids of notices."""

    paragraphs: Paragraphs
    notices: frozenset[str] = frozenset()


def check(folder: Path = RULES, corpus: Corpus | None = None) -> list[str]:
    """Every problem of the rulebook in a folder; an empty list where there is none."""
    try:
        written = read_rules(folder)
    except YamlError as error:
        return error.problems
    return check_written(written, corpus or Corpus(paragraphs_held(), notices_held()))


def check_written(written: Written, corpus: Corpus) -> list[str]:
    """Every problem of a rulebook as written. What is named and not there comes first, alone."""
    if problems := list(structure_problems(written)):
        return problems
    rulebook = ready(written, corpus.paragraphs)
    return [problem for name in written.tables for problem in _Checking(written, rulebook, corpus, name).problems()]


def problems_of(written: Written, corpus: Corpus, name: str) -> Iterator[str]:
    """The problems of one table, as they are found; those of names that are not there first."""
    structure = list(structure_problems(written))
    yield from structure or _Checking(written, ready(written, corpus.paragraphs), corpus, name).problems()


@dataclass(frozen=True, slots=True)
class Tried:
    """An example and what the engine made of it."""

    example: Example
    decision: Decision


class _Checking:
    """One table being checked."""

    def __init__(self, written: Written, rulebook: Rulebook, corpus: Corpus, name: str) -> None:
        self.written, self.rulebook, self.corpus, self.name = written, rulebook, corpus, name
        self.table = written.tables[name]
        self.tried: list[Tried] = []

    def problems(self) -> Iterator[str]:
        """Everything that is wrong with the table."""
        yield from self.quotes()
        yield from self.outcomes()
        yield from self.examples()
        if isinstance(self.table, Table):
            yield from self.cases(self.table)
            yield from self.rows_tried(self.table)
            yield from self.boundaries()
        else:
            yield from self.requirements_tried(self.table)

    def at(self, problem: str, *where: str | int, part: str = "") -> str:
        """The problem with its file, line and row."""
        return f"{self.written.at(self.name, *where)}: {self.name}{f'/{part}' if part else ''}: {problem}"

    def quotes(self) -> Iterator[str]:
        """Citations that are not in the corpus, and quotations that are not in the paragraph cited."""
        key = "rows" if isinstance(self.table, Table) else "requirements"
        for n, part in enumerate(parts_of(self.table)):
            problems = [problem for quote in (part, *part.also) for problem in self.quote_problems(quote)]
            problems += [self.no_notice(one) for one in part.notices if one not in self.corpus.notices]
            yield from (self.at(problem, key, n, part=part.id) for problem in problems)
        yield from (self.at(problem, "meanwhile") for problem in self.quote_problems(self.table.meanwhile))
        for n, left in enumerate(self.table.left_to_people):
            if left.cite not in self.corpus.paragraphs:
                yield self.at(self.no_paragraph(left.cite), "left_to_people", n)

    def quote_problems(self, quote: Quote) -> Iterator[str]:
        """What is wrong with one quotation."""
        if quote.cite not in self.corpus.paragraphs:
            yield self.no_paragraph(quote.cite)
        elif not quote.quote or quote.quote not in self.corpus.paragraphs[quote.cite]:
            yield f"{quote.cite} does not say {quote.quote[:SHOWN]!r}. Copy the words exactly, or cite another paragraph"

    def no_paragraph(self, cite: str) -> str:
        """A citation of nothing."""
        return f"there is no paragraph {cite!r}.{meant(cite, self.corpus.paragraphs)} Cite one that is in the corpus"

    def no_notice(self, name: str) -> str:
        """An id of nothing."""
        return f"there is no notice {name!r}.{meant(name, self.corpus.notices)} Name one of advisories.yaml or conflicts.yaml"

    def outcomes(self) -> Iterator[str]:
        """Outcomes that nothing gives."""
        given = {row.then for row in self.table.rows} if isinstance(self.table, Table) else _given(self.table)
        for outcome in self.table.outcomes:
            if outcome not in given:
                yield self.at(f"no row gives {outcome!r}. Add a row or take the outcome out", "outcomes", outcome)

    def examples(self) -> Iterator[str]:
        """Examples that do not give what they say."""
        for n, example in enumerate(self.table.examples):
            try:
                decision = self.rulebook.decide(self.name, example.facts, example.as_at or date.today())
            except RuleError as error:
                yield self.at(f"example {example.name!r}: {error}. Mend its facts", "examples", n)
                continue
            self.tried.append(Tried(example, decision))
            if problem := _differs(example, decision):
                yield self.at(f"example {example.name!r} {problem}. Mend the row or the example", "examples", n)

    def cases(self, table: Table) -> Iterator[str]:
        """Cases with no row or several, and values that no row names."""
        compiled = self.rulebook.forms[self.name]
        assert isinstance(compiled, Compiled)
        for fault in faults(compiled):
            case = fault.in_words(self.written.specs)
            if fault.rows:
                yield self.at(f"rows {', '.join(fault.rows)} all hold where {case}. Leave one of them", "rows")
            else:
                yield self.at(f"no row holds where {case}. Add a row, or name the value in `leaves_out`", "rows")
        for fact in table.facts:
            yield from (self.at(problem, "facts") for problem in self.unnamed(table, fact))

    def unnamed(self, table: Table, fact: str) -> Iterator[str]:
        """Values of a fact that no row names and the table does not leave out."""
        conditions = [row.when[fact] for row in table.rows if fact in row.when]
        if not conditions:
            yield f"no row asks for {fact!r}. Take it out of `facts`"
        elif not self.written.specs[fact].is_span:
            named = {value for one in conditions for value in ([one] if isinstance(one, str) else one)}
            for value in self.written.specs[fact].choices:
                if value not in named and value not in table.leaves_out.get(fact, {}):
                    yield f"no row names {fact}: {value!r}. Name it in a row, or in `leaves_out` with the reason"

    def rows_tried(self, table: Table) -> Iterator[str]:
        """Rows that no example comes to."""
        tried = {one.decision.row for one in self.tried}
        for n, row in enumerate(table.rows):
            if row.id not in tried:
                yield self.at("no example comes to this row alone. Add one", "rows", n, part=row.id)

    def requirements_tried(self, checklist: Checklist) -> Iterator[str]:
        """Requirements that no example fails, and a checklist that no example passes."""
        failed = {unmet.requirement for one in self.tried for unmet in one.decision.unmet}
        if not any(one.decision.outcome == checklist.done for one in self.tried):
            yield self.at(f"no example gives {checklist.done!r}. Add one", "examples")
        for n, one in enumerate(checklist.requirements):
            if one.id not in failed:
                yield self.at("no example fails this requirement. Add one", "requirements", n, part=one.id)

    def boundaries(self) -> Iterator[str]:
        """Boundary days and numbers without an example on the day and the day before."""
        for fact, column in self.rulebook.forms[self.name].columns.items():
            if column.starts:
                yield from self.boundaries_of(fact, column)

    def boundaries_of(self, fact: str, column: Column) -> Iterator[str]:
        """The same for one fact."""
        tried = {value for one in self.tried for value in self.values(one, fact)}
        for start in column.starts[1:]:
            for value in (start - 1, start):
                if value not in tried:
                    day = in_words(self.written.specs[fact], value)
                    yield self.at(f"no example has {fact} = {day}, at a boundary. Add one", "examples")

    def values(self, tried: Tried, fact: str) -> tuple[str | int, ...]:
        """What an example makes of a fact, given or following from others."""
        given = read_case(self.rulebook.specs, tried.example.facts, date.max, self.rulebook.judge)
        case = with_implied(self.rulebook.specs, given)
        return case[fact].values if fact in case else ()


def _given(checklist: Checklist) -> set[str]:
    return {checklist.done, checklist.not_yet} | {one.stops_with for one in checklist.requirements if one.stops_with}


def _differs(example: Example, decision: Decision) -> str:
    """How a decision differs from what the example says, or ""."""
    if decision.outcome != example.then:
        return f"gives {decision.outcome!r}, not {example.then!r}"
    if example.asks and (decision.ask is None or decision.ask.fact != example.asks):
        return f"asks {decision.ask.fact if decision.ask else 'nothing'!r}, not {example.asks!r}"
    unmet = [one.requirement for one in decision.unmet]
    if example.unmet is not None and unmet != example.unmet:
        return f"finds unmet {unmet}, not {example.unmet}"
    return ""
