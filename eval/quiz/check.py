"""An item is refused unless exactly one answer is right, and all it says can be held to the engine and the documents."""

import re
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache

from assistant.rules.checklist import CompiledChecklist
from assistant.rules.errors import RuleError
from eval.quiz.desk import Desk
from eval.quiz.kinds.bodies import COUNCIL, ICB
from eval.quiz.lengths import balanced
from eval.quiz.model import Item, Kind, Source
from eval.quiz.story import Story, read_back

SLOT = re.compile(r"\{\w*\}")
QUOTES = str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"', "\u00a0": " "})


def faults(desk: Desk, item: Item) -> Iterator[str]:
    """What is wrong with an item, one line each; nothing for one that may be used."""
    yield from _of_options(item)
    yield from _of_words(item)
    for option in item.options:
        yield from _of_source(desk, option.source)
    yield from KEYS[item.kind](desk, item)


def misread(desk: Desk, item: Item) -> bool:
    """Whether our own reader takes the story for anything but the item's facts."""
    tables = (COUNCIL, ICB) if item.kind is Kind.BODIES else (item.table,)
    forms = [desk.rulebook.form(table) for table in tables]
    return bool(item.lines) and not read_back(desk, forms, Story(item.opening, item.lines, ""), item.facts)


def _of_options(item: Item) -> Iterator[str]:
    texts = [option.text for option in item.options]
    if len(item.right) != 1 and not item.multiple:
        yield f"{len(item.right)} options are right"
    if not 0 < len(item.right) < len(item.options):
        yield "all options are right, or none"
    if len({text.casefold() for text in texts}) != len(texts):
        yield "an option is repeated"
    if not balanced(texts):
        yield "an option is longer than twice the others' median"


def _of_words(item: Item) -> Iterator[str]:
    said = [item.story, item.question, item.explanation, *(f"{one.text} {one.reason}" for one in item.options)]
    if SLOT.search(" ".join(said)):
        yield "a slot is not filled"
    if not all(option.text.strip() and option.reason.strip() for option in item.options) or not item.question.strip():
        yield "something is left empty"


def _of_source(desk: Desk, source: Source) -> Iterator[str]:
    held = desk.paragraphs.get(source.cite)
    if held is None:
        yield f"{source.cite} is no paragraph"
    elif _plain(source.quote) not in _plain(held):
        yield f"{source.cite} does not say “{source.quote}”"


@lru_cache(maxsize=2_000)
def _plain(text: str) -> str:
    return " ".join(text.translate(QUOTES).split())


def _of_outcome(desk: Desk, item: Item) -> Iterator[str]:
    """Right is what the engine says, and nothing else is."""
    outcome = desk.decide(item.table, item.facts).outcome
    for option in item.options:
        if option.right != (option.outcome == outcome):
            yield f"the engine says {outcome}, and “{option.text}” is marked otherwise"


def _of_deciding_fact(desk: Desk, item: Item) -> Iterator[str]:
    """Without the fact that decides something else is possible; without any other it is the same."""
    outcome = desk.decide(item.table, item.facts).outcome
    for option in item.options:
        fact = next(line.fact for line in item.lines if line.whole == option.text)
        without = {name: value for name, value in item.facts.items() if name != fact}
        if option.right == (desk.decide(item.table, without).outcome == outcome):
            yield f"“{option.text}” is marked otherwise than the engine takes it"


def _of_ask_next(desk: Desk, item: Item) -> Iterator[str]:
    """Right is the engine's own next question; no other option can still matter."""
    decision = desk.decide(item.table, item.facts)
    still = {one.fact for one in decision.missing}
    for option in item.options:
        asked = bool(decision.ask and decision.ask.fact == option.outcome)
        if option.right != asked or (not option.right and option.outcome in still):
            yield f"“{option.text}” is marked otherwise than the engine asks"


def _of_bodies(desk: Desk, item: Item) -> Iterator[str]:
    """Each body by its own table."""
    specs = desk.rulebook.specs
    decided = {"council_is": desk.decide(COUNCIL, item.facts).outcome, "icb_is": desk.decide(ICB, item.facts).outcome}
    right = "/".join(
        next(value for value, names in specs[fact].values.items() if outcome in names) for fact, outcome in decided.items()
    )
    if any(option.right != (option.outcome == right) for option in item.options):
        yield f"the engine says {right}"


def _of_order(desk: Desk, item: Item) -> Iterator[str]:
    """Right is the checklist's own order."""
    form = desk.rulebook.form(item.table)
    assert isinstance(form, CompiledChecklist)
    say = {one.say.rstrip("."): n for n, one in enumerate(form.checklist.requirements)}
    for option in item.options:
        places = [say[" ".join(step.split())] for step in option.text.split(" → ")]
        if option.right != (places == sorted(places)):
            yield f"“{option.text}” is marked otherwise than the checklist orders it"


def _of_tick_all(desk: Desk, item: Item) -> Iterator[str]:
    """Right is what the engine names as not met."""
    unmet = {one.requirement for one in desk.decide(item.table, item.facts).unmet}
    if any(option.right != (option.outcome in unmet) for option in item.options):
        yield f"the engine names {', '.join(sorted(unmet))} as not met"


def _of_ground(desk: Desk, item: Item) -> Iterator[str]:
    """Right is every ground that the engine finds not enough."""
    labels = {text: value for value, text in desk.rulebook.specs["ground"].options.items()}
    for option in item.options:
        outcome = desk.decide(item.table, {"ground": labels[option.text]}).outcome
        if option.right != (outcome == "not_enough") or option.outcome != outcome:
            yield f"“{option.text}” is {outcome} by the engine"


def _of_paragraph(desk: Desk, item: Item) -> Iterator[str]:
    """Right are words the decision rests on; it rests on none of the others."""
    citations = desk.decide(item.table, item.facts).citations
    if any(option.right != (option.source.cite in citations) for option in item.options):
        yield "the decision rests on other paragraphs"


KEYS: Mapping[Kind, Callable[[Desk, Item], Iterator[str]]] = {
    Kind.OUTCOME: _of_outcome,
    Kind.DECIDING_FACT: _of_deciding_fact,
    Kind.ASK_NEXT: _of_ask_next,
    Kind.BODIES: _of_bodies,
    Kind.ORDER: _of_order,
    Kind.TICK_ALL: _of_tick_all,
    Kind.GROUND: _of_ground,
    Kind.PARAGRAPH: _of_paragraph,
    Kind.SCENARIO: _of_outcome,
}


def sound(desk: Desk, item: Item) -> bool:
    """Whether an item may be used. An engine that refuses its facts refuses it."""
    try:
        return next(faults(desk, item), None) is None
    except RuleError:
        return False
