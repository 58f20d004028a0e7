"""The live quiz of the benchmark, small: a real server is killed in the middle of a question and started again."""

from pathlib import Path

from benchmarks.quiz import Figures, Plan, measure


def test_no_answer_is_lost_when_the_server_is_killed_in_the_middle(home: Path) -> None:
    """Twenty learners, three questions; each answer that a learner was told is kept is there, once, as it was chosen."""
    found = measure(home, Plan(learners=20, questions=3, spread=0.5, killed=2))
    assert len(found.told) == 60
    assert found.lost == []
    assert found.late == 0
    assert len(found.times) + found.delayed == 60


def test_a_row_says_percentiles_beside_the_aim_and_what_was_lost() -> None:
    """In milliseconds."""
    figures = Figures(Plan(2, 1, 0.0), [0.010, 0.020, 0.500], {("n1", 1): 0}, 3, [("n1", 1)], 1)
    assert figures.row() == ["all at once", "2", "1", "20", "500", "300", "1", "1", "3"]
