"""Whether a rulebook hangs together: every fact, value, outcome and table that is named exists, and none needs itself."""

from collections.abc import Collection, Iterator, Mapping
from graphlib import CycleError

from assistant.rules.arithmetic import FUNCTIONS
from assistant.rules.compiled import ends
from assistant.rules.errors import meant
from assistant.rules.facts import UNKNOWN, FactSpec
from assistant.rules.model import ENGINE_OUTCOMES, Checklist, Condition, Period, Table
from assistant.rules.wording import PLACE
from assistant.rules.written import Written
from ingest.yamlfile import line_of

Problem = tuple[tuple[str | int, ...], str]  # where in a table's file, and what


def structure_problems(written: Written) -> Iterator[str]:
    """One line for each thing that is named and is not there: file:line: where: what, what to do."""
    problems = [*_facts(written)]
    for name, table in written.tables.items():
        problems += [f"{written.at(name, *place)}: {text}" for place, text in _names_of(written, name, table)]
    yield from problems or _cycles(written)


def _facts(written: Written) -> Iterator[str]:
    path = written.folder / "facts.yaml"
    for name, spec in written.specs.items():
        for problem in (*_fact(spec, written), *_vague(spec), *_implied(spec, written.specs), *_presumed(spec, written.specs)):
            yield f"{path}:{line_of(path, 'facts', name)}: {name}: {problem}"


def _fact(spec: FactSpec, written: Written) -> Iterator[str]:
    if UNKNOWN in spec.choices:
        yield "'unknown' can always be answered and is no value of its own. Take it out"
    for table in (spec.table, spec.qualifying.table if spec.qualifying else None):
        if table and table not in written.tables:
            yield f"there is no table {table!r}.{meant(table, written.tables)} Write its file, or mend the name"
        elif table:
            yield from _outcome_values(spec, table, written.tables[table])


def _outcome_values(spec: FactSpec, name: str, table: Table | Checklist) -> Iterator[str]:
    if isinstance(table, Checklist):
        yield f"{name!r} is a checklist; only a table can decide a fact. Make it a table"
    groups = spec.values if spec.table else {}
    listed = [outcome for outcomes in groups.values() for outcome in outcomes]
    for outcome in {*listed} - {*table.outcomes}:
        yield f"{name!r} has no outcome {outcome!r}.{meant(outcome, table.outcomes)} Mend `values`"
    for outcome in table.outcomes if groups else ():
        if outcome not in listed:
            yield f"outcome {outcome!r} of {name!r} stands nowhere in `values`. Name it beside each value it can mean"
        if listed.count(outcome) > 1 and not spec.question:
            yield f"outcome {outcome!r} of {name!r} can mean several values. Give the fact a `question`, or name it once"


def _vague(spec: FactSpec) -> Iterator[str]:
    for word, vague in spec.vague.items():
        for value in vague.means:
            if value not in (*spec.choices, *spec.vague) or value == word:
                yield f"vague {word!r} means {value!r}, which is no value.{meant(value, spec.choices)} Mend `means`"
        if vague.numbers and not (spec.least <= vague.numbers[0] <= vague.numbers[-1] <= spec.most):
            yield f"vague {word!r} goes beyond {spec.least} to {spec.most}. Mend its `least` or `most`"


def _implied(spec: FactSpec, specs: Mapping[str, FactSpec]) -> Iterator[str]:
    implied = spec.implied_by
    if not implied:
        return
    if implied.function and implied.function not in FUNCTIONS:
        yield f"arithmetic.py has no {implied.function!r}.{meant(implied.function, FUNCTIONS)} Mend `function`"
    for source in (*implied.of, *filter(None, [implied.fact])):
        if source not in specs:
            yield f"there is no fact {source!r}.{meant(source, specs)} Mend `implied_by`"
    allowed = specs[implied.fact].choices if implied.fact and implied.fact in specs else ()
    for value in implied.values if allowed else ():
        if value not in allowed:
            yield f"{implied.fact!r} cannot be {value!r}.{meant(value, allowed)} Mend `implied_by`"


