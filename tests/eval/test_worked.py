"""The worked scenarios: readable, in two halves, and about tables, outcomes, facts and paragraphs that exist."""

from pathlib import Path

import pytest

from assistant.holdings import Holdings, open_holdings
from assistant.rules.engine import Rulebook
from assistant.rules.load import paragraphs_held, rulebook
from eval.checking import check
from eval.worked import Scenario, load_placed, load_scenarios
from ingest.yamlfile import YamlError

SCENARIOS = load_scenarios()
SHORT = 30  # letters: what is shorter, anybody may have asked in the same words
TOLD = load_scenarios(Path("eval/told"))


@pytest.fixture(scope="session")
def holdings(home: Path) -> Holdings:
    """The real corpus, opened."""
    return open_holdings(home, "North Lincolnshire")


@pytest.fixture(scope="session")
def rules() -> Rulebook:
    """The real rulebook, without an index."""
    return rulebook()


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


def test_what_is_expected_of_told_cases_exists(holdings: Holdings) -> None:
    """The cases that writers told are held to the rulebook as well."""
    for scenario in TOLD:
        test_what_is_expected_exists(scenario, holdings)


def test_nothing_is_learnt_from_the_half_of_told_cases_that_measures() -> None:
    """Their tune half stands among the examples of topics; their test half does not."""
    learnt = Path("corpus/topics.yaml").read_text(encoding="utf-8")
    measured = [one.turns[0].say for one in TOLD if one.split == "test"]
    assert len(measured) > 400
    assert [say for say in measured if len(say) > SHORT and say in learnt] == []


def test_two_scenarios_of_one_id_are_an_error_that_names_both(tmp_path: Path) -> None:
    """Nothing is silently overwritten."""
    one = "- {id: same, about: one, turns: [{say: hello}]}\n"
    (tmp_path / "a.yaml").write_text(one)
    (tmp_path / "b.yaml").write_text("# a note\n" + one)
    with pytest.raises(YamlError) as error:
        load_placed(tmp_path)
    assert str(error.value) == f"{tmp_path}/b.yaml:2: 'same' is the id of a.yaml:1 too. Rename one of them"


def test_a_typo_is_one_line_with_file_line_and_what_was_meant(tmp_path: Path) -> None:
    """Every file's mistakes are told at once."""
    (tmp_path / "a.yaml").write_text("- id: a-one\n  about: one\n  turns:\n  - say: hello\n    decide: {}\n")
    (tmp_path / "b.yaml").write_text("- id: b-one\n  about: one\n  turns:\n  - say: hello\n    status: [desided]\n")
    with pytest.raises(YamlError) as error:
        load_placed(tmp_path)
    first, second = error.value.problems
    assert first.startswith(f"{tmp_path}/a.yaml:5: ")
    assert first.endswith("unknown key 'decide'; did you mean 'decides'?")
    assert second.startswith(f"{tmp_path}/b.yaml:5: ")


def test_a_folder_without_scenarios_says_so(tmp_path: Path) -> None:
    """An empty set is never a full score."""
    with pytest.raises(YamlError, match="there is no scenario in it"):
        load_placed(tmp_path)


@pytest.mark.parametrize(
    ("turn", "said"),
    [
        ("decides: {entitlment: [entitled]}", "there is no table 'entitlment'. Did you mean 'entitlement'?"),
        ("decides: {entitlement: [entiteld]}", "there is no outcome of entitlement 'entiteld'. Did you mean 'entitled'?"),
        ("asks: [sections]", "there is no fact 'sections'. Did you mean 'section'?"),
        ("facts: {sectoin: 3}", "there is no fact 'sectoin'. Did you mean 'section'?"),
        ("cites: [nl-policy/77.1]", "there is no paragraph 'nl-policy/77.1'."),
    ],
)
def test_what_does_not_exist_is_told_with_its_line(turn: str, said: str, tmp_path: Path, rules: Rulebook, corpus: Path) -> None:
    """A scenario with an unknown table, outcome, fact or paragraph would never fail, or always."""
    (tmp_path / "a.yaml").write_text(f"- id: a-one\n  about: one\n  turns:\n  - say: hello\n    {turn}\n")
    with pytest.raises(YamlError) as error:
        check(load_placed(tmp_path), rules, paragraphs_held(corpus))
    assert str(error.value).startswith(f"{tmp_path}/a.yaml:5: a-one, turn 1: {said}")


def test_a_value_that_a_fact_cannot_have_is_told(tmp_path: Path, rules: Rulebook) -> None:
    """With what it can be."""
    (tmp_path / "a.yaml").write_text("- id: a-one\n  about: one\n  turns:\n  - say: hello\n    facts: {on_cto: perhaps}\n")
    with pytest.raises(YamlError, match=r"a\.yaml:5: a-one, turn 1: on_cto: .*yes"):
        check(load_placed(tmp_path), rules, ())
