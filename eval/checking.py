"""Do the scenarios speak of tables, outcomes, facts, values and paragraphs that exist? One line for each that does not."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from assistant.rules.engine import Rulebook
from assistant.rules.errors import FactError, meant
from assistant.rules.facts import as_word
from assistant.rules.given import read_case
from eval.worked import Expected, Placed
from ingest.yamlfile import YamlError, line_of

Fault = tuple[tuple[str | int, ...], str]  # where in the turn, and what is wrong


def check(scenarios: Iterable[Placed], rulebook: Rulebook, paragraphs: Collection[str]) -> None:
    """Raises YamlError, one line for each fault, with file and line."""
    problems = [problem for placed in scenarios for problem in _problems(placed, rulebook, paragraphs)]
    if problems:
        raise YamlError(problems)


def _problems(placed: Placed, rulebook: Rulebook, paragraphs: Collection[str]) -> Iterator[str]:
    for number, turn in enumerate(placed.scenario.turns):
        for where, what in _faults(turn, rulebook, paragraphs):
            line = line_of(placed.file, placed.at, "turns", number, *where)
            yield f"{placed.file}:{line}: {placed.scenario.id}, turn {number + 1}: {what}"


def _faults(turn: Expected, rulebook: Rulebook, paragraphs: Collection[str]) -> Iterator[Fault]:
    yield from _of_tables(turn.decides, rulebook)
    for at, fact in enumerate(turn.asks or ()):
        if fact not in rulebook.specs:
            yield ("asks", at), _unknown("fact", fact, rulebook.specs)
    yield from _of_facts(turn.facts, rulebook)
    for at, wanted in enumerate(turn.cites):
        if not any(name == wanted or name.startswith(f"{wanted}.") for name in paragraphs):
            yield ("cites", at), _unknown("paragraph", wanted, paragraphs)


def _of_tables(decides: Mapping[str, list[str]], rulebook: Rulebook) -> Iterator[Fault]:
    for table, outcomes in decides.items():
        if table not in rulebook.forms:
            yield ("decides", table), _unknown("table", table, rulebook.forms)
            continue
        known = rulebook.forms[table].question.outcomes
        for at, outcome in enumerate(outcomes):
            if outcome not in known:
                yield ("decides", table, at), _unknown(f"outcome of {table}", outcome, known)


def _of_facts(facts: Mapping[str, Any], rulebook: Rulebook) -> Iterator[Fault]:
    for fact, value in facts.items():
        if fact not in rulebook.specs:
            yield ("facts", fact), _unknown("fact", fact, rulebook.specs)
            continue
        try:
            read_case(rulebook.specs, {fact: as_word(value)}, date.max, rulebook.judge)
        except FactError as error:
            yield ("facts", fact), str(error)


def _unknown(what: str, name: str, known: Iterable[str]) -> str:
    names = list(known)
    hint = meant(name, names).strip()
    return f"there is no {what} {name!r}. {hint or 'Look up its name, or leave it out'}"
