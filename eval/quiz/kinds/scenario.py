"""A worked scenario as staff put it: its author's outcome must be the engine's from what our own reader reads of it."""

from assistant.rules.errors import RuleError
from assistant.rules.given import TAKEN
from eval.quiz.desk import Desk
from eval.quiz.kinds.base import Draft
from eval.quiz.kinds.outcome import asked_of
from eval.quiz.model import Item, Kind, Line
from eval.quiz.story import LISTS, Story, asked_and_answered, read_back
from eval.quiz.worked import Worked

OPENING = "A colleague writes:"


def make(draft: Draft) -> Item | None:
    """An item of any scenario of the table."""
    known = draft.desk.worked.get(draft.table, ())
    return _of(draft, draft.random.choice(known)) if known else None


def _of(draft: Draft, worked: Worked) -> Item | None:
    read = _read(draft.desk, draft.table, worked)
    if read is None:
        return None
    facts, presumed = read
    taken = tuple(asked_and_answered(draft.desk, fact, facts[fact]) for fact in presumed)
    story = Story(OPENING, (Line("", f"“{worked.say}”"), *taken), "")
    told = Draft(draft.desk, draft.table, facts, draft.random, draft.seed)
    if told.decision.outcome != worked.outcome or not read_back(draft.desk, [draft.form], story, facts):
        return None
    return asked_of(told, lambda: story, Kind.SCENARIO)


def _read(desk: Desk, table: str, worked: Worked) -> tuple[dict[str, object], list[str]] | None:
    """What the message says that the table looks at, and what is presumed besides, which the item then tells."""
    try:
        decision = desk.rulebook.decide(table, desk.alone(f"{OPENING} “{worked.say}”"), desk.as_at, presumed=True)
        leaves = set(desk.rulebook.form(table).leaves) - LISTS
        facts = {used.fact: used.value for used in decision.facts_used if used.fact in leaves and not used.follows_from}
        presumed = [used.fact for used in decision.facts_used if used.said == TAKEN and used.fact in facts]
        return (facts, presumed) if desk.cases.holds(facts) else None
    except RuleError:
        return None
