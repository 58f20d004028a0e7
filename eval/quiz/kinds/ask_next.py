"""What must you ask next? One question can still change the answer; the others have been answered, or cannot."""

from assistant.rules.decision import Decision
from assistant.rules.errors import FactError
from assistant.rules.model import Kind as OutcomeKind
from eval.quiz.cases import Facts
from eval.quiz.kinds.base import MOST_OPTIONS, Draft, item_of, short
from eval.quiz.lengths import balanced
from eval.quiz.model import Item, Kind, Option, Source

LEAST_OPTIONS = 3


def make(draft: Draft) -> Item | None:
    """An item of a case with one or two facts held back."""
    held = _held_back(draft)
    if not held:
        return None
    facts, decision = held
    assert decision.ask
    texts = _texts(draft, facts, decision)
    story = draft.story(facts) if texts and facts else None
    if not texts or not story:
        return None
    meanwhile = draft.form.question.meanwhile
    source = draft.desk.source(meanwhile.cite, meanwhile.quote)
    right = Option(decision.ask.question, True, decision.ask.fact, _because(decision), source)
    wrong = [_wrong(draft, facts, fact, text, source) for fact, text in texts.items()]
    question = f"“{short(draft.form.question.question)}” What must you ask next?"
    return item_of(draft, Kind.ASK_NEXT, story, question, [right, *wrong], facts=facts, decision=decision)


def _held_back(draft: Draft) -> tuple[Facts, Decision] | None:
    """What is left of the case where the engine then asks."""
    names = list(draft.facts)
    draft.random.shuffle(names)
    spec_of = draft.desk.rulebook.specs
    if len(names) == 1 and spec_of[names[0]].vague:
        vague = {names[0]: draft.random.choice(sorted(spec_of[names[0]].vague))}
        return _asking(draft, vague)
    for count in (1, 2):
        facts = {fact: value for fact, value in draft.facts.items() if fact not in names[:count]}
        more = draft.desk.cases.left_open(draft.table, names[0], facts, draft.random)
        found = (_asking(draft, more) if more else None) or (_asking(draft, facts) if facts else None)
        if found:
            return found
    return None


def _asking(draft: Draft, facts: Facts) -> tuple[Facts, Decision] | None:
    decision = draft.desk.decide(draft.table, facts)
    return (facts, decision) if decision.kind is OutcomeKind.ASK and decision.ask else None


def _texts(draft: Draft, facts: Facts, decision: Decision) -> dict[str, str] | None:
    """Questions that are no longer worth asking: fact -> question, of like length to the right one."""
    assert decision.ask
    specs = draft.desk.rulebook.specs
    open_still = {one.fact for one in decision.missing} | {decision.ask.fact}
    told = [fact for fact in facts if specs[fact].asked]
    untold = [fact for fact in draft.form.leaves if specs[fact].asked and fact not in facts]
    idle = [fact for fact in untold if _settles_nothing(draft, facts, fact)]
    beside = [*told, *idle, *_of_other_tables(draft)]
    found = {fact: specs[fact].question for fact in beside if fact not in open_still}
    right = decision.ask.question
    near = sorted(found.items(), key=lambda one: abs(len(one[1]) - len(right)))[: MOST_OPTIONS - 1]
    while len(near) >= LEAST_OPTIONS - 1:
        texts = [right, *(text for _, text in near)]
        if balanced(texts) and len(set(texts)) == len(texts):
            return dict(near)
        near.pop()
    return None


def _settles_nothing(draft: Draft, facts: Facts, fact: str) -> bool:
    """Whether no answer to a question that was not put narrows what is possible."""
    now = draft.desk.possible(draft.table, facts)
    left = [_left(draft, {**facts, fact: value}) for value in draft.desk.rulebook.specs[fact].choices]
    return {one for one in left if one is not None} == {now}


def _left(draft: Draft, facts: Facts) -> tuple[str, ...] | None:
    """What is possible; None for facts that contradict."""
    try:
        return draft.desk.possible(draft.table, facts)
    except FactError:
        return None


def _of_other_tables(draft: Draft) -> list[str]:
    """Questions of the same topic that this table never asks."""
    plan, book = draft.desk.plan, draft.desk.rulebook
    topic = plan.topics[plan.topic_of(draft.table)]
    facts = dict.fromkeys(fact for table in topic.tables for fact in book.form(table).columns)
    return [fact for fact in facts if fact not in draft.form.leaves and book.specs[fact].asked]


def _because(decision: Decision) -> str:
    assert decision.ask
    left = len(decision.possible)
    return f"Right. {left} answers are still possible, and this one question does most to decide between them."


def _wrong(draft: Draft, facts: Facts, fact: str, text: str, source: Source) -> Option:
    idle = "Whatever the answer, it does not help to decide this question."
    return Option(text, False, fact, "You have been told this already." if fact in facts else idle, source)