def _presumed(spec: FactSpec, specs: Mapping[str, FactSpec]) -> Iterator[str]:
    if spec.presumed and spec.presumed not in spec.choices:
        yield f"it is presumed {spec.presumed!r}, which is no value.{meant(spec.presumed, spec.choices)} Mend `presumed`"
    for fact, values in spec.presumed_with.items():
        if fact not in specs or not set(values) <= set(specs[fact].choices):
            yield f"{fact!r} is no fact with the values {', '.join(values)}. Mend `presumed_with`"
    for fact in spec.presumed_unless:
        if fact not in specs:
            yield f"there is no fact {fact!r}.{meant(fact, specs)} Mend `presumed_unless`"


def _presumes(written: Written, name: str, table: Table | Checklist) -> Iterator[Problem]:
    for fact, wanted in table.presumes.items():
        if fact not in written.specs or written.specs[fact].presumed is None:
            yield ("presumes", fact), f"{name}: nothing is presumed of {fact!r}. Mend it here or in facts.yaml"
        for other, values in wanted.items():
            if other not in written.specs or not set(values) <= set(written.specs[other].choices):
                yield ("presumes", fact), f"{name}: {other!r} is no fact with the values {', '.join(values)}. Mend it here"


def _takes(written: Written, name: str, table: Table | Checklist) -> Iterator[Problem]:
    for fact, words in (table.takes if isinstance(table, Table) else {}).items():
        vague = written.specs[fact].vague if fact in written.specs else {}
        for word in words:
            if word not in vague or vague[word].presumed is None:
                yield ("takes", fact), f"{name}: nothing is presumed of {word!r} of {fact!r}. Mend it here or in facts.yaml"


def _names_of(written: Written, name: str, table: Table | Checklist) -> Iterator[Problem]:
    missing = [fact for fact in table.facts if fact not in written.specs]
    for fact in missing:
        yield (), f"{name}: no fact is called {fact!r}.{meant(fact, written.specs)} Mend it here or in facts.yaml"
    for outcome in sorted(ENGINE_OUTCOMES & set(table.outcomes)):
        yield ("outcomes", outcome), f"{name}: {outcome!r} is the engine's own outcome. Choose another name"
    yield from _placeholders(written, name, table)
    yield from _presumes(written, name, table)
    yield from _takes(written, name, table)
    if not missing:
        yield from _rows(written, name, table) if isinstance(table, Table) else _requirements(written, name, table)


def _placeholders(written: Written, name: str, table: Table | Checklist) -> Iterator[Problem]:
    for outcome, said in table.outcomes.items():
        for fact in PLACE.findall(said.words):
            if fact not in written.specs or not written.specs[fact].called:
                yield ("outcomes", outcome), f"{name}/{outcome}: {{{fact}}} needs a fact that has `called`. Mend the words"


def _rows(written: Written, name: str, table: Table) -> Iterator[Problem]:
    for n, row in enumerate(table.rows):
        problems = [*_outcome(row.then, table.outcomes)]
        if row.id in {one.id for one in table.rows[:n]}:
            problems.append("another row has this id. Give one of them another")
        for fact, condition in row.when.items():
            problems += _condition_on(written, table, fact, condition)
        yield from ((("rows", n), f"{name}/{row.id}: {problem}") for problem in problems)
    yield from _left_out(written, name, table)
    yield from _beside(written, name, table)


def _condition_on(written: Written, table: Table, fact: str, condition: Condition) -> Iterator[str]:
    if fact not in table.facts:
        yield f"{fact!r} is not among the table's `facts`. Add it there, or mend the name"
    else:
        yield from _condition(fact, written.specs[fact], condition)


