"""Do the tables decide what they should?"""

from assistant.model import Answer
from eval.metrics.base import Score
from eval.worked import Expected

OPEN = ("ask", "not_known", "left_out")  # outcomes of a table that has not decided


def decides_so(expected: Expected, answer: Answer) -> Score | None:
    """Where a table that was named decides, it decides one of the outcomes named. A question is for `ending` to judge."""
    made = {one["table"]: one["outcome"] for one in answer.decisions if one["outcome"] not in OPEN}
    judged = [table for table in expected.decides if table in made]
    wrong = [table for table in judged if made[table] not in expected.decides[table]]
    why = (f"{table}: {made[table]}, not {'/'.join(expected.decides[table])}" for table in wrong)
    return Score(not wrong, "; ".join(why)) if judged else None
