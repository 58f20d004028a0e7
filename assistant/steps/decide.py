"""The tables that the question is about decide, from the facts of the case. Nothing else ever does."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from functools import partial

from assistant.model import GIVEN, Ask, Fact, Status, Turn
from assistant.reading.consistent import consistent
from assistant.reading.ending import asks_to_end
from assistant.reading.heard import SURE, SURER, hear, told_by
from assistant.reading.mention import Mention, Message
from assistant.reading.phrases import phrasebook
from assistant.reading.places import places_of
from assistant.reading.spoken_of import speaks_of_a_case
from assistant.reading.topics import is_follow_up
from assistant.rules.checklist import CompiledChecklist
from assistant.rules.choosing import table_for
from assistant.rules.decision import Decision
from assistant.rules.engine import Rulebook
from assistant.rules.given import meanings
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
    without_told,
)
from assistant.rules.model import FactType, Kind, Table
from assistant.rules.naming import named_for, naming

GROUND = "ground"
REASON_FACTS = (GROUND, "no_longer_needs")  # of an ending: what it is for can settle it alone
PLAINLY = 0.7  # how likely something has to be for what was said before to give way to it; chosen on the tune half
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
    turn = _as_a_case(turn)
    asked = turn.question
    if not (asked.of_a_case or asked.told or asked.topics):
        return turn  # before the rulebook is read
    rulebook = turn.holdings.rulebook
    tables = _tables(turn, rulebook)
    if not asked.of_a_case:
        turn = _with_matters(turn, rulebook, tables)
    if not turn.question.of_a_case and not turn.question.told:
        return turn
    turn = _listened(_corrected(turn, rulebook, tables), rulebook, tables)
    tables = _instead(turn, rulebook, tables)
    decisions = _decisions(turn, rulebook, tables)
    if not decisions:
        return turn
    decisions = without_told(_without_waived(turn, rulebook, decisions), turn.facts, rulebook.specs)
    decisions += tuple(_beside(turn, rulebook, decisions))
    if turn.first and not (decisions := tuple(one for one in decisions if one.kind is not Kind.ASK)):
        return turn  # nobody is asked anything at a moment of danger
    named = named_for(decisions, _places(turn), turn.holdings)
    return turn.but(decisions=decisions, named=named, status=_status(decisions), ask=_ask(decisions))


def _as_a_case(turn: Turn) -> Turn:
    """What may be about somebody and no document answers is asked about as somebody's: "who pays?"."""
    silent = turn.found is Status.NOT_COVERED and turn.question.topics and not turn.question.of_a_case
    return turn.but(question=replace(turn.question, of_a_case=True)) if silent and speaks_of_a_case(turn.message) else turn


def _with_matters(turn: Turn, rulebook: Rulebook, tables: Sequence[str]) -> Turn:
    """The turn with which part of it a question about the rule asks: "what goes on record after a review"."""
    forms = (rulebook.form(table).question for table in tables)
    first = {fact for form in forms if isinstance(form, Table) for fact in form.ask_first}
    for fact in sorted(first & set(phrasebook().written.matters) - set(turn.facts)):
        turn = _with(turn, rulebook, fact)
        told = turn.question.told | ({fact} & set(turn.facts))
        turn = turn.but(question=replace(turn.question, told=told))
    return turn


def _tables(turn: Turn, rulebook: Rulebook) -> tuple[str, ...]:
    """The tables asked about, or who may end it in place of whether it may be; where none is asked and a door gave facts, the
    one that knows them and rests on what was found."""
    if _asks_who_ends(turn):
        return (WHO_ENDS,)
    given = any(fact.turn == turn.number and fact.said == GIVEN for fact in turn.case.values())
    if turn.question.topics or not given:
        return turn.question.topics
    found = table_for(rulebook, turn.findings.passages, turn.facts)
    return (found,) if found else ()


