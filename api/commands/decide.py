"""`aftercare decide`: one table, one case, and everything its decision rests on."""

import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from datetime import date
from textwrap import fill
from typing import Any

import typer

from api.commands.paper import BOLD, PLAIN, say, say_json, width
from api.decisions import shown
from api.places import decided
from api.rulebook import Rules, rules_over_corpus
from api.settings import Settings
from api.tables import answer, question_of
from assistant.rules.decision import Change, Decision, Reason
from assistant.rules.errors import FactError, RuleError, UnknownTable
from assistant.rules.facts import UNKNOWN, FactType
from assistant.rules.load import written_rules
from assistant.rules.model import Kind
from assistant.rules.naming import Named
from assistant.rules.wording import worded
from ingest.gazetteer_file import BodyKind

BAD_INPUT = 2
FEW = 3  # answers named for each change, unless everything is wanted
DETENTION = re.compile(r"(?P<section>\S+)(?:\s+(?P<start>[^.\s]*)(?:\.\.(?P<end>[^.\s]*))?)?")
DETENTIONS_ARE = "write each as SECTION FIRST..LAST, with ; between them: detentions='3 2021-02-01..2021-05-03; 2 2024-01-01..'"


def run(
    table: str,
    given: Sequence[str],
    settings: Settings,
    *,
    places: Sequence[str],
    explain: bool,
    as_at: date | None,
    json: bool,
) -> None:
    """Prints the decision; exits with 2 where what was given cannot be decided on. YamlError for a damaged rulebook."""
    rules = rules_over_corpus(written_rules(), settings.corpus)
    try:
        decision, named = decided(rules, table, read_facts(rules, given), read_places(places), as_at)
    except RuleError as error:
        typer.echo(f"{error}{_where_to_look(rules, table, error)}", err=True)
        raise typer.Exit(BAD_INPUT) from None
    if json:
        say_json({**shown(rules, decision), "named": list(map(asdict, named))})
    else:
        say("\n".join(Paper(rules, decision, named, explain).lines()))


def _where_to_look(rules: Rules, table: str, error: RuleError) -> str:
    """What is allowed, where a name is not known."""
    if isinstance(error, UnknownTable):
        return " `aftercare rules list` lists them"
    if error.field in rules.written.specs or not error.allowed or not error.field.isidentifier():
        return ""
    return f" {table} looks at: {', '.join(rules.rulebook.form(table).leaves)}"


def read_facts(rules: Rules, given: Iterable[str]) -> dict[str, Any]:
    """fact=value words as facts. FactError for what is no such pair, or is given twice."""
    facts: dict[str, Any] = {}
    for word in given:
        name, equals, value = (part.strip() for part in word.partition("="))
        if not equals or not name:
            raise FactError(word, "write each fact as fact=value, section=3")
        if name in facts:
            raise FactError(name, "it is given twice. Keep one of them")
        spec = rules.written.specs.get(name)
        is_list = spec is not None and spec.type is FactType.DETENTIONS and value != UNKNOWN
        facts[name] = list(read_detentions(name, value)) if is_list else value
    return facts


def read_places(given: Iterable[str]) -> dict[str, str]:
    """fact=place words as places. FactError for what is no such pair, or is given twice."""
    places: dict[str, str] = {}
    for word in given:
        name, equals, place = (part.strip() for part in word.partition("="))
        if not equals or not name:
            raise FactError(word, "write each place as fact=place, lived_before=Hull")
        if name in places:
            raise FactError(name, "its place is given twice. Keep one of them")
        places[name] = place
    return places


def read_detentions(name: str, text: str) -> Iterator[dict[str, str]]:
    """Detentions as written on the command line: "3 2021-02-01..2021-05-03; 2 2024-01-01..". FactError for anything else."""
    for n, one in enumerate(part.strip() for part in text.strip().strip(";").split(";")):
        match = DETENTION.fullmatch(one)
        if match is None:
            raise FactError(f"{name}[{n}]", DETENTIONS_ARE)
        yield {key: value for key, value in match.groupdict().items() if value}


