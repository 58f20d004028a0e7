"""Items that rest on something that changed are found by name."""

from dataclasses import replace

import pytest

from eval.quiz.desk import Desk
from eval.quiz.model import Quiz
from eval.quiz.review import stale, without


def test_nothing_is_stale_while_nothing_changed(desk: Desk, made: Quiz) -> None:
    """The same rules, facts and paragraphs."""
    assert list(stale(desk, made)) == []


@pytest.mark.parametrize(
    ("part", "says"),
    [("paragraphs", "a paragraph it rests on changed"), ("tables", "its table changed"), ("facts", "it asks changed")],
)
def test_an_item_on_changed_ground_is_named_and_leaves(desk: Desk, made: Quiz, part: str, says: str) -> None:
    """With what has changed; the others stay."""
    first = made.items[0]
    quiz = replace(made, items=(first.but(versions={**first.versions, part: "before"}), *made.items[1:]))
    (found,) = stale(desk, quiz)
    assert found.item.id == first.id
    assert says in found.why
    assert without(quiz, [found]).items == made.items[1:]


def test_an_item_of_a_table_that_is_gone_leaves(desk: Desk, made: Quiz) -> None:
    """And one whose quotation is no longer there."""
    first, second = made.items[:2]
    option, *rest = second.options
    lost = replace(option, source=replace(option.source, quote="words that were taken out"))
    gone = replace(made, items=(first.but(table="gone"), second.but(options=(lost, *rest))))
    said = [one.why for one in stale(desk, gone)]
    assert "there is no table gone any more" in said[0]
    assert "does not say" in said[1]
