"""Generated messages are told apart from the scenarios: kept as sums, by half, and never part of the headline."""

from collections import Counter
from pathlib import Path

from eval.again import AGAIN, Stability
from eval.messages import ENDS, GENERATED, Told
from eval.reading import End
from eval.report.findings import findings
from eval.report.told import headline
from eval.report.written import page
from tests.eval.answers import RIGHT, folder_with, run_of

TOLD = [
    Told("tune", 4, 1, {"section": {"right": 3, "wrong": 1}, "age": {"right": 1, "idle": 1}}, {"same": 3, "asks instead": 1}),
    Told("test", 2, 1, {"section": {"right": 1, "missed": 1}}, {"same": 2}),
]


def test_they_are_kept_and_counted_apart(tmp_path: Path) -> None:
    """The headline is the same with and without them."""
    scenarios = folder_with(tmp_path / "s", one={"status": ["decided"]})
    run = run_of(tmp_path, "one", scenarios, RIGHT)
    without = list(headline(findings(run, scenarios, tmp_path)))
    run.keep_beside(GENERATED, TOLD)
    found = findings(run, scenarios, tmp_path)
    assert found.generated == TOLD
    assert list(headline(found)) == without
    words = page(found)
    assert "Generated messages" in words
    assert "They count for nothing above" in words
    assert found.as_json()["generated"][0]["recall"]["hits"] == 4


def test_saying_it_again_is_told_by_change(tmp_path: Path) -> None:
    """And all together; kept as sums."""
    scenarios = folder_with(tmp_path / "s", one={"status": ["decided"]})
    run = run_of(tmp_path, "one", scenarios, RIGHT)
    run.keep_beside(AGAIN, [Stability("slips", 3, 4), Stability("lines", 4, 4)])
    found = findings(run, scenarios, tmp_path)
    assert found.as_json()["said_again"]["slips"]["value"] == 0.75
    assert "88 % (53 to 98) of the answers stayed as they were" in page(found)


def test_a_fact_that_nobody_told_counts_against_precision() -> None:
    """And where the table asked about does not look at it, against all facts only."""
    whole = TOLD[0].whole
    assert (whole.recall.hits, whole.recall.of) == (4, 5)
    assert (whole.precision.hits, whole.precision.of) == (4, 6)
    assert (whole.bearing.hits, whole.bearing.of) == (4, 5)
    assert [name for name, _ in TOLD[0].facts] == ["section", "age"]
    assert TOLD[0].ended("same").value == 0.75


def test_every_end_is_told_in_words() -> None:
    """None is left out of the report."""
    assert Counter(end for end, _ in ENDS) == Counter(end.value for end in End)
