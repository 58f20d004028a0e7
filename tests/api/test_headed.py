"""Several answers to one message: each stands under the question it answers."""

from typing import Any

from api.commands.paper import answer_lines
from api.headed import headed_text, question_over
from api.web.layout import parts_of
from assistant.model import Answer, Block, Status

YES, NOT_YET = "Yes. They are entitled.", "Not yet. They are still in hospital."


def told(*blocks: Block, **kinds: str) -> Answer:
    """An answer with two decisions; `kinds` changes what a table came to."""
    decided: list[dict[str, Any]] = [
        {"table": "entitlement", "question": "Is this person entitled?", "words": YES, "kind": "decided"},
        {"table": "duty", "question": "Has the duty started?", "words": NOT_YET, "kind": "decided"},
    ]
    decisions = tuple(one | {"kind": kinds.get(str(one["table"]), one["kind"])} for one in decided)
    text = "\n\n".join(block.runs[0].text for block in blocks)
    return Answer("id", "conversation", Status.DECIDED, text, blocks, decisions)


def test_each_of_several_outcomes_stands_under_its_question() -> None:
    """ "Yes." and "Not yet." one under the other would contradict; on a page, in a file and in a terminal."""
    answer = told(Block.of("answer", YES, 1), Block.of("note", "Why."), Block.of("answer", NOT_YET, 2))
    assert [part.over for part in parts_of(answer)] == ["Is this person entitled?", "", "Has the duty started?"]
    assert headed_text(answer) == f"Is this person entitled?\n{YES}\n\nWhy.\n\nHas the duty started?\n{NOT_YET}"
    lines = list(answer_lines(answer, 80))
    assert lines[:2] == ["Is this person entitled?", f"{YES} [1]"]


def test_an_only_outcome_needs_no_question_over_it() -> None:
    """It was just asked."""
    answer = told(Block.of("answer", YES, 1), duty="ask")
    assert question_over(answer.blocks[0], answer) == ""
    assert headed_text(answer) == YES


def test_what_the_documents_answer_has_no_question_of_a_table() -> None:
    """Only an outcome stands under the question of its table."""
    answer = told(Block.of("answer", YES), Block.of("answer", "Aftercare is free."))
    assert [question_over(block, answer) for block in answer.blocks] == ["Is this person entitled?", ""]
