"""The form of a scenario file as JSON Schema, so that an editor knows the keys, tables, outcomes and facts as they are typed.

`python -m eval.schema` writes it; a test fails where the committed one is not that.
"""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from assistant.rules.written import Written, read_rules
from eval.worked import Scenarios

FILE = Path(__file__).with_name("scenarios.schema.json")
DIALECT = "https://json-schema.org/draft/2020-12/schema"


def schema(rules: Written) -> dict[str, Any]:
    """The schema, with the names of the rulebook as it is."""
    made = Scenarios.model_json_schema()
    turn = made["$defs"]["Expected"]["properties"]
    turn["decides"] = {**turn["decides"], "properties": _outcomes(rules), "additionalProperties": False}
    turn["asks"]["anyOf"][0]["items"] = {"enum": sorted(rules.specs)}
    turn["facts"] = {**turn["facts"], "properties": _facts(rules), "additionalProperties": False}
    return {"$schema": DIALECT, **made, "title": "Worked scenarios"}


def written(rules: Written) -> str:
    """The file's text."""
    return json.dumps(schema(rules), indent=1, ensure_ascii=False) + "\n"


def _outcomes(rules: Written) -> Mapping[str, Any]:
    return {
        name: {"type": "array", "items": {"enum": list(table.outcomes)}, "description": table.question}
        for name, table in sorted(rules.tables.items())
    }


def _facts(rules: Written) -> Mapping[str, Any]:
    return {name: {"description": spec.question or name} for name, spec in sorted(rules.specs.items())}


if __name__ == "__main__":
    FILE.write_text(written(read_rules()), encoding="utf-8")
