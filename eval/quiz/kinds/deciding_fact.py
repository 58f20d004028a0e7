"""Which of these facts decides? One of those told would change the answer if it were otherwise; the others would not."""

from eval.quiz.keys import Neighbour, decided, decides, source_of
from eval.quiz.kinds.base import MOST_OPTIONS, Draft, item_of, short
from eval.quiz.lengths import balanced
from eval.quiz.model import Item, Kind, Option
from eval.quiz.story import Story

LEAST_OPTIONS = 3


def make(draft: Draft) -> Item | None:
    """An item, where one fact decides and two others told do not."""
    if not decided(draft.decision):
        return None
    around = draft.around()
    outcome = draft.decision.outcome
    facts = _with_another(draft)
    deciding = [fact for fact in draft.facts if decides(fact, around, outcome)]
    idle = [fact for fact in facts if fact not in deciding and _idle(draft, fact, facts)]
    story = draft.story(facts) if deciding and len(idle) >= LEAST_OPTIONS - 1 else None
    if not story:
        return None
    draft.random.shuffle(deciding)
    for fact in deciding:
        chosen = _fitting(story, fact, idle)
        if chosen:
            options = [_right(draft, story, fact, around), *(_wrong(draft, story, one) for one in chosen)]
            return item_of(draft, Kind.DECIDING_FACT, story, _question(draft), options, facts=facts)
    return None


def _with_another(draft: Draft) -> dict[str, object]:
    """The facts, with one that staff are often led by and that decides nothing."""
    others = [fact for fact in draft.desk.plan.led_astray.get(draft.table, ()) if fact not in draft.facts]
    facts = dict(draft.facts)
    for fact in others[:1]:
        facts[fact] = draft.random.choice(draft.desk.rulebook.specs[fact].choices[:2])
    return facts if draft.desk.cases.holds(facts) else dict(draft.facts)


def _idle(draft: Draft, fact: str, facts: dict[str, object]) -> bool:
    """Whether whatever this fact is, the outcome is the same; also where it is not known."""
    without = {name: value for name, value in facts.items() if name != fact}
    return draft.desk.possible(draft.table, without) == draft.decision.possible


def _fitting(story: Story, fact: str, idle: list[str]) -> list[str] | None:
    """Facts to stand beside the one that decides, of like length."""
    right = _text(story, fact)
    near = sorted(idle, key=lambda one: abs(len(_text(story, one)) - len(right)))[: MOST_OPTIONS - 1]
    while len(near) >= LEAST_OPTIONS - 1:
        if balanced([right, *(_text(story, one) for one in near)]):
            return near
        near.pop()
    return None


def _text(story: Story, fact: str) -> str:
    return story.line(fact).whole


def _right(draft: Draft, story: Story, fact: str, around: list[Neighbour]) -> Option:
    one = next(one for one in around if one.fact == fact and one.outcome != draft.decision.outcome)
    then = one.decision.words if one.outcome else "more would have to be asked"
    reason = f"Right. If it were “{short(one.label)}”: {short(then)}."
    return Option(_text(story, fact), True, draft.decision.outcome, reason, source_of(draft.desk, draft.decision))


def _wrong(draft: Draft, story: Story, fact: str) -> Option:
    reason = "Whatever this were, the answer would be the same: nothing else here turns on it."
    return Option(_text(story, fact), False, draft.decision.outcome, reason, source_of(draft.desk, draft.decision))


def _question(draft: Draft) -> str:
    question = short(draft.form.question.question)
    return f"“{question}” Which one of these facts would change the answer if it were different?"
