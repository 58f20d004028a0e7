"""The report: one page that needs nothing beside it, the same in other forms, and no failure of the test half unasked."""

import json
import re
from pathlib import Path
from xml.etree.ElementTree import fromstring

import pytest

from eval.errors import EvalError
from eval.metrics import METRICS
from eval.report.findings import Findings, findings
from eval.report.told import headline, percent
from eval.report.written import junit, markdown, page, write
from eval.search import QUESTIONS, Searched
from tests.eval.answers import ASKING, RIGHT, folder_with, id_of, run_of

MINE, OTHERS = id_of("tune"), id_of("test")
FAILS = {"status": ["needs_fact"], "cites": ["nl-policy/7.16"], "must": [["<b>not said</b>"]]}
SEARCHED = [
    Searched("q1", "tune", True, 1, (1,), 0.2),
    Searched("q2", "test", True, 2, (3,), 0.01),
    Searched("q3", "test", False, 0, (), -0.2),
]


@pytest.fixture
def scenarios(tmp_path: Path) -> Path:
    """One of each half that fails, and one that passes."""
    return folder_with(tmp_path / "scenarios", **{MINE: FAILS, OTHERS: FAILS, "passes": {"facts": {"section": "3"}}})


@pytest.fixture
def found(tmp_path: Path, scenarios: Path) -> Findings:
    """The second of two runs, in which nothing fails that did not, and one was mended."""
    run_of(tmp_path, "before", scenarios, RIGHT, RIGHT, ASKING, begun="2026-11-21T10:00:00+00:00")
    run = run_of(tmp_path, "after", scenarios, RIGHT, RIGHT, RIGHT)
    run.keep_beside(QUESTIONS, SEARCHED)
    return findings(run, scenarios, tmp_path)


def test_the_headline_counts_scenarios(found: Findings) -> None:
    """Not fractions; with the change since the run before, and each half."""
    lines = list(headline(found))
    assert lines[0] == "1 of 3 scenarios passed (33 % (6 to 79)); 2 decided wrongly"
    assert lines[-1] == "Since before: 0 worse, 1 mended, 0 answered in other words"
    assert [line.split(":")[0].strip() for line in lines[1:3]] == ["tune half", "test half"]


def test_a_failure_says_why_in_plain_words_and_what_the_documents_say(found: Findings) -> None:
    """And where the scenario stands."""
    words = page(found)
    assert "It gave a decision. Right would have been: “asked a question”." in words
    assert "The person must not be deprived of liberty." in words
    assert "entitlement.yaml line 1" in words
    assert "<b>not said</b>" not in words


def test_the_test_half_is_counted_and_not_shown(tmp_path: Path, scenarios: Path, found: Findings) -> None:
    """In no form, unless it is asked for; then it alone is."""
    for words in (page(found), markdown(found), junit(found), json.dumps(found.as_json())):
        assert MINE in words
        assert OTHERS not in words
    asked = findings(found.run, scenarios, tmp_path, "test")
    assert OTHERS in page(asked)
    assert MINE not in page(asked)


def test_the_page_needs_nothing_beside_it(found: Findings) -> None:
    """No script, and nothing fetched."""
    words = page(found)
    assert "<script" not in words
    assert not re.findall(r'(?:src|href)="(?!#)[^"]*"|url\((?!#)|@import', words)


def test_every_metric_stands_in_it_with_its_meaning(found: Findings) -> None:
    """In the page and in Markdown."""
    words, plain = page(found), markdown(found)
    for metric in METRICS:
        assert metric.title in words
        assert metric.meaning.split("“")[0].split("'")[0] in words
        assert metric.meaning in plain


def test_every_chart_has_its_words_and_ids_of_its_own(found: Findings) -> None:
    """A title, a description and a table; no id twice on the page."""
    words = page(found)
    charts = re.findall(r"<svg.*?</svg>", words, re.DOTALL)
    assert len(charts) == 5
    for chart in charts:
        assert chart.startswith('<svg role="img" aria-labelledby=')
        assert re.search(r"<title id=[^>]+>[^<]+</title><desc id=[^>]+>[^<]{20,}</desc>", chart)
    ids = re.findall(r'\bid="([^"]+)"', words)
    assert len(ids) == len(set(ids))
    assert words.count("<svg") <= words.count("<table")


def test_what_was_not_scored_is_nothing_and_not_naught(found: Findings) -> None:
    """In words, and null in JSON."""
    assert percent(None, None) == "nothing to score"
    figures = found.as_json()["metrics"]["all"]
    assert figures["question"]["value"] is None
    assert figures["outcome"]["value"] is None


def test_search_is_told_by_half(found: Findings) -> None:
    """Recall at one, three and five, the mean reciprocal rank and the gain; what cannot be answered is not counted."""
    whole = found.search["all"]
    assert [(depth, rate.hits, rate.of) for depth, rate in whole.recalls] == [(1, 1, 2), (3, 2, 2), (5, 2, 2)]
    assert whole.ranks.value == pytest.approx((1 + 1 / 3) / 2)
    assert whole.gain.value == pytest.approx((1 + 0.5 / (1 + 0.63093)) / 2, abs=1e-4)
    assert (found.curve[0].answered.hits, found.curve[0].right.hits) == (3, 1)
    assert "Mean of 1 / its place (MRR)" in page(found)


def test_junit_counts_what_is_shown(found: Findings) -> None:
    """A suite a kind, a case a scenario."""
    suite = fromstring(junit(found)).findall("testsuite")[0]  # noqa: S314 - our own
    failed = [case.get("name") for case in suite.findall("testcase") if case.find("failure") is not None]
    assert suite.get("failures") == str(len(failed))
    assert MINE in failed


def test_all_forms_are_written(found: Findings, tmp_path: Path) -> None:
    """The page first; a folder that cannot be written to says so."""
    assert [file.name for file in write(found, tmp_path / "out")] == ["report.html", "report.md", "report.json", "report.xml"]
    (tmp_path / "taken").write_text("a file")
    with pytest.raises(EvalError, match=r"it cannot be written .* Choose another folder with --out"):
        write(found, tmp_path / "taken")


def test_a_run_without_an_answer_to_todays_scenarios_says_so(tmp_path: Path, scenarios: Path) -> None:
    """Nothing is reported of nothing."""
    run = run_of(tmp_path, "empty", scenarios)
    with pytest.raises(EvalError, match=r"it holds no answer to any scenario of today\. Go on with it: --resume empty"):
        findings(run, scenarios, tmp_path)


def test_what_is_missing_or_stale_is_told(tmp_path: Path, scenarios: Path) -> None:
    """A run that was stopped, and scenarios that were changed since."""
    run = run_of(tmp_path, "half", scenarios, RIGHT, ASKING)
    folder_with(scenarios, **{MINE: {**FAILS, "say": "Other words"}, OTHERS: FAILS, "passes": {}})
    lines = list(headline(findings(run, scenarios, tmp_path)))
    assert any(line.startswith("1 scenarios of this run have no answer yet") for line in lines)
    assert any(line.startswith("1 scenarios are gone or say otherwise") for line in lines)