class Paper:
    """A decision set for a terminal."""

    def __init__(self, rules: Rules, decision: Decision, named: Sequence[Named] = (), explain: bool = False) -> None:
        self.rules, self.decision, self.named, self.explain, self.columns = rules, decision, named, explain, width()

    def lines(self) -> Iterator[str]:
        """What is said, then why, then what to ask, what would change it, what to know, and versions."""
        yield from self.outcome()
        yield from titled("By name", self.bodies())
        yield from titled("Because", self.reasons(self.decision.reasons))
        yield from titled("Still to be done", self.unmet())
        yield from titled("To ask next", self.ask())
        yield from titled("Certain meanwhile", self.certain())
        if self.explain:
            yield from titled("What was used", self.used())
            yield from titled("Not known", self.missing())
        yield from titled("What would change it", map(self.change, self.decision.would_change))
        yield from titled(
            "Note", (self.hung(f"{note.text} ({note.id})", "  ! ") for note in self.rules.notes_of(self.decision))
        )
        yield from ("", self.versions())

    def outcome(self) -> Iterator[str]:
        """The words, and who decides where the policy does not."""
        words = self.decision.words if self.decision.kind is not Kind.ASK else "One more thing has to be known."
        yield f"{BOLD}{fill(words, self.columns)}{PLAIN}" if sys.stdout.isatty() else fill(words, self.columns)
        if self.decision.who:
            yield self.hung(f"Who decides or finds out: {self.decision.who}", "")
        if self.decision.statute:
            yield self.hung(f"Statute, not policy: {self.decision.statute}", "")

    def bodies(self) -> Iterator[str]:
        """Each body by its name, or what to ask for it; then, once, how far the names can be relied on."""
        for one in self.named:
            kind = "Council" if one.kind is BodyKind.COUNCIL else "ICB"
            yield self.hung(" ".join(filter(None, (f"{kind}: {one.words}", one.note, one.ask))), "  - ")
            yield from (self.hung(choice, "      ") for choice in one.choices)
        yield from (self.hung(notice, "  ! ") for notice in dict.fromkeys(one.notice for one in self.named if one.notice))

    def reasons(self, reasons: Sequence[Reason]) -> Iterator[str]:
        """The exact words, each with its row and its paragraph."""
        for reason in reasons:
            source = self.rules.source(0, reason.cite, reason.quote)
            where = ", ".join(filter(None, (source.title, source.heading)))
            yield self.hung(reason.quote, "  | ")
            yield self.hung(f"{where}: {reason.cite} (row {reason.row}){'' if source.stands else ' CHANGED'}", "    ")

    def unmet(self) -> Iterator[str]:
        """What a checklist still wants."""
        return (self.hung(f"{one.say} ({one.cite})", "  - ") for one in self.decision.unmet)

    def ask(self) -> Iterator[str]:
        """The one question, how to tell, and what can be answered."""
        ask = self.decision.ask
        if ask is None:
            return
        yield self.hung(ask.question, "  ")
        if ask.help:
            yield self.hung(ask.help, "  ")
        options = [(one.value, one.label) for one in ask.options] or [(f"<{ask.type}>", f"a {ask.type.replace('_', ' ')}")]
        yield from (self.hung(f"{text}", f"    {ask.fact}={value}  ") for value, text in [*options, (UNKNOWN, "Not known")])

    def certain(self) -> Iterator[str]:
        """What is certain while the outcome is not."""
        for one in self.decision.certain:
            yield self.hung(one.words, "  - ")
            if self.explain:
                yield from self.reasons(one.reasons)

    def used(self) -> Iterator[str]:
        """The facts, and what those rest on that were not given."""
        for one in self.decision.facts_used:
            follows = f" (from {', '.join(one.follows_from)})" if one.follows_from else ""
            yield self.hung(f"{question_of(self.rules, one.fact)} {one.label}{follows}", "  - ")

    def missing(self) -> Iterator[str]:
        """What is open, and who can find out."""
        return (self.hung(f"{one.question} {one.finds_out}", "  - ") for one in self.decision.missing)

    def change(self, change: Change) -> str:
        """One change of one fact, and what would be said then."""
        spec = self.rules.written.specs[change.fact]
        named = change.to if self.explain else change.to[:FEW]
        answers = [value if spec.is_span else answer(spec, value) for value in named]
        more = f" (or {len(change.to) - len(named)} other answers)" if len(named) < len(change.to) else ""
        return self.hung(
            f"{question_of(self.rules, change.fact)} {' / '.join(answers)}{more}: {self.then(change.outcome)}", "  - "
        )

    def then(self, outcome: str) -> str:
        """What an outcome says, its first two sentences."""
        outcomes = self.rules.written.tables[self.decision.table].outcomes
        if outcome not in outcomes:
            return "More would have to be known."
        words = worded(outcomes[outcome].words, self.rules.written.specs, {})
        return " ".join(re.split(r"(?<=\.) (?=[A-Z])", words)[:2])

    def versions(self) -> str:
        """What it was made from."""
        made = self.decision.versions
        text = f"Table {self.decision.table} {made.tables}, facts {made.facts}, paragraphs {made.paragraphs}, "
        return self.hung(f"{text}rules {self.rules.edition}; as at {self.decision.as_at}", "")

    def hung(self, text: str, first: str) -> str:
        """A paragraph under its mark."""
        rest = first if first.strip() == "|" else " " * min(len(first), 6)
        return fill(
            text, self.columns, initial_indent=first, subsequent_indent=rest, break_on_hyphens=False, break_long_words=False
        )


def titled(title: str, lines: Iterable[str]) -> Iterator[str]:
    """The lines under their title, where there are any."""
    found = list(lines)
    if found:
        yield from ("", title, *found)
