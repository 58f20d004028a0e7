"""Decisions as the blocks of an answer: the outcome first, then what was taken as so, then the exact words each rests on."""

import re
from collections.abc import Iterable, Iterator

from assistant.model import Block, Turn
from assistant.quoting import Quotes
from assistant.reading.asking import asks, asks_one_thing, asks_who_is_right
from assistant.rules.checklist import CompiledChecklist
from assistant.rules.decision import Certain, Decision, Reason
from assistant.rules.model import Kind
from assistant.rules.wording import label
from assistant.words import say

OPENING = re.compile(r"(?:Yes|No)(?:\.|,(?! (?:and|because|where)\b)) ")
SECTION = "section"
FEW = 6  # options that a sentence can hold; a page shows more of them as buttons


def verdicts(turn: Turn, quotes: Quotes) -> list[Block]:
    """What each table decides, the one thing to ask, what is certain meanwhile, then the words they rest on."""
    made = [one for one in turn.decisions if one.kind is not Kind.ASK]
    nothing = asks_who_is_right(turn.message) or (turn.number == 1 and not asks(turn.message))
    answers = [] if nothing else made[:1] if asks_one_thing(turn.message) else made
    decided = [block for one in made for block in _verdict(turn, one, quotes, opens=one in answers)]
    certain = [one for decision in turn.decisions for one in _certain(turn, decision)]
    before = [_said(one, quotes) for one in certain if one.table not in _asking(turn)]
    after = [_said(one, quotes) for one in certain if one.table in _asking(turn)]
    reasons = [*(reason for one in turn.decisions for reason in one.reasons), *(r for one in certain for r in one.reasons)]
    words = [quotes.words_of(reason.cite, reason.quote) for reason in _each_once(reasons)]
    return [*_each_block_once([*_supposed(turn), *decided, *before, *_question(turn), *after]), *words]


def _supposed(turn: Turn) -> Iterator[Block]:
    """That a section was only supposed, beside another that they are known to be under."""
    only = turn.supposed.get(SECTION)
    if only and turn.decisions and SECTION in turn.case and turn.case[SECTION].value != only.value:
        named = label(turn.holdings.rulebook.specs[SECTION], str(only.value))
        yield Block.of("note", say("answers", "supposed", supposed=named))


def _verdict(turn: Turn, decision: Decision, quotes: Quotes, *, opens: bool) -> Iterator[Block]:
    """opens: its yes or no answers what was asked; else it is left out, lest it be taken for the answer to that."""
    words = decision.words if opens else _plainly(decision.words)
    yield Block.of("answer", words, *_numbers(decision.reasons, quotes))
    yield from (Block.of("note", one.words) for one in turn.named if one.table == decision.table)
    if decision.statute:
        yield Block.of("note", say("answers", "statute", statute=decision.statute))
    yield from (Block.of("note", unmet.say) for unmet in decision.unmet)
    yield from _not_told(turn, decision)
    yield from _taken_as_so(decision)


def _not_told(turn: Turn, decision: Decision) -> Iterator[Block]:
    """The other steps of a checklist, of which nothing is known: what is named as missing is not all that is left."""
    form, open_facts = turn.holdings.rulebook.form(decision.table), {gap.fact for gap in decision.missing}
    if isinstance(form, CompiledChecklist) and decision.outcome == form.checklist.not_yet:
        named = {one.say for one in decision.unmet}
        others = [one.say for one in form.checklist.requirements if one.fact in open_facts and not one.applies_when]
        steps = [step for step in others if step not in named]
        if steps:
            few = say("answers", "not_told", steps=" ".join(steps))
            yield Block.of("note", few if len(steps) <= FEW else say("answers", "more_steps", count=str(len(steps))))


def _certain(turn: Turn, decision: Decision) -> Iterator[Certain]:
    """What is certain while a decision is not, of what was said alone: nothing that was only taken as so."""
    rulebook, facts = turn.holdings.rulebook, list(turn.facts.values())
    for certain in decision.certain:
        if certain.table == decision.table or rulebook.decide(certain.table, facts, turn.as_at).kind is Kind.DECIDED:
            yield certain


def _asking(turn: Turn) -> set[str]:
    return {decision.table for decision in turn.decisions if decision.kind is Kind.ASK}


def _said(certain: Certain, quotes: Quotes) -> Block:
    return Block.of("note", _plainly(certain.words), *_numbers(certain.reasons, quotes))


def _plainly(words: str) -> str:
    """The words without the yes or no of a question that was not the one asked."""
    bare = OPENING.sub("", words, count=1) if OPENING.match(words) else words
    return bare[:1].upper() + bare[1:]


def _taken_as_so(decision: Decision) -> Iterator[Block]:
    presumed = [one.label for one in decision.presumed]
    if presumed:
        yield Block.of("note", say("answers", "taken_as_so", presumed="; ".join(presumed)))


def _question(turn: Turn) -> Iterator[Block]:
    if turn.ask is None:
        return
    few = 1 < len(turn.ask.options) <= FEW
    options = say("answers", "options", options="; ".join(turn.ask.options)) if few else ""
    yield Block.of("note", " ".join(filter(None, (say("answers", "one_thing", question=turn.ask.question), options))))


def _numbers(reasons: Iterable[Reason], quotes: Quotes) -> list[int]:
    return list(dict.fromkeys(quotes.number(reason.cite, reason.quote) for reason in reasons))


def _each_once(reasons: Iterable[Reason]) -> list[Reason]:
    return list({(reason.cite, reason.quote): reason for reason in reasons}.values())


def _each_block_once(blocks: Iterable[Block]) -> list[Block]:
    return list(dict.fromkeys(blocks))
