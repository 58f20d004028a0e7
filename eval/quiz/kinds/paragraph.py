"""Find the paragraph: which words of the documents decide this case?"""

from eval.quiz.keys import decided, source_of
from eval.quiz.kinds.base import MOST_OPTIONS, Draft, item_of
from eval.quiz.lengths import balanced
from eval.quiz.model import Item, Kind, Option, Source

LEAST_OPTIONS = 3


def make(draft: Draft) -> Item | None:
    """An item of a case that one row decides, beside the words that other rows of the table, or its topic, rest on."""
    if not decided(draft.decision) or len(draft.decision.rows) != 1:
        return None
    own = {reason.cite for reason in draft.decision.reasons}
    first = draft.decision.reasons[0]
    others = _others(draft, own, first.quote)
    if not others:
        return None
    story = draft.story()
    if not story:
        return None
    why = f"Right. {draft.decision.words}"
    right = Option(_text(first.quote), True, draft.decision.outcome, why, draft.desk.source(first.cite, first.quote))
    wrong = [Option(_text(one.quote), False, table, _why(draft, table), one) for table, one in others]
    return item_of(draft, Kind.PARAGRAPH, story, _question(draft), [right, *wrong])


def _others(draft: Draft, own: set[str], quote: str) -> list[tuple[str, Source]] | None:
    """Words of other paragraphs, of like length: those one fact away first, then those of other tables of the topic."""
    near = [(draft.table, source_of(draft.desk, one.decision)) for one in draft.around() if one.outcome]
    plan = draft.desk.plan
    beside = [table for table in plan.topics[plan.topic_of(draft.table)].tables if table != draft.table]
    draft.random.shuffle(beside)
    far = [(table, _meanwhile(draft, table)) for table in beside]
    found: dict[str, tuple[str, Source]] = {}
    for table, one in (*near, *far):
        text = _text(one.quote)
        if one.cite not in own and text not in quote and quote not in text:
            found.setdefault(one.cite, (table, one))
    chosen = sorted(found.values(), key=lambda one: (abs(len(one[1].quote) - len(quote)), one[1].cite))[: MOST_OPTIONS - 1]
    while len(chosen) >= LEAST_OPTIONS - 1:
        texts = [_text(quote), *(_text(one.quote) for _, one in chosen)]
        if balanced(texts) and len({text.lower() for text in texts}) == len(texts):
            return chosen
        chosen.pop()
    return None


def _meanwhile(draft: Draft, table: str) -> Source:
    quote = draft.desk.rulebook.form(table).question.meanwhile
    return draft.desk.source(quote.cite, quote.quote)


def _text(quote: str) -> str:
    return " ".join(quote.split())


def _why(draft: Draft, table: str) -> str:
    if table == draft.table:
        return "These words decide another case of the same question, one fact away from this one."
    return f"These words are about another question: {draft.desk.rulebook.form(table).question.question}"


def _question(draft: Draft) -> str:
    return f"{draft.form.question.question} Which words of the documents decide it?"