def _asks_who_ends(turn: Turn) -> bool:
    """Whether it is asked who may end it: "can the clinician end it?", and after any question of an ending "who then?". Whether
    both bodies may end somebody's is a question of the ending itself."""
    if not _is_told_now(turn, BY) or (turn.question.of_a_case and (turn.facts[BY].value == BOTH or _a_body_agrees(turn))):
        return False
    before = next((one.answer.decisions for one in reversed(turn.earlier) if one.answer.decisions), ())
    asked = turn.question.topics or [made["table"] for made in before]
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


def _corrected(turn: Turn, rulebook: Rulebook, tables: Sequence[str]) -> Turn:
    """The turn with what this message plainly tells otherwise of a fact said before it, on which its tables rest."""
    if turn.corrected or turn.number == 1:
        return turn
    used = {one.fact for made in _decisions(turn, rulebook, tables) for one in made.facts_used}
    for fact in sorted(used & {name for name, known in turn.case.items() if known.turn < turn.number}):
        matter = fact in phrasebook().written.matters  # what is asked about now is asked instead
        mention = hear(turn.message, fact, turn.holdings, sure=SURE if matter else PLAINLY)
        if mention and not mention.supposed and mention.value != turn.case[fact].value and not _replies(turn, mention):
            told = {fact: Fact(fact, mention.value, turn.message[mention.start : mention.end], turn.number)}
            turn = turn.but(case=consistent({**turn.case, **told}, rulebook, turn.as_at))
    return turn


def _listened(turn: Turn, rulebook: Rulebook, tables: Sequence[str]) -> Turn:
    """The turn with what its words tell of each fact that its tables would ask, or take as so since nobody spoke of it."""
    if turn.corrected:
        return turn
    turn = _reconsidered(turn, rulebook, tables)
    tried: set[str] = set()
    while wanted := _untried(turn, rulebook, tables, {*tried, *_settled(turn, rulebook)}):
        tried.update(wanted)
        for fact in wanted:
            turn = _with(turn, rulebook, fact)
    return turn


def _settled(turn: Turn, rulebook: Rulebook) -> set[str]:
    """The facts that are known: a vague word, such as "substance misuse", leaves the rest to be heard."""
    return {name for name, fact in turn.facts.items() if str(fact.value) not in rulebook.specs[name].vague}


def _untried(turn: Turn, rulebook: Rulebook, tables: Sequence[str], tried: Collection[str]) -> list[str]:
    """The facts still to listen for: those asked and those taken as so; then that by which what is asked would be decided."""
    decisions = _decisions(turn, rulebook, tables)
    asked = [one.ask.fact for one in decisions if one.ask]
    reason = [fact for one in decisions if one.ask and one.table == ENDING for fact in REASON_FACTS]
    wanted = reason + asked + [used.fact for one in decisions for used in one.presumed]
    beneath = filter(None, (rulebook.specs[fact].table for fact in asked))
    further = [one.ask.fact for one in _decisions(turn, rulebook, tuple(beneath)) if one.ask]
    further += [name for fact in asked for name in rulebook.specs[fact].presumed_with]  # what they are presumed by
    further += [gap.fact for one in decisions if isinstance(rulebook.form(one.table), CompiledChecklist) for gap in one.missing]
    return [fact for fact in wanted if fact not in tried] or [fact for fact in further if fact not in tried]


def _reconsidered(turn: Turn, rulebook: Rulebook, tables: Sequence[str]) -> Turn:
    """The turn without what this message itself unsettles: a home lost on the ward, a refusal that was thought better of."""
    asked = {fact for table in tables for fact in rulebook.form(table).leaves}
    for fact in (*naming().facts, *phrasebook().written.unsettled):
        known = turn.case.get(fact)
        if fact in asked and known and known.turn == turn.number and known.said != GIVEN:
            mention = hear(turn.message, fact, turn.holdings, sure=SURER)
            if mention and not mention.supposed:
                told = Fact(fact, mention.value, turn.message[mention.start : mention.end], turn.number)
                turn = turn.but(case=consistent({**turn.case, fact: told}, rulebook, turn.as_at))
    return turn


