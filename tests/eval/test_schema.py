"""The schema that editors use is the form that is read, with the names of today's rulebook."""

import json
from pathlib import Path

import pytest
import yaml
from jsonschema import Draft202012Validator

from assistant.rules.written import read_rules
from eval.schema import FILE, written
from eval.worked import FOLDER

FIRST_LINE = f"# yaml-language-server: $schema=../{FILE.name}"
SCHEMA = json.loads(FILE.read_text(encoding="utf-8"))


def test_the_committed_schema_is_the_one_that_is_made() -> None:
    """Where it is not: python -m eval.schema."""
    assert FILE.read_text(encoding="utf-8") == written(read_rules()), (
        "the rules or the form have changed: python -m eval.schema"
    )


@pytest.mark.parametrize("file", sorted(FOLDER.glob("*.yaml")), ids=lambda file: file.stem)
def test_every_file_names_the_schema_and_fits_it(file: Path) -> None:
    """An editor underlines what the program would refuse, and nothing else."""
    text = file.read_text(encoding="utf-8")
    assert text.startswith(FIRST_LINE)
    assert [error.message for error in Draft202012Validator(SCHEMA).iter_errors(yaml.safe_load(text))] == []


@pytest.mark.parametrize(
    "turn",
    [
        {"say": "?", "decide": {}},
        {"say": "?", "status": ["desided"]},
        {"say": "?", "decides": {"entitlment": ["entitled"]}},
        {"say": "?", "decides": {"entitlement": ["entiteld"]}},
        {"say": "?", "asks": ["sections"]},
        {"say": "?", "facts": {"sectoin": "3"}},
        {"status": ["decided"]},
        {"say": ""},
    ],
)
def test_an_editor_underlines_what_is_not_right(turn: dict[str, object]) -> None:
    """Keys, endings, tables, outcomes and facts by their names."""
    assert not Draft202012Validator(SCHEMA).is_valid([{"id": "one", "about": "one", "turns": [turn]}])
