"""`aftercare eval`: what each command prints, what it exits with, and what it says of bad input."""

import json
import shutil
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from api.commands.eval import app
from api.settings import Settings
from api.store.base import Exchange
from api.store.opened import open_store
from assistant.model import Answer
from eval.kept import find_run
from tests.eval.answers import ASKING, RIGHT, SILENT, folder_with, run_of

Run = Callable[..., Result]
NOW = datetime(2026, 11, 22, 10, tzinfo=UTC)
SCENARIOS = {"first": {"status": ["decided"]}, "second": {"status": ["needs_fact"]}}


@pytest.fixture
def scenarios(tmp_path: Path) -> Path:
    """Two scenarios."""
    return folder_with(tmp_path / "scenarios", **SCENARIOS)


@pytest.fixture
def mine(tmp_path: Path) -> Path:
    """A home without an index."""
    return tmp_path / "home"


@pytest.fixture
def run(mine: Path) -> Run:
    """Runs a command over that home."""
    runner, env = CliRunner(), {"AFTERCARE_HOME": str(mine), "COLUMNS": "80"}
    return lambda *words: runner.invoke(app, [str(word) for word in words], env=env)


@pytest.mark.parametrize("words", [("report",), ("compare", "one", "two"), ("run", "--resume", "last"), ("gate", "one")])
def test_without_a_run_it_says_how_to_make_one(run: Run, words: tuple[str, ...]) -> None:
    """Bad input: exit code 2, on stderr, without a traceback."""
    found = run(*words)
    assert found.exit_code == 2
    assert found.stdout == ""
    assert "no run" in found.stderr or "baseline" in found.stderr
    assert "Traceback" not in found.stderr


def test_a_report_is_written_beside_its_answers(run: Run, mine: Path, scenarios: Path) -> None:
    """Its files are named, and the headline is said."""
    kept = run_of(mine, "one", scenarios, RIGHT, SILENT)
    found = run("report", "one", "--scenarios", scenarios)
    assert found.exit_code == 0
    assert found.stdout.startswith("1 of 2 scenarios passed (50 % ")
    assert f"{kept.folder / 'report.html'} written" in found.stdout
    assert json.loads(run("report", "one", "--scenarios", scenarios, "--json").stdout)["scenarios"]["all"]["hits"] == 1


def test_a_damaged_answers_file_is_told_with_its_line(run: Run, mine: Path, scenarios: Path) -> None:
    """And how to go on."""
    kept = run_of(mine, "one", scenarios, RIGHT, SILENT)
    with (kept.folder / "answers.jsonl").open("a") as file:
        file.write('{"scenario": "sec')
    found = run("report", "one", "--scenarios", scenarios)
    assert found.exit_code == 2
    assert "answers.jsonl:3: this line is damaged" in found.stderr
    assert "aftercare eval run --resume one" in found.stderr


def test_scenarios_with_a_typo_are_told_with_their_line(run: Run, mine: Path, scenarios: Path) -> None:
    """Every mistake in one go."""
    run_of(mine, "one", scenarios, RIGHT, SILENT)
    (scenarios / "b.yaml").write_text("- id: a\n  abuot: one\n  turns:\n  - say: hello\n")
    found = run("report", "one", "--scenarios", scenarios)
    assert found.exit_code == 2
    assert "b.yaml:2: 0.abuot: unknown key 'abuot'; did you mean 'about'?" in found.stderr
    assert "b.yaml:1: 0.about: 'about' is missing" in found.stderr


def test_two_runs_are_printed_side_by_side(run: Run, mine: Path, tmp_path: Path, scenarios: Path) -> None:
    """Both texts on one line, and a page where one is wanted."""
    run_of(mine, "one", scenarios, RIGHT, ASKING)
    run_of(mine, "two", scenarios, SILENT, SILENT)
    halves = [run("compare", "one", "two", "--scenarios", scenarios, "--split", half).stdout for half in ("tune", "test")]
    shown = next(words for words in halves if "first: fails now, and passed" in words)
    assert "Yes. Section 3 leads to it.            | The documents do not say." in shown
    page = tmp_path / "page.html"
    assert run("compare", "one", "two", "--scenarios", scenarios, "--out", page).exit_code == 0
    assert "<script" not in page.read_text()


def test_runs_with_nothing_in_common_are_told(run: Run, mine: Path, tmp_path: Path, scenarios: Path) -> None:
    """Exit code 2, and nothing is written over."""
    run_of(mine, "one", scenarios, RIGHT, ASKING)
    run_of(mine, "two", folder_with(tmp_path / "others", third={}), RIGHT)
    found = run("compare", "one", "two", "--scenarios", scenarios)
    assert found.exit_code == 2
    assert "one and two have no scenario in common" in found.stderr


