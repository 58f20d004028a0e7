"""The page that a run prints."""

from benchmarks.__main__ import report
from benchmarks.contest import Figures

ASKED = {"cpu": 0.5, "warm_ms": [1.0, 2.0], "warm_cpu_ms": 1.2, "peak_mb": 300.0, "found": {"tune": [0, None], "test": [3]}}
FIGURES = {"aftercare_search": Figures(cold=[0.8, 0.7], asked=[ASKED])}


def page() -> str:
    return report(["2 cores"], FIGURES, [0.9], {"build": {}, "ask": {}, "store": {}}, 2)


def test_it_says_what_it_was_measured_on() -> None:
    """A figure without its machine means nothing."""
    assert "- 2 cores\n" in page()


def test_each_contender_that_ran_has_its_line() -> None:
    """Median, least and most of the runs."""
    assert "| Aftercare, search | 0.8 (0.7 to 0.8) | 0.5 (0.5 to 0.5) | 1.0 (1.0 to 1.0) | 2.0 (2.0 to 2.0) |" in page()
    assert "| Aftercare, search | 0.500 | 0.500 | 0.000 | 1.000 |" in page()


def test_what_did_not_run_is_left_out() -> None:
    """No table without rows."""
    assert "by size" not in page()
    assert "LangChain" not in page()


def test_a_size_has_its_line_of_the_clock_and_of_the_processor() -> None:
    """On a busy machine the second tells more."""
    took = {f"{what}_{unit}": [1.0, 3.0] for what in ("search", "answer") for unit in ("ms", "cpu_ms")}
    asked = {"first": 2.0, **took, "answer_cpu_ms": [1.0, 2.5], "own_mb": 90.0, "mapped_mb": 30.0}
    page = report(["2 cores"], {}, [], {"build": {}, "ask": {1000: {**asked, "found": ASKED["found"]}}, "store": {}}, 1)
    assert "| 1,000 | 2.0 | 1.0 | 3.0 | 1.0 | 3.0 | 3.0 | 2.5 | 90 | 120 | 0.500 | 1.000 |" in page
