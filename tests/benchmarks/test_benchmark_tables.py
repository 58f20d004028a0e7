"""The arithmetic behind the tables."""

import pytest

from benchmarks.tables import percentile, recall, spread, table


def test_a_percentile_is_a_value_that_was_measured() -> None:
    """Nearest rank: nothing is made up between two of them."""
    assert (percentile([4, 1, 3, 2], 0.5), percentile([4, 1, 3, 2], 0.95)) == (2, 4)


@pytest.mark.parametrize(("depth", "share"), [(1, "0.250"), (5, "0.750")])
def test_recall_counts_the_questions_with_a_right_result(depth: int, share: str) -> None:
    """None found is a miss, never left out."""
    assert recall([0, 4, 2, None], depth) == share


def test_a_spread_names_the_median_first() -> None:
    """Then the least and the most."""
    assert spread([3.0, 1.0, 9.0]) == "3.0 (1.0 to 9.0)"


def test_a_table_lines_figures_up() -> None:
    """On the right, as figures are read."""
    assert table(["", "ms"], [["ours", "3"]]) == "|  | ms |\n| --- | ---: |\n| ours | 3 |"
