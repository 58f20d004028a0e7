"""The worked scenarios: readable, in two halves, and about tables, outcomes, facts and paragraphs that exist."""

from pathlib import Path

import pytest

from assistant.holdings import Holdings, open_holdings
from eval.worked import Scenario, load_scenarios

SCENARIOS = load_scenarios()


@pytest.fixture(scope="session")
def holdings(home: Path) -> Holdings:
    """The real corpus, opened."""
    return open_holdings(home, "North Lincolnshire")


def test_there_are_enough_of_them_and_neither_half_is_small() -> None:
    """At least 250, split by the hash of their ids."""
    tune = sum(scenario.split == "tune" for scenario in SCENARIOS)
    assert len(SCENARIOS) >= 250
    assert 0.4 < tune / len(SCENARIOS) < 0.6


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda scenario: scenario.id)
def test_what_is_expected_exists(scenario: Scenario, holdings: Holdings) -> None:
    """Every table, outcome and fact named is the rulebook's; every section or paragraph cited is held."""
    rulebook = holdings.rulebook
    for expected in scenario.turns:
        for table, outcomes in expected.decides.items():
            assert set(outcomes) <= set(rulebook.form(table).question.outcomes), table
        assert set(expected.asks or ()) | set(expected.facts) <= set(rulebook.specs)
        for wanted in expected.cites:
            assert any(name == wanted or name.startswith(f"{wanted}.") for name in holdings.paragraphs), wanted


def test_two_scenarios_of_one_id_are_an_error_that_names_it(tmp_path: Path) -> None:
    """Nothing is silently overwritten."""
    one = "- {id: same, about: one, turns: [{say: hello}]}\n"
    (tmp_path / "a.yaml").write_text(one)
    (tmp_path / "b.yaml").write_text(one)
    with pytest.raises(ValueError, match="two scenarios have one id: same"):
        load_scenarios(tmp_path)
