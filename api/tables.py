"""A table as people read it: its question, its facts, its rows as "if ... we say", each with its words and their place."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from api.rulebook import Note, Rules, Source
from api.shapes import (
    CheckedShown,
    ExampleShown,
    FactShown,
    FactWords,
    If,
    LeftShown,
    OptionShown,
    OutcomeShown,
    RowShown,
    TableLine,
    TableShown,
)
from assistant.rules.compiled import OPEN
from assistant.rules.facts import UNKNOWN, FactSpec, FactType, as_word
from assistant.rules.model import Checklist, Condition, Part, Period, Requirement, Row, Table
from assistant.rules.wording import label, worded
from assistant.rules.written import parts_of
from assistant.words import say
from ingest.paragraphs import Paragraph
from ingest.sources import Source as Document


def table_lines(rules: Rules) -> list[TableLine]:
    """Every table, in the order in which the documents speak of their topics."""
    order = {heading: n for n, heading in enumerate(dict.fromkeys(map(_topic_at, rules.paragraphs.values())))}
    lines = [_line(rules, name) for name in rules.written.tables]
    return sorted(lines, key=lambda line: (order.get(line.topic, len(order)), line.helper, line.name))


def table_shown(rules: Rules, name: str, as_at: date) -> TableShown:
    """A table with everything a policy owner needs to sign it. UnknownTable where there is none."""
    form = rules.rulebook.form(name)
    table = rules.written.tables[name]
    showing = _Showing(rules, table, as_at)
    line = _line(rules, name)
    return TableShown(
        name=name,
        question=table.question,
        form=table.form,
        topic=line.topic,
        helper=line.helper,
        facts=tuple(_fact(fact, rules.written.specs[fact]) for fact in form.leaves),
        outcomes=tuple(OutcomeShown(key, one.kind, showing.plain(one.words), one.who) for key, one in table.outcomes.items()),
        rows=tuple(showing.rows()),
        meanwhile=table.meanwhile.words,
        meanwhile_source=rules.source(1, table.meanwhile.cite, table.meanwhile.quote),
        left_to_people=tuple(showing.left()),
        examples=tuple(showing.examples()),
        checked=CheckedShown(table.checked.by, table.checked.day, table.checked.edition),
        version=rules.rulebook.versions[name].tables,
    )


def resting_on(rules: Rules, shown: TableShown) -> Iterator[Document]:
    """The documents that a table quotes, in the order of sources.yaml."""
    named = {source.document for row in shown.rows for source in row.sources} | {shown.meanwhile_source.document}
    return (source for source in rules.sources.documents if source.id in named)


def overdue(documents: Iterable[Document], as_at: date) -> list[str]:
    """A sentence for each document whose review was due before the day."""
    due = ((document.short, review.due) for document in documents if (review := document.overdue(as_at)))
    return [say("notices", "overdue", document=short, due=_day(day.isoformat())) for short, day in due]


class _Showing:
    """One table being shown."""

    def __init__(self, rules: Rules, table: Table | Checklist, as_at: date) -> None:
        self.rules, self.table, self.as_at, self.specs = rules, table, as_at, rules.written.specs

    def plain(self, words: str) -> str:
        """A table's words, each fact in them by what it is called."""
        return worded(words, self.specs, {})

    def rows(self) -> Iterator[RowShown]:
        """The rows, or the requirements."""
        for part in parts_of(self.table):
            if isinstance(part, Row):
                yield self.row(part)
            if isinstance(part, Requirement):
                yield self.requirement(part)

    def row(self, row: Row) -> RowShown:
        """A row as "if all of these, we say this"."""
        conditions = tuple(self.condition(fact, condition) for fact, condition in row.when.items())
        words = " ".join(filter(None, (self.table.outcomes[row.then].words, row.adds)))
        sources = self.sources(row)
        stands = all(one.stands for one in sources)
        return RowShown(row.id, conditions, row.then, self.plain(words), sources, row.statute, self.notes(row), stands)

    def requirement(self, one: Requirement) -> RowShown:
        """A requirement: what meets it, what stops everything, and what is said while it is not met."""
        sources = self.sources(one)
        return RowShown(
            id=one.id,
            conditions=tuple(self.condition(fact, values) for fact, values in one.applies_when.items()),
            outcome=one.stops_with or "",
            words=self.plain(one.say),
            sources=sources,
            statute=one.statute,
            notices=self.notes(one),
            stands=all(source.stands for source in sources),
            needs=self.condition(one.fact, one.met),
            stops=self.condition(one.fact, one.stop) if one.stop else None,
        )

    def condition(self, fact: str, condition: Condition) -> If:
        """A condition in words."""
        spec = self.specs[fact]
        if isinstance(condition, Period):
            return If(fact, question_of(self.rules, fact), (_period(spec, condition),))
        values = [condition] if isinstance(condition, str) else condition
        return If(fact, question_of(self.rules, fact), tuple(answer(spec, value) for value in values))

    def sources(self, part: Part) -> tuple[Source, ...]:
        """What a row rests on."""
        return tuple(self.rules.source(n, one.cite, one.quote) for n, one in enumerate((part, *part.also), 1))

    def notes(self, part: Part) -> tuple[Note, ...]:
        """What to know beside a row."""
        return self.rules.notes(part.notices, self.as_at)

    def left(self) -> Iterator[LeftShown]:
        """What is left to people, values that the table does not answer for among it."""
        for one in self.table.left_to_people:
            yield LeftShown("", one.why, one.cite, f"/paragraphs/{one.cite}")
        for fact, reasons in self.table.leaves_out.items() if isinstance(self.table, Table) else ():
            for value, why in reasons.items():
                yield LeftShown(f"{question_of(self.rules, fact)} {answer(self.specs[fact], value)}", why, "", "")

    def examples(self) -> Iterator[ExampleShown]:
        """The worked cases."""
        for one in self.table.examples:
            facts = tuple(self.given(name, value) for name, value in one.facts.items())
            said = self.plain(self.table.outcomes[one.then].words) if one.then in self.table.outcomes else self.ending(one.asks)
            yield ExampleShown(one.name, facts, one.then, said)

    def ending(self, asks: str | None) -> str:
        """What is said where no outcome of the table is."""
        return f"We ask: {question_of(self.rules, asks)}" if asks else "Not settled: we say who can find out."

    def given(self, name: str, value: Any) -> If:
        """A fact of an example in words."""
        spec = self.specs[name]
        said = map(_detention, value) if isinstance(value, list) else [answer(spec, str(as_word(value)))]
        return If(name, question_of(self.rules, name), tuple(said))


