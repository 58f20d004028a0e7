"""Policy is data: no .py file of the rulebook names a section, a body, a paragraph or a day of the law."""

import re
from pathlib import Path

import pytest

import assistant.rules

RULES = Path(assistant.rules.__file__).parent
POLICY = re.compile(
    r"nl-policy|leaflet/|North Lincolnshire|\b(ICB|HCP|RDaSH|council|CTO|117|37/41|45A)\b|\bsection [0-9]+|20[0-9]{2}-[0-9]{2}"
)
MAY_CITE = {"arithmetic.py"}
EXAMPLES = {"2024-02-29"}  # a day that shows how days are written


@pytest.mark.parametrize("path", sorted(RULES.glob("*.py")), ids=lambda path: path.name)
def test_a_file_of_code_names_no_policy(path: Path) -> None:
    """Only arithmetic.py may cite a paragraph."""
    if path.name not in MAY_CITE:
        text = path.read_text(encoding="utf-8")
        for example in EXAMPLES:
            text = text.replace(example, "")
        assert POLICY.findall(text) == []
