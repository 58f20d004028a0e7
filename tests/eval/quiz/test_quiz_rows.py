"""Items about one row of one table."""

from eval.quiz.check import faults, misread
from eval.quiz.desk import Desk
from eval.quiz.rows import ByRow


def test_an_item_about_a_row_is_about_it_and_holds(desk: Desk) -> None:
    """The same for the same seed, another for another; of every row of some tables, checklists among them."""
    made = ByRow(desk)
    rows = [row for row in made.rows() if row[0] in ("entitlement", "ending", "charging")]
    items = {row: made.item(row, "1") for row in rows}
    found = {row: item for row, item in items.items() if item}
    assert len(found) > 0.8 * len(rows)
    for row, item in found.items():
        assert item.table == row[0]
        assert row[1] in item.rows
        assert list(faults(desk, item)) == []
        assert not misread(desk, item)
    first = rows[0]
    assert ByRow(desk).item(first, "1") == items[first]
    assert len({item.id for seed in range(5) if (item := made.item(first, str(seed)))}) > 1


def test_a_row_that_there_is_not_gives_nothing(desk: Desk) -> None:
    """Nor does a table that only serves others."""
    made = ByRow(desk)
    assert made.item(("entitlement", "nope"), "1") is None
    assert made.item(("nope", "nope"), "1") is None


def test_the_rows_of_a_topic_are_those_of_its_tables(desk: Desk) -> None:
    """And all of them are those of all topics."""
    made = ByRow(desk)
    money = made.rows("money")
    assert {table for table, _ in money} == set(desk.plan.topics["money"].tables)
    assert set(money) < set(made.rows())
    assert len(set(made.rows())) == len(made.rows())
