"""A run is kept whole: what is read back is what was answered, and what is damaged is named and never lost."""

from pathlib import Path

import pytest

from eval.errors import EvalError
from eval.kept import all_runs, find_run, new_run
from tests.eval.answers import ASKING, RIGHT, TEXTS, folder_with, run_of


@pytest.fixture
def scenarios(tmp_path: Path) -> Path:
    """Two scenarios."""
    return folder_with(tmp_path / "scenarios", first={}, second={})


def test_answers_are_read_back_as_they_were_given(tmp_path: Path, scenarios: Path) -> None:
    """Every field, citations and facts included."""
    run = run_of(tmp_path, "one", scenarios, RIGHT, ASKING)
    assert [one.answers for one in run.conversations()] == [(RIGHT,), (ASKING,)]
    assert run.texts == TEXTS
    assert run.about.seeds == {"intervals": 117}


def test_a_damaged_line_is_named_with_what_to_do(tmp_path: Path, scenarios: Path) -> None:
    """File and line, and that the rest is whole."""
    run = run_of(tmp_path, "one", scenarios, RIGHT, ASKING)
    file = run.folder / "answers.jsonl"
    file.write_bytes(file.read_bytes()[:-40] + b"\n")
    with pytest.raises(EvalError) as error:
        run.conversations()
    assert str(error.value) == (
        f"{file}:2: this line is damaged: it is not a conversation. The others are whole. "
        "`aftercare eval run --resume one` sets it aside and asks that scenario again"
    )


def test_mending_sets_the_damaged_line_aside(tmp_path: Path, scenarios: Path) -> None:
    """The others stay, and nothing is thrown away."""
    run = run_of(tmp_path, "one", scenarios, RIGHT, ASKING)
    file = run.folder / "answers.jsonl"
    whole, second = file.read_bytes().splitlines()
    file.write_bytes(whole + b"\n" + second[:50])
    assert run.mend() == 1
    assert [one.scenario for one in run.conversations()] == ["first"]
    assert (run.folder / "damaged.jsonl").read_bytes() == second[:50]
    assert run.mend() == 0


@pytest.mark.parametrize("damage", ["", "{", '{"begun": 1}', '{"begun": "x", "as_at": "no day"}'])
def test_a_damaged_description_is_named(damage: str, tmp_path: Path, scenarios: Path) -> None:
    """The run is left out of the list of runs, and by its name it says what is wrong."""
    run = run_of(tmp_path, "one", scenarios, RIGHT)
    (run.folder / "run.json").write_text(damage)
    assert all_runs(tmp_path) == []
    with pytest.raises(EvalError, match=r"run\.json: it is damaged\. Its answers are still in answers\.jsonl"):
        assert find_run(tmp_path, "one").about


def test_a_run_that_is_not_there_is_told_with_those_that_are(tmp_path: Path, scenarios: Path) -> None:
    """The last ones, by name; none at all says how to make one."""
    with pytest.raises(EvalError, match=r"no run is kept yet\. Make one: aftercare eval run"):
        find_run(tmp_path, None)
    run_of(tmp_path, "one", scenarios, RIGHT)
    with pytest.raises(EvalError, match=r"there is no run 'two'\. The last ones are: one"):
        find_run(tmp_path, "two")
    with pytest.raises(EvalError, match=r"there is no run '\.\./one'"):
        find_run(tmp_path, "../one")


def test_the_last_run_is_the_one_begun_last(tmp_path: Path, scenarios: Path) -> None:
    """Whatever it is called."""
    run_of(tmp_path, "b", scenarios, RIGHT, begun="2026-11-22T10:00:00+00:00")
    run_of(tmp_path, "a", scenarios, RIGHT, begun="2026-11-23T10:00:00+00:00")
    assert find_run(tmp_path, None).name == "a"


@pytest.mark.parametrize("name", ["../up", "a/b", "", ".hidden", "x" * 81])
def test_a_name_that_leads_elsewhere_is_refused(name: str, tmp_path: Path) -> None:
    """A run stands in its own folder."""
    if name:
        with pytest.raises(EvalError, match="a run is named by letters, digits"):
            new_run(tmp_path, name)
    else:
        assert new_run(tmp_path, name).name.startswith("20")


def test_a_run_is_never_written_over(tmp_path: Path, scenarios: Path) -> None:
    """A name that is taken says how to go on with it."""
    run_of(tmp_path, "one", scenarios, RIGHT)
    with pytest.raises(EvalError, match=r"there is a run of this name\. Go on with it by --resume one"):
        new_run(tmp_path, "one")
