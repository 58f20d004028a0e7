"""`aftercare quiz`: make, play and export."""

import json
from collections.abc import Callable
from pathlib import Path
from zipfile import ZipFile

import pytest
from typer.testing import CliRunner, Result

from api.cli import app

Run = Callable[..., Result]


@pytest.fixture
def run() -> Run:
    """Runs `aftercare quiz`; no index is needed."""
    runner = CliRunner()
    return lambda *words, typed=None: runner.invoke(app, ["quiz", *words], input=typed, env={"COLUMNS": "80"})


@pytest.fixture
def file(run: Run, tmp_path: Path) -> Path:
    """A quiz of three in a file."""
    out = tmp_path / "quiz.json"
    assert run("make", "--items", "3", "--seed", "5", "--kind", "outcome", "--out", str(out)).exit_code == 0
    return out


def letters(file: Path) -> list[str]:
    """The right letters of each item."""
    items = json.loads(file.read_text(encoding="utf-8"))["items"]
    return ["".join("ABCDEFGH"[n] for n, one in enumerate(item["options"]) if one["right"]) for item in items]


def test_make_prints_the_items_and_then_the_right_answers(run: Run) -> None:
    """With table and row of each."""
    done = run("make", "--items", "2", "--seed", "5")
    assert done.exit_code == 0
    assert "\n1. (" in done.stdout
    assert "Right answers" in done.stdout


def test_make_gives_json(run: Run) -> None:
    """The whole quiz, the same for the same seed."""
    one, other = (run("make", "--items", "2", "--seed", "6", "--json").stdout for _ in range(2))
    assert one == other
    assert len(json.loads(one)["items"]) == 2


def test_play_marks_every_answer_and_says_why(run: Run, file: Path) -> None:
    """All right: passed, with the paragraph of each."""
    done = run("play", str(file), typed="\n".join(letters(file)) + "\n")
    assert done.exit_code == 0
    assert done.stdout.count("Right.") >= 3
    assert "3 of 3 right (100 %). Passed." in done.stdout


def test_play_takes_a_wrong_answer_and_asks_again_for_none_that_there_is(run: Run, file: Path) -> None:
    """A letter that no option has is asked for again; an empty line passes over; the input's end stops."""
    wrong = "B" if letters(file)[0] != "B" else "A"
    done = run("play", str(file), typed=f"Z\n{wrong}\n\n")
    assert "Answer with A, B" in done.stdout
    assert f"Not right: it is {letters(file)[0]}." in done.stdout
    assert "Stopped. 0 of 2 right." in done.stdout


def test_practice_brings_back_first_what_was_wrong(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is kept under the home folder; the input's end stops."""
    monkeypatch.setenv("AFTERCARE_HOME", str(tmp_path))
    first = run("practice", "--topic", "money", "--items", "3", typed="\n\n")
    assert first.exit_code == 0
    assert first.stdout.count("You will see this row again in 1 minute.") == 2
    assert "2 of" in first.stdout
    assert "0 due to be seen again now" in first.stdout
    kept = run("practice", "--topic", "money", "--items", "1", typed="")
    assert "Question 1 of 1" in kept.stdout
    assert "2 of" in kept.stdout


def test_export_writes_the_format_asked_for(run: Run, file: Path, tmp_path: Path) -> None:
    """Here a SCORM package, whole."""
    out = tmp_path / "quiz.zip"
    done = run("export", str(file), "--format", "scorm", "--out", str(out))
    assert done.exit_code == 0
    assert "3 items as a SCORM 1.2 package" in done.stdout
    assert "imsmanifest.xml" in ZipFile(out).namelist()


def test_an_item_that_rests_on_something_changed_is_left_out_and_named(run: Run, file: Path, tmp_path: Path) -> None:
    """On the error stream, and the others are written."""
    record = json.loads(file.read_text(encoding="utf-8"))
    record["items"][0]["versions"]["paragraphs"] = "before"
    file.write_text(json.dumps(record), encoding="utf-8")
    done = run("export", str(file), "--format", "csv", "--out", str(tmp_path / "quiz.csv"))
    assert "left out, for review: item" in done.stderr
    assert "2 items as rows" in done.stdout


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("make", "--topic", "cricket"), "there is no topic 'cricket'"),
        (("practice", "--topic", "cricket"), "there is no topic 'cricket'. Choose of entitlement"),
        (("make", "--items", "300"), "300 items cannot be made. Ask for 1 to 200"),
        (("export", "--format", "smoke"), "there is no format 'smoke'. Choose of scorm, moodle"),
        (("play", "nowhere.json"), "nowhere.json: it cannot be read"),
        (("export", "{broken}", "--format", "csv"), "this is not a quiz"),
        (("export", "{foreign}", "--format", "csv"), "this is not a quiz"),
        (("make", "--items", "1", "--out", "{folder}"), "it cannot be written"),
    ],
    ids=["topic", "practice", "items", "format", "no file", "broken", "foreign", "folder"],
)
def test_bad_input_is_said_in_words_with_exit_code_2(run: Run, tmp_path: Path, words: tuple[str, ...], says: str) -> None:
    """Nothing is written, and there is no traceback."""
    places = {"{broken}": tmp_path / "broken.json", "{foreign}": tmp_path / "foreign.json", "{folder}": tmp_path}
    places["{broken}"].write_text("{", encoding="utf-8")
    places["{foreign}"].write_text('{"items": [{"id": 1}]}', encoding="utf-8")
    done = run(*(str(places.get(word, word)) for word in words))
    assert done.exit_code == 2
    assert says in done.stderr
    assert "Traceback" not in done.stderr
