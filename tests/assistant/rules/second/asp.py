"""Runs the second implementation: the policy's words as logic programs, solved by clingo."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from clingo import Control, Number, String, Symbol, SymbolType

HERE = Path(__file__).parent
Value = str | int
Case = tuple[Value, ...]
Values = Mapping[str, Sequence[Value]]


def outcomes(values: Values, *programs: str) -> Iterator[tuple[Case, frozenset[str]]]:
    """Every case, a value for each fact in the order of `values`, and the outcomes that the programs give it."""
    facts = "".join(f"value({symbol(fact)}, {symbol(value)}).\n" for fact, allowed in values.items() for value in allowed)
    for shown in _models(facts, ("cases", *programs)):
        case = {_plain(one.arguments[0]): _plain(one.arguments[1]) for one in shown if one.name == "is"}
        given = frozenset(str(_plain(one.arguments[0])) for one in shown if one.name == "outcome")
        yield tuple(case[fact] for fact in values), given


def consequences(facts: str, *programs: str) -> Sequence[Symbol]:
    """What is shown of the one answer set that follows from the facts."""
    (shown,) = _models(facts, programs)
    return shown


def symbol(value: Value) -> str:
    """A value as a program writes it."""
    return str(String(value) if isinstance(value, str) else Number(value))


def _models(facts: str, programs: Sequence[str]) -> Iterator[Sequence[Symbol]]:
    control = Control(["0", "--warn=none"])
    control.add("base", [], facts + "".join((HERE / f"{name}.lp").read_text() for name in programs))
    control.ground([("base", [])])
    with control.solve(yield_=True) as solving:
        for model in solving:
            yield model.symbols(shown=True)


def _plain(one: Symbol) -> Value:
    return one.string if one.type is SymbolType.String else one.number
