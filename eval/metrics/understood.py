"""Is the case understood?"""

from collections.abc import Mapping

from assistant.rules.facts import UNKNOWN, as_word
from eval.metrics.base import Gate, Held, Metric, Score


def understands(held: Held) -> Score | None:
    """Every fact named is in the case with its value. What else is understood is not judged here."""
    wanted, case = held.expected.facts, _case(held)
    if not wanted:
        return None
    wrong = [_told(name, _said(value), case.get(name)) for name, value in wanted.items() if case.get(name) != _said(value)]
    return Score(not wrong, why=" ".join(wrong))


def recalls_facts(held: Held) -> Score | None:
    """Of the facts that were said, how many were understood so."""
    wanted, case = held.expected.facts, _case(held)
    parts = {name: (int(case.get(name) == _said(value)), 1) for name, value in wanted.items()}
    return _summed(parts)


def reads_precisely(held: Held) -> Score | None:
    """Of the facts that were said and of which something was understood, how many were understood right."""
    wanted, case = held.expected.facts, _case(held)
    heard = [name for name in wanted if case.get(name, UNKNOWN) != UNKNOWN]
    return _summed({name: (int(case[name] == _said(wanted[name])), 1) for name in heard})


def _summed(parts: Mapping[str, tuple[int, int]]) -> Score | None:
    right, said = (sum(one[at] for one in parts.values()) for at in (0, 1))
    return Score(right, said, parts=parts) if parts else None


def _case(held: Held) -> Mapping[str, str]:
    return {fact.fact: str(fact.value) for fact in held.answer.case}


def _said(value: object) -> str:
    return str(as_word(value))


def _told(name: str, said: str, heard: str | None) -> str:
    return f"Of {name} it understood {f'“{heard}”' if heard else 'nothing'}; “{said}” was said."


FACTS = Metric(
    name="facts",
    title="Case understood",
    meaning="Of the turns of which a scenario names facts that must be understood by then, how many have all of them right.",
    score=understands,
    demanded=True,
    gate=Gate.SOFT,
)
FACT_RECALL = Metric(
    name="fact_recall",
    title="Facts heard",
    meaning="Of the facts that scenarios say were told, how many were understood with their value. What was not understood is "
    "asked for, so a miss costs a question.",
    score=recalls_facts,
)
FACT_PRECISION = Metric(
    name="fact_precision",
    title="Facts heard right",
    meaning="Of the facts that were told and of which something was understood, how many were understood with the value that "
    "was said. Facts that nobody told are judged over the generated messages, which know everything that was said.",
    score=reads_precisely,
)
