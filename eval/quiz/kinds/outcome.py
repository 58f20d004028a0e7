"""What is right in this case? The wrong answers are those of cases one fact away, each with that fact."""

from collections.abc import Callable

from eval.quiz.keys import Neighbour, decided, in_words, outcome_words, source_of
from eval.quiz.kinds.base import MOST_OPTIONS, Draft, item_of, short
from eval.quiz.lengths import alike
from eval.quiz.model import Item, Kind, Option
from eval.quiz.story import Story


def make(draft: Draft) -> Item | None:
    """An item, where another outcome is one fact away and the case can be told."""
    return asked_of(draft, draft.story, Kind.OUTCOME)


def asked_of(draft: Draft, tell: Callable[[], Story | None], kind: Kind) -> Item | None:
    """An item of a case however it is told."""
    if not decided(draft.decision):
        return None
    others = _others(draft)
    texts = _texts(draft, others)
    story = tell() if texts else None
    if not texts or not story:
        return None
    right = Option(texts[0], True, draft.decision.outcome, _because(draft), source_of(draft.desk, draft.decision))
    wrong = [_wrong(draft, one, text) for one, text in zip(others, texts[1:], strict=False)]
    return item_of(draft, kind, story, _question(draft), [right, *wrong])


def _others(draft: Draft) -> list[Neighbour]:
    """One neighbour for each other outcome, in any order."""
    found: dict[str, Neighbour] = {}
    around = draft.around()
    draft.random.shuffle(around)
    for one in around:
        if one.outcome not in ("", draft.decision.outcome):
            found.setdefault(one.outcome, one)
    return list(found.values())[: MOST_OPTIONS - 1]


def _texts(draft: Draft, others: list[Neighbour]) -> list[str] | None:
    """The options' words, the right one first; with fewer wrong ones where their lengths do not agree."""
    outcomes = [draft.decision.outcome, *(one.outcome for one in others)]
    words = [outcome_words(draft.desk, draft.table, name, draft.facts) for name in outcomes]
    while len(words) > 1:
        texts = alike(words)
        if texts:
            return texts
        words.pop()
    return None


def _wrong(draft: Draft, one: Neighbour, text: str) -> Option:
    was = in_words(draft.desk, one.fact, draft.facts[one.fact])
    question = short(draft.desk.rulebook.specs[one.fact].question)
    reason = f"It would be right if the answer to “{question}” were “{short(one.label)}”. Here it is “{short(was)}”."
    return Option(text, False, one.outcome, reason, source_of(draft.desk, one.decision))


def _because(draft: Draft) -> str:
    return f"Right. {draft.decision.words}"


def _question(draft: Draft) -> str:
    return draft.form.question.question
