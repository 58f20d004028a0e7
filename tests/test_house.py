"""The house stays as the README describes it."""

import re
from pathlib import Path

import yaml

from api.settings import PREFIX, Settings
from assistant.conversation import STEPS
from assistant.model import Status
from assistant.words import words

ROOT = Path(__file__).parents[1]


def test_every_path_the_readme_names_is_there() -> None:
    """`like/this` in the README is a file or folder of the repository."""
    named = re.findall(
        r"`((?:corpus|ingest|assistant|eval|api|docs|tests|benchmarks)/[\w./-]*|LICENSE)`", (ROOT / "README.md").read_text()
    )
    assert len(named) > 10
    assert [path for path in named if not (ROOT / path).exists()] == []


def test_every_status_has_its_words() -> None:
    """Each way a turn can end is said in words.yaml."""
    assert set(words().statuses) == set(Status)


def test_every_step_has_a_file_of_its_name() -> None:
    """A newcomer finds a step by its name."""
    assert [step.__module__ for step in STEPS] == [f"assistant.steps.{step.__name__}" for step in STEPS]


def test_every_dependency_has_its_reason_beside_it() -> None:
    """A line of `dependencies` without a comment is a dependency nobody can judge."""
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    block = text[text.index("dependencies = [") : text.index("[project.optional-dependencies]")]
    lines = [line for line in block.splitlines() if line.strip().startswith('"')]
    assert len(lines) > 20
    assert [line for line in lines if "#" not in line] == []


def test_ci_runs_the_readmes_test_command() -> None:
    """`make test`, and nothing of its own."""
    assert "make test" in (ROOT / ".ci" / "run").read_text()
    assert "    make test\n" in (ROOT / "README.md").read_text()


def test_data_files_parse() -> None:
    """Every YAML file under corpus/ and assistant/ is YAML."""
    files = [*ROOT.glob("corpus/**/*.yaml"), *ROOT.glob("assistant/**/*.yaml")]
    assert len(files) > 10
    for path in files:
        assert yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader) is not None


def test_every_setting_is_in_the_readme_as_it_is_described() -> None:
    """Name, description and default."""
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    for name, field in Settings.model_fields.items():
        line = next((line for line in readme.splitlines() if line.startswith(f"| `{PREFIX}{name.upper()}` |")), "")
        assert str(field.description) in line, name
