"""docs/evaluation.md keeps step: its commands and options exist, and its scenario can be read and is sound."""

import re
from pathlib import Path

import pytest
import typer.main

from api.commands.eval import app
from assistant.rules.load import paragraphs_held, rulebook
from eval.checking import check
from eval.worked import load_placed

TEXT = (Path(__file__).parents[2] / "docs" / "evaluation.md").read_text(encoding="utf-8")
COMMANDS = typer.main.get_group(app).commands


@pytest.mark.parametrize("command", sorted(COMMANDS))
def test_every_command_is_told(command: str) -> None:
    """None is left out."""
    assert f"`aftercare eval {command}" in TEXT


def test_every_option_that_is_named_exists() -> None:
    """Of any of the commands."""
    known = {name for command in COMMANDS.values() for parameter in command.params for name in parameter.opts}
    assert set(re.findall(r"--[a-z]+", TEXT)) <= known


def test_its_scenario_is_sound(tmp_path: Path, corpus: Path) -> None:
    """As it stands."""
    (tmp_path / "a.yaml").write_text(TEXT.split("```yaml\n")[1].split("```")[0], encoding="utf-8")
    check(load_placed(tmp_path), rulebook(), paragraphs_held(corpus))
