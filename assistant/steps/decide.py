"""The tables that the question is about decide, from the facts of the case. Nothing else ever does."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial

from assistant.listening import corrected, decisions_of, listened, with_heard
from assistant.model import Ask, Status, Turn
from assistant.reading.ending import asks_to_end
from assistant.reading.following import is_follow_up
from assistant.reading.mention import Message
from assistant.reading.phrases import phrasebook
from assistant.reading.places import places_of
from assistant.rules.decision import Decision
from assistant.rules.engine import Rulebook
from assistant.rules.instead import (
    BOTH,
    BY,
    ENDING,
    ENTITLEMENT,
    NOT_ENOUGH,
    OF_AN_ENDING,
    REASON,
    REFUSAL,
    REFUSED_BY,
    REFUSED_FOR,
    WHO_ENDS,
    answering,
    goes_on,
    without_told,
)
from assistant.rules.model import Kind, Table
from assistant.rules.naming import named_for, naming

GROUND = "ground"
ENDINGS = {
    Kind.DECIDED: Status.DECIDED,
    Kind.REFER: Status.REFERRED,
    Kind.POLICY_SILENT: Status.REFERRED,
    Kind.CONFLICT: Status.CONFLICT,
    Kind.ASK: Status.NEEDS_FACT,
}

BODY, COUNCIL = "body_asked", "council"
WHOEVER = "whoever"
AGREES = ("council_agrees", "icb_agrees")
TOLD_OF_CHARGES, CHARGING = "told_about_charging", "charging"


def decide(turn: Turn) -> Turn:
    """The turn with what its tables decide and the bodies they mean, or as it was where it is about none."""
    asked = turn.question
    if not (asked.of_a_case or asked.told or asked.topics):
        return turn  # before the rulebook is read
    rulebook = turn.holdings.rulebook
    tables = _tables(turn)
    if not asked.of_a_case:
        turn = _with_matters(turn, rulebook, tables)
    if not turn.question.of_a_case and not turn.question.told:
        return turn
    turn = listened(corrected(turn, rulebook, tables), rulebook, tables)
    tables = _instead(turn, rulebook, tables)
    decisions = decisions_of(turn, rulebook, tables)
    if not decisions:
        return turn
    decisions = without_told(_without_waived(turn, rulebook, decisions), turn.facts, rulebook.specs)
    decisions += tuple(_beside(turn, rulebook, decisions))
    if turn.first and not (decisions := tuple(one for one in decisions if one.kind is not Kind.ASK)):
        return turn  # nobody is asked anything at a moment of danger
    named = named_for(decisions, _places(turn), turn.holdings)
    return turn.but(decisions=decisions, named=named, status=_status(decisions), ask=_ask(decisions))


def _with_matters(turn: Turn, rulebook: Rulebook, tables: Sequence[str]) -> Turn:
    """The turn with which part of it a question about the rule asks: "what goes on record after a review"."""
    forms = (rulebook.form(table).question for table in tables)
    first = {fact for form in forms if isinstance(form, Table) for fact in form.ask_first}
    for fact in sorted(first & set(phrasebook().written.matters) - set(turn.facts)):
        turn = with_heard(turn, rulebook, fact)
        told = turn.question.told | ({fact} & set(turn.facts))
        turn = turn.but(question=replace(turn.question, told=told))
    return turn


def _tables(turn: Turn) -> tuple[str, ...]:
    """The tables asked about, or who may end it in place of whether it may be."""
    if _asks_who_ends(turn):
        return (WHO_ENDS,)
    return tuple(dict.fromkeys(goes_on(table, turn.facts) for table in turn.question.topics))


def _asks_who_ends(turn: Turn) -> bool:
    """Whether it is asked who may end it: "can the clinician end it?", and after any question of an ending "who then?". Whether
    both bodies may end somebody's is a question of the ending itself."""
    if not _is_told_now(turn, BY) or (turn.question.of_a_case and (turn.facts[BY].value == BOTH or _a_body_agrees(turn))):
        return False
    before = next((one.answer.decisions for one in reversed(turn.earlier) if one.answer.decisions), ())
    tables = [made["table"] for made in before]
    goes_on = bool(tables) and OF_AN_ENDING.issuperset(tables) and is_follow_up(turn.message)
    asked = tables if goes_on else turn.question.topics or tables
    return OF_AN_ENDING.issuperset(asked) if asked else turn.facts[BY].value != WHOEVER or asks_to_end(turn.message)