def test_the_gate_holds_whole_sets_only(run: Run, mine: Path, scenarios: Path) -> None:
    """A run of other scenarios cannot be held."""
    kept = run_of(mine, "one", scenarios, RIGHT, SILENT)
    kept.note(replace(kept.about, choice={"split": "tune", "only": "", "every": 1}))
    found = run("gate", "one", "--fast")
    assert found.exit_code == 2
    assert "one: it is not a run of the fast set (chosen by split tune, every 1)" in found.stderr


def _keep(mine: Path, *said: tuple[str, Answer]) -> None:
    with closing(open_store(Settings(home=mine))) as store:
        conversation = store.start()
        for number, (message, answer) in enumerate(said, 1):
            made = replace(answer, id=f"answer{number}", conversation_id=conversation)
            store.add(conversation, Exchange(message, made, datetime.now(UTC), date(2026, 11, 22)), number)


def test_a_scenario_is_begun_from_a_kept_answer(run: Run, mine: Path) -> None:
    """The conversation up to that answer, and no further; it is never written over."""
    _keep(mine, ("is he 117", ASKING), ("on a 3", RIGHT), ("and the other one", SILENT))
    found = run("add", "answer2", "--id", "on-a-three")
    assert found.exit_code == 0
    file = mine / "eval" / "pending" / "on-a-three.yaml"
    assert f"{file} written" in found.stdout
    assert "say: on a 3" in file.read_text()
    assert "the other one" not in file.read_text()
    again = run("add", "answer2", "--id", "on-a-three")
    assert again.exit_code == 2
    assert "it is there already, and is left as it is" in again.stderr


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("nobody",), "There is no answer with this id"),
        (("answer1", "--id", "../up"), "a scenario is named by small letters, digits and hyphens"),
        (("answer1", "--id", "Up"), "a scenario is named by small letters, digits and hyphens"),
        (("answer1", "--id", "a-bare-41"), "there is a scenario of this name"),
        (("answer2",), "was not kept, because it named a person"),
    ],
)
def test_what_no_scenario_can_be_made_of_is_told(run: Run, mine: Path, words: tuple[str, ...], said: str) -> None:
    """Exit code 2, and nothing is written."""
    _keep(mine, ("is he 117", ASKING), ("", SILENT))
    found = run("add", *words)
    assert found.exit_code == 2
    assert said in found.stderr
    assert not (mine / "eval").exists()


def test_scenarios_are_asked_kept_and_gone_on_with(home: Path, tmp_path: Path, run: Run, mine: Path) -> None:
    """Two at once; a run that was stopped asks what is left, and the answers are the same as when asked alone."""
    shutil.copytree(home, mine, symlinks=True)
    folder = folder_with(
        tmp_path / "asked",
        a={"say": "he is on a section 3, is he entitled?", "decides": {"entitlement": ["entitled"]}},
        b={"say": "who attends the review?"},
        c={"say": "what is the capital of France?"},
    )
    found = run("run", "--scenarios", folder, "--name", "whole", "--jobs", "2")
    assert found.exit_code == 0, found.stderr
    assert "3 of 3 scenarios passed" in found.stdout
    kept = find_run(mine, "whole")
    lines = (kept.folder / "answers.jsonl").read_bytes().splitlines(keepends=True)
    texts = {one.scenario: one.answers[0].text for one in kept.conversations()}
    (kept.folder / "answers.jsonl").write_bytes(lines[0] + lines[1][:30])
    again = run("run", "--scenarios", folder, "--resume", "whole", "--jobs", "1")
    assert again.exit_code == 0, again.stderr
    assert {one.scenario: one.answers[0].text for one in find_run(mine, "whole").conversations()} == texts
    assert (kept.folder / "damaged.jsonl").exists()


def test_what_cannot_be_asked_is_told_before_anything_is(home: Path, tmp_path: Path, run: Run, mine: Path) -> None:
    """An unknown table, and a choice of nothing."""
    shutil.copytree(home, mine, symlinks=True)
    wrong = folder_with(tmp_path / "wrong", a={"decides": {"entitlment": ["entitled"]}})
    assert "there is no table 'entitlment'. Did you mean 'entitlement'?" in run("run", "--scenarios", wrong).stderr
    right = folder_with(tmp_path / "right", a={})
    found = run("run", "--scenarios", right, "--only", "nothing-like-it")
    assert found.exit_code == 2
    assert "none of its 1 scenarios is chosen" in found.stderr
    assert not (mine / "eval").exists()
