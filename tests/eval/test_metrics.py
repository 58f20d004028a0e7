"""Each metric passes what is right, fails what is wrong in an owner's words, and says nothing where nothing was demanded."""

from dataclasses import replace
from typing import Any

import pytest

from assistant.model import Block, Status
from eval.metrics import METRICS, Held, Kind, Metric
from eval.metrics.base import TOLD
from eval.metrics.reading_age import reading_age
from eval.worked import Expected, Scenario
from tests.eval.answers import ASKING, CITED, RIGHT, SILENT, held, scored

ALWAYS = {"wrongly_decided", "validity", "fidelity", "reading_age", "latency"}  # these need nothing to be expected


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
    passed, failed = scored(metric, held(RIGHT, **demand)), scored(metric, held(RIGHT, **wrong))
    assert passed is not None
    assert passed.passed
    assert failed is not None
    assert not failed.passed
    assert failed.why.endswith((".", "so here."))


@pytest.mark.parametrize("metric", [one for one in METRICS if one.name not in ALWAYS], ids=lambda one: one.name)
def test_nothing_demanded_is_no_score(metric: Metric) -> None:
    """An undefined score is nothing, never a pass and never 0."""
    assert metric.score(held(RIGHT)) is None


def test_every_metric_says_in_words_what_it_means_and_has_a_name_of_its_own() -> None:
    """The report shows the meanings; kept runs and the baseline use the names."""
    assert len({one.name for one in METRICS}) == len(METRICS) == len({one.title for one in METRICS})
    for one in METRICS:
        assert one.meaning.endswith(".")
        assert len(one.meaning.split()) > 10
        assert bool(one.unit) == (one.kind is Kind.MEASURE)


def test_every_ending_can_be_told_in_plain_words() -> None:
    """No failure shows a status by its code."""
    assert set(TOLD) == set(Status)


def test_a_question_need_not_cite_where_other_endings_are_right_too() -> None:
    """A message that may be answered or asked about is judged on its words only where it is answered."""
    asked = held(ASKING, status=[Status.DECIDED, Status.NEEDS_FACT], cites=["nl-policy/7.1"], must=[["free"]])
    assert scored("citation", asked) is None
    assert scored("points", asked) is None


def test_a_question_is_judged_where_it_is_asked() -> None:
    """The wrong question is wrong even where an answer would have been right."""
    may_end = {"status": [Status.DECIDED, Status.NEEDS_FACT], "asks": ["section"]}
    wrong = scored("question", held(ASKING, **may_end))
    assert wrong is not None
    assert not wrong.passed
    assert wrong.why == "It asked “How old are they?” (age). Right would have been to ask about “section”."
    assert scored("question", held(RIGHT, **may_end)) is None


def test_a_citation_must_lead_to_a_paragraph_that_is_held() -> None:
    """One that does not, and a mark that leads nowhere, are each named."""
    astray = replace(RIGHT, citations=(replace(CITED, paragraph="nl-policy/9.9.p1"),))
    astray = replace(astray, blocks=(Block.of("answer", "Yes.", 1, 2),))
    score = scored("validity", held(astray))
    assert score is not None
    assert (score.hits, score.of) == (0, 2)
    assert score.why == (
        "It cites nl-policy/9.9.p1, which is not in the documents. Its text has a mark [2] that leads to no citation."
    )
    whole = scored("validity", held(RIGHT))
    assert whole is not None
    assert whole.passed


@pytest.mark.parametrize("change", [{"quote": "deprived of freedom"}, {"start": 0}, {"quote": "", "end": 30}])
def test_a_quotation_must_be_exact(change: dict[str, Any]) -> None:
    """Another word, another place or no words at all is no quotation."""
    score = scored("fidelity", held(replace(RIGHT, citations=(replace(CITED, **change),))))
    assert score is not None
    assert not score.passed
    assert "nl-policy/7.16.p2.b3" in score.why


