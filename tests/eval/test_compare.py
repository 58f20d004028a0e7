"""Two runs side by side: what is answered otherwise, the worst first, and what cannot be compared is named."""

from dataclasses import replace
from pathlib import Path

import pytest

from eval.compare import Change, compare
from eval.errors import EvalError
from eval.report.beside import side_by_side
from eval.worked import Placed, load_placed
from tests.eval.answers import ASKING, RIGHT, SILENT, folder_with, run_of

DECIDES = {"decides": {"entitlement": ["entitled"]}, "status": ["decided"]}
WRONG = replace(RIGHT, decisions=({"table": "entitlement", "outcome": "ended"},))
OTHERWISE = replace(RIGHT, text="Yes. A section 3 leads to it.")


def test_the_worst_stands_first(tmp_path: Path) -> None:
    """A wrong decision before a failure, a failure before other words, and what was mended last."""
    scenarios = folder_with(tmp_path / "s", a=DECIDES, b=DECIDES, c=DECIDES, d=DECIDES, e=DECIDES)
    before = run_of(tmp_path, "before", scenarios, ASKING, RIGHT, RIGHT, RIGHT, RIGHT)
    after = run_of(tmp_path, "after", scenarios, RIGHT, OTHERWISE, SILENT, WRONG, RIGHT)
    found = compare(before, after, load_placed(scenarios))
    assert [(pair.placed.scenario.id, pair.change) for pair in found.pairs] == [
        ("d", Change.NOW_DECIDED_WRONGLY),
        ("c", Change.NOW_FAILS),
        ("b", Change.OTHER_WORDS),
        ("a", Change.NOW_PASSES),
    ]
    assert found.same == 1


def test_runs_of_other_scenarios_are_compared_in_what_they_share(tmp_path: Path) -> None:
    """The rest is named."""
    few = folder_with(tmp_path / "few", a={}, b={})
    many = folder_with(tmp_path / "many", b={}, c={})
    found = compare(run_of(tmp_path, "x", few, RIGHT, RIGHT), run_of(tmp_path, "y", many, RIGHT, SILENT), _all(tmp_path))
    assert (found.same, found.only_before, found.only_after) == (1, ("a",), ("c",))
    assert "chosen: every 1, folder few, then every 1, folder many" in found.settings


def test_nothing_in_common_is_an_error(tmp_path: Path) -> None:
    """With both names and what to do."""
    one, other = folder_with(tmp_path / "one", a={}), folder_with(tmp_path / "other", c={})
    with pytest.raises(EvalError, match=r"x and y have no scenario in common \(1 and 1\).*Choose two runs of the same"):
        compare(run_of(tmp_path, "x", one, RIGHT), run_of(tmp_path, "y", other, RIGHT), _all(tmp_path))


def test_single_scenarios_of_a_half_that_is_not_shown_are_left_out(tmp_path: Path) -> None:
    """They are counted."""
    scenarios = folder_with(tmp_path / "s", a=DECIDES)
    before, after = run_of(tmp_path, "x", scenarios, RIGHT), run_of(tmp_path, "y", scenarios, SILENT)
    found = compare(before, after, load_placed(scenarios))
    mine = found.pairs[0].placed.scenario.split
    other = "test" if mine == "tune" else "tune"
    assert found.as_json((other,))["changed"] == []
    assert found.as_json((other,))["counts"]["fails now, and passed"] == 1
    assert found.as_json((mine,))["changed"][0]["scenario"] == "a"


def test_words_are_set_side_by_side() -> None:
    """Only what differs is marked, word by word."""
    sides = side_by_side("They may stay.", "They may not stay.")
    assert [piece.text for piece in sides.before if piece.other] == []
    assert "".join(piece.text for piece in sides.after if piece.other).strip() == "not"
    assert "".join(piece.text for piece in sides.after) == "They may not stay."


def _all(tmp_path: Path) -> list[Placed]:
    everything = folder_with(tmp_path / "all", a={}, b={}, c={})
    return list(load_placed(everything))
