"""The figures of questions, against another library's, and what is nothing because it cannot be worked out."""

from collections.abc import Iterator, Mapping
from datetime import timedelta

import pytest
from papers import NOW, SOURCE, item, option
from scipy import stats

from api.quiz.model import Answered, Given
from api.quiz.statistics import WrongOption, discrimination, facility, per_item, per_paragraph, per_row, weak_paragraphs
from eval.quiz.model import Item, Source

CHOSEN = {"a": (0, 0, 0, 0), "b": (0, 0, 0, 1), "c": (0, 0, 1, 1), "d": (0, 2, 1, 1), "e": (1, 2, 1, 0)}


def given(chosen: Mapping[str, tuple[int, ...]] = CHOSEN, attempt: int = 1, late: bool = False) -> Iterator[Given]:
    """Each learner's answers to questions 1, 2, 3 ...: the place each chose, 0 being right."""
    for learner, places in chosen.items():
        for n, place in enumerate(places, 1):
            at = NOW + timedelta(seconds=n)
            yield Given("s", Answered(learner, attempt, n, f"item{n}", (place,), place == 0, late, at), item(n))


@pytest.mark.parametrize(("right", "of"), [(0, 1), (1, 1), (3, 8), (5, 5), (40, 200)])
def test_facility_is_the_share_right_with_wilsons_interval(right: int, of: int) -> None:
    """As another library has it, and never outside 0 and 1."""
    found, other = facility(right, of), stats.binomtest(right, of).proportion_ci(method="wilson")
    assert (found.value, found.n) == (right / of, of)
    assert (found.low, found.high) == pytest.approx((other.low, other.high), abs=1e-6)


def test_discrimination_is_the_point_biserial_with_fishers_interval() -> None:
    """As another library has it."""
    pairs = [(True, 0.9), (True, 0.7), (False, 0.8), (False, 0.2), (True, 0.6), (False, 0.1)]
    other = stats.pearsonr([float(right) for right, _ in pairs], [score for _, score in pairs])
    interval = other.confidence_interval()
    found = discrimination(pairs)
    assert found
    assert found.n == 6
    assert (found.value, found.low, found.high) == pytest.approx((other.statistic, interval.low, interval.high), abs=1e-6)


@pytest.mark.parametrize(
    "pairs",
    [[], [(True, 0.5)], [(True, 0.5), (True, 0.9)], [(False, 0.5), (False, 0.9)], [(True, 0.5), (False, 0.5)]],
    ids=["none", "one", "all right", "all wrong", "all alike elsewhere"],
)
def test_a_discrimination_that_is_undefined_is_nothing(pairs: list[tuple[bool, float]]) -> None:
    """Not 0, which would say that the question tells nobody apart."""
    assert discrimination(pairs) is None


@pytest.mark.parametrize("more", [[], [(False, 0.2)]], ids=["two answers", "three answers"])
def test_too_few_answers_have_a_correlation_without_an_interval(more: list[tuple[bool, float]]) -> None:
    """Two are always in line; three say nothing of how sure that is."""
    found = discrimination([(True, 0.9), (False, 0.1), *more])
    assert found
    assert (found.low, found.high) == (None, None)


def test_each_question_is_measured_the_hardest_first() -> None:
    """How many were right of how many, and the wrong option that most of the wrong chose."""
    spots = per_item(given())
    assert [(one.name, one.right, one.facility.n) for one in spots] == [
        (("item3",), 2, 5),
        (("item4",), 2, 5),
        (("item2",), 3, 5),
        (("item1",), 4, 5),
    ]
    wrong = {one.name[0]: one.wrong for one in spots}
    assert (wrong["item3"], wrong["item2"]) == (WrongOption("No 3", 3, 3), WrongOption("Ask 2", 2, 2))


def test_a_question_is_compared_with_the_rest_of_the_attempt_only() -> None:
    """Its own answer is no part of the score that it is held against."""
    (first,) = [one for one in per_item(given()) if one.name == ("item1",)]
    rest = [1.0, 2 / 3, 1 / 3, 0.0, 1 / 3]
    assert first.discrimination
    assert first.discrimination.value == pytest.approx(stats.pearsonr([1, 1, 1, 1, 0], rest).statistic)


def test_a_question_that_was_asked_alone_has_no_discrimination() -> None:
    """There is nothing to hold it against."""
    (only,) = per_item(given({"a": (0,), "b": (1,), "c": (0,)}))
    assert only.discrimination is None


@pytest.mark.parametrize("but", [{"attempt": 2}, {"late": True}])
def test_later_attempts_and_late_answers_do_not_count(but: dict[str, object]) -> None:
    """Whoever tries again has read the reasons."""
    assert per_item([*given({"a": (0, 1)}), *given({"b": (1, 1)}, **but)]) == per_item(given({"a": (0, 1)}))  # type: ignore[arg-type]


def test_rows_are_named_with_their_table() -> None:
    """A question about two rows counts for both."""
    two = [Given(one.session, one.answer, _about(one.item)) for one in given({"a": (1,)})]
    assert [one.name for one in per_row(two)] == [("entitlement", "one"), ("entitlement", "two")]


def _about(question: Item) -> Item:
    return question.but(rows=("one", "two"))


def test_an_answer_counts_for_the_paragraph_that_the_right_option_rests_on() -> None:
    """Not for those of the wrong options, which are about something else."""
    other = Source("nl-policy/9.9", "other words", "/paragraphs/nl-policy/9.9")
    wrong = option("No")
    mixed = item(1).but(options=(option("Yes", right=True), type(wrong)("No", False, "no", "No.", other)))
    found = per_paragraph([Given(one.session, one.answer, mixed) for one in given({"a": (1,)})])
    assert [one.name for one in found] == [(SOURCE.cite,)]


def test_words_are_weak_only_where_enough_have_answered() -> None:
    """Fewer would tell of persons; and what most get right is not weak."""
    answers = list(given({"a": (1, 0), "b": (1, 0), "c": (0, 1)}))
    assert [(one.name, one.facility.n) for one in weak_paragraphs(answers)] == [((SOURCE.cite,), 6)]
    assert weak_paragraphs(answers[:4]) == []
    assert weak_paragraphs(given(dict.fromkeys("abc", (0, 0)))) == []