def test_without_the_paragraphs_citations_are_not_judged() -> None:
    """What cannot be looked up is not counted as right."""
    unknown = replace(held(RIGHT), texts={})
    assert scored("validity", unknown) is None
    assert scored("fidelity", unknown) is None


@pytest.mark.parametrize(
    ("answer", "expected", "wrong"),
    [
        (RIGHT, {"decides": {"entitlement": ["entitled"]}}, 0),
        (RIGHT, {"decides": {"entitlement": ["ended"]}}, 1),
        (RIGHT, {"status": ["needs_fact"]}, 1),
        (RIGHT, {"status": ["not_covered", "referred"]}, 0),
        (ASKING, {"status": ["decided"], "decides": {"entitlement": ["ended"]}}, 0),
    ],
)
def test_a_decision_is_wrong_by_its_outcome_or_where_nothing_may_be_decided(answer: Any, expected: Any, wrong: int) -> None:
    """A question is never a wrong decision; a decision in place of a question is."""
    score = scored("wrongly_decided", held(answer, **expected))
    assert score is not None
    assert score.hits == wrong


@pytest.mark.parametrize(
    ("answer", "status", "recall", "precision", "false"),
    [
        (SILENT, ["not_covered", "referred"], 1, 1, None),
        (SILENT, ["decided", "answered"], None, 0, 1),
        (SILENT, ["decided", "referred"], None, None, None),
        (RIGHT, ["out_of_scope"], 0, None, None),
        (ASKING, ["needs_fact"], None, None, 0),
    ],
)
def test_withholding_is_judged_where_one_way_is_right(
    answer: Any, status: Any, recall: Any, precision: Any, false: Any
) -> None:
    """Where either would be right nothing is counted; asking is not withholding."""
    turn = held(answer, status=status)
    scores = (scored(name, turn) for name in ("refusal_recall", "refusal_precision", "false_refusals"))
    assert [score.hits if score else None for score in scores] == [recall, precision, false]


def test_facts_are_counted_each_by_itself() -> None:
    """One of three is not heard and one is heard wrong."""
    turn = held(RIGHT, facts={"section": "3", "on_cto": "yes", "age": 40})
    recall, precision = scored("fact_recall", turn), scored("fact_precision", turn)
    assert recall is not None
    assert recall.parts == {"section": (1, 1), "on_cto": (0, 1), "age": (0, 1)}
    assert precision is not None
    assert precision.parts == {"section": (1, 1), "on_cto": (0, 1)}


def test_a_false_premise_is_judged_where_the_scenario_is_about_one() -> None:
    """It is put right where the point is made and nothing forbidden is said."""
    right = {"must": [["section 3"]], "must_not": ["section 2 leads"]}
    put_right, other = held(RIGHT, "False premise: s2 gives it", **right), held(RIGHT, "s3 gives it", **right)
    score = scored("false_premises", put_right)
    assert score is not None
    assert score.passed
    assert scored("false_premises", other) is None
    unsaid = scored("false_premises", held(SILENT, "False premise: s2 gives it", **right))
    assert unsaid is not None
    assert not unsaid.passed


def test_questions_are_counted_beside_what_a_form_would_ask() -> None:
    """A form that asks the table's questions in order never asks less than nothing, and asks again what the message told."""
    expected = [Expected(say="?"), Expected(say="on a 3", decides={"entitlement": ["entitled"]})]
    two = Held(Scenario(id="two", about="two turns", turns=expected), 2, (ASKING, RIGHT))
    asked, form = scored("questions", two), scored("fixed_order", two)
    assert asked is not None
    assert asked.hits == 1
    assert form is not None
    assert form.hits >= 1


def test_a_short_plain_sentence_is_easier_than_a_long_one() -> None:
    """Years, never below school age; too few words have none."""
    plain, hard = (
        "They can stay at home. It is free.",
        "Responsibility for establishing entitlement necessarily presupposes documentation.",
    )
    ages = reading_age(plain), reading_age(hard)
    assert ages[0] is not None
    assert ages[1] is not None
    assert 5 <= ages[0] < 9
    assert ages[1] > 18
    assert reading_age("Yes.") is None
