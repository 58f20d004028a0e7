"""The facts of a case as a page shows them: what was understood and how to put it right, what is asked next, what would change
the answer."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from api.rulebook import Rules
from api.shapes import FactWords, OptionShown
from api.tables import answer as in_words
from api.tables import fact_words, question_of
from assistant.model import GIVEN, Answer
from assistant.rules.compiled import OPEN
from assistant.rules.facts import FactSpec, FactType, as_word
from assistant.rules.given import TAKEN
from assistant.rules.wording import stay_label, worded

MOST_BUTTONS = 7  # more answers than that are a list to choose from
NO_OUTCOME = {
    "ask": "More would have to be asked.",
    "not_known": "It could not be settled.",
    "left_out": "It would not be answered here.",
}
NAMED = 3  # values named in one line; the others are counted


@dataclass(frozen=True, slots=True)
class Chip:
    """A fact that was understood.

    asked    what the fact answers
    label    its value in words
    source   said: read from words of theirs; given: chosen by them; presumed: taken as so
    answers  how it can be put right; None where the rules know the fact no more, or only own words can say it
    """

    fact: str
    asked: str
    label: str
    value: str
    said: str
    source: Literal["said", "given", "presumed"]
    answers: FactWords | None


@dataclass(frozen=True, slots=True)
class Question:
    """The one thing to ask next.

    form  buttons, list, date, number or own: how it can be answered without typing a message
    why   sentences that say why it is asked, and who can find out
    """

    fact: str
    question: str
    help: str
    form: Literal["buttons", "list", "date", "number", "own"]
    options: Sequence[OptionShown]
    why: Sequence[str]


@dataclass(frozen=True, slots=True)
class Otherwise:
    """A fact that alone would change an outcome: its question, the answer now, and of other answers what is said then."""

    question: str
    was: str
    then: Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Changes:
    """What would change one decision."""

    question: str
    facts: Sequence[Otherwise]


def chips_of(answer: Answer, rules: Rules) -> list[Chip]:
    """What was understood, in the order it was said; what was only taken as so comes last."""
    used = {name: one for decision in answer.decisions for name, one in decision["facts_used"].items()}
    said = sorted(answer.case, key=lambda fact: fact.turn)
    given = [_chip(one.fact, one.value, one.said, used, rules) for one in said]
    taken = [_chip(name, one["value"], TAKEN, used, rules) for name, one in used.items() if one["said"] == TAKEN]
    return [*given, *taken]


def _chip(fact: str, value: Any, said: str, used: Mapping[str, Any], rules: Rules) -> Chip:
    spec = rules.written.specs.get(fact)
    typed = isinstance(value, list | tuple) or (spec is not None and spec.vague_number(value))
    plain = "" if typed else str(as_word(value))
    label = _value(fact, value, used, rules)
    answers = fact_words(spec) if spec and spec.type is not FactType.DETENTIONS else None
    asked = question_of(rules, fact) if spec else ""
    source: Literal["said", "given", "presumed"] = "presumed" if said == TAKEN else "given" if said == GIVEN else "said"
    return Chip(fact, asked, label[:1].upper() + label[1:], plain, said, source, answers)


def _value(fact: str, value: Any, used: Mapping[str, Any], rules: Rules) -> str:
    """A value as people read it."""
    spec = rules.written.specs.get(fact)
    if isinstance(value, list | tuple):
        return "; ".join(_detention(one, spec, rules) for one in value)
    if fact in used:
        return str(used[fact]["label"])
    return period_in_words(spec, str(as_word(value))) if spec else _unnamed(str(value))


def _detention(one: Mapping[str, Any], spec: FactSpec | None, rules: Rules) -> str:
    """One detention of a list of them."""
    judged = spec.qualifying.section if spec and spec.qualifying else ""
    section = _label(judged, str(one["section"]), rules)
    return stay_label(section, *(day_of(one.get(key) or "") for key in ("start", "end")))


def question_in(answer: Answer, rules: Rules) -> Question | None:
    """The question of an answer, with the values of its answers."""
    if answer.ask is None:
        return None
    fact = answer.ask.fact
    told = next((one["ask"] for one in answer.decisions if one["ask"] and one["ask"]["fact"] == fact), None)
    options = [OptionShown(one["value"], one["label"]) for one in told["options"]] if told else _options(fact, rules)
    spec = rules.written.specs.get(fact)
    kind = told["type"] if told else spec.type if spec else ""
    shown = [one for one in options if one.value != "unknown"]
    return Question(fact, answer.ask.question, answer.ask.help, _form(shown, kind), shown, list(_why(answer, fact)))


def _options(fact: str, rules: Rules) -> Sequence[OptionShown]:
    spec = rules.written.specs.get(fact)
    return fact_words(spec).options if spec else ()


def _form(options: Sequence[OptionShown], kind: str) -> Literal["buttons", "list", "date", "number", "own"]:
    if options:
        return "list" if len(options) > MOST_BUTTONS else "buttons"
    match kind:
        case FactType.DATE:
            return "date"
        case FactType.NUMBER:
            return "number"
        case _:
            return "own"


def _why(answer: Answer, fact: str) -> Iterator[str]:
    who = ""
    for decision in answer.decisions:
        missing = next((one for one in decision["missing"] if one["fact"] == fact), None)
        if missing or (decision["ask"] and decision["ask"]["fact"] == fact):
            yield f"It can change the answer to: {decision['question']}"
        who = who or (missing["finds_out"] if missing else "")
    if who:
        yield f"Who can find out: {who}"


def changes_of(answer: Answer, rules: Rules) -> list[Changes]:
    """What would change each decision, where one fact alone would."""
    found = (Changes(one["question"], list(_otherwise(one, rules))) for one in answer.decisions)
    return [one for one in found if one.facts]


def _otherwise(decision: Mapping[str, Any], rules: Rules) -> Iterator[Otherwise]:
    """The changes of a decision, those of one fact together."""
    used = decision["facts_used"]
    for fact in dict.fromkeys(one["fact"] for one in decision["would_change"]):
        changes = [one for one in decision["would_change"] if one["fact"] == fact]
        was = used[fact]["label"] if fact in used else _label(fact, changes[0]["was"], rules)
        question = question_of(rules, fact) if fact in rules.written.specs else _unnamed(fact)
        yield Otherwise(question, was[:1].upper() + was[1:], [_then(one, decision, rules) for one in changes])


def _then(change: Mapping[str, Any], decision: Mapping[str, Any], rules: Rules) -> tuple[str, str]:
    labels = [_label(change["fact"], one, rules) for one in change["to"]]
    return _named(labels), _outcome(change, decision, rules)


def _outcome(change: Mapping[str, Any], decision: Mapping[str, Any], rules: Rules) -> str:
    """What is said then."""
    table = rules.written.tables.get(decision["table"])
    outcome = table.outcomes.get(change["outcome"]) if table else None
    if outcome:
        return worded(outcome.words, rules.written.specs, {})
    return NO_OUTCOME.get(change["outcome"], _unnamed(change["outcome"]))


def _label(fact: str, value: str, rules: Rules) -> str:
    spec = rules.written.specs.get(fact)
    return period_in_words(spec, value) if spec else _unnamed(value)


def period_in_words(spec: FactSpec, value: str) -> str:
    """A value of a fact, or a period that `would_change` names: "open to 2022-06-30" is "30 June 2022 or before"."""
    first, _, last = value.partition(" to ") if spec.type in (FactType.DATE, FactType.NUMBER) else (value, "", "")
    if not last or first == last:
        return in_words(spec, first)
    before, after = ("before", "after") if spec.type is FactType.DATE else ("under", "over")
    if first == OPEN:
        return f"{in_words(spec, last)} or {before}"
    return f"{in_words(spec, first)} or {after}" if last == OPEN else f"{in_words(spec, first)} to {in_words(spec, last)}"


def _named(labels: Sequence[str]) -> str:
    if len(labels) <= NAMED + 1:
        return " or ".join(labels)
    return f"{'; '.join(labels[:NAMED])}; or one of {len(labels) - NAMED} others"


def _unnamed(name: str) -> str:
    return name.replace("_", " ")


def value_of(fact: str, typed: str, rules: Rules) -> Any:
    """What was typed or chosen in a form as the fact's value: a number where the fact is one."""
    spec = rules.written.specs.get(fact)
    number = spec is not None and spec.type is FactType.NUMBER and typed.isascii() and typed.isdigit() and len(typed) < 7
    return int(typed) if number else typed


def day_of(typed: str) -> date | None:
    """A day as a form sends it, or None; ValueError where it is no day."""
    return date.fromisoformat(typed) if typed else None
