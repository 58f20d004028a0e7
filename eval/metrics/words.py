"""Does the answer say what it must, and nothing that it must not?"""

from assistant.model import Answer
from eval.metrics.base import Score
from eval.worked import Expected


def says_it(expected: Expected, answer: Answer) -> Score | None:
    """Of each list, at least one phrase is in the answer, whatever its case; its notices are part of it."""
    if not expected.must or not expected.demands(answer):
        return None
    text = " ".join([answer.text, *(notice.text for notice in answer.notices)]).casefold()
    missing = [" / ".join(phrases) for phrases in expected.must if not any(phrase.casefold() in text for phrase in phrases)]
    return Score(not missing, f"does not say {'; '.join(missing)}")


def leaves_out(expected: Expected, answer: Answer) -> Score | None:
    """What is quoted is the documents' own and is not counted."""
    if not expected.must_not:
        return None
    own = " ".join(run.text for block in answer.blocks if block.kind in ("answer", "note") for run in block.runs).casefold()
    said = [phrase for phrase in expected.must_not if phrase.casefold() in own]
    return Score(not said, f"says {'; '.join(said)}")
