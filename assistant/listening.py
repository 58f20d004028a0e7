"""What a turn's words tell of the facts that its tables would ask, listened for before anybody is asked."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from assistant.model import GIVEN, Fact, Turn
from assistant.reading.consistent import consistent, supposing
from assistant.reading.following import is_follow_up
from assistant.reading.heard import SURE, SURER, hear, told_by
from assistant.reading.mention import Mention
from assistant.reading.phrases import phrasebook
from assistant.rules.checklist import CompiledChecklist
from assistant.rules.decision import Decision
from assistant.rules.engine import Rulebook
from assistant.rules.facts import FactType
from assistant.rules.given import meanings
from assistant.rules.instead import ENDING
from assistant.rules.naming import naming

REASON_FACTS = ("ground", "no_longer_needs")  # of an ending: what it is for can settle it alone
PLAINLY = 0.85  # how likely something has to be for what was said before to give way to it; chosen on the tune half


def corrected(turn: Turn, rulebook: Rulebook, tables: Sequence[str]) -> Turn:
    """The turn with what this message plainly tells otherwise of a fact said before it, on which its tables rest."""
    if turn.corrected or turn.number == 1:
        return turn
    used = {one.fact for made in decisions_of(turn, rulebook, tables) for one in made.facts_used}
    for fact in sorted(used & {name for name, known in turn.case.items() if known.turn < turn.number}):
        matter = fact in phrasebook().written.matters  # what is asked about now is asked instead
        mention = hear(turn.message, fact, turn.holdings, sure=SURE if matter else PLAINLY)
        if mention and not mention.supposed and mention.value != turn.case[fact].value and not _replies(turn, mention):
            told = {fact: Fact(fact, mention.value, turn.message[mention.start : mention.end], turn.number)}
            turn = turn.but(case=consistent({**turn.case, **told}, rulebook, turn.as_at))
    return turn


def listened(turn: Turn, rulebook: Rulebook, tables: Sequence[str]) -> Turn:
    """The turn with what its words tell of each fact that its tables would ask, or take as so since nobody spoke of it."""
    if turn.corrected:
        return turn
    turn = _reconsidered(turn, rulebook, tables)
    tried: set[str] = set()
    while wanted := _untried(turn, rulebook, tables, {*tried, *_settled(turn, rulebook)}):
        tried.update(wanted)
        for fact, sure in wanted.items():
            turn = with_heard(turn, rulebook, fact, sure=sure)
    return turn


def _settled(turn: Turn, rulebook: Rulebook) -> set[str]:
    """The facts that are known: a vague word, such as "substance misuse", leaves the rest to be heard."""
    return {name for name, fact in turn.facts.items() if str(fact.value) not in rulebook.specs[name].vague}


def _untried(turn: Turn, rulebook: Rulebook, tables: Sequence[str], tried: Collection[str]) -> dict[str, float]:
    """The facts still to listen for, and how sure of each one has to be: those asked and those taken as so; then those by which
    what is asked would be decided; and what else its tables lack, which may spare the question and is not what is asked."""
    decisions = decisions_of(turn, rulebook, tables)
    asking = [one for one in decisions if one.ask]
    asked = [one.ask.fact for one in decisions if one.ask]
    reason = [fact for one in asking if one.table == ENDING for fact in REASON_FACTS]
    wanted = reason + asked + [used.fact for one in decisions for used in one.presumed]
    beneath = filter(None, (rulebook.specs[fact].table for fact in asked))
    further = [one.ask.fact for one in decisions_of(turn, rulebook, tuple(beneath)) if one.ask]
    further += [name for fact in asked for name in rulebook.specs[fact].presumed_with]  # what they are presumed by
    further += [gap.fact for one in decisions if isinstance(rulebook.form(one.table), CompiledChecklist) for gap in one.missing]
    spare = [gap.fact for one in asking for gap in one.missing]
    decided = [
        fact for fact in spare if rulebook.specs[fact].table
    ]  # by a table of its own, of which a question may be asked first
    steps = ({**_each(decided, SURER), **_each(wanted, SURE)}, _each(further, SURE), _each(spare, SURER))
    each = ({fact: sure for fact, sure in step.items() if fact not in tried} for step in steps)
    return next(filter(None, each), {})


def _each(facts: Sequence[str], sure: float) -> dict[str, float]:
    return dict.fromkeys(facts, sure)


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


def with_heard(turn: Turn, rulebook: Rulebook, fact: str, *, sure: float = SURE) -> Turn:
    """The turn with what this message tells of a fact, or one before it of the same case; as it was where none does."""
    if by_another := _by_another(turn, rulebook, fact):
        return turn.but(case=consistent({**turn.case, fact: by_another}, rulebook, turn.as_at))
    for number, text in _told_in(turn, fact):
        mention = hear(text, fact, turn.holdings, sure=sure)
        if mention and _fits(turn, rulebook, mention) and not _only_replies(turn, mention, number):
            told = {fact: Fact(fact, mention.value, text[mention.start : mention.end], number)}
            if mention.supposed:
                return supposing(turn, {**turn.supposed, **told}, rulebook) if number == turn.number else turn
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


def decisions_of(turn: Turn, rulebook: Rulebook, tables: Sequence[str]) -> tuple[Decision, ...]:
    return tuple(filter(None, (_decision(turn, rulebook, table) for table in tables)))


def _decision(turn: Turn, rulebook: Rulebook, table: str) -> Decision | None:
    """What a table says; nothing where the question is of the rule in general and only a case could settle it."""
    made = rulebook.decide(table, turn.facts.values(), turn.as_at, presumed=turn.question.of_a_case)
    only_a_case_settles = made.ask and made.ask.fact not in turn.question.told
    return None if only_a_case_settles and not turn.question.of_a_case else made