def _a_body_agrees(turn: Turn) -> bool:
    """Whether the council or the ICB is said to agree too: who else wants it is only a step of the ending then."""
    return any(fact in turn.facts and turn.facts[fact].value == "yes" for fact in AGREES)


def _is_told_now(turn: Turn, fact: str) -> bool:
    return fact in turn.facts and turn.facts[fact].turn == turn.number


def _instead(turn: Turn, rulebook: Rulebook, tables: Sequence[str]) -> tuple[str, ...]:
    """The tables that answer what was asked, each once; of the rule in general, those that were asked."""
    if not turn.question.of_a_case:
        return tuple(tables)
    made = partial(rulebook.decide, facts=turn.facts.values(), as_at=turn.as_at, presumed=True)
    if ENDING in tables and _is_told_now(turn, TOLD_OF_CHARGES):
        tables = tuple(name for name in tables if name != CHARGING)  # a step of the ending, and no charge is asked about
    if _is_told_now(turn, REFUSED_BY) and {REFUSAL, ENTITLEMENT}.issuperset(tables):
        return (REFUSED_FOR, *(name for name in tables if name != REFUSAL and made(name).kind is not Kind.ASK))
    if REFUSAL in tables and asks_to_end(turn.message) and made(REASON).outcome == NOT_ENOUGH:
        return tuple(dict.fromkeys((REASON, *tables)))  # no first, then what to do
    if _is_told_now(turn, BY) and turn.facts[BY].value != BOTH and not _a_body_agrees(turn):
        tables = [
            WHO_ENDS if name == ENTITLEMENT and made(name).kind is Kind.ASK else name for name in tables
        ]  # "can he waive it"
    if _is_told_now(turn, GROUND) and asks_to_end(turn.message) and made(REASON).outcome == NOT_ENOUGH:
        tables = [REASON if made(name).kind is Kind.ASK else name for name in tables]  # settled, whatever else is not known
    return tuple(dict.fromkeys(name for table in tables for name in answering(table, turn.facts, made)))


def _places(turn: Turn) -> dict[str, str]:
    """The places of the case, from the words they were said in."""
    if turn.holdings.gazetteer is None:
        return {}
    told = {name: turn.holdings.gazetteer.find(fact.said) for name, fact in turn.facts.items() if name in naming().facts}
    before = {name: places[0].said for name, places in told.items() if len(places) == 1}
    return {**before, **places_of(Message(turn.message, turn.as_at, turn.holdings))}


def _without_waived(turn: Turn, rulebook: Rulebook, made: tuple[Decision, ...]) -> tuple[Decision, ...]:
    """Without what would only ask while the answer wanted now does not hang on it: a bed tonight, whoever pays for it. What
    was asked for by name is not waived."""
    if turn.facts.get(BODY) and turn.facts[BODY].value == COUNCIL:
        return made
    tables = ((rulebook.form(one.table).question, one.outcome) for one in made)
    waived = {name for table, outcome in tables if isinstance(table, Table) for name in table.waives.get(outcome, ())}
    return tuple(one for one in made if one.kind is not Kind.ASK or one.table not in waived)


def _beside(turn: Turn, rulebook: Rulebook, made: tuple[Decision, ...]) -> Iterator[Decision]:
    """What tables beside those that decided say of the same facts, where they too decide."""
    tables = ((rulebook.form(one.table).question, one.outcome) for one in made if one.kind is Kind.DECIDED)
    beside = (name for table, outcome in tables if isinstance(table, Table) for name in table.beside.get(outcome, ()))
    for name in dict.fromkeys(beside):
        decision = rulebook.decide(name, turn.facts.values(), turn.as_at, presumed=turn.question.of_a_case)
        if decision.kind is Kind.DECIDED and name not in {one.table for one in made}:
            yield decision


def _status(decisions: tuple[Decision, ...]) -> Status:
    """How the turn ends: what is asked comes first, because the rest may hang on it; else what was asked about first."""
    endings = [ENDINGS[decision.kind] for decision in decisions]
    return Status.NEEDS_FACT if Status.NEEDS_FACT in endings else endings[0]


def _ask(decisions: tuple[Decision, ...]) -> Ask | None:
    """One question at a time: the first that is still to be asked."""
    asked = next((decision.ask for decision in decisions if decision.ask), None)
    return Ask(asked.fact, asked.question, asked.help, tuple(option.label for option in asked.options)) if asked else None
