"""Every question the rulebook has taken on is in a table, or left to people with the reason."""

from assistant.rules.written import Written

ENTITLEMENT = {f"E{n}" for n in (*range(1, 37), *range(40, 63))}
RESPONSIBILITY = {f"R{n}" for n in (*range(1, 21), 31, 32, 36, 37, 38, 41)} | {"R11a", "R11b", "R11c"}
MONEY = {"F1", "F3", "F7", "F12", "F18"}
PROCESS = {"P3", "P4", "P13a", "P14"}
OURS = ENTITLEMENT | RESPONSIBILITY | MONEY | PROCESS


def covered(written: Written) -> set[str]:
    tables = written.tables.values()
    return {
        one for table in tables for one in (*table.covers, *(name for left in table.left_to_people for name in left.covers))
    }


def test_every_question_taken_on_is_accounted_for(written: Written) -> None:
    """None is missing, and none is named that is not in the list above."""
    assert covered(written) == OURS