def question_of(rules: Rules, fact: str) -> str:
    """What is asked to know a fact: its own question, or that of the table which decides it."""
    spec = rules.written.specs[fact]
    return spec.question or (rules.written.tables[spec.table].question if spec.table else fact)


def answer(spec: FactSpec, value: str) -> str:
    """A fact's value in words."""
    if value == UNKNOWN:
        return "Not known"
    if spec.type is FactType.DATE:
        return _day(value)
    said = label(spec, value)
    return said.replace("_", " ").capitalize() if said == value and spec.table else said


def _detention(one: Mapping[str, Any]) -> str:
    return f"{one['section']}: {one.get('start') or '?'} to {one.get('end') or 'now'}"


def _day(value: str) -> str:
    day = date.fromisoformat(value)
    return f"{day.day} {day:%B %Y}"


def _period(spec: FactSpec, period: Period) -> str:
    first, last = (end if end == OPEN else answer(spec, end) for end in (period.first, period.last))
    if first == OPEN:
        return f"{last} or before" if spec.type is FactType.DATE else f"{last} or under"
    if last == OPEN:
        return f"{first} or after" if spec.type is FactType.DATE else f"{first} or over"
    return first if first == last else f"{first} to {last}"


def _fact(name: str, spec: FactSpec) -> FactShown:
    return FactShown(name, spec.type, spec.question, spec.help, _options(spec), spec.finds_out, spec.table, *_limits(spec))


def fact_words(spec: FactSpec) -> FactWords:
    """The words of a fact."""
    exact = [one for one in _options(spec) if not one.vague]
    vague = [one for one in _options(spec) if one.vague]
    return FactWords(spec.called, spec.question, spec.help, spec.type, tuple(exact), tuple(vague), *_limits(spec))


def _options(spec: FactSpec) -> tuple[OptionShown, ...]:
    exact = (OptionShown(value, answer(spec, value)) for value in spec.choices)
    return (*exact, *(OptionShown(word, one.label, vague=True) for word, one in spec.vague.items()))


def _limits(spec: FactSpec) -> tuple[int | None, int | None]:
    return (spec.least, spec.most) if spec.type is FactType.NUMBER else (None, None)


def _line(rules: Rules, name: str) -> TableLine:
    table = rules.written.tables[name]
    helper = isinstance(table, Table) and table.helper
    counts = len(parts_of(table)), len(table.examples)
    return TableLine(name, table.question, table.form, _topic(rules, table), helper, *counts, f"/rules/{name}")


def _topic(rules: Rules, table: Table | Checklist) -> str:
    """The section of a document that most of its rows rest on."""
    cited = (rules.paragraphs[part.cite] for part in parts_of(table) if part.cite in rules.paragraphs)
    most = Counter(map(_topic_at, cited)).most_common(1)
    return most[0][0] if most else "Elsewhere"


def _topic_at(paragraph: Paragraph) -> str:
    return paragraph.headings[:2][-1] if paragraph.headings else ""
