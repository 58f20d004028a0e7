"""Every question there is stands in a table, or is left to people with the reason."""

from assistant.rules.written import Written

ENTITLEMENT = {f"E{n}" for n in (*range(1, 37), *range(40, 63))}
RESPONSIBILITY = {f"R{n}" for n in (*range(1, 21), *range(30, 42))} | {"R11a", "R11b", "R11c"}
MONEY = {f"F{n}" for n in range(1, 19)}
PROCESS = {f"P{n}" for n in (*range(1, 13), 14, 16, *range(20, 31))} | {"P1a", "P2a", "P12a"}
REFUSAL_AND_ADVOCACY = {f"P13{letter}" for letter in "abcde"} | {f"P17{letter}" for letter in "abcde"}
EVERY_QUESTION = ENTITLEMENT | RESPONSIBILITY | MONEY | PROCESS | REFUSAL_AND_ADVOCACY


def covered(written: Written) -> set[str]:
    tables = written.tables.values()
    return {
        one for table in tables for one in (*table.covers, *(name for left in table.left_to_people for name in left.covers))
    }


def test_every_question_is_accounted_for(written: Written) -> None:
    """None of them is missing: each is in a table's `covers`, or among what a table leaves to people."""
    assert EVERY_QUESTION - covered(written) == set()


def test_a_table_covers_only_questions_there_are(written: Written) -> None:
    """A mistyped id does not pass for a question answered."""
    assert covered(written) <= EVERY_QUESTION
