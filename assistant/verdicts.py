"""Decisions as the blocks of an answer: the outcome first, then what was taken as so, then the exact words each rests on."""

from collections.abc import Iterable, Iterator

from assistant.model import Block, Turn
from assistant.quoting import Quotes
from assistant.rules.decision import Decision, Reason
from assistant.rules.model import Kind
from assistant.words import say


def verdicts(turn: Turn, quotes: Quotes) -> list[Block]:
    """What each table says, then the one thing to ask, then the words they all rest on."""
    said = [block for decision in turn.decisions for block in _verdict(turn, decision, quotes)]
    reasons = _each_once(reason for decision in turn.decisions for reason in _reasons(decision))
    return [*_each_block_once([*said, *_question(turn)]), *(quotes.words_of(reason.cite, reason.quote) for reason in reasons)]


def _verdict(turn: Turn, decision: Decision, quotes: Quotes) -> Iterator[Block]:
    if decision.kind is Kind.ASK:
        yield from _certain(decision, quotes)
        return
    yield Block.of("answer", decision.words, *_numbers(decision.reasons, quotes))
    yield from (Block.of("note", one.words) for one in turn.named if one.table == decision.table)
    if decision.statute:
        yield Block.of("note", say("answers", "statute", statute=decision.statute))
    yield from (Block.of("note", unmet.say) for unmet in decision.unmet)
    yield from _certain(decision, quotes)
    yield from _taken_as_so(decision)


def _certain(decision: Decision, quotes: Quotes) -> Iterator[Block]:
    for certain in decision.certain:
        yield Block.of("answer", certain.words, *_numbers(certain.reasons, quotes))


def _taken_as_so(decision: Decision) -> Iterator[Block]:
    presumed = [one.label for one in decision.presumed]
    if presumed:
        yield Block.of("note", say("answers", "taken_as_so", presumed="; ".join(presumed)))


def _question(turn: Turn) -> Iterator[Block]:
    if turn.ask is None:
        return
    options = say("answers", "options", options="; ".join(turn.ask.options)) if turn.ask.options else ""
    yield Block.of("note", " ".join(filter(None, (say("answers", "one_thing", question=turn.ask.question), options))))


def _reasons(decision: Decision) -> Iterator[Reason]:
    yield from decision.reasons
    for certain in decision.certain:
        yield from certain.reasons


def _numbers(reasons: Iterable[Reason], quotes: Quotes) -> list[int]:
    return list(dict.fromkeys(quotes.number(reason.cite, reason.quote) for reason in reasons))


def _each_once(reasons: Iterable[Reason]) -> list[Reason]:
    return list({(reason.cite, reason.quote): reason for reason in reasons}.values())


def _each_block_once(blocks: Iterable[Block]) -> list[Block]:
    return list(dict.fromkeys(blocks))
