"""The cases that quizzes are made from meet every row and every pair."""

from itertools import combinations

import pytest

from assistant.rules.load import rulebook
from eval.quiz.desk import Desk
from eval.quiz.lengths import alike, balanced

BOOK = rulebook()


@pytest.mark.parametrize("table", sorted(BOOK.forms))
def test_the_cases_of_a_table_meet_every_row_and_every_pair(desk: Desk, table: str) -> None:
    """Every two values that do not contradict each other stand together in a case; no row is left out."""
    covering = desk.cases.covering(table)
    together = {pair for groups in covering.cases for pair in combinations(groups, 2)}
    assert covering.rows_missed == ()
    assert len(together) == covering.pairs


def test_options_are_cut_to_like_length_by_sentences() -> None:
    """As far as each still says what no other says; else there are none."""
    long = "Yes, they are entitled. " + "More is said of it, and more, in a sentence that goes on. " * 9
    assert alike([long.strip(), "No, they are not entitled."]) == ["Yes, they are entitled.", "No, they are not entitled."]
    assert alike(["Short enough.", "One sentence that goes on and on " * 9]) is None
    assert alike(["The same words.", "The same words."]) is None


def test_no_option_is_longer_than_twice_the_others_median() -> None:
    """Exactly twice is allowed."""
    assert balanced(["aa", "aaaa", "aa"])
    assert not balanced(["aa", "aaaaa", "aa"])