def _with(turn: Turn, rulebook: Rulebook, fact: str) -> Turn:
    """The turn with what this message tells of a fact, or one before it of the same case; as it was where none does."""
    if by_another := _by_another(turn, rulebook, fact):
        return turn.but(case=consistent({**turn.case, fact: by_another}, rulebook, turn.as_at))
    for number, text in _told_in(turn, fact):
        mention = hear(text, fact, turn.holdings)
        if mention and _fits(turn, rulebook, mention) and not _only_replies(turn, mention, number):
            told = {fact: Fact(fact, mention.value, text[mention.start : mention.end], number)}
            if mention.supposed:
                return turn.but(supposed={**turn.supposed, **told}) if number == turn.number else turn
            return turn.but(case=consistent({**turn.case, **told}, rulebook, turn.as_at))
    return turn


def _by_another(turn: Turn, rulebook: Rulebook, fact: str) -> Fact | None:
    """What another fact that this message gave, or one it concludes from, tells of it, where nothing is known of it yet."""
    goes_on = fact in REASON_FACTS and is_follow_up(turn.message)  # "so can we close it", after what was told before
    said = {name: one for name, one in turn.case.items() if one.turn == turn.number or goes_on}
    told = None if fact in turn.facts else told_by(fact, said)
    is_number = rulebook.specs[fact].type is FactType.NUMBER
    return replace(told, value=int(told.value)) if told and is_number else told


def _fits(turn: Turn, rulebook: Rulebook, mention: Mention) -> bool:
    """Whether what is heard is one of the things that what is known can mean."""
    known = turn.facts.get(mention.fact)
    return known is None or mention.value in meanings(rulebook.specs[mention.fact], str(known.value))


def _only_replies(turn: Turn, mention: Mention, number: int) -> bool:
    """Whether a reason for ending is heard in what only answers another question: "on a CTO?", "it ended last year"."""
    asked = turn.earlier[-1].answer.ask if turn.earlier and number == turn.number else None
    return bool(asked and mention.fact in REASON_FACTS and asked.fact not in REASON_FACTS and _replies(turn, mention))


def _replies(turn: Turn, mention: Mention) -> bool:
    """Whether the words heard answer what was asked of another fact: "detained since?", "no, nothing since"."""
    asked = turn.earlier[-1].answer.ask if turn.earlier else None
    reply = turn.case.get(asked.fact) if asked and asked.fact != mention.fact else None
    words = turn.message[mention.start : mention.end]
    return reply is not None and reply.turn == turn.number and bool(reply.said) and reply.said in words


def _told_in(turn: Turn, fact: str) -> Iterator[tuple[int, str]]:
    """This message, and those before it since the case began, unless the fact was known then and has been taken back."""
    yield turn.number, turn.message
    since = min((one.turn for one in turn.case.values()), default=turn.number)
    if all(known.fact != fact for one in turn.earlier for known in one.answer.case):
        yield from ((at, one.message) for at, one in enumerate(turn.earlier, start=1) if at >= since)


def _places(turn: Turn) -> dict[str, str]:
    """The places of the case, from the words they were said in."""
    if turn.holdings.gazetteer is None:
        return {}
    told = {name: turn.holdings.gazetteer.find(fact.said) for name, fact in turn.facts.items() if name in naming().facts}
    before = {name: places[0].said for name, places in told.items() if len(places) == 1}
    return {**before, **places_of(Message(turn.message, turn.as_at, turn.holdings))}


def _decisions(turn: Turn, rulebook: Rulebook, tables: Sequence[str]) -> tuple[Decision, ...]:
    return tuple(filter(None, (_decision(turn, rulebook, table) for table in tables)))


def _decision(turn: Turn, rulebook: Rulebook, table: str) -> Decision | None:
    """What a table says; nothing where the question is of the rule in general and only a case could settle it."""
    made = rulebook.decide(table, turn.facts.values(), turn.as_at, presumed=turn.question.of_a_case)
    only_a_case_settles = made.ask and made.ask.fact not in turn.question.told
    return None if only_a_case_settles and not turn.question.of_a_case else made


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
