"""A scenario begun from a kept answer: it can be read once a person has said what it checks, and it holds what was answered."""

from dataclasses import replace
from pathlib import Path

import pytest
import yaml

from eval.pending import Said, skeleton
from eval.worked import Placed, load_scenarios
from ingest.yamlfile import YamlError
from tests.eval.answers import ASKING, RIGHT, judged

SAID = [Said("is he 117", ASKING, {}), Said("on a 3, don't know more: “yes”", replace(RIGHT, ask=None), {"age": 40})]


def test_it_must_be_looked_at_before_it_counts(tmp_path: Path) -> None:
    """What it checks is left empty, and the loader refuses that with the line."""
    file = tmp_path / "kept.yaml"
    file.write_text(skeleton("kept-1", SAID), encoding="utf-8")
    with pytest.raises(YamlError, match=r"kept\.yaml:\d+: 0\.about: String should have at least 1 character"):
        load_scenarios(tmp_path)
    file.write_text(skeleton("kept-1", SAID).replace("about: ''", "about: a check"), encoding="utf-8")
    one = load_scenarios(tmp_path)[0]
    assert [turn.say for turn in one.turns] == [said.message for said in SAID]
    assert one.turns[0].asks == ["age"]
    assert one.turns[1].asks == []
    assert one.turns[1].decides == {"entitlement": ["entitled"]}
    assert one.turns[1].cites == ["nl-policy/7.16"]


def test_it_passes_as_it_was_answered(tmp_path: Path) -> None:
    """Nothing is expected that the answer is not."""
    file = tmp_path / "kept.yaml"
    file.write_text(skeleton("kept-1", SAID).replace("about: ''", "about: a check"), encoding="utf-8")
    one = load_scenarios(tmp_path)[0]
    assert judged(Placed(one, file, 1, 0), *(said.answer for said in SAID)).passed


def test_facts_given_beside_the_words_are_noted() -> None:
    """A scenario has words only, so a person puts them in."""
    written = skeleton("kept-1", SAID)
    assert "# Turn 2 was given age=40 beside the message" in written
    assert yaml.safe_load(written)[0]["id"] == "kept-1"
