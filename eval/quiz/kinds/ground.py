"""Spot the insufficient ground: tick every reason that is not enough to end aftercare, and no other."""

from eval.quiz.kinds.base import Draft, item_of
from eval.quiz.model import Item, Kind, Option

TABLE, FACT, NOT_ENOUGH = "insufficient_grounds", "ground", "not_enough"
LEAST, MOST = 2, 3
QUESTION = "Somebody gives each of these as the reason to end section 117 aftercare. Tick every one that is not enough."


def make(draft: Draft) -> Item | None:
    """An item with two or three grounds that are not enough, beside those that are no such ground."""
    if draft.table != TABLE:
        return None
    specs = draft.desk.rulebook.specs[FACT]
    of = {value: draft.desk.decide(TABLE, {FACT: value}) for value in specs.choices}
    poor = [value for value, decision in of.items() if decision.outcome == NOT_ENOUGH]
    other = [value for value in of if value not in poor]
    chosen = [*draft.random.sample(poor, draft.random.randint(LEAST, MOST)), *other]
    options = [_option(draft, value) for value in chosen]
    bare = Draft(draft.desk, TABLE, {}, draft.random, draft.seed)
    made = item_of(bare, Kind.GROUND, None, QUESTION, options, decision=draft.desk.decide(TABLE, {}), multiple=True)
    rows = tuple(dict.fromkeys(row for value in chosen for row in of[value].rows))
    return made.but(rows=rows, explanation=draft.form.question.meanwhile.words)


def _option(draft: Draft, value: str) -> Option:
    decision = draft.desk.decide(TABLE, {FACT: value})
    first = decision.reasons[0]
    label = draft.desk.rulebook.specs[FACT].options[value]
    right = decision.outcome == NOT_ENOUGH
    return Option(label, right, decision.outcome, decision.words, draft.desk.source(first.cite, first.quote))