def _left_out(written: Written, name: str, table: Table) -> Iterator[Problem]:
    for fact in table.ask_first:
        if fact not in table.facts:
            yield ("ask_first",), f"{name}: {fact!r} is not among the table's `facts`. Mend `ask_first`"
    for fact, values in table.leaves_out.items():
        if fact not in table.facts:
            yield ("leaves_out",), f"{name}: {fact!r} is not among the table's `facts`. Mend `leaves_out`"
        else:
            problems = _values(fact, written.specs[fact], values)
            yield from ((("leaves_out",), f"{name}: {problem}") for problem in problems)


def _beside(written: Written, name: str, table: Table) -> Iterator[Problem]:
    for key, named in {"beside": table.beside, "waives": table.waives}.items():
        yield from (((key,), f"{name}: {problem}") for outcome in named for problem in _outcome(outcome, table.outcomes))
        for other in dict.fromkeys(other for others in named.values() for other in others):
            if other not in written.tables:
                yield (key,), f"{name}: there is no table {other!r}.{meant(other, written.tables)} Mend `{key}`"


def _outcome(outcome: str, outcomes: Collection[str]) -> Iterator[str]:
    if outcome not in outcomes:
        yield f"there is no outcome {outcome!r}.{meant(outcome, outcomes)} Mend it or add it to `outcomes`"


def _condition(fact: str, spec: FactSpec, condition: Condition) -> Iterator[str]:
    if spec.is_span != isinstance(condition, Period):
        wanted = "a period, {from: .., to: ..}" if spec.is_span else "a value or a list of values"
        yield f"{fact!r} needs {wanted}. Mend the condition"
    elif isinstance(condition, Period):
        yield from _period(fact, spec, condition)
    else:
        yield from _values(fact, spec, [condition] if isinstance(condition, str) else condition)


def _period(fact: str, spec: FactSpec, period: Period) -> Iterator[str]:
    try:
        first, last = ends(spec, period)
    except ValueError:
        yield f"{fact!r}: {period.first!r} to {period.last!r} is not a period. Write both ends, or `open`"
        return
    if last < first:
        yield f"{fact!r}: the period ends ({period.last}) before it starts ({period.first}). Mend one of its ends"
    if spec.most and not (spec.least <= first and last <= spec.most):
        yield f"{fact!r} runs from {spec.least} to {spec.most}. Mend the period"


def _values(fact: str, spec: FactSpec, values: Collection[str]) -> Iterator[str]:
    for value in values:
        if value not in spec.choices:
            yield f"{fact!r} cannot be {value!r}.{meant(value, spec.choices)} Mend it or add it to facts.yaml"


def _requirements(written: Written, name: str, checklist: Checklist) -> Iterator[Problem]:
    for outcome in (checklist.done, checklist.not_yet):
        yield from (((), f"{name}: {problem}") for problem in _outcome(outcome, checklist.outcomes))
    for n, one in enumerate(checklist.requirements):
        problems = [*_states(one.fact, written.specs[one.fact], [*one.met, *one.not_yet, *one.stop])]
        problems += _outcome(one.stops_with, checklist.outcomes) if one.stops_with else []
        for fact, values in one.applies_when.items():
            problems += _values(fact, written.specs[fact], values)
        yield from ((("requirements", n), f"{name}/{one.id}: {problem}") for problem in problems)


def _states(fact: str, spec: FactSpec, named: list[str]) -> Iterator[str]:
    yield from _values(fact, spec, named)
    for value in spec.choices:
        if named.count(value) != 1:
            yield f"{fact!r}: {value!r} stands {named.count(value)} times in `met`, `not_yet`, `stop`. Name it once"


def _cycles(written: Written) -> Iterator[str]:
    try:
        _ = written.order
    except CycleError as error:
        loop = " -> ".join(error.args[1])
        yield f"{written.folder / 'facts.yaml'}:1: {loop}: these tables need one another. Take one of the facts out"
