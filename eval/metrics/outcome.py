"""Do the tables decide what they should, and is anything decided that is wrong?"""

from collections.abc import Mapping

from assistant.model import Answer, Status
from eval.metrics.base import Gate, Held, Metric, Score, any_of

OPEN = ("ask", "not_known", "left_out")  # outcomes of a table that has not decided
UNDECIDED = {Status.NEEDS_FACT, Status.NOT_COVERED, Status.OUT_OF_SCOPE, Status.PERSONAL_DATA, Status.DECLINED}


def decided(answer: Answer) -> Mapping[str, str]:
    """What was decided, outcome by table."""
    return {one["table"]: one["outcome"] for one in answer.decisions if one["outcome"] not in OPEN}


def decides_so(held: Held) -> Score | None:
    """Where a table that was named decides, it decides one of the outcomes named. A question is for `ending` to judge."""
    made, wanted = decided(held.answer), held.expected.decides
    judged = [table for table in wanted if table in made]
    wrong = [table for table in judged if made[table] not in wanted[table]]
    why = (f"The table {table} decided “{made[table]}”; right is {any_of(wanted[table])}." for table in wrong)
    return Score(not wrong, why=" ".join(why)) if judged else None


def decides_wrongly(held: Held) -> Score | None:
    """Of a whole conversation: does any turn decide what is wrong, or decide where only a question or no answer is right?"""
    if not held.last or not any(decided(answer) for answer in held.answers):
        return Score(0) if held.last else None
    turns = (Held(held.scenario, number, held.answers) for number in range(1, len(held.answers) + 1))
    return Score(any(map(_wrong, turns)))


def _wrong(held: Held) -> bool:
    score, wanted = decides_so(held), set(held.expected.status)
    instead = bool(wanted) and wanted <= UNDECIDED and held.answer.status is Status.DECIDED
    return instead or (score is not None and not score.passed)


OUTCOME = Metric(
    name="outcome",
    title="Outcome right",
    meaning="Of the turns at which a table decides that a scenario names, how many decide one of the outcomes that are right. "
    "A turn that asks first is judged by how it ends, not here.",
    score=decides_so,
    demanded=True,
    gate=Gate.SOFT,
)
WRONGLY_DECIDED = Metric(
    name="wrongly_decided",
    title="Decided, but wrong",
    meaning="Of all conversations, how many hold a decision that is wrong, or a decision where only a question or no answer "
    "is right. The worst that can happen: none is the aim.",
    score=decides_wrongly,
    gate=Gate.HARD,
    less=True,
)
