"""The gate: what may never be, what may not get worse, and what may not get clearly worse."""

from dataclasses import replace
from pathlib import Path

import pytest

from eval.errors import EvalError
from eval.gate import Base, accept, hold, measured, read_baseline
from eval.gating import Gated, check_baseline, held_to
from eval.scoring import Scored
from tests.eval.answers import CITED, RIGHT, SILENT, id_of, judged, placed

DECIDES = {"decides": {"entitlement": ["entitled"]}, "status": ["decided"], "must_not": ["may be charged here"]}


def _tune(number: int, answer: object = RIGHT) -> Scored:
    assert isinstance(answer, type(RIGHT))
    return judged(placed(id_of("tune", number), DECIDES), answer)


GOOD = [_tune(number) for number in range(1, 31)]
WRONG = replace(RIGHT, decisions=({"table": "entitlement", "outcome": "ended"},))
MISQUOTED = replace(RIGHT, citations=(replace(CITED, quote="deprived of freedom"),))
SAYING = replace(
    RIGHT, blocks=(replace(RIGHT.blocks[0], runs=(replace(RIGHT.blocks[0].runs[0], text="It may be charged here."),)),)
)


def _failing(scored: list[Scored], base: Base) -> set[str]:
    return {one.name for one in hold(scored, base) if not one.passed}


def test_the_same_answers_go_through() -> None:
    """Also after the baseline was written and read again."""
    assert not _failing(GOOD, measured(GOOD))


@pytest.mark.parametrize(
    ("answer", "hard"),
    [(WRONG, "wrongly_decided"), (MISQUOTED, "fidelity"), (SAYING, "forbidden")],
    ids=["wrong", "misquoted", "forbidden"],
)
def test_one_hard_fault_in_thirty_shuts_it(answer: object, hard: str) -> None:
    """However small the share."""
    failing = [one for one in hold([*GOOD[:-1], _tune(30, answer)], measured(GOOD)) if not one.passed]
    assert hard in {one.name for one in failing if one.hard}
    assert any(one.told().startswith("FAILS  hard  tune") for one in failing)


def test_quotations_must_be_exact_whatever_the_baseline_says() -> None:
    """A baseline that was measured on a fault does not excuse it."""
    bad = [_tune(1, MISQUOTED)]
    assert _failing(bad, measured(bad)) == {"fidelity"}


def test_a_little_worse_goes_through_and_clearly_worse_does_not() -> None:
    """One of thirty more that is not answered is chance; twenty are not."""
    little = [*GOOD[:-1], _tune(30, SILENT)]
    much = [*GOOD[:10], *(_tune(number, SILENT) for number in range(11, 31))]
    assert "passed" not in _failing(little, measured(GOOD))
    assert "passed" in _failing(much, measured(GOOD))


def test_a_baseline_is_read_back_as_it_was_measured(tmp_path: Path) -> None:
    """The other set stays as it was."""
    file = tmp_path / "reports" / "baseline.json"
    accept("whole", measured(GOOD), {"app": "0"}, file)
    accept("fast", measured(GOOD[:3]), {"app": "1"}, file)
    sets = read_baseline(file).sets
    assert sets["whole"].scenarios == {"tune": 30, "test": 0}
    assert sets["fast"].scenarios == {"tune": 3, "test": 0}
    assert not _failing(GOOD, sets["whole"])


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (None, "there is no baseline to hold against. Make one: aftercare eval gate --accept"),
        ("{", "Restore the committed one"),
        ('{"versions": {}, "sets": {}, "more": 1}', "more: Extra inputs are not permitted. Restore the committed one"),
        ('{"versions": {}, "sets": {}}', "it has nothing for the fast set. Make it: aftercare eval gate --fast --accept"),
    ],
)
def test_a_baseline_that_cannot_be_used_says_what_to_do(text: str | None, said: str, tmp_path: Path) -> None:
    """Missing, damaged or of another set."""
    file = tmp_path / "baseline.json"
    if text is not None:
        file.write_text(text)
    with pytest.raises(EvalError) as error:
        check_baseline("fast", file)
    assert str(error.value).startswith(str(file))
    assert said in str(error.value)


def test_other_scenarios_than_the_baselines_are_told(tmp_path: Path) -> None:
    """Shares are compared, and it says so."""
    file = tmp_path / "baseline.json"
    accept("fast", measured(GOOD), {}, file)
    run = Gated("fast", None, GOOD[:20], measured(GOOD[:20]))  # type: ignore[arg-type]
    made = held_to(run, file)
    assert made.notes == [
        "The baseline is of 30 scenarios, and these are 20: shares are compared. Accept it anew when it suits"
    ]
    assert made.passed
