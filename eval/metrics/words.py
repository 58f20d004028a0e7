"""Does the answer say what it must, and nothing that it must not?"""

from eval.metrics.base import Gate, Held, Metric, Score, any_of


def says_it(held: Held) -> Score | None:
    """Of each list, at least one phrase is in the answer, whatever its case; its notices are part of it."""
    expected, answer = held.expected, held.answer
    if not expected.must or not expected.demands(answer):
        return None
    text = " ".join([answer.text, *(notice.text for notice in answer.notices)]).casefold()
    missing = [phrases for phrases in expected.must if not any(phrase.casefold() in text for phrase in phrases)]
    why = " ".join(f"It does not say {any_of(phrases)}." for phrases in missing)
    return Score(len(expected.must) - len(missing), len(expected.must), why)


def says_otherwise(held: Held) -> Score | None:
    """What is quoted is the documents' own and is not counted."""
    if not held.expected.must_not:
        return None
    own = held.own_words.casefold()
    said = [phrase for phrase in held.expected.must_not if phrase.casefold() in own]
    return Score(not said, why=" ".join(f"It says “{phrase}”, which is not so here." for phrase in said))


POINTS = Metric(
    name="points",
    title="Points made",
    meaning="Of all the points that scenarios say an answer must make, how many are made, in any of the wordings named.",
    score=says_it,
    demanded=True,
    gate=Gate.SOFT,
)
FORBIDDEN = Metric(
    name="forbidden",
    title="Free of forbidden claims",
    meaning="Of the turns of which a scenario names claims that must not be made, how many make none of them in their own "
    "words.",
    score=says_otherwise,
    demanded=True,
    gate=Gate.HARD,
)
