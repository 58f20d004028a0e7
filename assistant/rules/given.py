"""The facts of one case, as given: each is read strictly, vague words become sets of values, and what follows is added.

Nothing here is a policy: what a fact can be stands in facts.yaml.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from assistant.model import Fact
from assistant.rules.arithmetic import FUNCTIONS, Detention, checked
from assistant.rules.errors import FactError, meant
from assistant.rules.facts import UNKNOWN, FactSpec, FactType, Vague, as_word

Values = tuple[str | int, ...]
Judge = Callable[[FactSpec, Mapping[str, Any]], bool | None]
TAKEN = "taken as so"  # in place of the words, for a fact that nobody has said
LONGEST = 80  # characters of what was given that an error repeats, and digits of a number
SHOWN = 12  # how many allowed values an error names


@dataclass(frozen=True, slots=True)
class Given:
    """One fact of the case.

    raw      as it was given, in JSON's types, so that a decision can be replayed
    values   what it can be: one value; several for a vague word; days and numbers as ordinals; none for "unknown"
    exact    the value as Python has it, for sums
    said     the words it was said in; turn says when
    sources  for a fact that follows from others: their names
    """

    fact: str
    raw: Any
    values: Values
    exact: Any = None
    said: str = ""
    turn: int = 0
    sources: tuple[str, ...] = ()

    @property
    def unknown(self) -> bool:
        """Whether staff have said that they do not know."""
        return not self.values and self.exact is None


Case = dict[str, Given]
Facts = Mapping[str, Any] | Iterable[Fact]


def read_case(specs: Mapping[str, FactSpec], facts: Facts, as_at: date, judge: Judge) -> Case:
    """The case as given. FactError for what no fact can be."""
    case: Case = {}
    for name, value, said, turn in _told(facts):
        if value is not None:
            given = _read(specs, name, value, as_at, judge)
            case[name] = replace(given, said=said, turn=turn) if said or turn else given
    return case


def with_implied(specs: Mapping[str, FactSpec], case: Case) -> Case:
    """The case and what follows from it. FactError where what was given contradicts what follows."""
    whole = dict(case)
    for name, spec in specs.items():
        if not spec.implied_by or whole.keys().isdisjoint(spec.implied_by.sources):
            continue
        if implied := implied_value(spec, name, whole):
            whole[name] = _agreed(whole.get(name), implied)
    return whole


def _told(facts: Facts) -> Iterable[tuple[str, Any, str, int]]:
    if isinstance(facts, Mapping):
        return ((name, value, "", 0) for name, value in facts.items())
    return ((fact.fact, fact.value, fact.said, fact.turn) for fact in facts)


def _read(specs: Mapping[str, FactSpec], name: str, value: Any, as_at: date, judge: Judge) -> Given:
    if name not in specs:
        raise FactError(name, f"there is no such fact.{meant(name, specs)}", sorted(specs))
    spec = specs[name]
    if value == UNKNOWN:
        return Given(name, UNKNOWN, ())
    match spec.type:
        case FactType.CHOICE | FactType.YES_NO:
            return _choice(name, spec, value)
        case FactType.DATE:
            day = read_day(name, value, as_at)
            return Given(name, day.isoformat(), (day.toordinal(),), day)
        case FactType.NUMBER:
            return _number(name, spec, value)
        case FactType.DETENTIONS:
            return _detentions(name, spec, value, as_at, judge)


def _choice(name: str, spec: FactSpec, value: Any) -> Given:
    plain = as_word(value) if isinstance(value, bool) else value
    word = plain if isinstance(plain, str) else _repeated(plain)
    values = meanings(spec, word)
    if not values:
        allowed = (*spec.choices, *spec.vague, UNKNOWN)
        listed = ", ".join(allowed[:SHOWN]) + (" ..." if len(allowed) > SHOWN else "")
        raise FactError(name, f"it cannot be {_repeated(word)}.{meant(word, allowed)} Allowed: {listed}", allowed)
    return Given(name, word, values)


def meanings(spec: FactSpec, word: str) -> Values:
    """The values a word can mean: itself, or for a vague word all that it stands for. () for a word it does not know."""
    if word in spec.choices:
        return (word,)
    if spec.type is FactType.NUMBER and (number := _whole(word)) is not None:
        return (number,)
    vague: Vague | None = spec.vague.get(word)
    if vague is None:
        return ()
    return tuple(vague.numbers) or tuple(dict.fromkeys(value for part in vague.means for value in meanings(spec, part)))


def read_day(name: str, value: Any, as_at: date) -> date:
    """A day as given. FactError for one that does not exist, or that has not been yet."""
    try:
        day = value if isinstance(value, date) else date.fromisoformat(value)
    except (ValueError, TypeError):
        raise FactError(name, f"{_repeated(value)} is not a day that exists. Write it as year-month-day, 2024-02-29") from None
    if day > as_at:
        raise FactError(name, f"{day} is after {as_at}, the day this is asked as at. Give a day that has been")
    return day


def _number(name: str, spec: FactSpec, value: Any) -> Given:
    if isinstance(value, str) and value in spec.vague:
        return Given(name, value, meanings(spec, value))
    number = _whole(value)
    if number is None or not spec.least <= number <= spec.most:
        raise FactError(name, f"it cannot be {_repeated(value)}. Allowed: a whole number from {spec.least} to {spec.most}")
    return Given(name, number, (number,), number)


def _whole(value: Any) -> int | None:
    """A whole number as given, or None for what is none; Python reads no number of thousands of digits."""
    if isinstance(value, str) and value.isascii() and value.isdigit() and len(value) <= LONGEST:
        return int(value)
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def _repeated(value: Any) -> str:
    """What was given, as an error repeats it: no more than its beginning. Python writes no number of thousands of digits."""
    if isinstance(value, int) and abs(value) > 10**LONGEST:
        return f"a number of more than {LONGEST} digits"
    text = repr(value)
    return text if len(text) <= LONGEST else f"{text[:LONGEST]} ..."


def _detentions(name: str, spec: FactSpec, value: Any, as_at: date, judge: Judge) -> Given:
    if not isinstance(value, list | tuple) or not all(isinstance(one, Mapping) for one in value):
        raise FactError(name, "it must be a list of detentions, each with its section, start and end")
    history = [_detention(f"{name}[{n}]", spec, one, as_at, judge) for n, one in enumerate(value)]
    return Given(name, [_plain(one) for one in history], (), checked(history, as_at))


def _detention(name: str, spec: FactSpec, one: Mapping[str, Any], as_at: date, judge: Judge) -> Detention:
    assert spec.qualifying
    if extra := sorted(set(one) - {"section", "start", "end"}):
        raise FactError(f"{name}.{extra[0]}", "a detention has section, start and end only", ("section", "start", "end"))
    section = one.get("section")
    if section is None:
        raise FactError(f"{name}.section", "every detention needs its section; write 'unknown' where nobody knows it")
    try:
        qualifies = judge(spec, {spec.qualifying.section: section})
    except FactError as error:
        raise FactError(f"{name}.section", error.problem, error.allowed) from None
    start, end = (read_day(f"{name}.{key}", one[key], as_at) if one.get(key) else None for key in ("start", "end"))
    return Detention(str(section), start, end, qualifies)


def _plain(one: Detention) -> dict[str, str | None]:
    start, end = (day.isoformat() if day else None for day in (one.start, one.end))
    return {"section": one.section, "start": start, "end": end}


def implied_value(spec: FactSpec, name: str, case: Case) -> Given | None:
    """The fact as it follows from the others, or None where it does not."""
    implied = spec.implied_by
    assert implied
    if implied.function:
        sources = tuple(source for source in implied.sources if source in case)
        value = FUNCTIONS[implied.function](*(case[source].exact if source in case else None for source in implied.of))
    else:
        source = case.get(implied.fact or "")
        if source is None or not source.values:
            return None
        sources = (implied.fact or "",)
        meant_by = {implied.values.get(str(value)) for value in source.values}
        value = meant_by.pop() if len(meant_by) == 1 else None
    if value is None:
        return None
    if isinstance(value, date):
        return Given(name, value.isoformat(), (value.toordinal(),), value, sources=sources)
    return Given(name, value, (value,), sources=sources)


def _agreed(said: Given | None, implied: Given) -> Given:
    """What follows, unless it was said. FactError where the two contradict."""
    if said is None or said.unknown:
        return implied
    if set(implied.values) <= set(said.values):
        return said if said.values == implied.values else implied
    sources = ", ".join(implied.sources)
    raise FactError(said.fact, f"{said.raw!r} was given, but {sources} makes it {implied.raw!r}. Correct one of them")
