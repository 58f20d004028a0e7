"""What scores come to: rates with their intervals, and nothing where there was nothing to score."""

from pathlib import Path

import pytest

from eval.errors import EvalError
from eval.kept import Conversation
from eval.metrics import METRICS
from eval.rates import mean_of
from eval.scoring import by_part, figure, figures, passing, score
from eval.worked import load_placed
from tests.eval.answers import ASKING, RIGHT, SILENT, folder_with, judged, placed, run_of


def test_a_scenario_passes_where_every_turn_does() -> None:
    """One fault at one turn is a failure, told with its turn."""
    good = judged(placed("one", {"status": ["decided"]}), RIGHT)
    bad = judged(placed("two", {"status": ["needs_fact"]}, {"status": ["referred"]}), ASKING, RIGHT)
    assert good.passed
    assert not bad.passed
    assert [(fault.turn, fault.metric.name) for fault in bad.faults] == [(2, "ending")]
    assert passing([good, bad]).hits == 1


def test_what_nobody_asked_for_has_no_figure() -> None:
    """None, not 0."""
    made = {one.metric.name: one for one in figures([judged(placed("one", {}), RIGHT)])}
    assert made["citation"].value is None
    assert made["citation"].interval is None
    assert made["false_premises"].value is None
    assert all(one.value is None for one in figures([]))


def test_a_figure_that_is_all_right_still_has_doubt() -> None:
    """Three of three is not certainty, also where one answer has several parts."""
    scored = [judged(placed("one", {"must": [["section 3"], ["leads"]]}), RIGHT)]
    points = figure(next(one for one in METRICS if one.name == "points"), scored)
    assert points.value == 1
    assert points.interval is not None
    assert points.interval[0] < 0.5


def test_several_parts_are_summed_and_resampled_by_turn() -> None:
    """Two of three points made over two answers."""
    scored = [
        judged(placed("one", {"must": [["section 3"], ["both bodies"]]}), RIGHT),
        judged(placed("two", {"must": [["section 3"]]}), RIGHT),
    ]
    points = figure(next(one for one in METRICS if one.name == "points"), scored)
    assert (points.hits, points.of) == (2, 3)
    assert points.value == pytest.approx(2 / 3)
    assert points.interval == (0.5, 1.0)


def test_the_same_seed_gives_the_same_interval() -> None:
    """A report made twice is the same."""
    sample = [number * number / 7 for number in range(40)]
    assert mean_of(sample) == mean_of(sample)
    assert mean_of(sample).interval != mean_of(sample, seed=1).interval
    assert mean_of([]).value is None


def test_facts_are_told_one_by_one() -> None:
    """Each with how often it was said and heard."""
    scored = [judged(placed("one", {"facts": {"section": "3", "on_cto": "yes"}}), RIGHT)]
    heard = by_part("fact_recall", scored)
    assert {name: (rate.hits, rate.of) for name, rate in heard.items()} == {"section": (1, 1), "on_cto": (0, 1)}


def test_old_answers_are_scored_by_what_is_expected_today(tmp_path: Path) -> None:
    """A scenario that now expects something else is judged anew; one that says something else is left out."""
    scenarios = folder_with(tmp_path / "scenarios", first={"status": ["decided"]}, second={})
    run = run_of(tmp_path, "one", scenarios, RIGHT, SILENT)
    assert [one.passed for one in score(run, load_placed(scenarios))[0]] == [True, True]
    folder_with(scenarios, first={"status": ["referred"]}, second={"say": "Other words"})
    scored, stale = score(run, load_placed(scenarios))
    assert [one.passed for one in scored] == [False]
    assert stale == ["second"]


def test_a_conversation_with_too_few_answers_never_passes(tmp_path: Path) -> None:
    """Its file was changed by hand: that is told, and not scored as right."""
    scenarios = folder_with(tmp_path / "scenarios", first={})
    run = run_of(tmp_path, "one", scenarios)
    run.keep(Conversation("first", load_placed(scenarios)[0].scenario.said, (), 0.1))
    with pytest.raises(EvalError, match="first has 0 answers to 1 messages: somebody has changed the file"):
        score(run, load_placed(scenarios))
