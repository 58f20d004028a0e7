"""Each metric passes what is right, fails what is wrong, and says nothing where nothing was demanded."""

from dataclasses import replace
from typing import Any

import pytest

from assistant.model import Answer, Ask, Block, Citation, Fact, Status
from eval.metrics import METRICS
from eval.worked import Expected

CITED = Citation(1, "nl-policy", "Policy", "nl-policy/7.16.p2.b3", "Ending", "deprived of liberty", 0, 19, None, "")
RIGHT = Answer(
    id="a",
    conversation_id="c",
    status=Status.DECIDED,
    text="Yes. Section 3 leads to it.",
    blocks=(Block.of("answer", "Yes. Section 3 leads to it.", 1), Block.of("quote", "they may be charged", 1)),
    decisions=({"table": "entitlement", "outcome": "entitled"},),
    citations=(CITED,),
    case=(Fact("section", "3", "on a 3", 1), Fact("on_cto", "no", "off his CTO", 1)),
)
ASKING = replace(RIGHT, status=Status.NEEDS_FACT, ask=Ask("age", "How old are they?", "", ()), decisions=())


@pytest.mark.parametrize(
    ("metric", "demand", "wrong"),
    [
        ("ending", {"status": ["decided", "answered"]}, {"status": ["referred"]}),
        ("outcome", {"decides": {"entitlement": ["entitled"]}}, {"decides": {"entitlement": ["ended"]}}),
        ("citation", {"cites": ["nl-policy/7.16"]}, {"cites": ["nl-policy/7.1"]}),
        ("citation", {"cites": ["nl-policy/7.16.p2.b3"]}, {"cites": ["nl-policy/7.16.p2.b"]}),
        ("points", {"must": [["section 3", "s3"]]}, {"must": [["section 3"], ["both bodies"]]}),
        ("forbidden", {"must_not": ["charged"]}, {"must_not": ["leads to it"]}),
        ("question", {"asks": []}, {"asks": ["age"], "status": ["needs_fact"]}),
        ("facts", {"facts": {"section": "3", "on_cto": False}}, {"facts": {"section": "2"}}),
    ],
)
def test_a_metric_tells_right_from_wrong(metric: str, demand: dict[str, Any], wrong: dict[str, Any]) -> None:
    """One answer, right by one expectation and wrong by another; what is quoted is not counted as said."""
    passed = METRICS[metric](Expected(say="?", **demand), RIGHT)
    failed = METRICS[metric](Expected(say="?", **wrong), RIGHT)
    assert passed is not None
    assert passed.passed
    assert failed is not None
    assert not failed.passed
    assert failed.why


@pytest.mark.parametrize("metric", METRICS)
def test_nothing_demanded_is_no_score(metric: str) -> None:
    """An undefined score is nothing, never a pass."""
    assert METRICS[metric](Expected(say="?"), RIGHT) is None


def test_a_question_need_not_cite_where_other_endings_are_right_too() -> None:
    """A message that may be answered or asked about is judged on its words only where it is answered."""
    expected = Expected(say="?", status=[Status.DECIDED, Status.NEEDS_FACT], cites=["nl-policy/7.1"], must=[["free"]])
    assert METRICS["citation"](expected, ASKING) is None
    assert METRICS["points"](expected, ASKING) is None


def test_a_question_is_judged_where_it_is_asked() -> None:
    """The wrong question is wrong even where an answer would have been right."""
    expected = Expected(say="?", status=[Status.DECIDED, Status.NEEDS_FACT], asks=["section"])
    wrong = METRICS["question"](expected, ASKING)
    assert wrong is not None
    assert not wrong.passed
    assert METRICS["question"](expected, RIGHT) is None
